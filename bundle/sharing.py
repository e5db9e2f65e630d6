"""Makes a Linux bundle smaller by sharing libraries that several packages contain.

A wheel contains every library that it needs, so a bundle of many wheels contains FFmpeg and BLAS
several times. Requires binutils.
"""

import hashlib
import os
import re
import subprocess
from pathlib import Path
from typing import Final

import elf

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
    for library in list(elf.libraries(folder)):
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
    jump = _JUMP.get(elf.MACHINE)
    ours = next((folder / OPENCV).glob("libopenblas*"), None)
    theirs = next((folder / "scipy.libs").glob("libscipy_openblas-*"), None)
    if jump is None or ours is None or theirs is None:
        return
    [opencv] = (folder / "cv2").glob("cv2*.so")
    used = elf.symbols(opencv, "undefined").keys() & elf.symbols(ours, "defined").keys()
    if not {_PREFIX + name for name in used} <= elf.symbols(theirs, "defined").keys():
        return
    lines = [".text"]
    for name in sorted(used):
        lines += [
            f".globl {name}",
            f".type {name},@function",
            f"{name}: {jump}".format(_PREFIX + name),
        ]
    elf.write_library(ours, lines, options=["-rpath", "$ORIGIN/../scipy.libs", theirs])


def complete(folder: Path, users: Path) -> None:
    """Link the dependencies of a folder's linked libraries, and delete libraries that are no longer
    used.
    """
    needed: set[str] = set()
    waiting = [library for library in users.rglob("*.so*") if library.is_file()]
    while waiting:
        library = waiting.pop()
        for name in elf.needed(library) - needed:
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
    """Replace a library with a link if the same file already exists.

    Wheels add a hash to the names of libraries, and patch the libraries afterwards. The smallest
    file with the same hash is the one that grew least.
    """
    found: dict[tuple[str, str], Path] = {}
    for path in sorted(elf.libraries(folder), key=_size):
        if _size(path) < _LEAST_BYTES and not _LIBRARY.fullmatch(path.name):
            continue
        is_named = _LIBRARY.fullmatch(path.name) is not None
        content = "" if is_named else hashlib.sha256(path.read_bytes()).hexdigest()
        key = path.name, content
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
    words = [line.split() for line in elf.lines_of("readelf", "--segments", "--wide", library)]
    loads = [line for line in words if line[:1] == ["LOAD"]]
    return all((int(line[1], 16) - int(line[2], 16)) % int(line[-1], 16) == 0 for line in loads)


def _name_and_version(path: Path) -> tuple[str, list[int]]:
    found = _LIBRARY.fullmatch(path.name)
    if found is None or path.is_symlink():
        return "", []
    return found[1], [int(part) for part in found[2].split(".")]


def _link(path: Path, target: Path) -> None:
    path.unlink(missing_ok=True)
    path.symlink_to(os.path.relpath(target, path.parent))


def _size(path: Path) -> int:
    return path.stat().st_size
