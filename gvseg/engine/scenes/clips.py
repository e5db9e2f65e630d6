"""Split a range of frames into overlapping clips for the automatic tasks."""


def plan_clips(first: int, last: int, frames: int = 3, shared: int = 1) -> list[tuple[int, ...]]:
    """Return the frame indices of the clips that cover a range; neighbours share frames.

    Args:
        first: first frame.
        last: last frame, inclusive.
        frames: frames per clip (paper: 3); the last clip can be shorter.
        shared: number of frames that a clip shares with the previous one.
    """
    clips = [tuple(range(first, min(first + frames, last + 1)))]
    while clips[-1][-1] < last:
        start = clips[-1][-1] + 1 - shared
        clips.append(tuple(range(start, min(start + frames, last + 1))))
    return clips
