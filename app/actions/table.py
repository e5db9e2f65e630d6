"""The table of all actions: texts, icons, keys and conditions."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from app.actions.needs import ApplicationState, Need


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
    def menu(self) -> str:
        return _MOVED.get(self.action_id, self.action_id.partition(".")[0])


_MOVED: Final[Mapping[str, str]] = MappingProxyType(
    {"edit.fill_holes": "mask", "edit.drop_specks": "mask"}
)
"""Actions that moved to another menu; ids never change, so theirs still name the old one."""

MENUS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "file": "&File",
        "edit": "&Edit",
        "view": "&View",
        "go": "&Go",
        "tool": "&Tools",
        "pointer": "Keyboard &Pointer",
        "object": "&Objects",
        "mask": "Mas&ks",
        "choose": "&Choose Object",
        "propagate": "&Propagate",
        "proposal": "Proposa&ls",
        "review": "&Review",
        "dataset": "Data&set",
        "model": "Mo&dels",
        "help": "&Help",
    }
)

NUMBERED_OBJECTS: Final = range(1, 10)
"""The objects at the top of the list that can be selected with a number key."""

_V, _O, _M, _X, _I = Need.VIDEO, Need.OBJECT, Need.MASK, Need.EXEMPLAR, Need.IDLE
_A = ActionSpec

_TABLE: Final = (
    _A("file.open_video", "Open Video...", "mdi6.movie-open-outline", ("Ctrl+O",)),
    _A("file.open_folder", "Open Folder of Images...", "mdi6.folder-open-outline",
       ("Ctrl+Shift+O",)),
    _A("file.open_project", "Open Project...", "mdi6.file-outline", ("Ctrl+P",)),
    _A("file.save_as", "Save Project As...", "mdi6.content-save-outline", ("Ctrl+Shift+S",),
       (_V,), "Every edit is saved automatically; this saves a copy and switches to it."),
    _A("file.retry_save", "Retry Saving", "mdi6.content-save-alert-outline", (),
       (_V, Need.UNSAVED)),
    _A("file.relocate", "Locate Moved Video...", "mdi6.file-find-outline", (), (_V,)),
    _A("file.import", "Import Annotations...", "mdi6.import", ("Ctrl+I",), (_V, _I),
       starts_group=True),
    _A("file.export", "Export...", "mdi6.export", ("Ctrl+E",), (_V,)),
    _A("file.settings", "Settings...", "mdi6.cog-outline", ("Ctrl+,",), starts_group=True),
    _A("file.close", "Close Video", "mdi6.close", ("Ctrl+W",), (_V,)),
    _A("file.quit", "Quit", "mdi6.exit-to-app", ("Ctrl+Q",)),

    _A("edit.undo", "Undo", "mdi6.undo", ("Ctrl+Z",), (_V, Need.UNDO)),
    _A("edit.redo", "Redo", "mdi6.redo", ("Ctrl+Shift+Z", "Ctrl+Y"), (_V, Need.REDO)),
    _A("edit.copy", "Copy Mask", "mdi6.content-copy", ("Ctrl+C",), (_V, _O, _M),
       "Copies the masks of the selected objects on this frame.", starts_group=True),
    _A("edit.paste", "Paste Mask", "mdi6.content-paste", ("Ctrl+V",), (_V, Need.COPIED),
       "Replaces the mask of the selected object on this frame, or makes a new object."),
    _A("edit.paste_range", "Paste to Range...", "", ("Ctrl+Shift+V",), (_V, Need.COPIED)),
    _A("edit.copy_previous", "Copy Mask from Previous Frame", "mdi6.content-copy", ("Ctrl+D",),
       (_V, _O, Need.BEFORE)),
    _A("edit.not_here", "Not in This Frame", "mdi6.eye-remove-outline", ("U",), (_V, _O),
       "Marks the object as hidden or out of view in this frame."),
    _A("edit.clear_mask", "Clear Mask on This Frame", "mdi6.backspace-outline", ("Del",),
       (_V, _O, _M)),
    _A("edit.clear_range", "Clear Propagated Masks in Range", "mdi6.eraser-variant", (),
       (_V, _O, Need.RANGE)),
    _A("edit.accept", "Accept", "mdi6.check", ("Return", "Enter"), (_V, Need.DRAFT),
       "Accepts the current edit.", starts_group=True),
    _A("edit.cancel", "Cancel or Stop", "mdi6.cancel", ("Esc",), (),
       "Cancels the current edit; if there is none, stops the propagation."),

    _A("view.zoom_in", "Zoom In", "mdi6.magnify-plus-outline", ("Ctrl+=", "Ctrl++"), (_V,)),
    _A("view.zoom_out", "Zoom Out", "mdi6.magnify-minus-outline", ("Ctrl+-",), (_V,)),
    _A("view.fit", "Fit to Window", "mdi6.fit-to-page-outline", ("Ctrl+F", "Ctrl+9"), (_V,)),
    _A("view.actual", "Actual Size", "mdi6.numeric-1-box-outline", ("Ctrl+0",), (_V,)),
    _A("view.zoom_object", "Zoom to Object", "mdi6.image-filter-center-focus", ("Z",),
       (_V, _O, _M)),
    _A("view.masks", "Show Masks", "mdi6.layers-outline", ("Ctrl+H",), (), "", True,
       starts_group=True),
    _A("view.outlines", "Show Outlines", "mdi6.vector-square", (), (), "", True),
    _A("view.patterns", "Show Patterns", "mdi6.texture-box", (), (),
       "Hatches masks, so that objects do not differ by colour alone.", True),
    _A("view.onion_skin", "Show Outlines of Previous Frame", "mdi6.layers-triple-outline",
       ("Ctrl+Shift+H",), (_V,), "Shows dotted outlines of visible objects.", True),
    _A("view.preview_clicks", "Preview Clicks", "mdi6.cursor-default-gesture-outline",
       (), (), "Previews the mask that a click at the mouse position would make.", True),
    _A("view.names", "Show Object Names", "mdi6.tag-text-outline", ("Alt+N",), (),
       "Shows the name of each object over its mask.", True),
    _A("view.switch_focus", "Switch Between Canvas and Panels", "", ("F6",), (_V,)),
    _A("view.brighter", "Brighter", "mdi6.brightness-7", ("Ctrl+Alt+Up",), (_V,),
       starts_group=True),
    _A("view.darker", "Darker", "mdi6.brightness-5", ("Ctrl+Alt+Down",), (_V,)),
    _A("view.more_contrast", "More Contrast", "mdi6.contrast-circle", ("Ctrl+Alt+Right",),
       (_V,)),
    _A("view.less_contrast", "Less Contrast", "", ("Ctrl+Alt+Left",), (_V,)),
    _A("view.plain", "Reset Brightness and Contrast", "mdi6.restore", ("Ctrl+Alt+0",),
       (_V,)),
    _A("view.theme", "Dark Theme", "mdi6.theme-light-dark", ("Ctrl+Shift+L",), (), "", True,
       starts_group=True),
    _A("view.panels", "Hide or Show Panels", "mdi6.fullscreen", ("F9",), (),
       "Hides all panels to make room for the video; the tools stay visible."),
    _A("view.reset_layout", "Reset Layout", "mdi6.view-dashboard-outline"),

    _A("go.next", "Next Frame", "mdi6.skip-next", ("Right",), (_V,)),
    _A("go.previous", "Previous Frame", "mdi6.skip-previous", ("Left",), (_V,)),
    _A("go.forward_ten", "Forward 10 Frames", "mdi6.fast-forward", ("Shift+Right",), (_V,)),
    _A("go.back_ten", "Back 10 Frames", "mdi6.rewind", ("Shift+Left",), (_V,)),
    _A("go.first", "First Frame", "mdi6.page-first", ("Home",), (_V,)),
    _A("go.last", "Last Frame", "mdi6.page-last", ("End",), (_V,)),
    _A("go.next_exemplar", "Next Exemplar", "mdi6.star-outline", ("PgDown",), (_V,)),
    _A("go.previous_exemplar", "Previous Exemplar", "", ("PgUp",), (_V,)),
    _A("go.play", "Play", "mdi6.play", ("Space",), (_V,), "Plays at the selected speed.", True,
       starts_group=True),
    _A("go.loop", "Loop", "mdi6.repeat", ("Shift+Space",), (_V,),
       "Repeats the marked range, or the whole video.", True),
    _A("go.shuttle_back", "Shuttle Back", "", ("J",), (_V,),
       "Plays backwards; each press doubles the speed."),
    _A("go.shuttle_stop", "Shuttle Stop", "", ("K",), (_V,)),
    _A("go.shuttle_forward", "Shuttle Forward", "", ("L",), (_V,),
       "Plays forwards; each press doubles the speed."),
    _A("go.slower", "Slower", "", ("Ctrl+Alt+,",), (_V,)),
    _A("go.faster", "Faster", "", ("Ctrl+Alt+.",), (_V,)),
    _A("go.mark_in", "Start Range Here", "mdi6.ray-start", ("I",), (_V,), starts_group=True),
    _A("go.mark_out", "End Range Here", "mdi6.ray-end", ("O",), (_V,)),
    _A("go.clear_range", "Clear Range", "mdi6.close-box-outline", ("Shift+I",),
       (_V, Need.RANGE)),

    _A("tool.select", "Select", "mdi6.cursor-default-outline", ("V",), (),
       "Click an object to select it.", True),
    _A("tool.brush", "Brush", "mdi6.brush", ("B",), (),
       "Drag to paint, right-drag to erase; {tool.smaller} and {tool.larger} change the size.",
       True),
    _A("tool.eraser", "Eraser", "mdi6.eraser", ("E",), (), "Drag to erase.", True),
    _A("tool.polygon", "Polygon", "mdi6.vector-polygon", ("P",), (),
       "Click to add corners, drag to move them, {edit.accept} to finish; Shift subtracts.", True),
    _A("tool.lasso", "Lasso", "mdi6.lasso", ("Shift+L",), (),
       "Drag around the object, then adjust the corners; {edit.accept} to finish; Shift subtracts.",
       True),
    _A("tool.box", "Rectangle", "mdi6.vector-rectangle", ("R",), (),
       "Drag a rectangle; {edit.accept} to finish; Shift subtracts.", True),
    _A("tool.wand", "Magic Wand", "mdi6.magic-staff", ("W",), (),
       "Click to select a region of one colour, drag to extend it; Shift adds, Alt removes, "
       "{edit.accept} to keep.", True),
    _A("tool.clicks", "Clicks", "mdi6.cursor-default-click-outline", ("C", "."), (),
       "Click to add, right-click or Shift+click to remove, drag for a box, {edit.accept} to "
       "keep.", True),
    _A("tool.box_prompt", "Box", "mdi6.select-drag", ("Q",), (),
       "Drag a box around the object to get its mask, {edit.accept} to keep.", True),
    _A("tool.scribble", "Scribble", "mdi6.gesture", ("S",), (),
       "Draw over the object to add, with the right button or Shift to remove, {edit.accept} to "
       "keep.", True),
    _A("tool.larger", "Larger Brush", "", ("]",), (), starts_group=True),
    _A("tool.smaller", "Smaller Brush", "", ("[",)),
    _A("tool.snap", "Snap to Edges", "mdi6.magnet", ("Shift+S",), (),
       "Makes the sides of a polygon follow edges in the image.", True),
    _A("tool.subtract", "Subtract", "mdi6.minus-box-outline", ("T",), (),
       "Makes polygon, lasso, rectangle and wand subtract from the mask.", True),

    _A("pointer.left", "Pointer Left", "", ("Alt+Left",), (_V,),
       "Moves by a quarter of the brush size; the view follows."),
    _A("pointer.right", "Pointer Right", "", ("Alt+Right",), (_V,)),
    _A("pointer.up", "Pointer Up", "", ("Alt+Up",), (_V,)),
    _A("pointer.down", "Pointer Down", "", ("Alt+Down",), (_V,)),
    _A("pointer.pixel_left", "Pointer One Pixel Left", "", ("Alt+Shift+Left",), (_V,),
       starts_group=True),
    _A("pointer.pixel_right", "Pointer One Pixel Right", "", ("Alt+Shift+Right",), (_V,)),
    _A("pointer.pixel_up", "Pointer One Pixel Up", "", ("Alt+Shift+Up",), (_V,)),
    _A("pointer.pixel_down", "Pointer One Pixel Down", "", ("Alt+Shift+Down",), (_V,)),
    _A("pointer.tap", "Click at the Pointer", "", ("Alt+Return", "Alt+Enter"), (_V,),
       "Works like a mouse click with the current tool.", starts_group=True),
    _A("pointer.hold", "Press or Release Mouse Button", "",
       ("Alt+Shift+Return", "Alt+Shift+Enter"), (_V,),
       "While pressed, moving the pointer draws."),

    _A("object.new", "New Object", "mdi6.plus", ("Ctrl+N", "A"), (_V,)),
    _A("object.rename", "Rename Object", "mdi6.form-textbox", ("F2",), (_V, _O)),
    _A("object.hide", "Hide or Show", "mdi6.eye-off-outline", ("H",), (_V, _O)),
    _A("object.lock", "Lock or Unlock", "mdi6.lock-outline", ("Ctrl+L",), (_V, _O)),
    _A("object.solo", "Show Only Selected", "mdi6.eye-circle-outline", ("Shift+H",), (_V, _O)),
    _A("object.up", "Move Layer Up", "mdi6.arrow-up", ("Ctrl+Up",), (_V, _O)),
    _A("object.down", "Move Layer Down", "mdi6.arrow-down", ("Ctrl+Down",), (_V, _O)),
    _A("object.merge", "Merge Two Objects", "mdi6.call-merge", ("M",), (_V, Need.TWO, _I),
       starts_group=True),
    _A("object.split", "Split at This Frame", "mdi6.call-split", ("Alt+M",), (_V, _O, _I)),
    _A("object.swap", "Swap Identities from Here", "mdi6.swap-horizontal", ("X",),
       (_V, Need.TWO, _I)),
    _A("object.delete", "Delete Object", "mdi6.delete-outline", ("Shift+Del",), (_V, _O),
       "Undo restores the object and its masks."),
    _A("object.categories", "Categories...", "mdi6.tag-multiple-outline", ("Ctrl+K",), (_V,),
       starts_group=True),

    _A("mask.refine", "Refine Edge", "mdi6.auto-fix", ("Shift+E",), (_V, _O, _M),
       "Snaps the outline to the nearest colour edge within 6 pixels."),
    _A("mask.grow", "Grow", "mdi6.arrow-expand-all", ("Ctrl+]",), (_V, _O, _M),
       "Moves the outline outwards by one pixel."),
    _A("mask.shrink", "Shrink", "mdi6.arrow-collapse-all", ("Ctrl+[",), (_V, _O, _M),
       "Moves the outline inwards by one pixel."),
    _A("mask.smooth", "Smooth", "mdi6.blur", ("Ctrl+G",), (_V, _O, _M),
       "Removes bumps and dents narrower than 6 pixels from the outline."),
    _A("edit.fill_holes", "Fill Holes", "mdi6.format-color-fill", ("G",), (_V, _O, _M)),
    _A("edit.drop_specks", "Remove Small Parts", "mdi6.blur-off", ("Shift+G",), (_V, _O, _M),
       "Keeps only parts with at least 5 % of the area of the largest."),
    _A("mask.operation", "Apply to Frames...", "mdi6.layers-edit", ("Ctrl+Alt+G",), (_V, _O),
       "Opens a dialog to set the operation, its width and its frames, with a preview."),
    _A("mask.interpolate", "Interpolate Between Drawn Masks", "mdi6.vector-polyline-plus",
       ("Ctrl+Alt+I",), (_V, _O),
       "Fills the frames between the drawn masks before and after this frame.",
       starts_group=True),
    *(_A(f"choose.{number}", f"Object {number} in the List", "", (str(number),), (_V,))
      for number in NUMBERED_OBJECTS),
    _A("choose.next", "Next Object", "", ("Tab",), (_V, Need.OBJECTS), starts_group=True),
    _A("choose.previous", "Previous Object", "", ("Shift+Tab",), (_V, Need.OBJECTS)),

    _A("propagate.both", "Propagate", "mdi6.arrow-left-right-bold", ("F",), (_V, Need.START, _I),
       "Propagates in both directions from each exemplar, within the marked range if any."),
    _A("propagate.forward", "Propagate Forward", "mdi6.arrow-right-bold", ("Ctrl+Right",),
       (_V, _X, _I)),
    _A("propagate.backward", "Propagate Backward", "mdi6.arrow-left-bold",
       ("Ctrl+Left",), (_V, _X, _I)),
    _A("propagate.range", "Propagate in Range", "mdi6.arrow-expand-horizontal", ("Ctrl+R",),
       (_V, _X, Need.RANGE, _I)),
    _A("propagate.forward_one", "Propagate to Next Frame", "mdi6.arrow-right-thin", ("Shift+F",),
       (_V, _X, _I)),
    _A("propagate.backward_one", "Propagate to Previous Frame", "mdi6.arrow-left-thin",
       ("Shift+B",), (_V, _X, _I)),
    _A("propagate.all", "Propagate All Objects", "mdi6.select-all", ("Ctrl+Shift+R",),
       (_V, _X, _I), "Propagates every unlocked object once, ignoring the setting below."),
    _A("propagate.scope_changed", "Changed Objects Only", "", (), (_V,),
       "Propagates only objects whose exemplars changed since the last run.", True,
       starts_group=True),
    _A("propagate.scope_selected", "Selected Objects Only", "", (), (_V,),
       "Propagates only the selected objects.", True),
    _A("propagate.scope_all", "All Unlocked Objects", "", (), (_V,),
       "Propagates all objects that are not locked.", True),
    _A("propagate.follow", "Follow Run", "mdi6.crosshairs-gps", (), (),
       "Shows each frame as it is finished, until you go to another frame.", True,
       starts_group=True),
    _A("propagate.stop", "Stop", "mdi6.stop", (), (Need.RUNNING,),
       "Keeps the masks made so far ({edit.cancel})."),
    _A("propagate.adapt", "Adapt to This Video", "mdi6.tune-variant", ("Ctrl+Shift+A",),
       (_V, _X, _I), "Fine-tunes the network on your exemplars for a few seconds.",
       starts_group=True),
    _A("propagate.use_adaptation", "Use Adaptation", "", (), (_V, Need.ADAPTED),
       "Uses the adapted network to propagate; if off, the original weights.", True),
    _A("propagate.pin", "Pin Frame as Exemplar", "mdi6.pin-outline", ("Shift+P",), (_V, _O, _M),
       starts_group=True),
    _A("propagate.unpin", "Unpin Exemplar", "mdi6.pin-off-outline", ("Shift+U",),
       (_V, _O, Need.PIN)),

    _A("proposal.frame", "Segment This Frame", "mdi6.image-search-outline", ("Ctrl+Shift+F",),
       (_V, Need.AUTOMATIC, _I), "Detects objects in this frame only."),
    _A("proposal.next", "Next Proposal", "mdi6.chevron-down", ("D",), (_V, Need.PROPOSALS),
       starts_group=True),
    _A("proposal.previous", "Previous Proposal", "mdi6.chevron-up", ("Shift+D",),
       (_V, Need.PROPOSALS)),
    _A("proposal.accept", "Accept Proposal", "mdi6.check", ("=", "+"), (_V, Need.PROPOSAL),
       "Turns the proposal into an object; painting on it does the same.", starts_group=True),
    _A("proposal.reject", "Reject Proposal", "mdi6.close", ("-",), (_V, Need.PROPOSAL),
       "Removes the proposal; undo restores it."),
    _A("proposal.accept_all", "Accept All Shown", "mdi6.check-all", ("Ctrl+Return",),
       (_V, Need.PROPOSALS), "Applies to all proposals above the score threshold."),
    _A("proposal.reject_all", "Reject All Shown", "mdi6.close-box-multiple-outline",
       ("Ctrl+Del",), (_V, Need.PROPOSALS), "Applies to all proposals above the score threshold."),
    _A("proposal.reject_hidden", "Reject All Hidden", "mdi6.eye-remove-outline", (),
       (_V, Need.HIDDEN), "Applies to all proposals below the score threshold."),
    _A("proposal.classes", "Map Classes to Categories...", "mdi6.tag-arrow-right-outline", (),
       (_V,),
       "Sets the category of each class that the engine detects.", starts_group=True),

    _A("review.next_worth", "Next Frame Worth Correcting", "mdi6.target", ("N",), (_V,)),
    _A("review.previous_worth", "Previous Frame Worth Correcting", "", ("Shift+N",), (_V,)),
    _A("review.next_finding", "Next Finding", "mdi6.chevron-down", ("F3",), (_V,),
       starts_group=True),
    _A("review.previous_finding", "Previous Finding", "mdi6.chevron-up", ("Shift+F3",), (_V,)),
    _A("review.verify", "Verify Frame or Range", "mdi6.check-circle-outline", ("Y",), (_V,),
       "Verifies all objects in this frame, or the selected objects in the marked range.",
       starts_group=True),
    _A("review.unverify", "Unverify", "mdi6.close-circle-outline", ("Shift+Y",),
       (_V,)),
    _A("review.verify_track", "Verify Whole Object", "mdi6.check-all", ("Ctrl+Shift+Y",),
       (_V, _O)),

    _A("dataset.new", "New Dataset...", "mdi6.folder-plus-outline", (), (),
       "Groups videos that share one list of categories."),
    _A("dataset.open", "Open Dataset...", "mdi6.folder-multiple-outline", ("Ctrl+Alt+O",)),
    _A("dataset.browse", "Show or Hide Videos", "mdi6.view-grid-outline", ("F4",)),
    _A("dataset.next_video", "Next Video", "mdi6.page-next-outline", ("Ctrl+PgDown",), (), "",
       False, starts_group=True),
    _A("dataset.previous_video", "Previous Video", "mdi6.page-previous-outline", ("Ctrl+PgUp",)),
    _A("dataset.add", "Add Videos...", "mdi6.movie-plus-outline", starts_group=True),
    _A("dataset.propagate_marked", "Propagate All Videos", "mdi6.playlist-play", (), (),
       "Adds all videos that have exemplars and no propagated masks to the queue, which keeps "
       "running after GvSeg is closed."),
    _A("dataset.close", "Close Dataset", "mdi6.folder-remove-outline", starts_group=True),

    _A("model.train", "Train on My Corrections...", "mdi6.school-outline", (), (),
       "Trains the model on your corrections; training continues after GvSeg is closed."),
    _A("model.runs", "Training Runs...", "mdi6.chart-line"),
    _A("model.models", "Models...", "mdi6.brain", (), (),
       "Lists the models and lets you choose which one to use."),

    _A("help.first_steps", "First Steps", "mdi6.shoe-print", (), (),
       "Guides you through a first annotation, step by step."),
    _A("help.manual", "Manual", "mdi6.book-open-variant"),
    _A("help.demo", "Try the Demo", "mdi6.rabbit", (), (),
       "Opens a short clip with a rabbit outlined in its first frame."),
    _A("help.sheet", "Keyboard Shortcuts", "mdi6.keyboard-outline", ("F1",), (), "",
       starts_group=True),
    _A("help.shortcuts", "Customize Shortcuts...", "mdi6.keyboard-settings-outline"),
    _A("help.messages", "Messages...", "mdi6.message-text-outline", (), (),
       "Lists all messages since GvSeg was started."),
    _A("help.about", "About GvSeg", "mdi6.information-outline"),
)  # fmt: skip

ACTIONS: Final[Mapping[str, ActionSpec]] = MappingProxyType(
    {spec.action_id: spec for spec in _TABLE}
)
"""All actions by id, in menu order."""


def why_disabled(spec: ActionSpec, state: ApplicationState) -> str:
    """Return the reason why an action is disabled, or "" if it is enabled."""
    return next((need.value for need in spec.needs if not need.is_met(state)), "")
