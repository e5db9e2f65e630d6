"""The table of all actions: texts, icons, keys and conditions."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from app.actions.needs import ApplicationState, Need
from app.language import tr
from app.language import tr_later as _T


@dataclass(frozen=True, slots=True)
class ActionSpec:
    """An action that the user can invoke.

    Attributes:
        action_id: "menu.verb"; it never changes, because settings and messages refer to it.
        text: label in menus and lists.
        icon: name for `app.theme.icon`, or "" for none.
        keys: default key sequences (portable text).
        needs: conditions for enabling it; the first unmet one is shown as the reason.
        tip: second line of the tooltip, or "" for none. "{go.play}" is replaced by the current key
            for that action.
        is_checkable: whether it can be switched on and off.
        starts_group: whether a separator precedes it in its menu.
    """

    action_id: str
    text: str
    icon: str = ""
    keys: tuple[str, ...] = ()
    needs: tuple[Need, ...] = ()
    tip: str = ""
    is_checkable: bool = False
    starts_group: bool = False

    @property
    def title(self) -> str:
        """Label in menus and lists, in the language of the window."""
        return tr(self.text).replace("{number}", self.action_id.rpartition(".")[2])

    @property
    def menu(self) -> str:
        return _MOVED.get(self.action_id, self.action_id.partition(".")[0])


_MOVED: Final[Mapping[str, str]] = MappingProxyType(
    {"edit.fill_holes": "mask", "edit.drop_specks": "mask"}
)
"""Actions that moved to another menu; ids never change, so theirs still name the old one."""

MENUS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "file": _T("&File"),
        "edit": _T("&Edit"),
        "view": _T("&View"),
        "go": _T("&Go"),
        "tool": _T("&Tools"),
        "pointer": _T("Keyboard &Pointer"),
        "object": _T("&Objects"),
        "mask": _T("Mas&ks"),
        "choose": _T("&Choose Object"),
        "propagate": _T("&Propagate"),
        "proposal": _T("Proposa&ls"),
        "review": _T("&Review"),
        "dataset": _T("Data&set"),
        "model": _T("Mo&dels"),
        "help": _T("&Help"),
    }
)

NUMBERED_OBJECTS: Final = range(1, 10)
"""The objects at the top of the list that can be selected with a number key."""

_V, _O, _M, _X, _I = Need.VIDEO, Need.OBJECT, Need.MASK, Need.EXEMPLAR, Need.IDLE
_A = ActionSpec


_TABLE: Final = (
    _A("file.open_video", _T("Open Video..."), "mdi6.movie-open-outline", ("Ctrl+O",)),
    _A("file.open_folder", _T("Open Folder of Images..."), "mdi6.folder-open-outline",
       ("Ctrl+Shift+O",)),
    _A("file.open_project", _T("Open Project..."), "mdi6.file-outline", ("Ctrl+P",)),
    _A("file.save_as", _T("Save Project As..."), "mdi6.content-save-outline", ("Ctrl+Shift+S",),
       (_V,), _T("Every edit is saved automatically; this saves a copy and switches to it.")),
    _A("file.retry_save", _T("Retry Saving"), "mdi6.content-save-alert-outline", (),
       (_V, Need.UNSAVED)),
    _A("file.relocate", _T("Locate Moved Video..."), "mdi6.file-find-outline", (), (_V,)),
    _A("file.import", _T("Import Annotations..."), "mdi6.import", ("Ctrl+I",), (_V, _I),
       starts_group=True),
    _A("file.export", _T("Export..."), "mdi6.export", ("Ctrl+E",), (_V,)),
    _A("file.settings", _T("Settings..."), "mdi6.cog-outline", ("Ctrl+,",), starts_group=True),
    _A("file.close", _T("Close Video"), "mdi6.close", ("Ctrl+W",), (_V,)),
    _A("file.quit", _T("Quit"), "mdi6.exit-to-app", ("Ctrl+Q",)),

    _A("edit.undo", _T("Undo"), "mdi6.undo", ("Ctrl+Z",), (_V, Need.UNDO)),
    _A("edit.redo", _T("Redo"), "mdi6.redo", ("Ctrl+Shift+Z", "Ctrl+Y"), (_V, Need.REDO)),
    _A("edit.copy", _T("Copy Mask"), "mdi6.content-copy", ("Ctrl+C",), (_V, _O, _M),
       _T("Copies the masks of the selected objects on this frame."), starts_group=True),
    _A("edit.paste", _T("Paste Mask"), "mdi6.content-paste", ("Ctrl+V",), (_V, Need.COPIED),
       _T("Replaces the mask of the selected object on this frame, or makes a new object.")),
    _A("edit.paste_range", _T("Paste to Range..."), "", ("Ctrl+Shift+V",), (_V, Need.COPIED)),
    _A("edit.copy_previous", _T("Copy Mask from Previous Frame"), "mdi6.content-copy", ("Ctrl+D",),
       (_V, _O, Need.BEFORE)),
    _A("edit.not_here", _T("Not in This Frame"), "mdi6.eye-remove-outline", ("U",), (_V, _O),
       _T("Marks the object as hidden or out of view in this frame.")),
    _A("edit.clear_mask", _T("Clear Mask on This Frame"), "mdi6.backspace-outline", ("Del",),
       (_V, _O, _M)),
    _A("edit.clear_range", _T("Clear Propagated Masks in Range"), "mdi6.eraser-variant", (),
       (_V, _O, Need.RANGE)),
    _A("edit.accept", _T("Accept"), "mdi6.check", ("Return", "Enter"), (_V, Need.DRAFT),
       _T("Accepts the current edit."), starts_group=True),
    _A("edit.cancel", _T("Cancel or Stop"), "mdi6.cancel", ("Esc",), (),
       _T("Cancels the current edit; if there is none, stops the propagation.")),

    _A("view.zoom_in", _T("Zoom In"), "mdi6.magnify-plus-outline", ("Ctrl+=", "Ctrl++"), (_V,)),
    _A("view.zoom_out", _T("Zoom Out"), "mdi6.magnify-minus-outline", ("Ctrl+-",), (_V,)),
    _A("view.fit", _T("Fit to Window"), "mdi6.fit-to-page-outline", ("Ctrl+F", "Ctrl+9"), (_V,)),
    _A("view.actual", _T("Actual Size"), "mdi6.numeric-1-box-outline", ("Ctrl+0",), (_V,)),
    _A("view.zoom_object", _T("Zoom to Object"), "mdi6.image-filter-center-focus", ("Z",),
       (_V, _O, _M)),
    _A("view.masks", _T("Show Masks"), "mdi6.layers-outline", ("Ctrl+H",), (), "", True,
       starts_group=True),
    _A("view.outlines", _T("Show Outlines"), "mdi6.vector-square", (), (), "", True),
    _A("view.patterns", _T("Show Patterns"), "mdi6.texture-box", (), (),
       _T("Hatches masks, so that objects do not differ by colour alone."), True),
    _A("view.onion_skin", _T("Show Outlines of Previous Frame"), "mdi6.layers-triple-outline",
       ("Ctrl+Shift+H",), (_V,), _T("Shows dotted outlines of visible objects."), True),
    _A("view.preview_clicks", _T("Preview Clicks"), "mdi6.cursor-default-gesture-outline",
       (), (), _T("Previews the mask that a click at the mouse position would make."), True),
    _A("view.names", _T("Show Object Names"), "mdi6.tag-text-outline", ("Alt+N",), (),
       _T("Shows the name of each object over its mask."), True),
    _A("view.switch_focus", _T("Switch Between Canvas and Panels"), "", ("F6",), (_V,)),
    _A("view.brighter", _T("Brighter"), "mdi6.brightness-7", ("Ctrl+Alt+Up",), (_V,),
       starts_group=True),
    _A("view.darker", _T("Darker"), "mdi6.brightness-5", ("Ctrl+Alt+Down",), (_V,)),
    _A("view.more_contrast", _T("More Contrast"), "mdi6.contrast-circle", ("Ctrl+Alt+Right",),
       (_V,)),
    _A("view.less_contrast", _T("Less Contrast"), "", ("Ctrl+Alt+Left",), (_V,)),
    _A("view.plain", _T("Reset Brightness and Contrast"), "mdi6.restore", ("Ctrl+Alt+0",),
       (_V,)),
    _A("view.theme", _T("Dark Theme"), "mdi6.theme-light-dark", ("Ctrl+Shift+L",), (), "", True,
       starts_group=True),
    _A("view.panels", _T("Hide or Show Panels"), "mdi6.fullscreen", ("F9",), (),
       _T("Hides all panels to make room for the video; the tools stay visible.")),
    _A("view.reset_layout", _T("Reset Layout"), "mdi6.view-dashboard-outline"),

    _A("go.next", _T("Next Frame"), "mdi6.skip-next", ("Right",), (_V,)),
    _A("go.previous", _T("Previous Frame"), "mdi6.skip-previous", ("Left",), (_V,)),
    _A("go.forward_ten", _T("Forward 10 Frames"), "mdi6.fast-forward", ("Shift+Right",), (_V,)),
    _A("go.back_ten", _T("Back 10 Frames"), "mdi6.rewind", ("Shift+Left",), (_V,)),
    _A("go.first", _T("First Frame"), "mdi6.page-first", ("Home",), (_V,)),
    _A("go.last", _T("Last Frame"), "mdi6.page-last", ("End",), (_V,)),
    _A("go.next_exemplar", _T("Next Exemplar"), "mdi6.star-outline", ("PgDown",), (_V,)),
    _A("go.previous_exemplar", _T("Previous Exemplar"), "", ("PgUp",), (_V,)),
    _A("go.play", _T("Play"), "mdi6.play", ("Space",), (_V,),
       _T("Plays at the selected speed."), True, starts_group=True),
    _A("go.loop", _T("Loop"), "mdi6.repeat", ("Shift+Space",), (_V,),
       _T("Repeats the marked range, or the whole video."), True),
    _A("go.shuttle_back", _T("Shuttle Back"), "", ("J",), (_V,),
       _T("Plays backwards; each press doubles the speed.")),
    _A("go.shuttle_stop", _T("Shuttle Stop"), "", ("K",), (_V,)),
    _A("go.shuttle_forward", _T("Shuttle Forward"), "", ("L",), (_V,),
       _T("Plays forwards; each press doubles the speed.")),
    _A("go.slower", _T("Slower"), "", ("Ctrl+Alt+,",), (_V,)),
    _A("go.faster", _T("Faster"), "", ("Ctrl+Alt+.",), (_V,)),
    _A("go.mark_in", _T("Start Range Here"), "mdi6.ray-start", ("I",), (_V,), starts_group=True),
    _A("go.mark_out", _T("End Range Here"), "mdi6.ray-end", ("O",), (_V,)),
    _A("go.clear_range", _T("Clear Range"), "mdi6.close-box-outline", ("Shift+I",),
       (_V, Need.RANGE)),

    _A("tool.select", _T("Select"), "mdi6.cursor-default-outline", ("V",), (),
       _T("Click an object to select it."), True),
    _A("tool.brush", _T("Brush"), "mdi6.brush", ("B",), (),
       _T("Drag to paint, right-drag to erase; {tool.smaller} and {tool.larger} change the size."),
       True),
    _A("tool.eraser", _T("Eraser"), "mdi6.eraser", ("E",), (), _T("Drag to erase."), True),
    _A("tool.polygon", _T("Polygon"), "mdi6.vector-polygon", ("P",), (),
       _T("Click to add corners, drag to move them, {edit.accept} to finish; Shift subtracts."),
       True),
    _A("tool.lasso", _T("Lasso"), "mdi6.lasso", ("Shift+L",), (),
       _T("Drag around the object, then adjust the corners; {edit.accept} to finish; "
          "Shift subtracts."),
       True),
    _A("tool.box", _T("Rectangle"), "mdi6.vector-rectangle", ("R",), (),
       _T("Drag a rectangle; {edit.accept} to finish; Shift subtracts."), True),
    _A("tool.wand", _T("Magic Wand"), "mdi6.magic-staff", ("W",), (),
       _T("Click to select a region of one colour, drag to extend it; Shift adds, Alt removes, "
       "{edit.accept} to keep."), True),
    _A("tool.clicks", _T("Clicks"), "mdi6.cursor-default-click-outline", ("C", "."), (),
       _T("Click to add, right-click or Shift+click to remove, drag for a box, {edit.accept} to "
       "keep."), True),
    _A("tool.box_prompt", _T("Box"), "mdi6.select-drag", ("Q",), (),
       _T("Drag a box around the object to get its mask, {edit.accept} to keep."), True),
    _A("tool.scribble", _T("Scribble"), "mdi6.gesture", ("S",), (),
       _T("Draw over the object to add, with the right button or Shift to remove, {edit.accept} to "
       "keep."), True),
    _A("tool.larger", _T("Larger Brush"), "", ("]",), (), starts_group=True),
    _A("tool.smaller", _T("Smaller Brush"), "", ("[",)),
    _A("tool.snap", _T("Snap to Edges"), "mdi6.magnet", ("Shift+S",), (),
       _T("Makes the sides of a polygon follow edges in the image."), True),
    _A("tool.subtract", _T("Subtract"), "mdi6.minus-box-outline", ("T",), (),
       _T("Makes polygon, lasso, rectangle and wand subtract from the mask."), True),

    _A("pointer.left", _T("Pointer Left"), "", ("Alt+Left",), (_V,),
       _T("Moves by a quarter of the brush size; the view follows.")),
    _A("pointer.right", _T("Pointer Right"), "", ("Alt+Right",), (_V,)),
    _A("pointer.up", _T("Pointer Up"), "", ("Alt+Up",), (_V,)),
    _A("pointer.down", _T("Pointer Down"), "", ("Alt+Down",), (_V,)),
    _A("pointer.pixel_left", _T("Pointer One Pixel Left"), "", ("Alt+Shift+Left",), (_V,),
       starts_group=True),
    _A("pointer.pixel_right", _T("Pointer One Pixel Right"), "", ("Alt+Shift+Right",), (_V,)),
    _A("pointer.pixel_up", _T("Pointer One Pixel Up"), "", ("Alt+Shift+Up",), (_V,)),
    _A("pointer.pixel_down", _T("Pointer One Pixel Down"), "", ("Alt+Shift+Down",), (_V,)),
    _A("pointer.tap", _T("Click at the Pointer"), "", ("Alt+Return", "Alt+Enter"), (_V,),
       _T("Works like a mouse click with the current tool."), starts_group=True),
    _A("pointer.hold", _T("Press or Release Mouse Button"), "",
       ("Alt+Shift+Return", "Alt+Shift+Enter"), (_V,),
       _T("While pressed, moving the pointer draws.")),

    _A("object.new", _T("New Object"), "mdi6.plus", ("Ctrl+N", "A"), (_V,)),
    _A("object.rename", _T("Rename Object"), "mdi6.form-textbox", ("F2",), (_V, _O)),
    _A("object.hide", _T("Hide or Show"), "mdi6.eye-off-outline", ("H",), (_V, _O)),
    _A("object.lock", _T("Lock or Unlock"), "mdi6.lock-outline", ("Ctrl+L",), (_V, _O)),
    _A("object.solo", _T("Show Only Selected"), "mdi6.eye-circle-outline", ("Shift+H",), (_V, _O)),
    _A("object.up", _T("Move Layer Up"), "mdi6.arrow-up", ("Ctrl+Up",), (_V, _O)),
    _A("object.down", _T("Move Layer Down"), "mdi6.arrow-down", ("Ctrl+Down",), (_V, _O)),
    _A("object.merge", _T("Merge Two Objects"), "mdi6.call-merge", ("M",), (_V, Need.TWO, _I),
       starts_group=True),
    _A("object.split", _T("Split at This Frame"), "mdi6.call-split", ("Alt+M",), (_V, _O, _I)),
    _A("object.swap", _T("Swap Identities from Here"), "mdi6.swap-horizontal", ("X",),
       (_V, Need.TWO, _I)),
    _A("object.delete", _T("Delete Object"), "mdi6.delete-outline", ("Shift+Del",), (_V, _O),
       _T("Undo restores the object and its masks.")),
    _A("object.categories", _T("Categories..."), "mdi6.tag-multiple-outline", ("Ctrl+K",), (_V,),
       starts_group=True),

    _A("mask.refine", _T("Refine Edge"), "mdi6.auto-fix", ("Shift+E",), (_V, _O, _M),
       _T("Snaps the outline to the nearest colour edge within 6 pixels.")),
    _A("mask.grow", _T("Grow"), "mdi6.arrow-expand-all", ("Ctrl+]",), (_V, _O, _M),
       _T("Moves the outline outwards by one pixel.")),
    _A("mask.shrink", _T("Shrink"), "mdi6.arrow-collapse-all", ("Ctrl+[",), (_V, _O, _M),
       _T("Moves the outline inwards by one pixel.")),
    _A("mask.smooth", _T("Smooth"), "mdi6.blur", ("Ctrl+G",), (_V, _O, _M),
       _T("Removes bumps and dents narrower than 6 pixels from the outline.")),
    _A("edit.fill_holes", _T("Fill Holes"), "mdi6.format-color-fill", ("G",), (_V, _O, _M)),
    _A("edit.drop_specks", _T("Remove Small Parts"), "mdi6.blur-off", ("Shift+G",), (_V, _O, _M),
       _T("Keeps only parts with at least 5 % of the area of the largest.")),
    _A("mask.operation", _T("Apply to Frames..."), "mdi6.layers-edit", ("Ctrl+Alt+G",), (_V, _O),
       _T("Opens a dialog to set the operation, its width and its frames, with a preview.")),
    _A("mask.interpolate", _T("Interpolate Between Drawn Masks"), "mdi6.vector-polyline-plus",
       ("Ctrl+Alt+I",), (_V, _O),
       _T("Fills the frames between the drawn masks before and after this frame."),
       starts_group=True),
    *(_A(f"choose.{number}", _T("Object {number} in the List"), "", (str(number),), (_V,))
      for number in NUMBERED_OBJECTS),
    _A("choose.next", _T("Next Object"), "", ("Tab",), (_V, Need.OBJECTS), starts_group=True),
    _A("choose.previous", _T("Previous Object"), "", ("Shift+Tab",), (_V, Need.OBJECTS)),

    _A("propagate.both", _T("Propagate"), "mdi6.arrow-left-right-bold", ("F",),
       (_V, Need.START, _I),
       _T("Propagates in both directions from each exemplar, within the marked range if any.")),
    _A("propagate.forward", _T("Propagate Forward"), "mdi6.arrow-right-bold", ("Ctrl+Right",),
       (_V, _X, _I)),
    _A("propagate.backward", _T("Propagate Backward"), "mdi6.arrow-left-bold",
       ("Ctrl+Left",), (_V, _X, _I)),
    _A("propagate.range", _T("Propagate in Range"), "mdi6.arrow-expand-horizontal", ("Ctrl+R",),
       (_V, _X, Need.RANGE, _I)),
    _A("propagate.forward_one", _T("Propagate to Next Frame"), "mdi6.arrow-right-thin",
       ("Shift+F",), (_V, _X, _I)),
    _A("propagate.backward_one", _T("Propagate to Previous Frame"), "mdi6.arrow-left-thin",
       ("Shift+B",), (_V, _X, _I)),
    _A("propagate.all", _T("Propagate All Objects"), "mdi6.select-all", ("Ctrl+Shift+R",),
       (_V, _X, _I), _T("Propagates every unlocked object once, ignoring the setting below.")),
    _A("propagate.scope_changed", _T("Changed Objects Only"), "", (), (_V,),
       _T("Propagates only objects whose exemplars changed since the last run."), True,
       starts_group=True),
    _A("propagate.scope_selected", _T("Selected Objects Only"), "", (), (_V,),
       _T("Propagates only the selected objects."), True),
    _A("propagate.scope_all", _T("All Unlocked Objects"), "", (), (_V,),
       _T("Propagates all objects that are not locked."), True),
    _A("propagate.follow", _T("Follow Run"), "mdi6.crosshairs-gps", (), (),
       _T("Shows each frame as it is finished, until you go to another frame."), True,
       starts_group=True),
    _A("propagate.stop", _T("Stop"), "mdi6.stop", (), (Need.RUNNING,),
       _T("Keeps the masks made so far ({edit.cancel}).")),
    _A("propagate.adapt", _T("Adapt to This Video"), "mdi6.tune-variant", ("Ctrl+Shift+A",),
       (_V, _X, _I), _T("Fine-tunes the network on your exemplars for a few seconds."),
       starts_group=True),
    _A("propagate.use_adaptation", _T("Use Adaptation"), "", (), (_V, Need.ADAPTED),
       _T("Uses the adapted network to propagate; if off, the original weights."), True),
    _A("propagate.pin", _T("Pin Frame as Exemplar"), "mdi6.pin-outline", ("Shift+P",), (_V, _O, _M),
       starts_group=True),
    _A("propagate.unpin", _T("Unpin Exemplar"), "mdi6.pin-off-outline", ("Shift+U",),
       (_V, _O, Need.PIN)),

    _A("proposal.frame", _T("Segment This Frame"), "mdi6.image-search-outline", ("Ctrl+Shift+F",),
       (_V, Need.AUTOMATIC, _I), _T("Detects objects in this frame only.")),
    _A("proposal.next", _T("Next Proposal"), "mdi6.chevron-down", ("D",), (_V, Need.PROPOSALS),
       starts_group=True),
    _A("proposal.previous", _T("Previous Proposal"), "mdi6.chevron-up", ("Shift+D",),
       (_V, Need.PROPOSALS)),
    _A("proposal.accept", _T("Accept Proposal"), "mdi6.check", ("=", "+"), (_V, Need.PROPOSAL),
       _T("Turns the proposal into an object; painting on it does the same."), starts_group=True),
    _A("proposal.reject", _T("Reject Proposal"), "mdi6.close", ("-",), (_V, Need.PROPOSAL),
       _T("Removes the proposal; undo restores it.")),
    _A("proposal.accept_all", _T("Accept All Shown"), "mdi6.check-all", ("Ctrl+Return",),
       (_V, Need.PROPOSALS), _T("Applies to all proposals above the score threshold.")),
    _A("proposal.reject_all", _T("Reject All Shown"), "mdi6.close-box-multiple-outline",
       ("Ctrl+Del",), (_V, Need.PROPOSALS),
       _T("Applies to all proposals above the score threshold.")),
    _A("proposal.reject_hidden", _T("Reject All Hidden"), "mdi6.eye-remove-outline", (),
       (_V, Need.HIDDEN), _T("Applies to all proposals below the score threshold.")),
    _A("proposal.classes", _T("Map Classes to Categories..."), "mdi6.tag-arrow-right-outline", (),
       (_V,),
       _T("Sets the category of each class that the engine detects."), starts_group=True),

    _A("review.next_worth", _T("Next Frame Worth Correcting"), "mdi6.target", ("N",), (_V,)),
    _A("review.previous_worth", _T("Previous Frame Worth Correcting"), "", ("Shift+N",), (_V,)),
    _A("review.next_finding", _T("Next Finding"), "mdi6.chevron-down", ("F3",), (_V,),
       starts_group=True),
    _A("review.previous_finding", _T("Previous Finding"), "mdi6.chevron-up", ("Shift+F3",), (_V,)),
    _A("review.verify", _T("Verify Frame or Range"), "mdi6.check-circle-outline", ("Y",), (_V,),
       _T("Verifies all objects in this frame, or the selected objects in the marked range."),
       starts_group=True),
    _A("review.unverify", _T("Unverify"), "mdi6.close-circle-outline", ("Shift+Y",),
       (_V,)),
    _A("review.verify_track", _T("Verify Whole Object"), "mdi6.check-all", ("Ctrl+Shift+Y",),
       (_V, _O)),

    _A("review.comment", _T("Comment on Frame"), "mdi6.comment-plus-outline", ("Shift+C",), (_V,),
       _T("Goes to the line for a comment on this frame or on the selected object."),
       starts_group=True),
    _A("review.next_comment", _T("Next Comment"), "mdi6.comment-arrow-right-outline", ("F7",),
       (_V,), _T("Also stops at frames that need work.")),
    _A("review.previous_comment", _T("Previous Comment"), "mdi6.comment-arrow-left-outline",
       ("Shift+F7",), (_V,)),
    _A("review.resolve", _T("Resolve or Reopen Comment"), "mdi6.comment-check-outline",
       ("Shift+R",), (_V,),
       _T("Applies to the selected comment, or to the first open one of this frame.")),
    _A("review.delete_comment", _T("Delete Comment"), "mdi6.comment-remove-outline", (), (_V,),
       _T("Undo restores it.")),
    _A("review.accept_frame", _T("Accept Frame or Range"), "mdi6.thumb-up-outline", ("Shift+A",),
       (_V,), _T("Records that you accept this frame, or all frames in the marked range."),
       starts_group=True),
    _A("review.needs_work", _T("Mark as Needs Work"), "mdi6.thumb-down-outline", ("Shift+W",),
       (_V,), _T("Records that this frame, or the marked range, needs work.")),
    _A("review.clear_state", _T("Clear Review State"), "", (), (_V,)),
    _A("review.report", _T("Write Report..."), "mdi6.file-chart-outline", (), (_V,),
       _T("Writes one HTML page with progress, comments and images."), starts_group=True),

    _A("dataset.new", _T("New Dataset..."), "mdi6.folder-plus-outline", (), (),
       _T("Groups videos that share one list of categories.")),
    _A("dataset.open", _T("Open Dataset..."), "mdi6.folder-multiple-outline", ("Ctrl+Alt+O",)),
    _A("dataset.import", _T("Import Dataset..."), "mdi6.database-import-outline", (), (),
       _T("Makes a dataset from a published one, such as DAVIS, YouTube-VIS or COCO.")),
    _A("dataset.export", _T("Export Dataset..."), "mdi6.database-export-outline"),
    _A("dataset.browse", _T("Show or Hide Videos"), "mdi6.view-grid-outline", ("F4",)),
    _A("dataset.next_video", _T("Next Video"), "mdi6.page-next-outline", ("Ctrl+PgDown",), (), "",
       False, starts_group=True),
    _A("dataset.previous_video", _T("Previous Video"), "mdi6.page-previous-outline",
       ("Ctrl+PgUp",)),
    _A("dataset.add", _T("Add Videos..."), "mdi6.movie-plus-outline", starts_group=True),
    _A("dataset.propagate_marked", _T("Propagate All Videos"), "mdi6.playlist-play", (), (),
       _T("Adds all videos that have exemplars and no propagated masks to the queue, which keeps "
          "running after GvSeg is closed.")),
    _A("dataset.train", _T("Train on Dataset..."), "mdi6.school-outline"),
    _A("dataset.report", _T("Write Report..."), "mdi6.file-chart-outline", (), (),
       _T("Writes one HTML page about all videos, with comments and images.")),
    _A("dataset.close", _T("Close Dataset"), "mdi6.folder-remove-outline", starts_group=True),

    _A("model.train", _T("Train on My Corrections..."), "mdi6.school-outline", (), (),
       _T("Trains the model on your corrections; training continues after GvSeg is closed.")),
    _A("model.runs", _T("Training Runs..."), "mdi6.chart-line"),
    _A("model.models", _T("Models..."), "mdi6.brain", (), (),
       _T("Lists the models and lets you choose which one to use.")),

    _A("help.first_steps", _T("First Steps"), "mdi6.shoe-print", (), (),
       _T("Guides you through a first annotation, step by step.")),
    _A("help.manual", _T("Manual"), "mdi6.book-open-variant"),
    _A("help.demo", _T("Try the Demo"), "mdi6.rabbit", (), (),
       _T("Opens a short clip with a rabbit outlined in its first frame.")),
    _A("help.sheet", _T("Keyboard Shortcuts"), "mdi6.keyboard-outline", ("F1",), (), "",
       starts_group=True),
    _A("help.shortcuts", _T("Customize Shortcuts..."), "mdi6.keyboard-settings-outline"),
    _A("help.messages", _T("Messages..."), "mdi6.message-text-outline", (), (),
       _T("Lists all messages since GvSeg was started.")),
    _A("help.about", _T("About GvSeg"), "mdi6.information-outline"),
)  # fmt: skip

ACTIONS: Final[Mapping[str, ActionSpec]] = MappingProxyType(
    {spec.action_id: spec for spec in _TABLE}
)
"""All actions by id, in menu order."""


def why_disabled(spec: ActionSpec, state: ApplicationState) -> str:
    """Return the reason why an action is disabled, or "" if it is enabled."""
    return next((tr(need.value) for need in spec.needs if not need.is_met(state)), "")
