"""The HTML of a report: one file without links to others."""

import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from html import escape
from typing import Final

from gvseg import __version__
from gvseg.annotation.review_notes import ReviewState
from gvseg.counted import counted
from gvseg.dataset_file import DatasetVideo
from gvseg.dataset_file.statistics import Statistics

_STYLE: Final = """
:root { color-scheme: light dark }
body { font: 15px/1.5 system-ui, sans-serif; max-width: 74rem; margin: 2rem auto; padding: 0 1rem }
h2 { margin-top: 2.5rem; border-bottom: 1px solid #8886 }
table { border-collapse: collapse; margin: 1rem 0 }
td, th { border-bottom: 1px solid #8884; padding: .2rem .8rem; text-align: right }
td:first-child, th:first-child { text-align: left }
.dim { color: #888 } .problem { color: #c60 }
.bar { width: 100%; height: 14px; background: #8883; display: block }
.accepted { fill: #3a9d5d } .needs { fill: #e08a1e }
.cards { display: flex; flex-wrap: wrap; gap: 1rem }
.card { width: 21rem; border: 1px solid #8885; border-radius: 6px; padding: .8rem;
  overflow-wrap: anywhere }
.card img { max-width: 100%; display: block; margin-top: .5rem }
.card p { margin: .3rem 0; white-space: pre-wrap }
.charts img { width: 32rem; max-width: 100% }
@media print { .card { break-inside: avoid } }
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """A comment, or a run of frames that need work.

    Attributes:
        title: frame and object.
        person: who wrote it.
        at: when, in seconds since 1970.
        note: a remark shown below the text; "" for none.
        image: source of the image; "" for none.
    """

    title: str
    person: str
    at: float
    text: str
    note: str = ""
    image: str = ""

    def html(self) -> str:
        """Return the card as HTML."""
        when = time.strftime("%Y-%m-%d %H:%M", time.localtime(self.at))
        image = f"<img src='{self.image}' alt='{escape(self.title)}'>" if self.image else ""
        note = f"<div class=dim>{escape(self.note)}</div>" if self.note else ""
        return (
            f"<div class=card><b>{escape(self.title)}</b>"
            f"<div class=dim>{escape(self.person)}, {when}</div>"
            f"<p>{escape(self.text)}</p>{note}{image}</div>"
        )


@dataclass(slots=True, kw_only=True)
class VideoSection:
    """The part of a report about one video.

    Attributes:
        video: its entry in the dataset.
        frames: number of frames.
        spans: (first, last, review state) of the reviewed frames.
        problem: why there are no images; "" if there are some.
        left_out: number of images beyond the limit.
    """

    name: str
    video: DatasetVideo
    frames: int
    spans: list[tuple[int, int, ReviewState]] = field(default_factory=list)
    needs_work: list[Card] = field(default_factory=list)
    comments: list[Card] = field(default_factory=list)
    resolved: list[Card] = field(default_factory=list)
    problem: str = ""
    left_out: int = 0

    def html(self) -> str:
        """Return the section as HTML."""
        summary = self.video.summary
        facts = [
            self.video.status.value,
            counted(summary.objects, "object"),
            counted(summary.masks, "mask"),
            f"{summary.accepted} of {counted(self.frames, 'frame')} accepted",
        ]
        parts = [
            f"<h2>{escape(self.name)}</h2><p class=dim>{escape(', '.join(facts))}</p>",
            self._bar(),
        ]
        if self.problem:
            parts.append(f"<p class=problem>{escape(self.problem)}</p>")
        parts += _cards("Frames that need work", self.needs_work)
        parts += _cards("Open comments", self.comments)
        if self.left_out:
            omitted = f"{counted(self.left_out, 'image')} left out to keep this page small."
            parts.append(f"<p class=dim>{omitted}</p>")
        if self.resolved:
            title = counted(len(self.resolved), "resolved comment")
            parts.append(f"<details><summary>{title}</summary>")
            parts += [*_cards("", self.resolved), "</details>"]
        return "\n".join(parts)

    def _bar(self) -> str:
        """Return a bar along the video, coloured by review state."""
        rects = "".join(
            f"<rect class={'accepted' if state is ReviewState.ACCEPTED else 'needs'} x={first} "
            f"y=0 width={last - first + 1} height=1 />"
            for first, last, state in self.spans
        )
        return (
            f"<svg class=bar viewBox='0 0 {max(1, self.frames)} 1' preserveAspectRatio=none "
            f"role=img aria-label='review state along the video'>{rects}</svg>"
        )


@dataclass(slots=True, kw_only=True)
class Page:
    """A whole report.

    Attributes:
        title: name of the dataset or video.
        made_at: when it was made, in seconds since 1970.
        found: statistics of all videos.
        unstarted: names of the videos that have no project yet.
        charts: (title, source of the image).
        problems: one sentence for each file that could not be read.
    """

    title: str
    made_at: float
    found: Statistics
    videos: list[VideoSection]
    unstarted: list[str] = field(default_factory=list)
    charts: list[tuple[str, str]] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)

    def html(self) -> str:
        """Return the page."""
        title = escape(self.title)
        when = time.strftime("%Y-%m-%d %H:%M", time.localtime(self.made_at))
        parts = [
            f"<!doctype html><html lang=en><meta charset=utf-8><title>{title}</title>",
            f"<style>{_STYLE}</style><h1>{title}</h1>",
            f"<p class=dim>Review report of {when}, made by GvSeg {__version__}</p>",
            *(f"<p class=problem>{escape(problem)}</p>" for problem in self.problems),
            self._progress(),
            self._people(),
            self._agreement(),
            *(section.html() for section in self.videos),
        ]
        if self.charts:
            parts.append("<h2>Statistics</h2><div class=charts>")
            parts += [f"<img src='{source}' alt='{escape(name)}'>" for name, source in self.charts]
            parts.append("</div>")
        return "\n".join(part for part in parts if part) + "\n</html>\n"

    def _progress(self) -> str:
        heads = (
            "video|status|frames|objects|masks|verified|accepted|need work|open comments|minutes"
        )
        rows: list[tuple[str, ...]] = [
            (
                row.video,
                row.status,
                str(row.frames),
                str(row.objects),
                str(row.masks),
                _percent(row.verified, row.masks),
                _percent(row.accepted, row.frames),
                str(row.needs_work),
                str(row.open_comments),
                f"{row.minutes_spent:.0f}",
            )
            for row in self.found.videos
        ]
        rows += [(name, "no project yet", *["-"] * 8) for name in self.unstarted]
        return _table("Progress", heads.split("|"), sorted(rows))

    def _people(self) -> str:
        heads = (
            "person|videos|minutes|verified masks|of all masks|accepted|need work|comments|resolved"
        )
        rows = [
            (
                row.person,
                str(row.videos),
                f"{row.minutes_spent:.0f}",
                str(row.verified),
                f"{row.verified_share:.0%}",
                str(row.accepted),
                str(row.needs_work),
                str(row.comments),
                str(row.resolved),
            )
            for row in self.found.people
        ]
        return _table("People", heads.split("|"), rows) if rows else ""

    def _agreement(self) -> str:
        heads = "videos|frames|matched objects|same category|J&F|J&F of matched"
        rows = [
            (
                f"{one.a}, {one.b}",
                str(one.frames),
                f"{one.matched} of {len(one.objects)}",
                str(one.same_category),
                f"{one.j_and_f:.3f}",
                f"{one.j_and_f_matched:.3f}",
            )
            for one in self.found.agreements
        ]
        return _table("Agreement of two annotations", heads.split("|"), rows) if rows else ""


def _percent(part: int, whole: int) -> str:
    """Return a share as text, rounded down, so that 100% means all."""
    return f"{100 * part // whole}%" if whole else "-"


def _cards(title: str, cards: Sequence[Card]) -> list[str]:
    if not cards:
        return []
    head = [f"<h3>{title}</h3>"] if title else []
    return [*head, "<div class=cards>", *(card.html() for card in cards), "</div>"]


def _table(title: str, heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    head = "".join(f"<th>{escape(name)}</th>" for name in heads)
    lines = ["".join(f"<td>{escape(cell)}</td>" for cell in row) for row in rows]
    body = "".join(f"<tr>{line}</tr>" for line in lines)
    return f"<h2>{title}</h2><table><tr>{head}</tr>{body}</table>"
