"""Non-blocking dialogs for questions and errors."""

import time
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from app.dialogs.parts import wrapped
from app.language import tr, tr_later
from app.theme import SPACE, Theme, icon
from app.wording import sentences, when_text
from gvseg import __version__
from gvseg.project import LockHolder

_WIDTH_PX: Final = 480
_ICON_PX: Final = 28


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """A possible answer to a question.

    Attributes:
        choice_id: value that the signal emits.
        text: label of the button.
        is_main: whether Enter presses the button.
    """

    choice_id: str
    text: str
    is_main: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A question to the user, or a notice.

    Attributes:
        title: a few words.
        text: what happened, why it happened, and what to do.
        choices: buttons from left to right; closing the window means "cancel".
        is_error: whether it reports an error.
    """

    title: str
    text: str
    choices: tuple[Choice, ...]
    is_error: bool = False


CANCEL: Final = Choice(choice_id="cancel", text=tr_later("Cancel"))


class QuestionDialog(QDialog):
    """Shows a question. Open it with `open()`; a signal delivers the answer.

    Signals:
        chosen(str): id of the answer; "cancel" if the window was closed.
    """

    chosen = Signal(str)

    def __init__(self, question: Question, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("questionDialog")
        self.setWindowTitle(question.title)
        self.setMinimumWidth(_WIDTH_PX)
        self._question = question
        self._answer = "cancel"
        sign = QLabel(self)
        theme_icon = icon(
            _icon_of(question), theme, role="error" if question.is_error else "accent"
        )
        sign.setPixmap(theme_icon.pixmap(QSize(_ICON_PX, _ICON_PX)))
        body = QVBoxLayout()
        body.setSpacing(2 * SPACE)
        title = QLabel(question.title, self)
        title.setObjectName("questionTitle")
        title.setProperty("role", "title")
        body.addWidget(title)
        body.addWidget(wrapped(question.text, "", "questionText"))
        body.addStretch(1)
        head = QHBoxLayout()
        head.setSpacing(4 * SPACE)
        head.addWidget(sign, 0, Qt.AlignmentFlag.AlignTop)
        head.addLayout(body, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(4 * SPACE, 4 * SPACE, 4 * SPACE, 4 * SPACE)
        layout.setSpacing(4 * SPACE)
        layout.addLayout(head)
        layout.addLayout(self._buttons())
        self.finished.connect(lambda: self.chosen.emit(self._answer))

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(2 * SPACE)
        row.addStretch(1)
        for choice in self._question.choices:
            button = QPushButton(tr(choice.text), self)
            button.setObjectName(f"answer.{choice.choice_id}")
            button.setAutoDefault(False)
            button.setDefault(choice.is_main)
            button.clicked.connect(lambda _=False, one=choice.choice_id: self._close_with(one))
            row.addWidget(button)
        return row

    def _close_with(self, answer: str) -> None:
        self._answer = answer
        self.accept()

    def _fit(self) -> None:
        """Fit the height to the text at this width."""
        layout = self.layout()
        if layout is not None:
            layout.activate()
            self.resize(self.width(), layout.totalHeightForWidth(self.width()))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._fit()


def _icon_of(question: Question) -> str:
    if question.is_error:
        return "mdi6.alert-circle-outline"
    is_statement = len(question.choices) == 1
    return "mdi6.information-outline" if is_statement else "mdi6.help-circle-outline"


def moved_video(project: Path, video: Path) -> Question:
    """Ask for the moved video of a project. Answers: find, cancel."""
    return Question(
        title=tr("Video not found"),
        text=tr(
            "{name} annotates {video}, which no longer exists. Select its new location; "
            "the project is not changed until then."
        ).format(name=project.name, video=video),
        choices=(CANCEL, Choice(choice_id="find", text=tr("Locate Video..."), is_main=True)),
    )


def locked_project(path: Path, holder: LockHolder) -> Question:
    """Ask about a project that somebody else has open. Answers: take, read, cancel."""
    opened = time.localtime(holder.since)
    is_today = opened[:3] == time.localtime()[:3]
    who = tr("{name} is open on {host} by {person} since {time}.").format(
        name=path.name,
        host=holder.host,
        person=holder.person or tr("somebody"),
        time=time.strftime("%H:%M", opened) if is_today else when_text(holder.since),
    )
    read = Choice(choice_id="read", text=tr("Open Read-Only"), is_main=not holder.is_stale)
    if not holder.is_stale:
        return Question(
            title=tr("Somebody else has this project open"),
            text=sentences(
                [who, tr("You can look at it now, and edit it when it is closed there.")]
            ),
            choices=(Choice(choice_id="cancel", text=tr("Cancel")), read),
        )
    what = tr(
        "That computer has given no sign of life for {minutes} minutes. If GvSeg no longer "
        "runs there, take the project over. If it does, ask {person} first, or later changes "
        "made there will not be saved."
    ).format(minutes=round(holder.silent_s / 60), person=holder.person or tr("somebody"))
    return Question(
        title=tr("Was this project left open by a crash?"),
        text=sentences([who, what]),
        choices=(
            Choice(choice_id="cancel", text=tr("Cancel"), is_main=True),
            read,
            Choice(choice_id="take", text=tr("Take Over")),
        ),
    )


def changed_video(reason: str) -> Question:
    """Ask whether to use a changed video. Answers: use, find, cancel."""
    return Question(
        title=tr("The video has changed"),
        text=tr(
            "{reason} Use it if it is the same video saved again; otherwise choose the original."
        ).format(reason=reason),
        choices=(
            CANCEL,
            Choice(choice_id="use", text=tr("Use It")),
            Choice(choice_id="find", text=tr("Choose Another..."), is_main=True),
        ),
    )


def unreadable_project(
    sentence: str, video: Path | None = None, *, is_damaged: bool = False
) -> Question:
    """Report why a project cannot be opened. Answers: fresh (with a video), salvage, close."""
    choices = [Choice(choice_id="close", text=tr("Close"), is_main=not is_damaged)]
    if video is not None:
        choices.insert(0, Choice(choice_id="fresh", text=tr("Open Video Only")))
    if is_damaged:
        choices.append(Choice(choice_id="salvage", text=tr("Recover Project"), is_main=True))
    return Question(
        title=tr("The project cannot be opened"),
        text=sentence,
        choices=tuple(choices),
        is_error=True,
    )


def unsaved_work(reason: str) -> Question:
    """Ask about unsaved edits. Answers: drop, elsewhere, cancel."""
    return Question(
        title=tr("Some changes are not saved"),
        text=tr("{reason} Later changes would be lost.").format(reason=reason),
        choices=(
            Choice(choice_id="drop", text=tr("Close Without Saving")),
            CANCEL,
            Choice(choice_id="elsewhere", text=tr("Save As..."), is_main=True),
        ),
        is_error=True,
    )


def discard_run(when: str) -> Question:
    """Ask before a training run is deleted. Answers: discard, cancel."""
    return Question(
        title=tr("Discard the training run started on {when}?").format(when=when),
        text=tr("Its progress is deleted permanently. To continue later, pause the run instead."),
        choices=(
            Choice(choice_id="discard", text=tr("Discard")),
            Choice(choice_id="cancel", text=tr("Keep"), is_main=True),
        ),
    )


def remove_model(name: str) -> Question:
    """Ask before a model is deleted. Answers: remove, cancel."""
    return Question(
        title=tr("Remove the model {name}?").format(name=name),
        text=tr("Its weights will be deleted permanently."),
        choices=(
            Choice(choice_id="remove", text=tr("Remove")),
            Choice(choice_id="cancel", text=tr("Keep"), is_main=True),
        ),
    )


def about() -> Question:
    """Show the version and licence. Answers: close."""
    return Question(
        title=f"GvSeg {__version__}",
        text=tr(
            "Video annotation: outline an object, propagate it through the video, correct, "
            "export. Everything stays on this computer. MIT licence."
        ),
        choices=(Choice(choice_id="close", text=tr("Close"), is_main=True),),
    )
