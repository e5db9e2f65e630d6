"""Annotate three videos in a real window with mouse and keyboard; print actions and seconds.

    PYTHONPATH=. xvfb-run -s "-screen 0 1280x720x24" python tests/journeys/window_stories.py

The stories draw their own videos, so that the true masks are known. They need xdotool, and the
mouse and the keyboard of the display as long as they run. An action is a click, a drag or a key.
`--picture FOLDER` saves a screenshot after each story.
"""

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

import av
import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from scipy import ndimage

from app.application import Application, Options
from app.bench.made_files import make_video
from app.engine_session import let_waiting_threads_sleep
from app.garbage import GarbageCollector
from app.settings import SettingsStore

Pixels = NDArray[np.bool_]
Truth = Callable[[int], Mapping[int, Pixels]]
"""Frame index -> object number -> true mask."""

HEIGHT, WIDTH, RATE = 360, 640, 25
LONG_FRAMES: Final = 10_000
LIMIT_S: Final = 1200
GOOD_IOU: Final = 0.85
CLICKS_MAX: Final = 4


@dataclass
class Tally:
    """What a story took.

    Attributes:
        actions: clicks, drags and keys.
        clicks_s: seconds spent waiting for masks of clicks.
        runs_s: seconds of the propagation runs.
        other_s: seconds spent waiting for anything else.
    """

    actions: int = 0
    clicks_s: float = 0.0
    runs_s: float = 0.0
    other_s: float = 0.0
    result: str = ""


class Hand:
    """Mouse and keyboard of an annotator who knows the true masks."""

    def __init__(self, application: Application, truth: Truth) -> None:
        self.tally = Tally()
        self.application = application
        self._truth = truth
        self._ends: list[object] = []
        self._masks: list[object] = []
        application.worker.finished.connect(self._ends.append)
        application.worker.clicks_ready.connect(lambda *answer: self._masks.append(answer))

    def key(self, name: str) -> None:
        self.tally.actions += 1
        _xdotool("key", name)
        _rest()

    def click(self, widget: QWidget, x: float, y: float, button: int = 1) -> None:
        self.tally.actions += 1
        at = widget.mapToGlobal(QPoint(round(x), round(y)))
        _xdotool("mousemove", str(at.x()), str(at.y()), "click", str(button))
        _rest()

    def click_pixel(self, x: int, y: int, *, is_positive: bool = True) -> None:
        """Click a pixel of the video and wait for the mask."""
        canvas = self.application.canvas
        known, start_s = len(self._masks), time.monotonic()
        self.click(canvas, *canvas.to_widget(x, y), 1 if is_positive else 3)
        _until(lambda: len(self._masks) > known)
        self.tally.clicks_s += time.monotonic() - start_s

    def mark(self, number: int) -> None:
        """Click the middle of an object and accept its mask."""
        self.click_pixel(*_middle(self._truth(self.frame)[number]))
        self.key("Return")
        _until(lambda: number in self.application.workspace.document.tracks)

    def run(self, name: str) -> None:
        """Start a run with a key and wait for its end."""
        known, start_s = len(self._ends), time.monotonic()
        self.key(name)
        _until(lambda: len(self._ends) > known)
        self.tally.runs_s += time.monotonic() - start_s

    def go_to_suggestion(self) -> None:
        reason = self.application.panels.transport.findChild(QLabel, "worthReason")
        start_s = time.monotonic()
        self.key("n")
        _until(lambda: reason.isVisible() and self.is_shown)
        self.tally.other_s += time.monotonic() - start_s

    def correct_worst(self) -> None:
        """Choose the worst object on this frame by its number key and click until it is good."""
        worst = min(self._truth(self.frame), key=self.iou)
        self.key(str(self._place_of(worst)))
        for _ in range(CLICKS_MAX):
            x, y, is_missing = self._largest_error(worst)
            self.click_pixel(x, y, is_positive=is_missing)
            if _iou(self._shown(), self._truth(self.frame)[worst]) >= GOOD_IOU:
                break
        self.key("Return")

    @property
    def frame(self) -> int:
        return self.application.workspace.view.frame_index

    @property
    def is_shown(self) -> bool:
        return (
            self.application.workspace.is_open and self.application.canvas.frame_index == self.frame
        )

    def iou(self, number: int, frame: int | None = None) -> float:
        at = self.frame if frame is None else frame
        return _iou(self._mask(number, at), self._truth(at)[number])

    def mean_iou(self, frames: range) -> float:
        return float(np.mean([self.iou(number, at) for at in frames for number in self._truth(at)]))

    def _mask(self, number: int, frame: int) -> Pixels:
        record = self.application.workspace.document.mask(number, frame)
        return np.zeros((HEIGHT, WIDTH), bool) if record is None else record.mask.to_array()

    def _shown(self) -> Pixels:
        """Return the draft, which is the last answer to a click."""
        answer: tuple[int, object, float] = self._masks[-1]  # type: ignore[assignment]
        return answer[1].to_array()  # type: ignore[attr-defined,no-any-return]

    def _largest_error(self, number: int) -> tuple[int, int, bool]:
        truth = self._truth(self.frame)[number]
        draft = self.application.click_draft
        found = self._shown() if draft.is_active else self._mask(number, self.frame)
        errors = {True: truth & ~found, False: found & ~truth}
        depth = {sign: ndimage.distance_transform_edt(error) for sign, error in errors.items()}
        sign = max(depth, key=lambda one: depth[one].max())
        return *_middle(errors[sign]), sign

    def _place_of(self, number: int) -> int:
        """Return the number key of an object: its place in the list, topmost first."""
        order = self.application.workspace.document.layer_order[::-1]
        return 1 + order.index(number)


# -- the stories -----------------------------------------------------------------------------------


def look_alikes(hand: Hand, frames: int) -> None:
    """Two objects that look alike cross in front of each other; three corrections."""
    hand.key("c")
    hand.mark(1)
    hand.key("a")
    hand.mark(2)
    hand.run("f")
    before = hand.mean_iou(range(frames))
    for _ in range(3):
        hand.go_to_suggestion()
        hand.correct_worst()
        hand.run("f")
    hand.tally.result = f"IoU {before:.2f}, then {hand.mean_iou(range(frames)):.2f}"


def twelve_objects(hand: Hand, frames: int) -> None:
    """Twelve objects are marked with two actions each and propagated once."""
    hand.key("c")
    for number in range(1, 13):
        if number > 1:
            hand.key("a")
        hand.mark(number)
    hand.run("f")
    hand.tally.result = f"IoU {hand.mean_iou(range(frames)):.2f}"


def long_file(hand: Hand, frames: int) -> None:
    """Mark an object in the middle of a long file, propagate a range, go to the last frame."""
    box = hand.application.window.findChild(QWidget, "frameBox")
    hand.click(box, box.width() / 2 - 10, box.height() / 2)
    hand.key("ctrl+a")
    for digit in str(frames // 2):
        hand.key(digit)
    hand.key("Return")
    start_s = time.monotonic()
    _until(lambda: hand.frame == frames // 2 and hand.is_shown)
    hand.tally.other_s += time.monotonic() - start_s
    hand.key("c")
    hand.mark(1)
    for name in ("i", "shift+Right", "shift+Right", "o"):
        hand.key(name)
    hand.run("f")
    known = range(frames // 2, frames // 2 + 21)
    hand.key("End")
    start_s = time.monotonic()
    _until(lambda: hand.frame == frames - 1 and hand.is_shown)
    hand.tally.other_s += time.monotonic() - start_s
    hand.tally.result = f"IoU {hand.mean_iou(known):.2f}"


# -- their videos ----------------------------------------------------------------------------------


def crossing(frame: int, frames: int = 66) -> dict[int, Pixels]:
    """Two equal ellipses that cross; the second is in front."""
    share = frame / (frames - 1)
    first = _ellipse(110 + 420 * share, 160, 46, 60)
    second = _ellipse(530 - 420 * share, 205, 46, 60)
    return {1: first & ~second, 2: second}


def grid(frame: int) -> dict[int, Pixels]:
    """Twelve ellipses in three rows that sway."""
    shift = 14 * np.sin(frame / 4)
    return {
        1 + index: _ellipse(95 + 150 * (index % 4) + shift, 70 + 110 * (index // 4), 40, 34)
        for index in range(12)
    }


def square(frame: int) -> dict[int, Pixels]:
    """The moving square of `make_video`."""
    return {1: _squares()[frame % 50]}


@cache
def _squares() -> list[Pixels]:
    """Return where the square is in the 50 distinct frames, found by its colour."""
    from gvseg.video import open_video

    with (
        tempfile.TemporaryDirectory() as folder,
        open_video(make_video(Path(folder) / "short.mp4", 50, HEIGHT, WIDTH)) as video,
    ):
        images = np.stack([video.frame(index) for index in range(50)]).astype(int)
    usual = np.median(images, 0)
    changed = np.abs(images - usual).sum(3) > 60
    return [ndimage.binary_opening(one, iterations=3) for one in changed]


def draw_video(
    path: Path, frames: int, truth: Truth, colours: Mapping[int, tuple[int, ...]]
) -> Path:
    """Write the true masks as striped objects over smooth noise."""
    random = np.random.default_rng(3)
    ground = ndimage.gaussian_filter(random.uniform(40, 200, (HEIGHT, WIDTH, 3)), (9, 9, 0))
    ground = np.clip(120 + 6 * (ground - ground.mean()), 0, 255)
    stripes = 20 * np.sin(np.arange(HEIGHT) / 3)[:, None, None]
    with av.open(str(path), "w") as container:
        stream = container.add_stream("libx264", rate=RATE)
        stream.height, stream.width, stream.pix_fmt = HEIGHT, WIDTH, "yuv420p"
        for index in range(frames):
            image = ground.copy()
            for number, mask in truth(index).items():
                image = np.where(mask[..., None], np.add(colours[number], stripes), image)
            image = np.clip(image, 0, 255).astype(np.uint8)
            container.mux(stream.encode(av.VideoFrame.from_ndarray(image, format="rgb24")))
        container.mux(stream.encode(None))
    return path


def _ellipse(x: float, y: float, half_width: float, half_height: float) -> Pixels:
    rows, columns = np.mgrid[:HEIGHT, :WIDTH]
    return np.asarray(((columns - x) / half_width) ** 2 + ((rows - y) / half_height) ** 2 < 1)


# -- running them ----------------------------------------------------------------------------------


@dataclass(frozen=True)
class Story:
    """A story and its video.

    Attributes:
        frames: number of frames of the video.
        truth: its true masks.
        tell: does what the annotator does.
        colours: colours of the objects to draw; None for the video of `made_files`.
    """

    frames: int
    truth: Truth
    tell: Callable[[Hand, int], None]
    colours: Mapping[int, tuple[int, ...]] | None = None

    def make_video(self, path: Path) -> Path:
        if self.colours is None:
            return make_video(path, self.frames, HEIGHT, WIDTH)
        return draw_video(path, self.frames, self.truth, self.colours)


RED: Final = (190, 40, 50)
MANY: Final = {
    1 + index: tuple(row)
    for index, row in enumerate(np.random.default_rng(5).integers(20, 236, (12, 3)).tolist())
}
STORIES: Final = {
    "look-alikes": Story(66, crossing, look_alikes, {1: RED, 2: RED}),
    "twelve": Story(24, grid, twelve_objects, MANY),
    "long": Story(LONG_FRAMES, square, long_file),
}


@contextmanager
def _window(folder: Path, path: Path) -> Iterator[tuple[Application, float]]:
    start_s = time.monotonic()
    application = Application(settings=SettingsStore(folder / "settings.json"))
    application.show(Options(source=path))
    _until(lambda: application.workspace.is_open and application.canvas.frame_index == 0)
    opened_s = time.monotonic() - start_s
    _until(lambda: application.worker.vocabulary is not None)
    _xdotool("windowfocus", str(int(application.window.winId())))
    _rest()
    try:
        yield application, opened_s
    finally:
        application.window.close()
        _rest()


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("story", nargs="*", metavar="STORY", help=", ".join(STORIES))
    parser.add_argument("--picture", type=Path, metavar="FOLDER")
    given = parser.parse_args()
    let_waiting_threads_sleep()
    qt = QApplication(sys.argv[:1])
    GarbageCollector(qt)
    sys.stdout.write("story          opened  actions  clicks s  runs s  other s\n")
    for name in given.story or STORIES:
        with tempfile.TemporaryDirectory() as scratch:
            os.environ["XDG_DATA_HOME"] = scratch
            story = STORIES[name]
            path = story.make_video(Path(scratch) / f"{name}.mp4")
            with _window(Path(scratch), path) as (application, opened_s):
                hand = Hand(application, story.truth)
                story.tell(hand, story.frames)
                if given.picture is not None:
                    application.window.grab().save(str(given.picture / f"{name}.png"))
            done = hand.tally
            sys.stdout.write(
                f"{name:<14}{opened_s:>6.1f}s{done.actions:>9}{done.clicks_s:>10.1f}"
                f"{done.runs_s:>8.1f}{done.other_s:>9.1f}  {done.result}\n"
            )
            sys.stdout.flush()
    return 0


def _xdotool(*arguments: str) -> None:
    subprocess.run(["xdotool", *arguments], check=True)


def _rest(seconds: float = 0.15) -> None:
    """Let the window answer, as a person does between two actions."""
    until_s = time.monotonic() + seconds
    while time.monotonic() < until_s:
        QApplication.processEvents()
        time.sleep(0.005)


def _until(is_done: Callable[[], bool]) -> None:
    until_s = time.monotonic() + LIMIT_S
    while not is_done():
        if time.monotonic() > until_s:
            raise TimeoutError("the window did not get that far")
        QApplication.processEvents()
        time.sleep(0.005)


def _middle(pixels: Pixels) -> tuple[int, int]:
    depth = ndimage.distance_transform_edt(np.pad(pixels, 1))[1:-1, 1:-1]
    y, x = np.unravel_index(int(depth.argmax()), depth.shape)
    return int(x), int(y)


def _iou(one: Pixels, other: Pixels) -> float:
    union = int((one | other).sum())
    return int((one & other).sum()) / union if union else 1.0


if __name__ == "__main__":
    sys.exit(main())
