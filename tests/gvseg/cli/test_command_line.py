"""The command line as a whole: help, version, error messages and start-up time."""

import argparse
import os
import subprocess
import sys
from pathlib import Path

import pytest

from gvseg import __version__
from gvseg.cli import main
from gvseg.cli.specs import ClickSpec, MaskSpec, click_spec, mask_spec
from gvseg.console.arguments import SHORTEST_SIDE, at_least, positive, short_side

ROOT = Path(__file__).parents[3]
ANSWER_S = 0.5


def end_of(*arguments: str) -> int:
    try:
        return main(list(arguments))
    except SystemExit as ended:
        return int(ended.code or 0)


def test_help_is_fast_and_does_not_load_torch() -> None:
    """Measures processor time, including the start of the interpreter, so that a busy machine does
    not matter.
    """
    script = """
import sys, time
from gvseg.cli import main
try:
    main(["--help"])
except SystemExit:
    pass
heavy = {"torch", "numpy", "cv2", "av", "PIL"} & set(sys.modules)
print(sorted(heavy), time.process_time())
"""
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True
    )
    heavy, _, spent_s = done.stdout.splitlines()[-1].rpartition(" ")
    assert heavy == "[]"
    assert float(spent_s) < ANSWER_S


def test_module_and_console_script_are_the_same_command() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "gvseg.cli", "--version"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip() == f"gvseg {__version__}"


@pytest.mark.parametrize("command", ["propagate", "export", "convert", "evaluate", "bench", "demo"])
def test_every_command_has_a_help_text(command, capsys) -> None:
    assert end_of(command, "--help") == 0
    assert f"usage: gvseg {command}" in capsys.readouterr().out


@pytest.mark.parametrize(
    "arguments",
    [
        (),
        ("fly",),
        ("propagate",),
        ("propagate", "a.mp4"),
        ("bench", "--frames", "3"),
        ("bench", "--objects", "1,none"),
        ("propagate", "a.mp4", "--out", "o", "--short-side", "1"),
    ],
)
def test_a_wrong_command_gives_one_line(arguments, capsys) -> None:
    assert end_of(*arguments) == 2
    heard = capsys.readouterr()
    assert heard.out == ""
    assert len(heard.err.splitlines()) == 1
    assert "--help" in heard.err


@pytest.mark.parametrize(
    ("text", "spec"),
    [
        ("mask.png", MaskSpec(0, Path("mask.png"))),
        ("12:mask.png", MaskSpec(12, Path("mask.png"))),
        ("-1:mask.png", MaskSpec(-1, Path("mask.png"))),
        ("C:\\masks\\a.png", MaskSpec(0, Path("C:\\masks\\a.png"))),
        ("7:C:\\a.png", MaskSpec(7, Path("C:\\a.png"))),
        ("./3:a.png", MaskSpec(0, Path("./3:a.png"))),
    ],
)
def test_exemplar_specs(text, spec) -> None:
    assert mask_spec(text) == spec


@pytest.mark.parametrize(
    ("text", "spec"),
    [
        ("0:1:10,20", ClickSpec(0, 1, 10, 20, is_positive=True)),
        ("5:254:0,0:-", ClickSpec(5, 254, 0, 0, is_positive=False)),
        ("5:2:3,4:+", ClickSpec(5, 2, 3, 4, is_positive=True)),
        ("-1:2:-3,4", ClickSpec(-1, 2, -3, 4, is_positive=True)),
    ],
)
def test_click_specs(text, spec) -> None:
    assert click_spec(text) == spec


def test_numbers_with_a_minimum() -> None:
    assert positive("1") == 1
    assert at_least(4)("4") == 4
    for text in ("3", "-9", "4.0", "four"):
        with pytest.raises(
            argparse.ArgumentTypeError, match=f"'{text}' is not an integer of at least 4"
        ):
            at_least(4)(text)


def test_the_shortest_side_is_the_smallest_that_the_network_accepts() -> None:
    from gvseg.engine.frame_encoding import inside_size

    assert inside_size(480, 480, 1) == (SHORTEST_SIDE, SHORTEST_SIDE)
    assert short_side(str(SHORTEST_SIDE)) == SHORTEST_SIDE


def test_progress_is_a_single_line_without_a_terminal(capsys) -> None:
    from gvseg.console.progress import Progress

    with Progress("Propagating", 3) as progress:
        for done in (1, 2, 3):
            progress.reach(done)
    lines = capsys.readouterr().err.splitlines()
    assert len(lines) == 1
    assert lines[0].startswith("Propagating: 3 frames in ")


@pytest.mark.skipif(os.name != "posix", reason="needs a pseudo terminal")
def test_progress_on_a_terminal_shows_an_eta() -> None:
    import pty
    import termios

    main_end, terminal = pty.openpty()
    termios.tcsetwinsize(terminal, (24, 100))
    script = """
import time
from gvseg.console.progress import Progress
with Progress("Propagating", 40) as progress:
    for done in range(1, 31):
        time.sleep(0.02)
        progress.reach(done)
"""
    subprocess.run([sys.executable, "-c", script], cwd=ROOT, stderr=terminal, check=True)
    os.close(terminal)
    heard = os.read(main_end, 100_000).decode()
    os.close(main_end)
    assert "frame/s" in heard or "s/frame" in heard
    assert "<00:" in heard  # elapsed<remaining
