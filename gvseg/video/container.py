"""Open and read video files with libav, with errors that a user can act on."""

import os
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import TypeAlias

import av
from av.container import InputContainer
from av.packet import Packet
from av.video.frame import VideoFrame
from av.video.stream import VideoStream

from gvseg.errors import VideoError

VideoPacket: TypeAlias = "Packet[VideoStream]"

# Playlists can name other files, but network access is not allowed.
_OPTIONS = {"protocol_whitelist": "file,crypto,data"}
_NOT_VIDEO_FORMATS = frozenset({"tty"})
_MAX_DECODING_THREADS = 8  # each thread keeps its own frames, so more threads mostly cost memory
_MAX_DEMUX_ERRORS = 64


class VideoCancelledError(VideoError):
    """Opening was cancelled through the `cancel` event."""

    def __init__(self, path: Path) -> None:
        super().__init__(f"Opening {path} was cancelled.")


def open_container(path: Path) -> tuple[InputContainer, VideoStream]:
    """Open a file and its main video stream.

    Raises:
        VideoError: the file is missing, unreadable or empty, has no video, or its codec is unknown.
    """
    check_file(path)
    try:
        container = av.open(os.fspath(path.absolute()), "r", container_options=_OPTIONS)
    except (av.FFmpegError, UnicodeError, ValueError) as error:
        raise VideoError(
            f"{path} is not a video that GvSeg can read: it is another type of file, or its header "
            f"is damaged ({_reason(error)})."
        ) from error
    try:
        stream = _choose_stream(container, path)
    except VideoError:
        container.close()
        raise
    stream.thread_type = "AUTO"
    # Use at least two threads, because decoders conceal damaged frames differently with one thread.
    threads = min(max(os.cpu_count() or 1, 2), _MAX_DECODING_THREADS)
    stream.codec_context.thread_count = threads
    return container, stream


def read_packets(container: InputContainer, stream: VideoStream) -> Iterator[VideoPacket]:
    """Yield packets from the current position to the end, skipping damaged parts."""
    errors = 0
    while errors < _MAX_DEMUX_ERRORS:
        try:
            for packet in container.demux(stream):
                if packet.size > 0:  # an empty packet marks the end
                    yield packet
        except av.FFmpegError:
            errors += 1
        else:
            return


def decode_packet(stream: VideoStream, packet: VideoPacket) -> list[VideoFrame]:
    """Return the frames decoded from a packet; none if it is damaged."""
    try:
        return stream.codec_context.decode(packet)
    except av.FFmpegError:
        return []


def decode_rest(stream: VideoStream) -> list[VideoFrame]:
    """Return the frames that remain in the decoder after the last packet, skipping damaged ones."""
    frames: list[VideoFrame] = []
    for _ in range(_MAX_DECODING_THREADS + 1):  # each thread can hold one damaged packet
        try:
            frames.extend(stream.codec_context.decode(None))
        except EOFError:
            break
        except av.FFmpegError:
            continue
        else:
            break
    return frames


def check_file(path: Path) -> None:
    """Check that a path is a readable file with content.

    Raises:
        VideoError: it is missing, empty, unreadable, or a pipe or device.
    """
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            raise VideoError(f"{path} is not a file: choose a video, an image or a folder.")
        size_bytes = status.st_size
        with path.open("rb"):
            pass
    except FileNotFoundError:
        raise VideoError(f"{path} does not exist: check the name.") from None
    except OSError as error:
        raise VideoError(f"{path} cannot be read: {error.strerror or error}.") from error
    if size_bytes == 0:
        raise VideoError(f"{path} is empty (0 bytes): copy or download it again.")


def _choose_stream(container: InputContainer, path: Path) -> VideoStream:
    if container.format.name in _NOT_VIDEO_FORMATS:
        raise VideoError(f"{path} is a text file: choose a video.")
    moving = [stream for stream in container.streams.video if not _is_cover(stream)]
    if not moving:
        if container.streams.audio:
            raise VideoError(f"{path} has sound but no video: choose another file.")
        raise VideoError(f"{path} has no video: choose another file.")
    best = container.streams.best("video")
    stream = next((one for one in moving if one is best), moving[0])
    if stream.codec_context is None:
        raise VideoError(
            f"There is no decoder for the video in {path}: convert it, for example to H.264 in MP4."
        )
    return stream


def _is_cover(stream: VideoStream) -> bool:
    """Return whether the stream is the cover image of a music file."""
    return bool(stream.disposition & av.stream.Disposition.attached_pic)


def _reason(error: Exception) -> str:
    return getattr(error, "strerror", None) or str(error)
