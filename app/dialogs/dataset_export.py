"""The dialog that exports a dataset: format, splits, frames and folder."""

import itertools
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from PySide6.QtWidgets import (
    QCheckBox,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from app.combo_box import NoWheelComboBox
from app.dialogs.parts import number_box, wrapped
from app.dialogs.work_dialog import WorkDialog
from app.language import tr
from app.library_texts import tr_library
from app.theme import SPACE
from app.wording import listed
from gvseg.dataset_file import DatasetVideo, ExportChoices, parse_shares
from gvseg.errors import UserError
from gvseg.formats import FORMATS, ExportOptions, Format, check_splits

_SHARES: Final = "train=0.8,val=0.2"
_SHARES_PX: Final = 132
_SEED_PX: Final = 96
_MOST: Final = 10_000
_INDENT_PX: Final = 6 * SPACE


@dataclass(frozen=True, slots=True, kw_only=True)
class DatasetExportRequest:
    """The settings of the export of a dataset.

    Attributes:
        choices: format, splits and frames.
        out: the new folder.
    """

    choices: ExportChoices
    out: Path


class DatasetExportDialog(WorkDialog):
    """Asks how to export a dataset, in the layout of published datasets.

    Args:
        folder: folder of the dataset.
        videos: its videos.
        format_name: format to start with.
    """

    def __init__(
        self,
        folder: Path,
        videos: Sequence[DatasetVideo],
        format_name: str,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("datasetExport", tr("Export Dataset"), tr("Export"), parent)
        self._dataset_folder = folder
        self._suggested = ""
        splits = Counter(video.split for video in videos if video.split)
        self._format = NoWheelComboBox()
        self._loses = wrapped("", "dim", "datasetExportLoses")
        self._own = QRadioButton(tr("Splits of the dataset: {splits}").format(
            splits=listed(f"{name} ({number})" for name, number in sorted(splits.items()))
        ))  # fmt: skip
        self._random = QRadioButton(tr("Random splits:"))
        self._none = QRadioButton(tr("No splits"))
        self._shares = QLineEdit(_SHARES)
        self._shares.setMinimumWidth(_SHARES_PX)
        self._seed = number_box("datasetExportSeed", 0, 2**31 - 1, "", 0)
        self._seed.setMaximumWidth(_SEED_PX)
        self._stratify = QCheckBox(tr("The same share of each category in every split"))
        self._every = number_box("datasetExportEvery", 1, _MOST, "", 1)
        self._verified = QCheckBox(tr("Only frames whose masks are all drawn or verified"))
        self._jpeg = QCheckBox(tr("Export frames as JPEG; otherwise refer to the videos"))
        self._folder = QLineEdit()
        self._name_parts()
        for form in FORMATS.values():
            if form.can_write and form.has_splits:
                self._format.addItem(f"{tr_library(form.title)}  ({form.name})", form.name)
        self._format.setCurrentIndex(max(0, self._format.findData(format_name)))
        self._own.setVisible(bool(splits))
        (self._own if splits else self._random if len(videos) > 1 else self._none).setChecked(True)
        self._jpeg.setChecked(True)
        self._build_form()
        self._on_format()
        self.finish_form()

    @property
    def request(self) -> DatasetExportRequest:
        """Return the current contents of the form."""
        form = self._form
        options = ExportOptions(
            jpeg_frames="jpeg_frames" in form.options and self._jpeg.isChecked()
        )
        choices = ExportChoices(
            format_name=form.name,
            options=options,
            shares=parse_shares(self._shares.text()) if self._random.isChecked() else None,
            seed=self._seed.value(),
            is_stratified=self._stratify.isChecked(),
            has_splits=not self._none.isChecked(),
            every=self._every.value(),
            only_verified=self._verified.isChecked(),
        )
        return DatasetExportRequest(choices=choices, out=self._out)

    @property
    def _form(self) -> Format:
        return FORMATS[self._format.currentData()]

    @property
    def _out(self) -> Path:
        return Path(self._folder.text().strip()).expanduser()

    def _name_parts(self) -> None:
        for part, name in (
            (self._format, "Format"),
            (self._own, "Own"),
            (self._random, "Random"),
            (self._none, "None"),
            (self._shares, "Shares"),
            (self._stratify, "Stratify"),
            (self._verified, "Verified"),
            (self._jpeg, "Jpeg"),
            (self._folder, "Folder"),
        ):
            part.setObjectName(f"datasetExport{name}")
        self._shares.setAccessibleName(tr("Shares of the random splits"))
        self._seed.setAccessibleName(tr("Seed of the random splits"))
        self._every.setAccessibleName(tr("Export every n-th frame"))

    def _build_form(self) -> None:
        self.form.row(tr("&Format"), self._format)
        self.form.add_hint(self._loses)
        splits = QVBoxLayout()
        splits.setSpacing(SPACE)
        random = QHBoxLayout()
        random.setSpacing(2 * SPACE)
        random.addWidget(self._random)
        random.addWidget(self._shares, 1)
        random.addWidget(QLabel(tr("Seed")))
        random.addWidget(self._seed)
        stratify = QHBoxLayout()
        stratify.addSpacing(_INDENT_PX)
        stratify.addWidget(self._stratify, 1)
        splits.addWidget(self._own)
        splits.addLayout(random)
        splits.addLayout(stratify)
        splits.addWidget(self._none)
        self.form.row(tr("Splits"), splits)
        frames = QVBoxLayout()
        frames.setSpacing(SPACE)
        every = QHBoxLayout()
        every.setSpacing(2 * SPACE)
        every.addWidget(QLabel(tr("Every n-th frame, n =")))
        every.addWidget(self._every)
        every.addStretch(1)
        frames.addLayout(every)
        frames.addWidget(self._verified)
        frames.addWidget(self._jpeg)
        self.form.row(tr("Frames"), frames)
        browse = QPushButton(tr("Choose..."))
        browse.setObjectName("datasetExportBrowse")
        browse.clicked.connect(self._browse)
        self.file_row(tr("&To folder"), self._folder, browse)
        self._format.currentIndexChanged.connect(self._on_format)
        self._folder.textChanged.connect(self._renew)
        self._shares.textChanged.connect(self._renew)
        for button in (self._own, self._random, self._none):
            button.toggled.connect(self._renew)

    def _on_format(self) -> None:
        form = self._form
        self._loses.setText(tr("Not exported: {what}").format(what=tr_library(form.loses)))
        self._jpeg.setVisible("jpeg_frames" in form.options)
        if self._folder.text() in (self._suggested, ""):
            self._suggested = str(_new_folder(self._dataset_folder, f"export-{form.name}"))
            self._folder.setText(self._suggested)
        self._renew()

    def _renew(self) -> None:
        for part in (self._shares, self._seed, self._stratify):
            part.setEnabled(self._random.isChecked())
        self.set_problem(self._find_problem())

    def _find_problem(self) -> str:
        if not self._folder.text().strip():
            return tr("Choose a folder to write to.")
        out = self._out
        if out.is_file() or (out.is_dir() and any(out.iterdir())):
            return tr("{folder} is not empty; choose a new folder.").format(folder=out)
        if self._random.isChecked():
            try:
                check_splits(self._form.name, parse_shares(self._shares.text()))
            except UserError as error:
                return str(error)
        return ""

    def _browse(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, tr("Export to folder"), self._folder.text())
        if chosen:
            self._folder.setText(chosen)


def _new_folder(parent: Path, name: str) -> Path:
    """Return a folder that does not exist, such as `name` or `name-2`."""
    numbers = itertools.chain([""], (f"-{number}" for number in itertools.count(2)))
    return next(path for end in numbers if not (path := parent / f"{name}{end}").exists())
