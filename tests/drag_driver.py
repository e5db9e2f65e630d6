"""Drags rows of the queue's list with the mouse, on a display; prints the order after each drag.

`python -c "import drag_driver; drag_driver.main()" ROW:TO ...`. Drags need a real display, because
Qt's offscreen platform cancels them.
"""

import sys

from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.panels.dataset.queue_list import QueueList
from gvseg.dataset_file.queue import JobState, QueueJob, QueueTask

LEFT, NONE = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier


def job(number: int, name: str, state: JobState) -> QueueJob:
    return QueueJob(
        job_id=number,
        video_id=number,
        name=name,
        task=QueueTask.PROPAGATE,
        state=state,
        done=0,
        total=0,
        message="",
        started_at=None,
        ended_at=None,
        attempts=0,
    )


def drag(jobs: QueueList, row: int, to: int) -> None:
    """Drag a row to the upper edge of another one."""
    window, port = jobs.windowHandle(), jobs.viewport()

    def place(point: QPoint) -> QPoint:
        return port.mapTo(jobs, point)

    start = place(jobs.visualItemRect(jobs.item(row)).center())
    end = place(jobs.visualItemRect(jobs.item(to)).topLeft() + QPoint(20, 1))
    # A drag runs an event loop of its own, in which these arrive.
    QTimer.singleShot(200, lambda: QTest.mouseMove(window, end))
    QTimer.singleShot(400, lambda: QTest.mouseMove(window, end + QPoint(1, 0)))
    QTimer.singleShot(600, lambda: QTest.mouseRelease(window, LEFT, NONE, end))
    QTest.mousePress(window, LEFT, NONE, start)
    QTest.mouseMove(window, start + QPoint(0, 6))
    QTest.mouseMove(window, start + QPoint(0, 26))
    QTest.qWait(1000)


def main() -> None:
    QApplication([])
    jobs = QueueList()
    queue = [job(0, "r", JobState.RUNNING)]
    queue += [job(number, name, JobState.WAITING) for number, name in enumerate("abcd", start=1)]
    requested: list[list[int]] = []

    def show(order: list[int]) -> None:
        requested.append(order)
        queue[1:] = [one for number in order for one in queue if one.job_id == number]
        jobs.show_jobs(queue, is_running=True)

    jobs.order_requested.connect(show)
    jobs.show_jobs(queue, is_running=True)
    jobs.resize(400, 300)
    jobs.show()
    QTest.qWaitForWindowExposed(jobs)
    for word in sys.argv[1:]:
        drag(jobs, *map(int, word.split(":")))
        names = "".join(one.name for one in queue)
        sys.stdout.write(f"{names} {jobs.count()} {len(requested)}\n")
