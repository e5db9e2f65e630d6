"""The training dialog: the name of the model, the time limit and the training data."""

import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

from PySide6.QtCore import QProcess, QProcessEnvironment, Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QFileDialog,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QPushButton,
    QScrollArea,
    QSpinBox,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from app.dialogs.form import Form
from app.dialogs.parts import number_box, wrapped
from app.language import tr, tr_later
from app.theme import SPACE
from app.training_run import TrainingRequest
from app.wording import listed
from gvseg.errors import UserError
from gvseg.model_registry import check_name
from gvseg.parts import child_environment, module_command
from gvseg.training_runs import missing_for_verdict

_WIDTH_PX: Final = 620
_LIST_PX: Final = 84
_WAIT_MS: Final = 400
_END_MS: Final = 2000
_HOLDS_PX: Final = 104
_NAME: Final = "corrections"
_KINDS: Final = (
    ("drawn", tr_later("Drawn or corrected"), 100),
    ("verified", tr_later("Verified"), 100),
    ("imported", tr_later("Imported"), 100),
    ("propagated", tr_later("Propagated"), 30),
)
_HOLD_OUT: Final = (
    ("auto", tr_later("Whole videos if there are three or more, else the end of each")),
    ("video", tr_later("Whole videos")),
    ("time", tr_later("The end of each video")),
)
_INTRO: Final = tr_later(
    "Training improves the model with your corrections. It runs in the background: you can go on "
    "annotating, or close GvSeg. When it ends, you choose whether to use the new model."
)


class TrainingDialog(QDialog):
    """Collects a `TrainingRequest`, and shows the training data that a separate process reads.

    Args:
        base: weights to start from, or None for the model in use.

    Signals:
        start_requested(TrainingRequest): the user pressed Train.
    """

    start_requested = Signal(object)

    def __init__(
        self,
        sources: Sequence[Path] = (),
        parent: QWidget | None = None,
        *,
        base: Path | None = None,
    ) -> None:
        super().__init__(parent)
        self._base = base
        self._has_plan = False
        self.setObjectName("trainingDialog")
        self.setWindowTitle(tr("Train on My Corrections"))
        self.setMinimumWidth(_WIDTH_PX)
        self._is_stale = False
        self._reader = QProcess(self)
        self._reader.setProcessEnvironment(_environment())
        self._reader.finished.connect(self._on_read)
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(_WAIT_MS)
        self._wait.timeout.connect(self._read_plan)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(4 * SPACE, 4 * SPACE, 4 * SPACE, 4 * SPACE)
        layout.setSpacing(4 * SPACE)
        layout.addWidget(wrapped(tr(_INTRO), "dim", "trainingIntro"))
        layout.addLayout(self._make_form())
        layout.addWidget(self._make_fold())
        self._advanced = QWidget(self)
        self._advanced.setLayout(self._make_advanced())
        self._advanced.setVisible(not sources)
        self._fold.setChecked(not sources)
        layout.addWidget(self._advanced)
        self._holds = wrapped("", "note", "trainingHolds")
        self._holds.setContentsMargins(2 * SPACE, SPACE, 2 * SPACE, SPACE)
        self._holds.setAlignment(Qt.AlignmentFlag.AlignTop)
        head = QLabel(tr("Training data"), self)
        head.setProperty("role", "title")
        layout.addWidget(head)
        area = QScrollArea(self)  # the plan has one line per video
        area.setAccessibleName(head.text())
        area.setWidgetResizable(True)
        area.setWidget(self._holds)
        area.setMinimumHeight(_HOLDS_PX)
        layout.addWidget(area, 1)
        layout.addLayout(self._make_buttons())
        for source in sources:
            self._list.addItem(str(source))
        self._ask_plan()

    def request(self) -> TrainingRequest:
        return TrainingRequest(
            sources=tuple(Path(self._list.item(row).text()) for row in range(self._list.count())),
            minutes=float(self._minutes.value()),
            weights_percent={kind: spin.value() for kind, spin in self._weights.items()},
            hold_out=str(self._hold_out.currentData()),
            skip_bad=self._skip_bad.isChecked(),
            name=self._name.text().strip() or _NAME,
            base=self._base,
        )

    def done(self, result: int) -> None:
        """Close the dialog and end the reading process."""
        self._wait.stop()
        self._is_stale = True
        if self._reader.state() is not QProcess.ProcessState.NotRunning:
            self._reader.kill()
            self._reader.waitForFinished(_END_MS)
        super().done(result)

    # -- building ----------------------------------------------------------------------

    def _make_form(self) -> Form:
        form = Form()
        self._name = QLineEdit(_NAME, self)
        self._name.setObjectName("trainingName")
        self._name.textChanged.connect(self._on_name)
        form.row(tr("&Name"), self._name)
        self._name_problem = wrapped("", "error", "trainingNameProblem")
        self._name_problem.hide()
        form.add_hint(self._name_problem)
        self._minutes = number_box(
            "trainingMinutes", 1, 24 * 60, tr("{minutes} min").format(minutes=""), 30
        )
        form.row(tr("&Time"), self._minutes)
        return form

    def _make_fold(self) -> QToolButton:
        self._fold = QToolButton(self)
        self._fold.setObjectName("trainingAdvanced")
        self._fold.setText(tr("Advanced"))
        self._fold.setCheckable(True)
        self._fold.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self._fold.setArrowType(Qt.ArrowType.RightArrow)
        self._fold.toggled.connect(self._on_fold)
        return self._fold

    def _on_fold(self, is_open: bool) -> None:
        self._fold.setArrowType(Qt.ArrowType.DownArrow if is_open else Qt.ArrowType.RightArrow)
        self._advanced.setVisible(is_open)
        if (layout := self.layout()) is not None:
            layout.activate()
        self.resize(self.width(), self.minimumSizeHint().height())
        self._keep_on_screen()

    def _keep_on_screen(self) -> None:
        """Move the dialog up if its buttons are below the screen."""
        area, frame = self.screen().availableGeometry(), self.frameGeometry()
        excess = frame.bottom() - area.bottom()
        if excess > 0:
            self.move(frame.left(), max(area.top(), frame.top() - excess))

    def _make_advanced(self) -> Form:
        form = Form()
        form.row(tr("Train &on"), self._make_sources(), self._list)
        self._weights = {
            kind: self._percent(kind, tr(title), value) for kind, title, value in _KINDS
        }
        weights = QGridLayout()
        weights.setHorizontalSpacing(2 * SPACE)
        weights.setVerticalSpacing(SPACE)
        for place, (kind, title, _) in enumerate(_KINDS):
            row, column = divmod(place, 2)
            weights.addWidget(QLabel(tr(title), self), row, 2 * column)
            weights.addWidget(self._weights[kind], row, 2 * column + 1)
        form.row(tr("Weight of masks"), weights)
        self._hold_out = QComboBox(self)
        self._hold_out.setObjectName("trainingHoldOut")
        for name, title in _HOLD_OUT:
            self._hold_out.addItem(tr(title), name)
        self._hold_out.currentIndexChanged.connect(self._ask_plan)
        form.row(tr("&Test on"), self._hold_out)
        self._skip_bad = QCheckBox(tr("Skip files that cannot be read"), self)
        self._skip_bad.setObjectName("trainingSkipBad")
        self._skip_bad.toggled.connect(self._ask_plan)
        form.row("", self._skip_bad)
        return form

    def _make_sources(self) -> QVBoxLayout:
        self._list = QListWidget(self)
        self._list.setObjectName("trainingSources")
        self._list.setFixedHeight(_LIST_PX)
        row = QHBoxLayout()
        row.setSpacing(2 * SPACE)
        for name, text, call in (
            ("trainingAddProject", tr("Add Projects..."), self._add_projects),
            ("trainingAddExport", tr("Add Folder..."), self._add_export),
            ("trainingRemove", tr("Remove"), self._remove),
        ):
            button = QPushButton(text, self)
            button.setObjectName(name)
            button.setAutoDefault(False)
            button.clicked.connect(call)
            row.addWidget(button)
        row.addStretch(1)
        sources = QVBoxLayout()
        sources.setSpacing(2 * SPACE)
        sources.addWidget(self._list)
        sources.addLayout(row)
        return sources

    def _percent(self, kind: str, title: str, value: int) -> QSpinBox:
        spin = number_box(f"trainingWeight.{kind}", 0, 100, tr("{} %").format(""), value)
        spin.setSingleStep(10)
        spin.setToolTip(tr("How much these masks count; 0 leaves them out."))
        spin.setAccessibleName(tr("Weight of masks: {title}").format(title=title))
        spin.valueChanged.connect(self._ask_plan)
        return spin

    def _make_buttons(self) -> QHBoxLayout:
        cancel = QPushButton(tr("Cancel"), self)
        cancel.clicked.connect(self.reject)
        self._start = QPushButton(tr("Train"), self)
        self._start.setObjectName("trainingStart")
        self._start.setDefault(True)
        self._start.clicked.connect(self._begin)
        row = QHBoxLayout()
        row.setSpacing(2 * SPACE)
        row.addStretch(1)
        row.addWidget(cancel)
        row.addWidget(self._start)
        return row

    # -- actions -----------------------------------------------------------------------

    def _add_projects(self) -> None:
        paths, _ = QFileDialog.getOpenFileNames(
            self,
            tr("Add projects or exports"),
            self._first_folder(),
            tr("Projects and exports (*.gvseg *.json *.txt)"),
        )
        self.add([Path(path) for path in paths])

    def _add_export(self) -> None:
        path = QFileDialog.getExistingDirectory(
            self, tr("Add the folder of an export"), self._first_folder()
        )
        self.add([Path(path)] if path else [])

    def _first_folder(self) -> str:
        first = self._list.item(0)
        return str(Path(first.text()).parent) if first else ""

    def add(self, paths: Sequence[Path]) -> None:
        """Add sources to the list, skipping duplicates."""
        there = {self._list.item(row).text() for row in range(self._list.count())}
        for path in paths:
            if str(path) not in there:
                self._list.addItem(str(path))
        self._ask_plan()

    def _remove(self) -> None:
        for item in self._list.selectedItems():
            self._list.takeItem(self._list.row(item))
        self._ask_plan()

    def _begin(self) -> None:
        self.start_requested.emit(self.request())
        self.accept()

    def _on_name(self) -> None:
        """Report an invalid model name while it is typed, not after hours of training."""
        problem = ""
        try:
            check_name(self.request().name)
        except UserError as error:
            problem = str(error)
        self._name_problem.setText(problem)
        self._name_problem.setVisible(bool(problem))
        self._update_start_button()

    def _update_start_button(self) -> None:
        self._start.setEnabled(self._has_plan and not self._name_problem.text())

    # -- contents of the sources ---------------------------------------------------------

    def _ask_plan(self) -> None:
        """Read the sources again after a short pause in editing."""
        self._has_plan = False
        self._update_start_button()
        self._is_stale = True
        if not self._list.count():
            self._wait.stop()
            self._holds.setText(tr("Add a project or an export with corrected masks."))
            return
        self._holds.setText(tr("Reading..."))
        self._wait.start()

    def _read_plan(self) -> None:
        if self._reader.state() is not QProcess.ProcessState.NotRunning:
            self._reader.kill()
            self._wait.start()
            return
        self._is_stale = False
        request = replace(self.request(), name=_NAME)  # the name is checked as it is typed instead
        words = [*request.arguments(), "--dry-run"]
        program, *words = module_command("training.cli", "retrain", *words)
        self._reader.start(program, words)

    def _on_read(self, code: int) -> None:
        said = bytes(self._reader.readAllStandardOutput().data()).decode("utf-8", "replace")
        problem = bytes(self._reader.readAllStandardError().data()).decode("utf-8", "replace")
        if self._is_stale:
            return
        if code == 0:
            self._holds.setText(plan_text(json.loads(said)))
            self._has_plan = True
            self._update_start_button()
            return
        lines = [line for line in problem.splitlines() if line.strip()]
        words = lines[-1] if lines else tr("The training data cannot be read.")
        self._holds.setText(words.removeprefix("gvseg-train: "))


def _environment() -> QProcessEnvironment:
    environment = QProcessEnvironment()
    for name, value in child_environment().items():
        environment.insert(name, value)
    return environment


def plan_text(plan: dict[str, Any]) -> str:
    """Return the training data of a run, in a few lines."""
    lines = []
    for video in plan["videos"]:
        masks = listed(
            tr("{count} {kind}").format(count=count, kind=tr(kind))
            for kind, count in video["masks"].items()
        ) or tr("no masks")
        held = (
            tr("; {count} held out").format(count=video["held_out_frames"])
            if video["held_out_frames"]
            else ""
        )
        lines.append(
            tr("{name}: {objects}, {frames} to train on ({masks}){held}").format(
                name=video["name"],
                objects=tr("%n object(s)", "", video["tracks"]),
                frames=tr("%n frame(s)", "", video["train_frames"]),
                masks=masks,
                held=held,
            )
        )
    categories = listed(f"{name} ({count})" for name, count in plan["categories"].items())
    lines.append(tr("Categories: {categories}").format(categories=categories))
    lines.append(tr("To score the result, {how}.").format(how=plan["held_out_how"]))
    counts = [video["held_out_frames"] for video in plan["videos"] if video["held_out_frames"]]
    if missing := missing_for_verdict(sum(counts), len(counts)):
        lines.append(missing)
    lines += [tr("Skipped: {reason}").format(reason=reason) for reason in plan["skipped"]]
    return "\n".join(lines)
