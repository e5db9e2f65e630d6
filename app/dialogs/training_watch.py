"""The dialog that shows a training run: scores, time left, result, and pause or resume."""

from typing import Final

from PySide6.QtCore import QDateTime, QPointF, QRectF, Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QComboBox, QDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from app.dialogs.parts import wrapped
from app.dialogs.questions import QuestionDialog, discard_run
from app.language import tr, tr_later
from app.theme import SPACE, Theme
from app.training_run import LOG, RunPhase, RunStatus, TrainingRuns
from app.wording import Decimal, when_text

_WIDTH_PX: Final = 520
_CURVE_PX: Final = 180
_NARROW: Final = QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
_TITLES: Final = {
    RunPhase.RUNNING: tr_later("Training. You can close GvSeg; training continues."),
    RunPhase.STOPPED: tr_later("Stopped. You can resume it."),
    RunPhase.DONE: tr_later("Finished."),
    RunPhase.FAILED: tr_later("This run failed."),
}
_STOPPING: Final = tr_later("Saving and stopping...")


class Curve(QWidget):
    """Plots held-out J&F over the training steps, with a dotted line for the base model."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("trainingCurve")
        self.setMinimumHeight(_CURVE_PX)
        self._theme = theme
        self.points: tuple[tuple[int, float], ...] = ()

    def show_points(self, points: tuple[tuple[int, float], ...]) -> None:
        """Draw points of (step, score)."""
        self.points = points
        self.update()

    def paintEvent(self, _: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), self._theme.colour("panel"))
        painter.setPen(self._theme.colour("dim_text"))
        area = QRectF(self.rect()).adjusted(12 * SPACE, 3 * SPACE, -4 * SPACE, -6 * SPACE)
        if not self.points:
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, tr("No scores yet"))
            return
        values = [value for _, value in self.points]
        low, high = min(values) - 0.005, max(values) + 0.005
        last = max(1, self.points[-1][0])

        def place(step: int, value: float) -> QPointF:
            x = area.left() + area.width() * step / last
            return QPointF(x, area.bottom() - area.height() * (value - low) / (high - low))

        painter.drawText(QPointF(SPACE, area.top() + 2 * SPACE), f"{Decimal(high):.3f}")
        painter.drawText(QPointF(SPACE, area.bottom()), f"{Decimal(low):.3f}")
        painter.drawText(
            QPointF(area.left(), area.bottom() + 5 * SPACE),
            tr("step 0 to {last}").format(last=last),
        )
        base = self.points[0][1]
        painter.setPen(QPen(self._theme.colour("dim_text"), 1, Qt.PenStyle.DotLine))
        painter.drawLine(place(0, base), place(last, base))
        painter.setPen(QPen(self._theme.colour("accent"), 2))
        placed = [place(step, value) for step, value in self.points]
        painter.drawPolyline(placed)
        painter.setBrush(self._theme.colour("accent"))
        for point in placed:
            painter.drawEllipse(point, 2.5, 2.5)


class TrainingWatch(QDialog):
    """Shows one run, chosen from a list.

    Signals:
        use_requested(str): use the model with this name.
    """

    use_requested = Signal(str)

    def __init__(self, runs: TrainingRuns, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("trainingWatch")
        self.setWindowTitle(tr("Training Runs"))
        self.setMinimumWidth(_WIDTH_PX)
        self._runs = runs
        self._theme = theme
        self._view: RunStatus | None = None
        layout = QVBoxLayout(self)
        layout.setContentsMargins(4 * SPACE, 4 * SPACE, 4 * SPACE, 4 * SPACE)
        layout.setSpacing(3 * SPACE)
        self._choice = QComboBox(self)
        self._choice.setObjectName("trainingRunChoice")
        # Match the width of the dialog, not of the longest text.
        self._choice.setSizeAdjustPolicy(_NARROW)
        self._choice.setMinimumContentsLength(24)
        layout.addWidget(self._choice)
        self._title = wrapped(tr("No training runs yet."), "title", "trainingState")
        self._words = wrapped("", "note", "trainingWords")
        self._curve = Curve(theme)
        for part in (self._title, self._curve, self._words):
            layout.addWidget(part)
        layout.addLayout(self._make_buttons())
        runs.changed.connect(self.show_run)
        self._fill()
        self._choice.currentIndexChanged.connect(self._choose)

    def _make_buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        self._buttons: dict[str, QPushButton] = {}
        for name, text, call in (
            ("stop", tr("Pause"), self._stop),
            ("resume", tr("Continue"), self._resume),
            ("discard", tr("Discard"), self._discard),
            ("report", tr("Open Report"), self._report),
            ("keep", tr("Keep Old Model"), self.reject),
            ("use", tr("Use This Model"), self._use),
            ("close", tr("Close"), self.reject),
        ):
            button = QPushButton(text, self)
            button.setObjectName(f"training.{name}")
            button.setAutoDefault(False)
            button.clicked.connect(call)
            button.setVisible(name == "close")
            self._buttons[name] = button
            row.addWidget(button)
        row.insertStretch(3, 1)
        return row

    def _fill(self) -> None:
        folders = self._runs.folders()
        for folder in folders:
            self._choice.addItem(run_title(self._runs.view(folder)), folder)
        if folders:
            watched = self._runs.watched
            place = folders.index(watched) if watched in folders else 0
            self._choice.setCurrentIndex(place)
            self._runs.watch(folders[place])
        else:
            for part in (self._choice, self._curve, self._words):
                part.setVisible(False)

    def _choose(self, row: int) -> None:
        self._runs.watch(self._choice.itemData(row))

    def show_run(self, view: RunStatus) -> None:
        """Show the state of the watched run."""
        if view.folder != self._runs.watched:
            return
        self._view = view
        for part in (self._curve, self._words):
            part.setVisible(True)
        self._title.setText(tr(_STOPPING if view.is_stopping else _TITLES[view.phase]))
        self._words.setText(run_text(view))
        self._curve.show_points(view.scores)
        model = view.result is not None and bool(view.result.get("model"))
        shown = {
            "stop": view.phase is RunPhase.RUNNING,
            "resume": view.can_resume,
            "discard": view.phase is not RunPhase.DONE,
            "report": view.phase is RunPhase.DONE,
            "keep": model,
            "use": model,
            "close": not model,
        }
        for name, is_shown in shown.items():
            self._buttons[name].setVisible(is_shown)
        self._buttons["stop"].setEnabled(not view.is_stopping)
        worth = view.result is not None and bool(view.result.get("is_worth_keeping"))
        self._buttons["use" if worth else "keep"].setDefault(model)

    def _stop(self) -> None:
        if self._view is not None:
            self._runs.stop(self._view.folder)
            self._runs.watch(self._view.folder)

    def _resume(self) -> None:
        if self._view is not None:
            self._runs.resume(self._view.folder)

    def _discard(self) -> None:
        if self._view is None:
            return
        folder = self._view.folder

        def proceed(answer: str) -> None:
            if answer == "discard":
                self._runs.discard(folder)
                self.reject()

        if not self._view.scores:  # there are no weights to keep
            proceed("discard")
            return
        question = QuestionDialog(discard_run(_when(self._view)), self._theme, self)
        question.chosen.connect(proceed)
        question.open()

    def _report(self) -> None:
        if self._view is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._view.report)))

    def _use(self) -> None:
        if self._view is not None and self._view.result is not None:
            self.use_requested.emit(str(self._view.result["model"]))
            self.accept()


def run_title(view: RunStatus) -> str:
    """Return the start time and the videos of a run."""
    return f"{_when(view)}  {view.videos}".rstrip()


def _when(view: RunStatus) -> str:
    return when_text(QDateTime.fromString(view.folder.name[:15], "yyyyMMdd-HHmmss"))


def run_text(view: RunStatus) -> str:
    """Return a description of the state of a run."""
    lines = []
    if view.videos:
        lines.append(tr("Trained on: {videos}.").format(videos=view.videos))
    if view.scores:
        first, last = view.scores[0][1], view.scores[-1]
        best = max(value for _, value in view.scores)
        lines.append(
            tr(
                "Held-out J&F: {first:.3f} before, {last:.3f} at step {step}, best {best:.3f}."
            ).format(first=Decimal(first), last=Decimal(last[1]), step=last[0], best=Decimal(best))
        )
    if view.phase is RunPhase.RUNNING:
        is_known = view.seconds_left is not None
        lines.append(
            tr("About {minutes:.0f} min left.").format(
                minutes=max(1, (view.seconds_left or 0) / 60)
            )
            if is_known
            else tr("Preparing: reading, copying, scoring the current model.")
        )
    if view.result is not None:
        lines.append(str(view.result["verdict"]))
    if view.phase is RunPhase.FAILED:
        lines.append(
            view.problem
            or tr("There is no message; see {folder}.").format(folder=view.folder / LOG)
        )
    return "\n".join(lines)
