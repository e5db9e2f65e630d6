"""Which masks a frame shows, and in what style; read from the workspace."""

from app.canvas.overlay import OverlayStyle
from app.workspace import Workspace
from gvseg.annotation.colours import object_colour
from gvseg.annotation.records import Colour, Origin
from gvseg.masks import Mask


class MaskSource:
    """Visible masks of a frame with the draft in the place of what it will replace."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._draft: tuple[int, Mask] | None = None
        self._proposed: frozenset[int] = frozenset()

    @property
    def working_track_id(self) -> int:
        """The track that strokes go to; a track that will be made has its id already."""
        selected = self._workspace.track_id
        return self._workspace.document.next_track_id if selected is None else selected

    def set_draft(self, draft: tuple[int, Mask] | None) -> None:
        """Put a mask in the place of a track's, or take it away."""
        self._draft = draft

    def masks_on(self, frame_index: int) -> dict[int, Mask]:
        """Track id -> mask, bottom layer first; hidden and empty ones left out."""
        if not self._workspace.is_open:
            return {}
        document = self._workspace.document
        records = document.masks_on(frame_index)
        visible = {i: r for i, r in records.items() if document.tracks[i].is_visible}
        self._proposed = frozenset(i for i, r in visible.items() if r.origin is Origin.PROPOSED)
        masks = {i: record.mask for i, record in visible.items()}
        if self._draft is not None:
            masks[self._draft[0]] = self._draft[1]
        return masks

    def style(self, pixel_ratio: float) -> OverlayStyle:
        """How masks are drawn now."""
        workspace = self._workspace
        if not workspace.is_open:
            return OverlayStyle(pixel_ratio=pixel_ratio)
        document, view = workspace.document, workspace.view
        colours: dict[int, Colour] = {i: t.colour for i, t in document.tracks.items()}
        new_id = document.next_track_id
        colours[new_id] = object_colour(new_id)
        draft = frozenset() if self._draft is None else frozenset({self._draft[0]})
        return OverlayStyle(
            colours=colours,
            selected=frozenset(workspace.selected),
            dashed=self._proposed | draft,
            opacity=view.opacity,
            has_outlines=view.show_outlines,
            pixel_ratio=pixel_ratio,
        )
