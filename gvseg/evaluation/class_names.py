"""Checks that ground truth and results use the same classes."""

from collections.abc import Mapping

from gvseg.errors import FormatError


def check_names(pred_names: Mapping[int, str], true_names: Mapping[int, str]) -> None:
    """Check that class numbers, which metrics compare, have the same names on both sides.

    Raises:
        FormatError: the two names of a class differ.
    """
    for class_id, name in pred_names.items():
        true_name = true_names.get(class_id, name)
        if true_name != name:
            raise FormatError(
                f"Class {class_id} is {name} in the results, but {true_name} in the ground truth; "
                "use the same class list for both."
            )
