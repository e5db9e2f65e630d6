"""Project rules that linters do not check: sizes, names, and imports of lightweight modules."""

import ast
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGES = ("gvseg", "training", "app")
MODULES = sorted(path for package in PACKAGES for path in (ROOT / package).rglob("*.py"))
LINES_MAX = 400
FUNCTION_LINES_MAX = 50
BANNED_NAMES = {"utils", "util", "helpers", "helper", "common", "misc", "core", "base", "manager"}

LIGHT = (
    "gvseg.annotation",
    "gvseg.bench",
    "gvseg.cli",
    "gvseg.dataset_file",
    "gvseg.dataset_import",
    "gvseg.datasets",
    "gvseg.engine.request",
    "gvseg.errors",
    "gvseg.files",
    "gvseg.formats",
    "gvseg.masks",
    "gvseg.metrics",
    "gvseg.project",
    "gvseg.task",
    "gvseg.video",
    "training.recipe",
    "app.workspace",
)


def exists(module: str) -> bool:
    """Return whether the repository has the module."""
    path = ROOT.joinpath(*module.split("."))
    return path.with_suffix(".py").is_file() or (path / "__init__.py").is_file()


def lines_without_docstring(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Return the number of lines of a function without its docstring, which may be long."""
    lines = node.end_lineno - node.lineno + 1
    if ast.get_docstring(node, clean=False) is not None:
        lines -= node.body[0].end_lineno - node.body[0].lineno + 1
    return lines


@cache
def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_modules_are_small_enough_to_read(path: Path) -> None:
    lines = len(path.read_text(encoding="utf-8").splitlines())
    assert lines <= LINES_MAX, f"{name_of(path)} has {lines} lines; the limit is {LINES_MAX}"


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_functions_fit_on_a_screen(path: Path) -> None:
    too_long = [
        f"{node.name} ({node.end_lineno - node.lineno + 1} lines)"
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and lines_without_docstring(node) > FUNCTION_LINES_MAX
    ]
    assert not too_long, f"{name_of(path)}: {', '.join(too_long)}"


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_no_modules_for_leftovers(path: Path) -> None:
    names = {part.removesuffix(".py").strip("_") for part in path.relative_to(ROOT).parts}
    assert not names & BANNED_NAMES


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_forbidden_calls(path: Path) -> None:
    """Unpickling, evaluating strings and nested event loops are forbidden everywhere."""
    banned = {"pickle", "processEvents", "eval", "exec_module"}
    found = set()
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.Import | ast.ImportFrom):
            names = [alias.name for alias in node.names] + [getattr(node, "module", None)]
            found |= banned & {name.partition(".")[0] for name in names if name}
        elif isinstance(node, ast.Call):
            callee = node.func
            if isinstance(callee, ast.Name):  # model.eval() is a method and allowed
                found |= banned & {callee.id}
            elif isinstance(callee, ast.Attribute) and callee.attr == "processEvents":
                found.add(callee.attr)
    assert not found, f"{name_of(path)} uses {sorted(found)}"


def test_light_modules_load_neither_torch_nor_qt() -> None:
    """One new interpreter imports the modules in turn and reports the first one that loads a heavy
    module.
    """
    script = """
import importlib, sys
for name in sys.argv[1:]:
    importlib.import_module(name)
    heavy = {"torch"} if name.startswith("app.") else {"torch", "PySide6"}
    loaded = sorted(heavy & set(sys.modules))
    if loaded:
        sys.exit(f"{name} loads {', '.join(loaded)}")
"""
    modules = [module for module in LIGHT if exists(module)]
    assert modules
    done = subprocess.run(
        [sys.executable, "-c", script, *modules],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
