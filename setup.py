"""Build step that renames the folders `app`, `training` and `assets` in a wheel.

The rest of the packaging is in pyproject.toml. A checkout and an editable install keep the folder
names; see docs/decisions/0010-names-in-the-wheel.md.
"""

import ast
import re
import sys
from pathlib import Path

from setuptools import find_namespace_packages, setup
from setuptools.command.build_py import build_py

PARTS = ("app", "training", "assets")
PREFIX = "gvseg_"
_IMPORT = re.compile(rf"from(\s+)({'|'.join(PARTS)})\b")
_STATEMENTS = (ast.Import, ast.ImportFrom)
_PREFIX_LINE = re.compile(r'^PREFIX: Final = ""', re.MULTILINE)


def renamed(name: str) -> str:
    """Return the name that a package of the checkout has in the wheel."""
    return PREFIX + name if name.partition(".")[0] in PARTS else name


def with_renamed_imports(source: str) -> str:
    """Return the source with every import of a part renamed as in the wheel.

    Raises:
        ValueError: an import that cannot be rewritten line by line.
    """
    lines = source.split("\n")
    for node in reversed(_imports(source)):  # from the end, so that earlier columns stay valid
        if isinstance(node, ast.Import):
            for name in (one.name for one in node.names if renamed(one.name) != one.name):
                raise ValueError(f"line {node.lineno}: write `from {name} import ...`")
            continue
        if node.level or renamed(node.module) == node.module:
            continue
        line = lines[node.lineno - 1]
        start = len(line.encode()[: node.col_offset].decode())  # ast counts bytes
        if not _IMPORT.match(line, start):
            raise ValueError(f"line {node.lineno}: write `from {node.module} import` on one line")
        lines[node.lineno - 1] = line[:start] + _IMPORT.sub(rf"from\1{PREFIX}\2", line[start:], 1)
    return "\n".join(lines)


def _imports(source: str) -> list[ast.Import | ast.ImportFrom]:
    found = [one for one in ast.walk(ast.parse(source)) if isinstance(one, _STATEMENTS)]
    return sorted(found, key=lambda one: (one.lineno, one.col_offset))


def with_prefix(source: str) -> str:
    """Return gvseg/parts.py as it is in the wheel."""
    source, count = _PREFIX_LINE.subn(f'PREFIX: Final = "{PREFIX}"', source)
    if count != 1:
        raise ValueError('gvseg/parts.py has no line `PREFIX: Final = ""`')
    return source


class BuildPy(build_py):
    """Copies the packages to a wheel and rewrites their imports."""

    def build_module(self, module: str, module_file: str, package: str) -> tuple[str, bool]:
        """Copy one module."""
        copied, is_new = super().build_module(module, module_file, package)
        path = Path(copied)
        source = path.read_bytes().decode()
        try:
            text = with_renamed_imports(source)
            if (package, module) == ("gvseg", "parts"):
                text = with_prefix(text)
        except ValueError as error:
            raise ValueError(f"{module_file}, {error}") from None
        path.write_bytes(text.encode())
        return copied, is_new


def arguments(is_editable: bool) -> dict[str, object]:
    """Return the arguments for setuptools: what to install, and under which names."""
    found = find_namespace_packages(include=["gvseg*", *(f"{part}*" for part in PARTS)])
    data = {"gvseg": ["py.typed"], "assets": ["**/*"]}
    if is_editable:
        return {"packages": found, "package_data": data}
    return {
        "packages": [renamed(name) for name in found],
        "package_dir": {renamed(part): part for part in PARTS},
        "package_data": {renamed(name): patterns for name, patterns in data.items()},
        "cmdclass": {"build_py": BuildPy},
    }


if __name__ == "__main__":
    setup(**arguments(is_editable="editable_wheel" in sys.argv))
