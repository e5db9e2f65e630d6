"""Take the screenshots and record the animation of the docs, using the demo clip.

    python docs/pictures/take.py animation    # demo.webp: one outline, then the masks of the clip
    python docs/pictures/take.py window       # the screenshots in README.md and tutorial.md

`window` runs the real application with its own settings and project. Without a display, run it
under `xvfb-run -s "-screen 0 1600x1000x24"`. The script finds widgets and actions by their object
names. It needs the extras app and demo.
"""

import argparse
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent.parent))

WIDTH, HEIGHT = 1280, 800
"""Size of the window, in pixels."""
FILM_WIDTH, EVERY, QUALITY = 640, 2, 62
"""Animation: width in pixels, every n-th frame, WebP quality."""
DRAWING, PAUSE_MS, FRAME_MS, LAST_MS = 12, 700, 80, 1200
COLOURS = {1: (255, 170, 30), 2: (60, 150, 255)}
STONES = (
    (150, 245), (175, 244), (210, 280), (230, 310), (240, 345), (239, 390), (227, 412), (235, 430),
    (241, 452), (227, 467), (229, 495), (220, 520), (200, 530), (150, 520), (100, 500), (75, 480),
    (62, 440), (65, 405), (82, 386), (112, 381), (120, 345), (120, 305), (130, 275),
)  # fmt: skip
"""Corners of the second object in frame 0: stones that are as grey as the rabbit."""
CLICKS = (
    (370, 400, False),
    (330, 300, False),
    (340, 480, False),
    (175, 320, True),
    (130, 450, True),
)
"""x, y and whether the click is negative: face, ear and chest of the rabbit, then two stones."""
POLL_MS, WAIT_S = 50, 600

RgbImage = NDArray[np.uint8]
Mask = NDArray[np.bool_]
Story = Callable[["Person"], Iterator[Callable[[], bool]]]


# -- the animation ---------------------------------------------------------------------------------


def film() -> list[tuple[Image.Image, int]]:
    """Return the images of the animation, outlines then masks, and their durations in ms."""
    from gvseg.demo_files import demo_clip
    from gvseg.engine.request import Exemplar, SegmentRequest
    from gvseg.engine.session import Session
    from gvseg.masks import Mask as EncodedMask
    from gvseg.video import open_video

    outlined = first_masks()
    exemplar = Exemplar(
        0, {number: EncodedMask.from_array(mask) for number, mask in outlined.items()}
    )
    shown: dict[int, Image.Image] = {}
    with open_video(demo_clip()) as video:
        first = np.array(video.frame(0))
        request = SegmentRequest(exemplars=(exemplar,))
        for clip in Session.load().segment(request, video):
            for frame in clip.frames:
                if frame.frame_index % EVERY == 0:
                    masks = {number: mask.to_array() for number, mask in frame.masks.items()}
                    image = with_masks(np.array(video.frame(frame.frame_index)), masks)
                    shown[frame.frame_index] = small(image)
                    sys.stderr.write(f"\rframe {frame.frame_index}   ")
    drawn = [(small(image), FRAME_MS) for image in drawing(first, outlined)]
    masks = [(shown[index], FRAME_MS) for index in sorted(shown)]
    masks[0] = (masks[0][0], PAUSE_MS)
    masks[-1] = (masks[-1][0], LAST_MS)
    return [*drawn, *masks]


def first_masks() -> dict[int, Mask]:
    """Return the masks of frame 0: the rabbit, and the stones next to it."""
    from gvseg.demo_files import demo_mask

    rabbit = np.array(Image.open(demo_mask())) == 1
    stones = np.zeros(rabbit.shape, np.uint8)
    cv2.fillPoly(stones, [np.array(STONES)], 1)
    return {1: rabbit, 2: (stones == 1) & ~rabbit}


def contours_of(mask: Mask) -> list[Any]:
    """Return the outlines of a mask, the longest first."""
    found, _ = cv2.findContours(mask.astype(np.uint8), cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
    return sorted(found, key=len, reverse=True)


def drawing(image: RgbImage, masks: dict[int, Mask]) -> Iterator[RgbImage]:
    """Yield images of the frame while the outlines are drawn on it step by step."""
    done = image.copy()
    yield done
    for number, mask in masks.items():
        line = contours_of(mask)[0]
        for part in range(1, DRAWING + 1):
            shown = done.copy()
            points = line[: len(line) * part // DRAWING]
            cv2.polylines(shown, [points], part == DRAWING, COLOURS[number], 5, cv2.LINE_AA)
            end = points[-1, 0]
            cv2.circle(shown, (int(end[0]), int(end[1])), 9, (255, 255, 255), -1, cv2.LINE_AA)
            yield shown
        cv2.polylines(done, [line], True, COLOURS[number], 5, cv2.LINE_AA)


def with_masks(image: RgbImage, masks: dict[int, Mask]) -> RgbImage:
    """Return the frame with the masks tinted and outlined."""
    shown = image.astype(np.float32)
    for number, mask in masks.items():
        shown[mask] = 0.55 * shown[mask] + 0.45 * np.array(COLOURS[number], np.float32)
    done = shown.astype(np.uint8)
    for number, mask in masks.items():
        cv2.polylines(done, contours_of(mask), True, COLOURS[number], 3, cv2.LINE_AA)
    return done


def small(pixels: RgbImage) -> Image.Image:
    """Return the image at the size of the animation."""
    image = Image.fromarray(pixels)
    return image.resize((FILM_WIDTH, FILM_WIDTH * image.height // image.width), Image.LANCZOS)


def write_film(path: Path) -> None:
    """Write the animation as WebP."""
    images, times = zip(*film(), strict=True)
    partial = path.with_suffix(".tmp")
    images[0].save(
        partial,
        "WEBP",
        save_all=True,
        append_images=images[1:],
        duration=times,
        loop=0,
        quality=QUALITY,
        method=4,
    )
    partial.replace(path)


# -- the window ------------------------------------------------------------------------------------


class Person:
    """Simulates a user of the window, and takes screenshots."""

    def widget(self, name: str) -> Any:
        """Return the visible widget with that object name, or None."""
        from PySide6.QtWidgets import QApplication

        found = [one for one in QApplication.allWidgets() if one.objectName() == name]
        return next((one for one in found if one.isVisible()), None)

    def action(self, name: str) -> Any:
        """Return an action of the window."""
        from PySide6.QtGui import QAction

        return self.widget("mainWindow").findChild(QAction, name)

    def do(self, name: str) -> None:
        """Trigger an action; it must be enabled."""
        if not self.action(name).isEnabled():
            raise RuntimeError(f"{name} is not enabled")
        self.action(name).trigger()

    def is_enabled(self, name: str) -> Callable[[], bool]:
        """Return a function that returns whether the action is enabled."""
        return lambda: self.action(name).isEnabled()

    def shows_frame(self) -> bool:
        """Return whether the canvas shows a frame of the video."""
        canvas = self.widget("canvas")
        return canvas is not None and canvas.frame_index is not None

    def is_idle(self) -> bool:
        """Return whether the engine neither loads, nor processes a click, nor propagates."""
        is_loading = self.widget("statusProgress") is not None
        is_waiting = self.widget("canvas").decorations.spinner.is_running
        is_running = self.action("propagate.stop").isEnabled()
        return not (is_loading or is_waiting or is_running)

    def click(self, x: float, y: float, *, is_right: bool = False) -> None:
        """Click on a pixel of the video."""
        from PySide6.QtCore import QPoint, Qt
        from PySide6.QtTest import QTest

        canvas = self.widget("canvas")
        at_x, at_y = canvas.projection.to_canvas(x, y)
        ratio = canvas.devicePixelRatioF()
        button = Qt.MouseButton.RightButton if is_right else Qt.MouseButton.LeftButton
        place = QPoint(round(at_x / ratio), round(at_y / ratio))
        QTest.mouseMove(canvas, place)
        QTest.mouseClick(canvas, button, Qt.KeyboardModifier.NoModifier, place)

    def name(self, words: str) -> None:
        """Rename the selected object."""
        from PySide6.QtCore import Qt
        from PySide6.QtTest import QTest

        line = self.widget("objectName")
        line.setFocus()
        line.selectAll()
        QTest.keyClicks(line, words)
        QTest.keyClick(line, Qt.Key.Key_Return)
        self.widget("canvas").setFocus()

    def go_to(self, frame_index: int) -> None:
        """Go to a frame by typing its index."""
        from PySide6.QtCore import Qt
        from PySide6.QtTest import QTest

        box = self.widget("frameBox")
        box.setFocus()
        box.selectAll()
        QTest.keyClicks(box, str(frame_index))
        QTest.keyClick(box, Qt.Key.Key_Return)
        self.widget("canvas").setFocus()

    def shoot(self, name: str) -> None:
        """Save a screenshot of the window with any dialog in front of it."""
        from PySide6.QtCore import Qt
        from PySide6.QtGui import QPainter
        from PySide6.QtWidgets import QApplication, QDialog

        window = self.widget("mainWindow")
        pixmap = window.grab()
        for one in QApplication.topLevelWidgets():
            if isinstance(one, QDialog) and one.isVisible():
                inner = one.grab()
                painter = QPainter(pixmap)
                left = (window.width() - one.width()) // 2
                top = (window.height() - one.height()) // 2
                painter.drawPixmap(left, top, inner)
                painter.setPen(Qt.GlobalColor.gray)
                painter.drawRect(left, top, inner.width() - 1, inner.height() - 1)
                painter.end()
        image = Image.fromqpixmap(pixmap).convert("RGB")
        image.save(HERE / name, quality=88, method=6)
        sys.stderr.write(f"{name}\n")


class Pause:
    """Waits for 1.5 seconds each time, for things that are drawn or loaded with a delay."""

    def __init__(self) -> None:
        self._polls = 0

    def __call__(self) -> bool:
        """Return whether the time has passed."""
        self._polls = (self._polls + 1) % (1500 // POLL_MS)
        return self._polls == 0


def mark(person: Person, settle: Pause) -> Iterator[Callable[[], bool]]:
    """Mark the rabbit with clicks and the stones with a polygon."""
    person.do("tool.clicks")
    for x, y, is_right in CLICKS:
        person.click(x, y, is_right=is_right)
        yield settle
        yield person.is_idle
        yield settle
    person.shoot("tutorial-clicks.webp")
    person.do("edit.accept")
    yield lambda: person.widget("objectName") is not None
    yield settle
    person.name("rabbit")
    person.do("object.new")
    person.do("tool.polygon")
    for x, y in STONES:
        person.click(x, y)
    person.do("edit.accept")
    yield settle
    person.name("stones")
    person.do("tool.clicks")


def annotate(person: Person) -> Iterator[Callable[[], bool]]:
    """Annotate the demo clip; yield the condition for each next step."""
    settle = Pause()
    yield lambda: person.widget("mainWindow") is not None
    person.widget("mainWindow").resize(WIDTH, HEIGHT)
    yield person.shows_frame
    yield settle
    yield from mark(person, settle)
    yield person.is_enabled("propagate.both")
    person.do("propagate.both")
    yield lambda: not person.is_idle()
    yield person.is_idle


def show(person: Person) -> Iterator[Callable[[], bool]]:
    """Take screenshots of the result in an application that has just opened the project.

    The status bar is then free of messages about how long the propagation took.
    """
    settle = Pause()
    yield lambda: person.widget("mainWindow") is not None
    person.widget("mainWindow").resize(WIDTH, HEIGHT)
    yield person.is_enabled("propagate.both")
    yield settle
    yield person.is_idle
    person.go_to(60)
    yield settle
    person.shoot("window.webp")
    person.do("review.next_worth")
    yield settle
    person.shoot("tutorial-worth.webp")
    person.do("file.export")
    yield settle
    person.shoot("tutorial-export.webp")
    person.widget("exportDialog").reject()
    for frame_index in (0, 40, 80, 120):
        person.go_to(frame_index)
        yield settle
        person.do("review.verify")
        yield settle
    person.do("model.train")
    yield lambda: person.widget("trainingStart").isEnabled()
    yield settle
    person.shoot("tutorial-train.webp")
    person.widget("trainingDialog").reject()


def story_begins() -> bool:
    """Return True, because the first step has no condition."""
    return True


def use_window(story: Story, folder: Path) -> int:
    """Run the application and let the simulated user act out a story."""
    from PySide6.QtCore import QCoreApplication, QTimer
    from PySide6.QtWidgets import QApplication

    from app.__main__ import main
    from gvseg.demo_files import demo_clip

    acts = story(Person())
    ready = story_begins
    left = WAIT_S * 1000 // POLL_MS
    timer: QTimer

    def go_on() -> None:
        nonlocal ready, left
        left -= 1
        try:
            if left < 0:
                acts.throw(TimeoutError())  # the traceback shows the condition that was never met
            elif ready():
                ready = next(acts)
        except StopIteration:
            timer.stop()
            QCoreApplication.exit(0)
        except BaseException:
            timer.stop()
            QCoreApplication.exit(1)
            raise

    def loop() -> int:
        nonlocal timer
        timer = QTimer()
        timer.timeout.connect(go_on)
        timer.start(POLL_MS)
        return QCoreApplication.exec()

    QApplication.exec = staticmethod(loop)
    clip = folder / "bigbuckbunny.mp4"
    if not clip.exists():
        clip.symlink_to(demo_clip())
    for name in ("CACHE", "CONFIG", "DATA", "STATE"):
        os.environ[f"XDG_{name}_HOME"] = str(folder / name.lower())
    return main([str(clip)])


def use_window_twice() -> int:
    """Annotate in one process and take screenshots of the result in another."""
    with tempfile.TemporaryDirectory(prefix="videos-") as folder:
        for part in STORIES:
            command = [sys.executable, __file__, part, "--folder", folder]
            if code := subprocess.run(command, check=False).returncode:
                return code
    return 0


STORIES = {"annotate": annotate, "show": show}
"""The parts of `window`; each runs in a separate process."""

if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("what", choices=("animation", "window", *STORIES))
    parser.add_argument("--folder", type=Path, help="working folder of a part of `window`")
    given = parser.parse_args()
    if given.what == "animation":
        write_film(HERE / "demo.webp")
    elif given.what == "window":
        sys.exit(use_window_twice())
    else:
        sys.exit(use_window(STORIES[given.what], given.folder))
