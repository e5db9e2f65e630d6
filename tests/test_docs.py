"""Formats, commands and files that the docs mention exist."""

import re
from pathlib import Path

import pytest

from gvseg.cli import SUBCOMMANDS, make_parser
from gvseg.formats import FORMATS
from training import cli as training_cli

ROOT = Path(__file__).parent.parent
PAGES = sorted(
    [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *(ROOT / "assets").rglob("*.md")]
)


@pytest.mark.parametrize("form", FORMATS.values(), ids=lambda form: form.name)
def test_every_format_is_in_the_table(form) -> None:
    row = (
        f"| `{form.name}` | {form.title} | {form.suffix or 'folder'} "
        f"| {'yes' if form.can_read else ''} | {'yes' if form.can_write else ''} "
        f"| {form.loses} |"
    )
    assert row in (ROOT / "docs" / "formats.md").read_text(encoding="utf-8").splitlines()


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_links_within_the_repository_are_valid(page) -> None:
    text = page.read_text(encoding="utf-8")
    targets = re.findall(r"\]\((?!https?:|#)([^)#]+)", text)
    assert [target for target in targets if not (page.parent / target).exists()] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_files_that_the_docs_mention_exist(page) -> None:
    folders = "app|assets|docs|gvseg|tests|training"
    text = page.read_text(encoding="utf-8")
    named = re.findall(rf"`((?:{folders})/[\w./-]*(?:/|\.\w+))`", text)
    missing = [name for name in named if not (ROOT / name).exists()]
    assert [name for name in missing if "myformat" not in name] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_commands_in_the_docs_are_commands(page) -> None:
    """Every `gvseg ...` and `gvseg-train ...` line in an indented block can be parsed."""
    text = re.sub(r"\\\n +", "", page.read_text(encoding="utf-8"))  # joins continued lines
    for name, parser in (("gvseg", make_parser()), ("gvseg-train", training_cli.make_parser())):
        for line in re.findall(rf"^    {name} ([^\n#]+)$", text, re.MULTILINE):
            parser.parse_args(line.split())


def test_the_readme_mentions_every_command() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    names = [module.__name__.rpartition(".")[2].rstrip("_") for module in SUBCOMMANDS]
    assert [name for name in names if f"gvseg {name}" not in text] == []
