"""Makes a Linux bundle smaller by removing what GvSeg does not use from libraries that it needs."""

import struct
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

import elf

FFMPEG: Final = "av.libs"
QT: Final = Path("PySide6", "Qt", "lib")
_EMPTY: Final = {
    "libx265": 0,  # "no encoder"
    "libSvtAv1Enc": -1,  # "error"
    "libgnutls": 0,  # "success": FFmpeg initialises it when it starts
}
"""Libraries without which FFmpeg does not start -> what their functions return instead of working.
GvSeg does not write HEVC or AV1, and it opens no video over an encrypted connection.
"""
_RETURN: Final = {"x86_64": "mov ${}, %rax; ret", "aarch64": "mov x0, #{}; ret"}

_ICU: Final = b"CmnD"
_ICU_OFFSET: Final = 12  # of these letters in the data
_UNUSED_FOLDERS: Final = {"brkitr", "curr", "lang", "rbnf", "region", "translit", "unit", "zone"}
"""Line breaks, and the names of currencies, languages, countries, units and time zones."""


def remove(folder: Path) -> None:
    """Remove the unused parts of the libraries in the bundle's folder `_internal`."""
    for name, value in _EMPTY.items():
        for library in (folder / FFMPEG).glob(f"{name}-*"):
            empty(library, value)
    delete_unneeded(folder / FFMPEG, (folder / "av").rglob("*.so"))
    for library in (folder / QT).glob("libicudata.so.*"):
        shrink_icu(library)
    delete_unneeded(folder, (path for path in elf.libraries(folder) if path.parent != folder))


def empty(library: Path, value: int) -> None:
    """Replace a library with one whose functions only return a value. It has the functions that
    the libraries beside it use.
    """
    template = _RETURN.get(elf.MACHINE)
    if template is None:
        return
    beside = [path for path in elf.libraries(library.parent) if path != library]
    used = {name for path in beside for name in elf.symbols(path, "undefined")}
    functions = {
        name: version for name, version in elf.symbols(library, "defined").items() if name in used
    }
    lines = [".text"]
    for name in functions:
        lines += [f".globl {name}", f".type {name},@function", f"{name}: {template.format(value)}"]
    elf.write_library(library, lines, versions=functions)


def delete_unneeded(folder: Path, users: Iterable[Path]) -> None:
    """Delete the libraries of a folder that the users do not need, directly or indirectly."""
    own = {path.name: path for path in elf.libraries(folder) if path.parent == folder}
    needed: set[str] = set()
    waiting = [name for path in users for name in elf.needed(path)]
    while waiting:
        name = waiting.pop()
        if name in own and name not in needed:
            needed.add(name)
            waiting += elf.needed(own[name])
    for name, path in own.items():
        if name not in needed and not name.startswith("libpython"):
            path.unlink()


def shrink_icu(library: Path) -> None:
    """Rewrite ICU's data without the parts that Qt does not read: it converts and sorts text."""
    data = library.read_bytes()
    data = data[data.index(_ICU) - _ICU_OFFSET :]
    [symbol] = elf.symbols(library, "defined")
    package = library.with_suffix(".dat")
    package.write_bytes(_without_unused(data))
    lines = [
        ".section .rodata",
        ".balign 16",
        f".globl {symbol}",
        f".type {symbol},@object",
        f'{symbol}: .incbin "{package}"',
    ]
    elf.write_library(library, lines)
    package.unlink()


def _without_unused(data: bytes) -> bytes:
    """Return ICU's data with fewer items. After a header, the data are a count, a table of (offset
    of the name, offset of the item), the names and the items.
    """
    [header] = struct.unpack_from("<H", data)
    kept = [(name, item) for name, item in _icu_items(data[header:]) if _is_used(name)]
    names, items = bytearray(), bytearray()
    table = 4 + 8 * len(kept)
    first = table + sum(len(name) + 1 for name, _ in kept)
    padding = -(header + first) % 16
    contents = struct.pack("<I", len(kept))
    for name, item in kept:
        at = first + padding + len(items)
        contents += struct.pack("<II", table + len(names), at)
        names += name + b"\0"
        items += item + bytes(-len(item) % 16)
    return data[:header] + contents + names + bytes(padding) + items


def _icu_items(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Return the name and the bytes of each item, given the data after the header."""
    [count] = struct.unpack_from("<I", data)
    entries = [struct.unpack_from("<II", data, 4 + 8 * index) for index in range(count)]
    ends = [at for _, at in entries[1:]] + [len(data)]
    for (name, at), end in zip(entries, ends, strict=True):
        yield data[name : data.index(b"\0", name)], data[at:end]


def _is_used(name: bytes) -> bool:
    """Return whether Qt reads an item such as b"icudt73l/coll/de.res"."""
    folders = name.decode().split("/")[1:-1]
    return not _UNUSED_FOLDERS.intersection(folders)
