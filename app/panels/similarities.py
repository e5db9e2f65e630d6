"""Similarities of propagated masks, stored by mask rather than by object."""

from collections.abc import Iterator, Mapping

from app.workspace import Workspace
from gvseg.engine.request import ClipResult, Similarity


class MaskSimilarities(Mapping[tuple[int, int], Similarity]):
    """Maps (track id, frame index) to the similarity of the object's current mask.

    Similarities are stored by the pixels of a mask, so they stay valid after undo and when objects
    are swapped, split or merged.
    """

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        # (frame index, hash of the pixels) -> (track id, cosine) of the most similar objects.
        self._cosines: dict[tuple[int, int], tuple[tuple[int, float], ...]] = {}

    def store(self, clip: ClipResult) -> None:
        """Store the similarities that a run reports with a clip."""
        for frame in clip.frames:
            for track_id, one in frame.similarities.items():
                cosines = [(track_id, one.own)]
                if one.rival is not None and one.rival_track is not None:
                    cosines.append((one.rival_track, one.rival))
                place = (frame.frame_index, hash(frame.masks[track_id].counts))
                self._cosines[place] = tuple(cosines)

    def clear(self) -> None:
        """Remove all similarities."""
        self._cosines.clear()

    def __getitem__(self, place: tuple[int, int]) -> Similarity:
        track_id, frame_index = place
        record = self._workspace.document.mask(track_id, frame_index)
        if record is None:
            raise KeyError(place)
        cosines = dict(self._cosines[frame_index, hash(record.mask.counts)])
        others = [(value, other) for other, value in cosines.items() if other != track_id]
        rival, rival_track = max(others, default=(None, None))
        return Similarity(cosines[track_id], rival, rival_track)

    def __len__(self) -> int:
        return len(self._cosines)

    def __iter__(self) -> Iterator[tuple[int, int]]:
        raise TypeError("Similarities can be looked up but not iterated over.")
