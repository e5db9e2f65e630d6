"""Turns tool requests and object actions into edits."""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QObject

from app.canvas.tools.tool import ClicksRequest, Ending, PaintRequest, PickRequest, ToolRequest
from app.canvas.view import CanvasView
from app.commands.click_draft import ClickDraft
from app.commands.propagation_offer import PropagationOffer
from app.language import tr, tr_later
from app.workspace import Level, Workspace
from gvseg.annotation.colours import object_colour
from gvseg.annotation.document import Document
from gvseg.annotation.edits import (
    AcceptProposals,
    AddTrack,
    ClearMasks,
    Compound,
    CopyMask,
    Edit,
    MergeTracks,
    PaintMask,
    PinExemplar,
    RemoveTrack,
    ReorderLayers,
    SetMask,
    SplitTrack,
    SwapIdentities,
    UnpinExemplar,
    UpdateTrack,
    accepted_as,
)
from gvseg.annotation.other_objects import mistaken_parts_removed
from gvseg.annotation.records import FrameMask, Track
from gvseg.masks import Mask


class EditCommands(QObject):
    """Applies requests to the selected object, or to a new object if none is selected."""

    def __init__(self, workspace: Workspace, canvas: CanvasView, click_draft: ClickDraft) -> None:
        super().__init__(canvas)
        self._workspace = workspace
        self._canvas = canvas
        self._click_draft = click_draft
        self._offer = PropagationOffer(workspace, self)
        canvas.requested.connect(self._on_request)
        click_draft.made.connect(self._set_clicked)

    def handlers(self) -> dict[str, Callable[[], object]]:
        """Return the handler of each action id."""
        return {
            "edit.undo": self._undo,
            "edit.redo": self._workspace.redo,
            "edit.accept": self._canvas.keep,
            "edit.copy_previous": self._copy_previous,
            "edit.not_here": self._mark_absent,
            "edit.clear_mask": self._clear_mask,
            "edit.clear_range": self._clear_range,
            "object.new": self.add_object,
            "object.hide": self._toggle_visible,
            "object.lock": self._toggle_locked,
            "object.solo": self._solo,
            "object.up": lambda: self._move_layer(1),
            "object.down": lambda: self._move_layer(-1),
            "object.merge": self._merge,
            "object.split": self._split,
            "object.swap": self._swap,
            "object.delete": self._delete,
            "propagate.pin": lambda: self._apply_to_each(PinExemplar),
            "propagate.unpin": lambda: self._apply_to_each(UnpinExemplar),
        }

    def add_object(self) -> int:
        """Add an object, select it, and return its id."""
        edit = new_object(self._workspace.document)
        if self._workspace.try_apply(edit):
            self._workspace.view.select(edit.track.track_id)
        return edit.track.track_id

    # -- requests ----------------------------------------------------------------------

    def _on_request(self, request: ToolRequest) -> None:
        match request:
            case PaintRequest():
                self._paint(request)
            case ClicksRequest(clicks, box):
                self._click_draft.ask(clicks, box)
            case Ending.KEEP:
                self._click_draft.keep()
            case Ending.DISCARD:
                self._click_draft.discard()
            case PickRequest(x, y, is_adding):
                self._pick(x, y, is_adding=is_adding)

    def _paint(self, request: PaintRequest) -> None:
        frame_index = self._canvas.frame_index
        if frame_index is None:
            return
        track_id = self._workspace.working_id
        if request.is_erasing and not self._has_mask(track_id, frame_index):
            self._canvas.clear_preview()
            self._workspace.post(Level.INFO, tr("Nothing to erase here. Select an object first."))
            return
        if not request.painted.any():
            self._canvas.clear_preview()
            return

        def edit_of(track: int) -> Edit:
            return PaintMask(
                track,
                frame_index,
                request.x,
                request.y,
                request.painted,
                is_erasing=request.is_erasing,
                label=request.label,
            )

        if not self._apply_to(track_id, edit_of, frame_index):
            self._canvas.clear_preview()

    def _set_clicked(self, frame_index: int, track_id: int | None, record: FrameMask) -> None:
        def edit_of(track: int) -> Edit:
            edit = SetMask(track, frame_index, record, label=tr_later("Clicks"))
            document = self._workspace.document
            freed = mistaken_parts_removed(document, frame_index, track, record.mask)
            return Compound((edit, *freed), edit.label)

        self._apply_to(track_id, edit_of, frame_index)

    def _apply_to(
        self, track_id: int | None, edit_of: Callable[[int], Edit], frame_index: int
    ) -> bool:
        """Apply an edit to an object, or to a new one if `track_id` is None, as one undo step.

        Editing a proposal accepts it.
        """
        workspace = self._workspace
        if track_id is not None and track_id in workspace.document.tracks:
            corrects = self._is_machine_made(track_id, frame_index)
            is_made = workspace.try_apply(edit_of(track_id))
            if is_made and corrects:
                self._offer.post(track_id, frame_index)
            return is_made
        if track_id is not None:
            target = accepted_as(workspace.document, track_id)
            edit = edit_of(target)
            is_made = workspace.try_apply(
                Compound((AcceptProposals((track_id,)), edit), edit.label)
            )
            if is_made:
                workspace.view.select(target)
            return is_made
        adding = new_object(workspace.document)
        edit = edit_of(adding.track.track_id)
        with workspace.group(edit.label):
            is_made = workspace.try_apply(adding) and workspace.try_apply(edit)
        if is_made and workspace.working_id is None:  # else another object was selected meanwhile
            workspace.view.select(adding.track.track_id)
        return is_made

    def _pick(self, x: int, y: int, *, is_adding: bool) -> None:
        found = self.track_at(x, y)
        selected = self._workspace.view.selected
        if found is None:
            if not is_adding:
                self._workspace.view.select()
        elif found in self._workspace.document.proposals:
            self._workspace.view.select_proposal(found)
        elif not is_adding:
            self._workspace.view.select(found)
        elif found in selected:
            self._workspace.view.select(*(one for one in selected if one != found))
        else:
            self._workspace.view.select(*selected, found)

    def track_at(self, x: int, y: int) -> int | None:
        """Return the topmost visible object or proposal at a pixel of the current frame."""
        labels = self._canvas.scene.labels
        if labels is None or not (0 <= x < labels.width and 0 <= y < labels.height):
            return None
        rank = int(labels.columns[x, y])
        return labels.track_ids[rank - 1] if rank else None

    # -- actions -----------------------------------------------------------------------

    def _undo(self) -> None:
        if not self._canvas.remove_last():
            self._workspace.undo()

    def _apply_to_each(self, edit: Callable[[int, int], Edit]) -> None:
        """Apply `edit(track id, frame index)` to each selected object on this frame."""
        for track_id in self._workspace.view.selected:
            self._workspace.try_apply(edit(track_id, self._workspace.view.frame_index))

    def _copy_previous(self) -> None:
        here = self._workspace.view.frame_index
        self._apply_to_each(lambda track_id, _: CopyMask(track_id, here - 1, here))

    def _mark_absent(self) -> None:
        source = self._workspace.source
        empty = FrameMask(Mask.empty(source.height, source.width))
        self._apply_to_each(
            lambda track, frame: SetMask(track, frame, empty, label=tr_later("Not in this frame"))
        )

    def _clear_mask(self) -> None:
        self._apply_to_each(
            lambda track_id, frame: ClearMasks(track_id, frame, frame, label=tr_later("Clear mask"))
        )

    def _clear_range(self) -> None:
        marks = self._workspace.view.frame_range
        if marks is None:
            return
        with self._workspace.group(tr_later("Clear propagated masks")):
            for track_id in self._workspace.view.selected:
                self._workspace.try_apply(ClearMasks(track_id, *marks, only_machine_made=True))

    def _toggle_visible(self) -> None:
        tracks = self._selected_tracks()
        wanted = not all(track.is_visible for track in tracks)
        label = tr_later("Show object") if wanted else tr_later("Hide object")
        self._update([replace(track, is_visible=wanted) for track in tracks], label)

    def _toggle_locked(self) -> None:
        tracks = self._selected_tracks()
        wanted = not all(track.is_locked for track in tracks)
        label = tr_later("Lock object") if wanted else tr_later("Unlock object")
        self._update([replace(track, is_locked=wanted) for track in tracks], label)

    def _selected_tracks(self) -> list[Track]:
        return [self._workspace.document.track(one) for one in self._workspace.view.selected]

    def _update(self, tracks: list[Track], label: str) -> None:
        with self._workspace.group(label):
            for track in tracks:
                self._workspace.try_apply(UpdateTrack(track, label=label))

    def _solo(self) -> None:
        document = self._workspace.document
        chosen = set(self._workspace.view.selected)
        is_solo = all(t.is_visible == (i in chosen) for i, t in document.tracks.items())
        with self._workspace.group(tr_later("Show only selected")):
            for track_id, track in list(document.tracks.items()):
                shown = is_solo or track_id in chosen
                self._workspace.try_apply(UpdateTrack(replace(track, is_visible=shown)))

    def _move_layer(self, step: int) -> None:
        order = list(self._workspace.document.layer_order)
        if self._workspace.view.track_id is None:
            return
        place = order.index(self._workspace.view.track_id)
        if 0 <= place + step < len(order):
            order[place], order[place + step] = order[place + step], order[place]
            self._workspace.try_apply(ReorderLayers(tuple(order)))

    def _merge(self) -> None:
        first, other = self._workspace.view.selected
        self._workspace.try_apply(MergeTracks(first, other))

    def _split(self) -> None:
        track_id = self._workspace.view.track_id
        if track_id is not None:
            self._workspace.try_apply(SplitTrack(track_id, self._workspace.view.frame_index))

    def _swap(self) -> None:
        first, other = self._workspace.view.selected
        self._workspace.try_apply(SwapIdentities(first, other, self._workspace.view.frame_index))

    def _delete(self) -> None:
        with self._workspace.group(tr_later("Delete object")):
            for track_id in self._workspace.view.selected:
                self._workspace.try_apply(RemoveTrack(track_id))

    def _has_mask(self, track_id: int | None, frame_index: int) -> bool:
        if track_id is None:
            return False
        record = self._workspace.document.mask(track_id, frame_index)
        return record is not None and not record.mask.is_empty

    def _is_machine_made(self, track_id: int, frame_index: int) -> bool:
        record = self._workspace.document.mask(track_id, frame_index)
        return record is not None and record.origin.is_machine_made


def new_object(document: Document) -> AddTrack:
    """Return the edit that adds the next object, in the last used category."""
    track_id = document.next_track_id
    latest = max(document.tracks, default=None)
    category_id = min(document.categories) if latest is None else document.track(latest).category_id
    return AddTrack(
        Track(
            track_id=track_id,
            name=f"Object {track_id}",
            category_id=category_id,
            colour=object_colour(track_id),
        )
    )
