"""The words that docs/glossary.md tells authors to avoid appear nowhere.

The test reads the docs, and all strings, docstrings and comments in Python. It ignores names in
code.
"""

import io
import re
import tokenize
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
GLOSSARY = ROOT / "docs" / "glossary.md"
HEADING = "## Words we avoid"
PACKAGES = ("app", "gvseg", "training", "tests")
_PROSE = {tokenize.STRING, tokenize.COMMENT}
_BETWEEN = {tokenize.NL, tokenize.NEWLINE, tokenize.INDENT, tokenize.DEDENT}


def avoided() -> dict[str, str]:
    """Return phrase -> replacement, from the table in the glossary."""
    table = GLOSSARY.read_text(encoding="utf-8").partition(HEADING)[2]
    rows = [line.strip("| \n").split(" | ") for line in table.splitlines() if line.startswith("|")]
    return {
        re.sub(r"\s*\(.*?\)", "", phrase).strip(): row[1]
        for row in rows[2:]
        for phrase in row[0].split(",")
    }


AVOIDED = avoided()
_PATTERN = re.compile(rf"\b(?:{'|'.join(map(re.escape, AVOIDED))})\b", re.IGNORECASE)


def prose(path: Path) -> Iterator[tuple[int, str]]:
    """Yield line number and text of each passage: a paragraph of a doc, or adjacent strings and
    comments.
    """
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".md":
        if path == GLOSSARY:  # its tables list the words that other texts must avoid
            text = re.sub(r"^\|.*$", "", text, flags=re.MULTILINE)
        line = 1
        for paragraph in re.split(r"(\n\s*\n)", text):
            yield line, paragraph
            line += paragraph.count("\n")
        return
    start, words = 0, []
    for token in tokenize.generate_tokens(io.StringIO(text).readline):
        if token.type in _PROSE:
            start = start if words else token.start[0]
            words.append(token.string.strip("#\"'rfb"))
        elif token.type not in _BETWEEN and words:
            yield start, " ".join(words)
            words = []
    if words:
        yield start, " ".join(words)


def found(path: Path, root: Path = ROOT) -> list[str]:
    """Return each avoided phrase in a file, with its replacement."""
    name = path.relative_to(root).as_posix()
    return [
        f"{name}:{line}: '{match[0]}', write: {AVOIDED[match[0].lower()]}"
        for line, passage in prose(path)
        for match in _PATTERN.finditer(" ".join(passage.split()))
    ]


DOCS = sorted(
    path
    for folder in (ROOT, ROOT / "docs", ROOT / "assets", ROOT / ".github")
    for path in folder.rglob("*.md")
    if folder != ROOT or path.parent == ROOT
)


@pytest.mark.parametrize("path", DOCS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_the_docs_are_in_plain_english(path) -> None:
    assert found(path) == []


@pytest.mark.parametrize("package", PACKAGES)
def test_the_code_is_in_plain_english(package) -> None:
    paths = [path for path in sorted((ROOT / package).rglob("*.py")) if path != Path(__file__)]
    assert [one for path in paths for one in found(path)] == []


def test_a_phrase_is_found_across_lines_and_in_capitals(tmp_path) -> None:
    code = tmp_path / "code.py"
    code.write_text(
        'wished = 1  # a name is no prose\nSAY = (\n    "Take "\n    "Away"\n)\n# it is\n# said\n'
    )
    page = tmp_path / "page.md"
    page.write_text("The mask\ngives\nway to it.\n\nMendel is not mended.\n")
    assert [line.partition(", write")[0] for line in found(code, tmp_path)] == [
        "code.py:3: 'Take Away'",
        "code.py:6: 'it is said'",
    ]
    assert [line.partition(", write")[0] for line in found(page, tmp_path)] == [
        "page.md:1: 'gives way'",
        "page.md:5: 'mended'",
    ]
