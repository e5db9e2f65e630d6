"""Class names of ground truth and results."""

from collections.abc import Mapping

from gvseg.errors import FormatError


def check_names(pred_names: Mapping[int, str], true_names: Mapping[int, str]) -> None:
    """Check that each number is the same class on both sides, as measures compare numbers.

    Raises:
        FormatError: the two names of a class differ.
    """
    for class_id, name in pred_names.items():
        true_name = true_names.get(class_id, name)
        if true_name != name:
            raise FormatError(
                f"Class {class_id} is {name} in the results and {true_name} in the truth; use "
                "one list of classes for both."
            )
