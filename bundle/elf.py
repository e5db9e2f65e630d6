"""Reads and writes Linux libraries with binutils: as, ld, nm and readelf."""

import platform
import subprocess
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Final

MACHINE: Final = platform.machine()


def libraries(folder: Path) -> Iterator[Path]:
    """Return the libraries in a folder and its subfolders, without links."""
    for path in sorted(folder.rglob("*.so*")):
        if path.is_file() and not path.is_symlink() and _is_elf(path):
            yield path


def symbols(library: Path, kind: str) -> dict[str, str]:
    """Return the "defined" or "undefined" symbols of a library: name -> version or ""."""
    lines = lines_of("nm", "-D", f"--{kind}-only", "--format=posix", library)
    names = [line.split()[0].partition("@") for line in lines]
    return {name: version.lstrip("@") for name, _, version in names}


def needed(library: Path) -> set[str]:
    """Return the file names of the libraries that a library needs."""
    lines = lines_of("readelf", "--dynamic", "--wide", library)
    return {line.rpartition("[")[2].rstrip("]") for line in lines if "(NEEDED)" in line}


def write_library(
    library: Path,
    lines: Iterable[str],
    *,
    versions: Mapping[str, str] | None = None,
    options: Iterable[str | Path] = (),
) -> None:
    """Replace a library with a new one, given its assembly code, the versions of its symbols as
    returned by `symbols`, and options of the linker.
    """
    compiled, script = library.with_suffix(".o"), library.with_suffix(".map")
    text = "\n".join(lines) + '\n.section .note.GNU-stack,"",@progbits\n'
    subprocess.run(["as", "-o", compiled, "-"], input=text, text=True, check=True)
    by_version: dict[str, list[str]] = {}
    for name, version in (versions or {}).items():
        if version:
            by_version.setdefault(version, []).append(name)
    script.write_text(
        "\n".join(f"{one} {{ {'; '.join(by_version[one])}; }};" for one in by_version)
    )
    library.unlink()
    scripts = ["--version-script", script] if by_version else []
    command = ["ld", "-shared", "-soname", library.name, *scripts, "-o", library, compiled]
    subprocess.run([*command, *options], check=True)
    compiled.unlink()
    script.unlink()


def lines_of(*command: str | Path) -> list[str]:
    """Run a command and return the lines that it prints."""
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return done.stdout.splitlines()


def _is_elf(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(4) == b"\x7fELF"
