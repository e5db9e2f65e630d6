"""Cache of frame indexes in the user's cache folder.

If a cached index is unusable for any reason, the caller builds it again.
"""

import hashlib
import io
import os
import tempfile
import zipfile
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import platformdirs

from gvseg.video.clock import Clock
from gvseg.video.index import FrameIndex

_VERSION = 3  # versions 2 and 3 removed discontinuities from the timestamps
_HEAD_BYTES = 1 << 20
_MAX_FILES = 500


def hash_head(path: Path) -> str:
    """Return the SHA-256 of the first MiB of a file, in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.sha256(file.read(_HEAD_BYTES)).hexdigest()


def load_index(path: Path) -> FrameIndex | None:
    """Return the cached index of a file, or None if there is none or the file has changed."""
    try:
        with _cache_path(path).open("rb") as file, np.load(file, allow_pickle=False) as arrays:
            numbers = arrays["numbers"]
            numerator, denominator, is_position, missing = (int(number) for number in numbers)
            clock = arrays["clock"]
            index = FrameIndex(
                frame_ordinals=arrays["frame_ordinals"],
                frame_pts=arrays["frame_pts"],
                time_base=Fraction(numerator, denominator),
                packet_stamps=arrays["packet_stamps"],
                is_stamped_by_position=bool(is_position),
                key_ordinals=arrays["key_ordinals"],
                key_times=arrays["key_times"],
                missing_frames=missing,
                clock=Clock(float(clock[0]), tuple(float(offset) for offset in clock[1:])),
            )
    except (OSError, ValueError, LookupError, EOFError, ArithmeticError, zipfile.BadZipFile):
        return None
    return index if _is_valid(index) else None


def store_index(path: Path, index: FrameIndex) -> None:
    """Save an index; do nothing if the cache folder is not writable."""
    buffer = io.BytesIO()
    np.savez(
        buffer,
        numbers=np.array(
            [
                index.time_base.numerator,
                index.time_base.denominator,
                index.is_stamped_by_position,
                index.missing_frames,
            ],
            dtype=np.int64,
        ),
        clock=np.array([index.clock.start_s, *index.clock.offsets_s], dtype=np.float64),
        frame_ordinals=index.frame_ordinals,
        frame_pts=index.frame_pts,
        packet_stamps=index.packet_stamps,
        key_ordinals=index.key_ordinals,
        key_times=index.key_times,
    )
    try:
        target = _cache_path(path)
        target.parent.mkdir(parents=True, exist_ok=True)
        _write_atomically(target, buffer.getvalue())
        _evict_oldest(target.parent)
    except OSError:
        return


def _is_valid(index: FrameIndex) -> bool:
    packets = index.packet_stamps.size or index.frame_count
    arrays = (index.frame_ordinals, index.frame_pts, index.packet_stamps, index.key_ordinals)
    return (
        index.frame_count > 0
        and all(array.ndim == 1 and array.dtype == np.int64 for array in arrays)
        and index.frame_pts.size == index.frame_count
        and index.key_times.shape == index.key_ordinals.shape
        and 0 <= int(index.frame_ordinals.min())
        and (not index.packet_stamps.size or int(index.frame_ordinals.max()) < packets)
        and index.time_base > 0
        and bool(index.clock.offsets_s)
        and set(index.key_ordinals.tolist()) <= set(index.frame_ordinals.tolist())
    )


def _cache_path(path: Path) -> Path:
    """Return the cache path for the current content of a file."""
    status = path.stat()
    identity = "\n".join(
        [
            f"{_VERSION} {av.__version__}",
            os.fspath(path.absolute()),
            f"{status.st_size} {status.st_mtime_ns}",
            hash_head(path),
        ]
    )
    name = hashlib.sha256(identity.encode("utf-8", "surrogateescape")).hexdigest()[:32]
    return Path(platformdirs.user_cache_dir("gvseg")) / "frame-index" / f"{name}.npz"


def _write_atomically(target: Path, content: bytes) -> None:
    handle, name = tempfile.mkstemp(dir=target.parent, suffix=".part")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(name).replace(target)
    except OSError:
        Path(name).unlink(missing_ok=True)
        raise


def _evict_oldest(folder: Path) -> None:
    files = sorted(folder.glob("*.npz"), key=lambda file: file.stat().st_mtime)
    for file in files[:-_MAX_FILES]:
        file.unlink(missing_ok=True)
