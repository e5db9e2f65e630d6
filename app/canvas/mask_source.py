"""Reads the masks of a frame and their style from the workspace."""

from app.canvas.overlay import OverlayStyle
from app.workspace import Workspace
from gvseg.annotation.colours import object_colour
from gvseg.annotation.document import Document
from gvseg.annotation.records import Colour, FrameMask
from gvseg.masks import Mask


class MaskSource:
    """Provides the visible masks of a frame.

    A draft replaces the mask that it edits and is on top, so that all of it is visible.
    Proposals are drawn above propagated stuff masks and below everything else, so that they hide
    no drawn or verified mask. The selected proposal is on top.
    """

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._draft: tuple[int, Mask] | None = None

    @property
    def working_track_id(self) -> int:
        """Id of the track that strokes edit, or the id that a new track will get."""
        working = self._workspace.working_id
        return self._workspace.document.next_track_id if working is None else working

    def set_draft(self, draft: tuple[int, Mask] | None) -> None:
        """Show a draft instead of a track's mask; None removes the draft."""
        self._draft = draft

    def masks_on(self, frame_index: int) -> dict[int, Mask]:
        """Return track id -> mask, bottom layer first, without hidden or empty masks."""
        if not self._workspace.is_open:
            return {}
        document = self._workspace.document
        records = document.masks_on(frame_index)
        visible = {i: r for i, r in records.items() if document.tracks[i].is_visible}
        masks = {i: record.mask for i, record in visible.items()}
        if document.proposals:
            masks = self._with_proposals(document, frame_index, visible)
        if self._draft is not None:
            track_id, draft = self._draft
            masks.pop(track_id, None)
            masks[track_id] = draft
        return masks

    def _with_proposals(
        self, document: Document, frame_index: int, visible: dict[int, FrameMask]
    ) -> dict[int, Mask]:
        found, looked_at = document.proposed_on(frame_index), self._workspace.view.proposal_id
        proposed = [i for i in self._workspace.shown_proposals if i in found and i != looked_at]
        things = [i for i in proposed if _is_thing(document, i)]
        ground = [
            i
            for i in visible
            if not _is_thing(document, i) and not document.is_protected(i, frame_index)
        ]
        order = [*ground, *(i for i in proposed if i not in things), *things]
        order += [i for i in visible if i not in ground]
        if looked_at in found:
            order.append(looked_at)
        return {i: (found[i] if i in found else visible[i]).mask for i in order}

    def style(self, pixel_ratio: float) -> OverlayStyle:
        """Return how masks are drawn with the current view options."""
        workspace = self._workspace
        if not workspace.is_open:
            return OverlayStyle(pixel_ratio=pixel_ratio)
        document, view = workspace.document, workspace.view.options
        proposals, looked_at = document.proposals, workspace.view.proposal_id
        everything = (*document.tracks.items(), *proposals.items())
        colours: dict[int, Colour] = {i: track.colour for i, track in everything}
        new_id = document.next_track_id
        colours[new_id] = object_colour(new_id)
        draft = frozenset() if self._draft is None else frozenset({self._draft[0]})
        return OverlayStyle(
            colours=colours,
            selected=frozenset(workspace.view.selected) | {i for i in proposals if i == looked_at},
            dashed=frozenset(proposals) | draft,
            opacity=view.opacity,
            has_outlines=view.show_outlines,
            has_patterns=view.show_patterns,
            pixel_ratio=pixel_ratio,
        )


def _is_thing(document: Document, track_id: int) -> bool:
    track = document.tracks.get(track_id) or document.proposals[track_id]
    return document.category(track.category_id).is_thing
