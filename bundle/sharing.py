"""Makes a Linux bundle smaller by sharing libraries that several packages contain.

A wheel contains every library that it needs, so a bundle of many wheels contains FFmpeg and BLAS
several times. Requires binutils: as, ld, nm, readelf and strip.
"""

import hashlib
import os
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Final

OPENCV: Final = "opencv_python_headless.libs"
_SHARED_FROM: Final = ("av.libs", "pillow.libs")
_LIBRARY: Final = re.compile(r"(lib\w+)-[0-9a-f]{8}\.so\.([\d.]+)")
_PREFIX: Final = "scipy_"
_JUMP: Final = {"x86_64": "jmp {}@PLT", "aarch64": "b {}"}
_LEAST_BYTES: Final = 100_000


def shrink(folder: Path) -> None:
    """Share and strip the libraries of a bundle, given its folder `_internal`."""
    share_media_libraries(folder)
    share_blas(folder)
    complete(folder / OPENCV, folder / "cv2")
    link_duplicates(folder)
    for link in folder.iterdir():  # PyInstaller puts links to many libraries there
        if link.is_symlink() and not link.exists():
            link.unlink()
    for library in list(_libraries(folder)):
        strip_symbols(library)


def share_media_libraries(folder: Path) -> None:
    """Replace OpenCV's FFmpeg and libavif with links to those of PyAV and Pillow.

    A library can replace one with the same major version and a lower minor version.
    """
    for copy in (folder / OPENCV).iterdir():
        name, version = _name_and_version(copy)
        for place in _SHARED_FROM:
            for other in (folder / place).iterdir():
                other_name, other_version = _name_and_version(other)
                if name and name == other_name and version[0] == other_version[0]:
                    if version <= other_version:
                        _link(copy, other)
                    break


def share_blas(folder: Path) -> None:
    """Replace OpenCV's OpenBLAS with a small library that calls SciPy's. SciPy's library has the
    same functions, but prefixes their names.
    """
    jump = _JUMP.get(os.uname().machine)
    ours = next((folder / OPENCV).glob("libopenblas*"), None)
    theirs = next((folder / "scipy.libs").glob("libscipy_openblas-*"), None)
    if jump is None or ours is None or theirs is None:
        return
    [opencv] = (folder / "cv2").glob("cv2*.so")
    needed = _symbols(opencv, "--undefined-only") & _symbols(ours, "--defined-only")
    if not {_PREFIX + name for name in needed} <= _symbols(theirs, "--defined-only"):
        return
    lines = ['.section .note.GNU-stack,"",@progbits', ".text"]
    for name in sorted(needed):
        lines += [
            f".globl {name}",
            f".type {name},@function",
            f"{name}: {jump}".format(_PREFIX + name),
        ]
    compiled = ours.with_suffix(".o")
    subprocess.run(
        ["as", "-o", compiled, "-"], input="\n".join(lines) + "\n", text=True, check=True
    )
    ours.unlink()
    options = ["-shared", "-soname", ours.name, "-rpath", "$ORIGIN/../scipy.libs", "-o", ours]
    subprocess.run(["ld", *options, compiled, theirs], check=True)
    compiled.unlink()


def complete(folder: Path, users: Path) -> None:
    """Link the dependencies of a folder's linked libraries, and delete libraries that are no longer
    used.
    """
    needed: set[str] = set()
    waiting = [library for library in users.rglob("*.so*") if library.is_file()]
    while waiting:
        library = waiting.pop()
        for name in _needed(library) - needed:
            path, beside = folder / name, library.resolve().with_name(name)
            needed.add(name)
            if not path.exists() and beside.exists():
                _link(path, beside)
            if path.exists():
                waiting.append(path)
    for path in folder.iterdir():
        if path.name not in needed:
            path.unlink()


def link_duplicates(folder: Path) -> None:
    """Replace a library with a link if the same file already exists."""
    found: dict[tuple[str, str], Path] = {}
    for path in _libraries(folder):
        if path.stat().st_size < _LEAST_BYTES:
            continue
        key = path.name, hashlib.sha256(path.read_bytes()).hexdigest()
        if key in found:
            _link(path, found[key])
        else:
            found[key] = path


def strip_symbols(library: Path) -> None:
    """Remove the symbols of a library that only debuggers and linkers need. Libraries that this
    would break, because they were patched for a wheel, are not changed.
    """
    stripped = library.with_suffix(".stripped")
    subprocess.run(["strip", "--strip-unneeded", "-o", stripped, library], check=True)
    if _is_aligned(stripped):
        stripped.replace(library)
    else:
        stripped.unlink()


def _is_aligned(library: Path) -> bool:
    """Return whether the system can load each segment of a library at its address."""
    words = [line.split() for line in _lines("readelf", "--segments", "--wide", library)]
    loads = [line for line in words if line[:1] == ["LOAD"]]
    return all((int(line[1], 16) - int(line[2], 16)) % int(line[-1], 16) == 0 for line in loads)


def _libraries(folder: Path) -> Iterator[Path]:
    for path in sorted(folder.rglob("*.so*")):
        if path.is_file() and not path.is_symlink() and _is_elf(path):
            yield path


def _is_elf(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(4) == b"\x7fELF"


def _name_and_version(path: Path) -> tuple[str, list[int]]:
    found = _LIBRARY.fullmatch(path.name)
    if found is None or path.is_symlink():
        return "", []
    return found[1], [int(part) for part in found[2].split(".")]


def _link(path: Path, target: Path) -> None:
    path.unlink(missing_ok=True)
    path.symlink_to(os.path.relpath(target, path.parent))


def _symbols(library: Path, kind: str) -> set[str]:
    words = _lines("nm", "-D", kind, "--format=posix", library)
    return {line.split()[0].partition("@")[0] for line in words}


def _needed(library: Path) -> set[str]:
    lines = _lines("readelf", "--dynamic", "--wide", library)
    return {line.rpartition("[")[2].rstrip("]") for line in lines if "(NEEDED)" in line}


def _lines(*command: str | Path) -> list[str]:
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return done.stdout.splitlines()
