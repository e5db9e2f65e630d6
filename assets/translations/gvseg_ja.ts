<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ja" sourcelanguage="en_GB">
<context>
    <name></name>
    <message>
        <source>The engine is running; stop it first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open a video first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Select an object first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There are no objects yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Select two objects first (Ctrl+click in the list).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The selected object has no mask on this frame.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This frame is not an exemplar of the selected object.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The selected object has no mask on the previous frame.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Draw an object first: propagation needs at least one drawn mask.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Draw an object first, or choose another task.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose Instance, Semantic or Panoptic in the task bar first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Select a proposal first ({proposal.next}).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No proposals are shown.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No proposals are hidden by the score threshold.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mark a range first ({go.mark_in} and {go.mark_out}).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The engine is running; stop it first ({edit.cancel}).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing is running.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy a mask first ({edit.copy}).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing to undo.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing to redo.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is nothing to accept.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Everything is already saved.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Adapt to this video first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Go</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Tools</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Objects</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mas&amp;ks</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Choose Object</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Propagate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Proposa&amp;ls</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Review</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Data&amp;set</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mo&amp;dels</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open Video...</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open Folder of Images...</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open Project...</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save Project As...</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Every edit is saved automatically; this saves a copy and switches to it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Retry Saving</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Locate Moved Video...</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Import Annotations...</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Export...</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Settings...</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close Video</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Quit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Undo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Redo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy Mask</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copies the masks of the selected objects on this frame.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Paste Mask</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Replaces the mask of the selected object on this frame, or makes a new object.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Paste to Range...</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy Mask from Previous Frame</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not in This Frame</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Marks the object as hidden or out of view in this frame.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Clear Mask on This Frame</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Clear Propagated Masks in Range</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Accept</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Accepts the current edit.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel or Stop</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancels the current edit; if there is none, stops the propagation.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Zoom In</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Zoom Out</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fit to Window</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Actual Size</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Zoom to Object</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show Masks</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show Outlines</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show Patterns</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keyboard &amp;Pointer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hatches masks, so that objects do not differ by colour alone.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show Outlines of Previous Frame</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shows dotted outlines of visible objects.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Preview Clicks</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Previews the mask that a click at the mouse position would make.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show Object Names</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shows the name of each object over its mask.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Switch Between Canvas and Panels</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Brighter</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Darker</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>More Contrast</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Less Contrast</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reset Brightness and Contrast</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dark Theme</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hide or Show Panels</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hides all panels to make room for the video; the tools stay visible.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reset Layout</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Next Frame</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Previous Frame</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Forward 10 Frames</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Back 10 Frames</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>First Frame</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Last Frame</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Next Exemplar</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Previous Exemplar</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Play</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Plays at the selected speed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Loop</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Repeats the marked range, or the whole video.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shuttle Back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Plays backwards; each press doubles the speed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shuttle Stop</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shuttle Forward</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Plays forwards; each press doubles the speed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Slower</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Faster</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start Range Here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>End Range Here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Clear Range</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Select</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Click an object to select it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Brush</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drag to paint, right-drag to erase; {tool.smaller} and {tool.larger} change the size.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Eraser</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drag to erase.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Polygon</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Click to add corners, drag to move them, {edit.accept} to finish; Shift subtracts.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lasso</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drag around the object, then adjust the corners; {edit.accept} to finish; Shift subtracts.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rectangle</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drag a rectangle; {edit.accept} to finish; Shift subtracts.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Magic Wand</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Click to select a region of one colour, drag to extend it; Shift adds, Alt removes, {edit.accept} to keep.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Clicks</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Click to add, right-click or Shift+click to remove, drag for a box, {edit.accept} to keep.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Box</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drag a box around the object to get its mask, {edit.accept} to keep.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Scribble</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Draw over the object to add, with the right button or Shift to remove, {edit.accept} to keep.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Larger Brush</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Smaller Brush</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Snap to Edges</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Makes the sides of a polygon follow edges in the image.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Subtract</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Makes polygon, lasso, rectangle and wand subtract from the mask.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Press or Release Mouse Button</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Follow Run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Propagate All Videos</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Adds all videos that have exemplars and no propagated masks to the queue, which keeps running after GvSeg is closed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pointer Left</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Moves by a quarter of the brush size; the view follows.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pointer Right</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pointer Up</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pointer Down</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pointer One Pixel Left</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pointer One Pixel Right</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pointer One Pixel Up</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pointer One Pixel Down</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Click at the Pointer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Works like a mouse click with the current tool.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>While pressed, moving the pointer draws.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New Object</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rename Object</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hide or Show</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lock or Unlock</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show Only Selected</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Move Layer Up</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Move Layer Down</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Merge Two Objects</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Split at This Frame</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Swap Identities from Here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Delete Object</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Undo restores the object and its masks.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Categories...</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Refine Edge</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Snaps the outline to the nearest colour edge within 6 pixels.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Grow</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Moves the outline outwards by one pixel.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shrink</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Moves the outline inwards by one pixel.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Smooth</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Removes bumps and dents narrower than 6 pixels from the outline.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fill Holes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove Small Parts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keeps only parts with at least 5 % of the area of the largest.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Apply to Frames...</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Opens a dialog to set the operation, its width and its frames, with a preview.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Interpolate Between Drawn Masks</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fills the frames between the drawn masks before and after this frame.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Object {number} in the List</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Next Object</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Previous Object</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Propagate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Propagates in both directions from each exemplar, within the marked range if any.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Propagate Forward</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Propagate Backward</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Propagate in Range</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Propagate to Next Frame</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Propagate to Previous Frame</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Propagate All Objects</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Propagates every unlocked object once, ignoring the setting below.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Changed Objects Only</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Propagates only objects whose exemplars changed since the last run.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Selected Objects Only</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Propagates only the selected objects.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All Unlocked Objects</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Propagates all objects that are not locked.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shows each frame as it is finished, until you go to another frame.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keeps the masks made so far ({edit.cancel}).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Adapt to This Video</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fine-tunes the network on your exemplars for a few seconds.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use Adaptation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Uses the adapted network to propagate; if off, the original weights.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pin Frame as Exemplar</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Unpin Exemplar</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Segment This Frame</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Detects objects in this frame only.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Next Proposal</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Previous Proposal</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Accept Proposal</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Turns the proposal into an object; painting on it does the same.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reject Proposal</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Removes the proposal; undo restores it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Accept All Shown</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Applies to all proposals above the score threshold.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reject All Shown</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reject All Hidden</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Applies to all proposals below the score threshold.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Map Classes to Categories...</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sets the category of each class that the engine detects.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Next Frame Worth Correcting</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Previous Frame Worth Correcting</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Next Finding</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Previous Finding</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Verify Frame or Range</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Verifies all objects in this frame, or the selected objects in the marked range.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Unverify</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Verify Whole Object</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Comment on Frame</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Goes to the line for a comment on this frame or on the selected object.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Next Comment</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Also stops at frames that need work.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Previous Comment</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Resolve or Reopen Comment</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Applies to the selected comment, or to the first open one of this frame.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Delete Comment</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Undo restores it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Accept Frame or Range</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Records that you accept this frame, or all frames in the marked range.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mark as Needs Work</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Records that this frame, or the marked range, needs work.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Clear Review State</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Write Report...</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Writes one HTML page with progress, comments and images.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New Dataset...</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Groups videos that share one list of categories.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open Dataset...</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Import Dataset...</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Makes a dataset from a published one, such as DAVIS, YouTube-VIS or COCO.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Export Dataset...</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show or Hide Videos</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Next Video</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Previous Video</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add Videos...</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Train on Dataset...</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Writes one HTML page about all videos, with comments and images.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close Dataset</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Train on My Corrections...</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Trains the model on your corrections; training continues after GvSeg is closed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Training Runs...</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Models...</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lists the models and lets you choose which one to use.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>First Steps</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Guides you through a first annotation, step by step.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Manual</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Try the Demo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Opens a short clip with a rabbit outlined in its first frame.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keyboard Shortcuts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Customize Shortcuts...</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Messages...</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lists all messages since GvSeg was started.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>About GvSeg</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reading {name}...</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reading {name}: {done:.0f} %</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No more findings in this direction.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Paint or click to mark your first object</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Press Segment to detect objects</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Opening {name}...</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Objects</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Exemplars</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Object</source>
        <translation type="unfinished">オブジェクト</translation>
    </message>
    <message>
        <source>Object</source>
        <comment>panel</comment>
        <translation>オブジェクト</translation>
    </message>
    <message>
        <source>Review</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Comments</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Proposals</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Timeline</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>read-only</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>NOT SAVED</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>saved</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>nothing to save yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>autosaved {seconds} s ago</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>autosaved {seconds} min ago</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>autosaved {seconds} h ago</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Erase</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Paint</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Magic wand</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Canvas</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save the project first: the adaptation is stored next to it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The adaptation was not copied ({error}). Adapt again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stopped before the first step; nothing has changed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Adapting did not improve the current weights, so they stay in use</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Adapting did not improve the current weights: the object is lost within a few frames; add an exemplar on a later frame</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Adapted to this video in {seconds:.0f} s; the IoU on copies of the exemplars rose from {score_before:.2f} to {score_after:.2f}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Adapting to this video, step {steps}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Segment</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Detects objects within the marked range, or in the whole video.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This frame has no mask to refine. Click on the object first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Create a dataset?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Create Dataset</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open or create a dataset first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{video} was not found. Move the video back.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New Split</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name of the split:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Assign To</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{folder} contains several videos. A dataset groups them under one list of categories. It is stored in that folder as one small file, {file}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Annotator of these videos:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open a dataset first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This is the last video.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This is the first video.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n video(s) added to the dataset.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Train on the dataset?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A training run of 30 minutes is added to the queue. If the dataset has the splits train and val, it trains on the first and measures the gain on the second, for each category.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Train and Use if Better</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New Dataset in Folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open Dataset</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>GvSeg datasets</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add Videos</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Videos and projects ({suffixes} *.gvseg)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No video has an exemplar. Draw an object in one first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n video(s) added to the queue.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Training was added to the queue.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing to erase here. Select an object first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Frame {frame} is now an exemplar of {name}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not in this frame</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Clear mask</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Clear propagated masks</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show object</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hide object</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lock object</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Unlock object</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show only selected</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Delete object</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Load exemplar</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing to export yet: accept at least one proposal first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show First</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing to export yet. Draw an object first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The export failed ({kind}); please report the details.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source> and </source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Swapped {names} in frames {first} to {last}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Split {name} in frames {first} to {last}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open a video</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drop a video on the window, or press Try the Demo on the start page.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mark an object</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Press {tool.clicks} for the Clicks tool, then click an object. Click again to add a part, right-click to remove one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep the mask</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Press {edit.accept} to keep the mask. The frame becomes an exemplar: propagation starts from it and never changes it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Press {propagate.both}. The mask is propagated through the video in both directions; {edit.cancel} stops and keeps the finished frames.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Correct</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Press {review.next_worth} to go to the frame that most needs a correction. Fix its mask with any tool, then press {propagate.both} again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Export</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Press {file.export} and choose a format. Every edit is already saved, so you can close GvSeg at any time and continue later. Help &gt; Manual explains the rest.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open the video of {name} first, then drop the annotations again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n entry(ies) could not be read.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Imported {name}. {details}</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>Copied %n mask(s).</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Paste mask</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Paste masks</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n drawn or verified mask(s) stayed unchanged.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>The copied mask is from a video of {copied} pixels; this one has {own}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Refine edge</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Grow mask</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shrink mask</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Smooth mask</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fill holes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove small parts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{label}: nothing to change on this frame.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stopped; no mask was changed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>{label}: %n mask(s) changed.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>{label}: no mask in these frames would change.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>Skipped %n mask(s) that would have vanished.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Interpolating %n mask(s); press Esc to stop.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Draw {name} on both sides of the gap, then try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} is marked as not in frame {frame}; draw it there first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no frame between {earlier} and {later}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Interpolate</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>Interpolated %n mask(s): frames {first} to {last}.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>There is no object {number} in the list.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} is read-only here. Use Save Project As to edit a copy.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} was not opened because its video was not found.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Find Video</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All files</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open Video</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open Folder of Images</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open Project</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save Project As</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The project is now saved as {path}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Saved.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Videos</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>GvSeg projects</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Propagate All</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>Propagated to %n frame(s) in {duration}.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Next to Correct</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>Accept %n proposal(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Reject %n proposal(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>These weights support only the exemplar task; choose others in the settings.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All classes are ignored, so nothing can be detected.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose Classes</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>No objects found on %n frame(s) in {duration}.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>{proposals} on {frames} in {duration}, hidden: below a score of {score:.2f} (change the threshold in Proposals).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{proposals} on {frames} in {duration}, {count} of them hidden below a score of {score:.2f}; accept or reject them.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{proposals} on {frames} in {duration}; accept or reject them.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n proposal(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>The import failed. Videos that were finished before are kept.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No video has a project yet. Draw an object in one first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The export failed. Nothing was written.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>Imported %n video(s).</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n video(s) were already in the dataset.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n problem(s) are listed below.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Exported {videos}: {objects}, {frames}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n frame(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n video(s) were left out.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>No objects yet, %n frame(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>{objects}, {annotated} of {frames}</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n object(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>That was the last one. Press N to start again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Verify</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no mask here to verify.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Verify object</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Draw an object and propagate first; then press N to go to frames worth correcting.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No frame needs correction.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This is the last frame; there is nothing to propagate to.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This is the first frame; there is nothing to propagate to.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The range has only one frame; mark a longer range.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing has changed since the last run.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All objects are locked; unlock the one to propagate.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>All %n object(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{count} of %n object(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>adds %n mask(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>replaces %n propagated mask(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>keeps {kept} drawn or verified</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>leaves out %n locked object(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Select an object that is drawn on at least one frame.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>Stopped after {done} of %n frame(s); finished masks are kept.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Stopped before the first frame was finished.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{damaged} cannot be recovered ({kind}); please report the details.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n mask(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Recovered {objects} with {masks} in {name}.{lost} Please review them.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The search for frames failed ({kind}); please report the details.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the bundled weights</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the model {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The next run uses {words}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Training cannot start: {error}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Training is finished. {verdict}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Training failed without a message.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Training stopped; you can resume it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show Runs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file could not be read ({kind}).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Text</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Number</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Yes or no</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choice</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Attributes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Kind</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choices (a, b, c)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Per frame</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Attributes of the objects of this category.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The value may differ from frame to frame</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Categories</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Category</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Colour</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Objects are countable (a thing, not stuff)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>None</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Category for the objects of a deleted category</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Move its objects to</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Delete</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New Category</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Group</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Changes apply immediately and can be undone.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A project needs at least one category.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A category needs a name.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Wheel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Zoom at pointer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Space+drag or middle drag</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pan the view</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Right button or Shift</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Erase with the brush</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Right click</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Negative click (clicks tool)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shift+drag</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mark a range (timeline)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Wheel on the timeline</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Zoom the timeline</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ctrl+click</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Select the object under the mouse with any tool</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ctrl+Shift+click</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add it to the selection</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Find by name or key</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No shortcut matches.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mouse</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shortcuts</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n category(ies)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{name}: {objects} in {categories}, %n frame(s) of {width}x{height}</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Options</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Polygons instead of run-length codes (loses holes)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Also export frames as JPEG</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use the folder layout of the DAVIS dataset</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mask opacity</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Width of the soft edge in pixels</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Soft edge</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Export annotations</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Whole video</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Marked range</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Include file paths</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy Details</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open Folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Wrote {frames} with {objects}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The export failed; nothing was written.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose...</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Format</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Export Dataset</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Splits of the dataset: {splits}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Random splits:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No splits</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The same share of each category in every split</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only frames whose masks are all drawn or verified</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Export frames as JPEG; otherwise refer to the videos</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shares of the random splits</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Seed of the random splits</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Export every n-th frame</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Seed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Splits</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Every n-th frame, n =</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Frames</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not exported: {what}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{folder} is not empty; choose a new folder.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Marked range (none; Shift+drag in the timeline)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Marked range: {first} to {last} ({count})</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Whole video ({whole})</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;To folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;To file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not exported: {loses}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Replace</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Export to folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Export to file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stopping...</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Writing {title}...</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a folder to write to.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a file to write to.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{out} is a file; choose another folder.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{out} is a folder; choose another file.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The folder {name} is not empty. Press Replace to replace the files that have the same names, or choose another folder.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} already exists. Press Replace to replace it, or choose another file.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Writes images to {out}; files of the same name are replaced.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Writes images to {out}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Replaces {out}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Writes {out}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Import annotations</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A file, a folder or a zip archive</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Merge objects that have the same number</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Merge objects without a number that overlap by half or more</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Import</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Import Dataset</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Folder or JSON file of a published dataset</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Layout</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only if they are in another folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>F&amp;rom</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Videos or frames</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Layout</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n layout(s) fit this folder; choose how to read it.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Choose the folder of a published dataset first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reading the folder...</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a folder for the dataset.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The folder could not be read ({kind}).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Video</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Contents</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>File...</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Folder...</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Detected: {reason}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All parts of this video</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a file or a folder first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reading...</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Import the Rest</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{error} Open their video first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Frame {frame}</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n entry(ies) cannot be read and will be left out:</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>... and {count} more.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Chapters</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Chapter</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Snaps the outline to the nearest colour edge within the width.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Moves the outline out by the width.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Moves the outline in by the width.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Removes bumps and dents narrower than the width.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fills every hole.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mask Operation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep verified masks unchanged</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Preview on this frame</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Apply</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Width</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This frame</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Marked range, frames {first} to {last}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All frames with a mask</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Operation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Frames</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Note</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Done</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Warning</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Error</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Messages</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No messages yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy All</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Models</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use Previous Model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open Report</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The weights {path} from the settings are in use. Select a model to use it instead.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In use</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>comes with GvSeg</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>trained from {parent} on {day}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>trained on {day}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>trained from {parent}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>trained</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{origin}, with {data}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Paste to Range</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Replace drawn and verified masks too</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Paste</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;First frame</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Last frame</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>The copied mask is pasted to %n frame(s).</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Progress</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Details</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose: {field}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Working...</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Video not found</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} annotates {video}, which no longer exists. Select its new location; the project is not changed until then.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Locate Video...</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} is open on {host} by {person} since {time}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>somebody</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open Read-Only</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Somebody else has this project open</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>You can look at it now, and edit it when it is closed there.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Was this project left open by a crash?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>That computer has given no sign of life for {minutes} minutes. If GvSeg no longer runs there, take the project over. If it does, ask {person} first, or later changes made there will not be saved.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take Over</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The video has changed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{reason} Use it if it is the same video saved again; otherwise choose the original.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use It</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose Another...</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open Video Only</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Discard the training run started on {when}?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Recover Project</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The project cannot be opened</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Some changes are not saved</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{reason} Later changes would be lost.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close Without Saving</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save As...</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its progress is deleted permanently. To continue later, pause the run instead.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Discard</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove the model {name}?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its weights will be deleted permanently.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>GvSeg crashed last time</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This is a bug in GvSeg. Every edit was saved when you made it. Please report the details.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your edits are saved.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Something went wrong in GvSeg</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This is a bug in GvSeg ({kind}). {saved} You can continue; if something looks wrong, restart GvSeg. Please report the details.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This is a bug in GvSeg ({kind}). Please report the details.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>GvSeg cannot start</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Continue</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Video annotation: outline an object, propagate it through the video, correct, export. Everything stays on this computer. MIT licence.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Automatic (fastest available)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Processor (cpu)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>NVIDIA GPU (cuda)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Apple GPU (mps)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Settings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Appearance</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Engine</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dark</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Light</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Theme</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Mask opacity</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show mask outlines</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hatch masks with patterns (for colour-blind users)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Language of the system</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lan&amp;guage</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>GvSeg uses this language from its next start.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Device</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Bundled weights</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Weights</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Short side</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Size of frames inside the network: smaller is faster and uses less memory, larger shows finer detail. 0 uses the default of the weights.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Adapt for</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Recorded with your comments, reviews and verified masks</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your &amp;name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Low confidence</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>below {} %</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shortcuts...</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose weights</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Weights (*.safetensors)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Default</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>File {text} does not exist.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Weights must be a .safetensors file.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Set</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Clear</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reset</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reset All</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Action</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keys</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Preset</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{key} is assigned to {names} and will be reassigned.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{key} is free.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{key} is assigned to {names}; change one of them.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Click the field and press the new key.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drawn or corrected</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Verified</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Imported</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Propagated</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Whole videos if there are three or more, else the end of each</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Whole videos</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The end of each video</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Training improves the model with your corrections. It runs in the background: you can go on annotating, or close GvSeg. When it ends, you choose whether to use the new model.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Train on My Corrections</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Training data</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Time</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Advanced</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Train &amp;on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Weight of masks</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Test on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Skip files that cannot be read</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add Projects...</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add Folder...</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How much these masks count; 0 leaves them out.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Weight of masks: {title}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Train</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add projects or exports</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Projects and exports (*.gvseg *.json *.txt)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add the folder of an export</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add a project or an export with corrected masks.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The training data cannot be read.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no masks</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>; {count} held out</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name}: {objects}, {frames} to train on ({masks}){held}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Categories: {categories}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>To score the result, {how}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Skipped: {reason}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Training. You can close GvSeg; training continues.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stopped. You can resume it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Finished.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This run failed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Saving and stopping...</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No scores yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>step 0 to {last}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Training Runs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No training runs yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pause</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep Old Model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use This Model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Trained on: {videos}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Held-out J&amp;F: {first:.3f} before, {last:.3f} at step {step}, best {best:.3f}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>About {minutes:.0f} min left.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Preparing: reading, copying, scoring the current model.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no message; see {folder}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Map Classes to Categories</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>object</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>surface</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Objects of each class are proposed in the category next to it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Category for {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New category “{name}”</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ignore</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ignore All</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The engine ran out of memory; the masks made so far are kept. Choose a smaller short side or the device cpu in the settings, and run again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The engine failed ({kind}); the masks made so far are kept. Run again; if it fails again, please report the details.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{path} cannot be read: {reason}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{path} cannot be opened ({kind}); please report the details.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Frame {frame} cannot be shown ({kind}: {error}).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{missing} of {name} cannot be read; the file may be truncated. You can annotate the other {frames}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add category</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Change category</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Adopt categories</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Delete category</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Locate video</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Restore</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Edit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Change attribute</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add attributes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Set mask</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Set void</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reshape masks</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Clear masks</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy mask</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Split parts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Find objects</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Accept proposal</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reject proposal</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Map classes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pin exemplar</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Unpin exemplar</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add object</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add objects</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Change object</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reorder layers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Merge objects</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Split object</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Swap identities</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add comment</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Accept frames</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mark as needs work</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Clear review state</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Continued at the start.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Continued at the end.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No comments.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This frame has no open comment.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Resolve comment</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reopen comment</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Select a comment first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your reviews and comments are recorded under the name {person}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Change Name...</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n open comment(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n frame(s) that need work</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>{first} and {second}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This video has {found}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove comment</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>unverified</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>low confidence</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>empty</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>flicker</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>tiny parts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>jump</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>two tracks on one object</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>split</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>looks like another object</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>confidence {value}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>jump ({change} change from the previous frame)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 tiny part</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count} tiny parts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>in two parts, far apart</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>taken over by {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>covers the same object as {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>swapped with {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>looks like {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count} frames from an exemplar</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no exemplar</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the two directions disagree</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>jumps</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>out of view?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>new</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>marked</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>propagated</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>in review</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>done</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>propagate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>instance</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>semantic</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>panoptic</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>retrain</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>waiting</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>running</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>failed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>DAVIS indexed PNG</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Categories, names, confidences, overlaps; at most 254 objects.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Confidences, empty masks, void.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>YouTube-VIS results</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Names of categories, objects and frames; confidences per frame.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>COCO instances</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Empty masks and void; with polygons also holes.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>COCO panoptic</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Confidences, void, overlaps; stuff is one region.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>VIPSeg / VPS panoptic video</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Object names, confidences, void, overlaps; stuff is one region.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All names, confidences, overlaps; stuff is one region.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>MOTS text</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All names, confidences, overlaps; 999 objects per class.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>YOLO segmentation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Object ids and names, holes, confidences, void.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Semantic PNG</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Objects (only categories are kept), overlaps.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Confidences, empty masks, void; with polygons also holes.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Object names, confidences, empty masks, void; with polygons also holes.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>YouTube-VOS / MOSE / LVOS / SA-V folders</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>SA-V masklets</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Boxes, points and choices, which have no mask.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Supervisely video</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Boxes, points and lines, which have no mask; frame tags.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pascal VOC mask folders</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Overlay video</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All annotations: the video is only for viewing.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Matte, grey PNG per object</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All annotations: the images are for compositing.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Video with alpha, ProRes 4444</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All annotations and the audio: the video is for compositing.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Video with alpha, VP9</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open Recent</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tools</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{seconds} s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{minutes} min {seconds:02d} s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{hours} h {minutes:02d} min</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All frames accepted</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Partly reviewed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not reviewed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Video</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Length</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Status</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Last change</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Split</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Assignee</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open by</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Queue</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>about {duration}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{objects} + {proposals} proposed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{percent} % accepted</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n need(s) work</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>{person} on {host} (no sign of life)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{person} on {host}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Detect Objects</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Segment Surfaces</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Segment Everything</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Train on the dataset</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Move to Front</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Move to End</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drag to change the order; press Delete to remove</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Interrupted</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{done} of {total} frames</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Search names, assignees and notes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Search</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Any status</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Any split</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Any review</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n video(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Open</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Set Status</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Derive from Masks</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Set Split</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New Split...</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Assign To...</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Adapt and Propagate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Move to Front of Queue</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove from Queue</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove from Dataset</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add all videos that have exemplars and no propagated masks to the queue</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Progress of the current job</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show Queue</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hide Queue</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Queue empty</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n job(s) in the queue</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>{failed} failed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>paused</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>interrupted</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{duration} left</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Run Queue</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Frame {frame}: exemplar of {names}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Propagation needs at least one drawn mask.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go to frame {frame}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Unpin for {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Unpin</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n exemplar(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>No exemplars</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Swap</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Split Off</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Correct Here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a finding in the list first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This object has been deleted.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This finding involves one object only.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The object has only one part here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Swaps the masks of {name} and {other} from frame {first} on, up to the next exemplar or verified frame.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Gives the part that is not {name} to a new object.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Goes to frame {worst}, selects {name} and switches to the Clicks tool.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Frame</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Person</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Comment</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Needs work</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name}: {text}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>(deleted)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Resolved by {person}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not reviewed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>accepted by {person}, {time}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>needs work: {person}, {time}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Finding</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{first} to {last}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>First steps</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>End the tour</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Next</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Step {step} of {count}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Finish</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>From this frame until it changes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Frames that a change applies to</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>On</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drawn</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mask</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Confidence</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Area</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Change colour</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No object selected.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>None on this frame</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>verified</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count} of {total}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rename object</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Try Again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your changes are not saved. {error}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Exemplar</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Propagate the masks you draw through the video.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Instance</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Detect and track every object of the known classes.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Semantic</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Assign a class to every pixel.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Panoptic</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Assign a class to every pixel and track every object.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not available: these weights support only the exemplar task.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>More options for this task</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Other ways to propagate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Propagate in range</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Segment in range</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lock object to protect its masks</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name}, {category}; number {number}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hide objects</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show objects</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Unlock objects</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lock objects</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open comments</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All comments</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Selected comment</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No open comments.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open a video to begin.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Frame {frame}: {state}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Paint or click on the frame to mark your first object.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Find by name or category</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No objects</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Other...</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Colour {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Proposal</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Score</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Accept {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reject {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name}, {category}; on {frames}, {frames_text}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose Instance, Semantic or Panoptic above the video and press Segment; detected objects appear here for you to accept or reject.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All proposals have a lower score; move the slider to the left.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Score threshold</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hides proposals with a lower score</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Min. score</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count} more below {score:.2f}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count} below {score:.2f}</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>{count} of %n proposal(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Open {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Scope</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All objects</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Selected objects</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No findings.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Findings</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>{verified} of %n mask(s) verified ({share:.0f} %)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>No masks yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n filter(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Checks for: {checks}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>nothing</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n finding(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The first %n finding(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Choose what to check for.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Playback speed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drop a video, a folder of images or a project here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open Folder...</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Recent</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Engine not loaded yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The engine is loaded when it is first needed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Memory used by GvSeg</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Values {shown}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The images have more than 8 bits: values {shown} are shown as black to white. You can change this under View in the tool bar.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Loading the network...</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Starting...</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not saved</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} (read-only)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Saved in {path}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{done} of {total}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{rate:.1f} frames/s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stopped by an error after {frames}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stopped; {done} of {wanted} kept</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{frames} done in {duration}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>drawn</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>imported</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Frame {frame}   {time}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name}: no mask</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not in this frame</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>proposed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>exemplar</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>confidence {confidence:.2f}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not in frame</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>accepted</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>needs work</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>open comment</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Click or drag</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>go to a frame</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>mark a range</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>zoom</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shift+wheel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>scroll along the video</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Double-click the ruler</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>show the whole video</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Legend</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show more frames</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show fewer frames</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show the whole video (double-click the ruler)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show rows of selected objects only</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>Show all %n row(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>confidence, {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>lowest confidence</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Click an object to select it; drag to move the view</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drag to paint; right button or Shift to erase</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drag to erase; right button or Shift to paint</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Click around the object to add corners</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drag around the object</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drag from corner to corner</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Click a region of one colour; drag right for more</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Click the object to get its mask, or drag a box around it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drag a box around the object to get its mask</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Draw over the object to get its mask</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Click to add corners, drag to move them</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drag corners to move them</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shift+click to add, Alt+click to remove</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Click to add, right-click to remove, drag clicks to move them</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Click to add, right-click to remove</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Draw to add, right-drag to remove</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{edit.accept} to keep, {edit.cancel} to discard</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>View</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How frames and masks are displayed; stored data does not change</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Brush size</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Brush size in pixels</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Diameter in screen pixels, the same at every zoom</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tolerance of the magic wand</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A difference of 2 is barely visible; 100 is black against white</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tolerance</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Brightness</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Contrast</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reset brightness and contrast</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Current frame, counted from 0; type a number to go to that frame</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Zoom; at 100 %, one video pixel is one screen pixel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Last frame</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>{ends}, %n frame(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Black at value</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>White at value</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Automatic range</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use the range found over the whole video</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source> and {more} more</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Training failed: {last} ({folder} has the details.)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Undid</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Redid</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} is open in another window, which is now in front.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The operation failed ({kind}); please report the details.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing to report yet. Draw an object first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Writing {path}...</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The report was written to {path}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Write Report</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Web pages</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Subject of the comment</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New comment</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Comment on frame {frame}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
</TS>
