"""Pairs folders of ground truth with folders of results."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from natsort import natsorted

from gvseg.errors import FormatError

_VSPW_FOLDER = "mask"


@dataclass(frozen=True, slots=True)
class SequenceFolders:
    """One sequence.

    Attributes:
        name: path of its folder, relative to the ground-truth folder.
        truths: its ground-truth images, in natural order.
        result_folder: folder with result images of the same names.
    """

    name: str
    truths: tuple[Path, ...]
    result_folder: Path

    @property
    def results(self) -> list[Path]:
        """Paths of the result images, which may not exist."""
        return [self.result_folder / path.name for path in self.truths]

    def check_exist(self, results: Sequence[Path]) -> None:
        """Check that these results exist.

        Raises:
            FormatError: some are missing.
        """
        missing = [path for path in results if not path.is_file()]
        if missing:
            raise FormatError(
                f"{self.result_folder} lacks {len(missing)} of the {len(self.truths)} frames of "
                f"the ground truth, starting with {missing[0].name}."
            )


def find_sequences(pred: Path, gt: Path) -> list[SequenceFolders]:
    """Pair every folder of PNG under `gt` with the folder of the same name under `pred`.

    `VIDEO/mask` of VSPW is also paired with `VIDEO`. A single sequence is paired with a single
    folder of results, whatever their names.

    Args:
        pred: results: a folder for one sequence, or a folder of such folders.
        gt: ground truth, likewise.

    Raises:
        FormatError: there is no ground truth, or no results for one of its sequences.
    """
    if not gt.is_dir():
        raise FormatError(f"The ground-truth folder {gt} does not exist.")
    folders = _image_folders(gt)
    if not folders:
        raise FormatError(f"{gt} has no PNG, and no subfolder with PNG.")
    candidates = _image_folders(pred) if len(folders) == 1 and pred.is_dir() else []
    found = []
    for folder in folders:
        relative = folder.relative_to(gt)
        result_folder = pred / relative
        if not result_folder.is_dir() and relative.name == _VSPW_FOLDER:
            result_folder = pred / relative.parent
        if len(candidates) == 1:
            result_folder = candidates[0]
        name = gt.absolute().name if folder == gt else relative.as_posix()
        if not result_folder.is_dir():
            raise FormatError(f"The folder {result_folder} with results for {name} does not exist.")
        truths = natsorted(_images(folder), key=lambda path: path.name)
        found.append(SequenceFolders(name, tuple(truths), result_folder))
    return found


def _image_folders(root: Path) -> list[Path]:
    """Return the folder if it contains PNG, else all subfolders that do, in natural order."""
    if _images(root):
        return [root]
    folders = {path.parent for path in root.rglob("*") if _is_image(path, root)}
    return natsorted(folders, key=lambda path: path.as_posix())


def _images(folder: Path) -> list[Path]:
    return [path for path in folder.iterdir() if _is_image(path, folder)]


def _is_image(path: Path, root: Path) -> bool:
    """Return whether the path is a PNG under `root` that is not hidden or in a hidden folder."""
    is_hidden = any(part.startswith(".") for part in path.relative_to(root).parts)
    return path.suffix.lower() == ".png" and not is_hidden and path.is_file()
