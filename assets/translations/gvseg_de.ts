<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de" sourcelanguage="en_GB">
<context>
    <name></name>
    <message>
        <source>The engine is running; stop it first.</source>
        <translation>Die Engine läuft; stoppen Sie sie zuerst.</translation>
    </message>
    <message>
        <source>Open a video first.</source>
        <translation>Öffnen Sie zuerst ein Video.</translation>
    </message>
    <message>
        <source>Select an object first.</source>
        <translation>Wählen Sie zuerst ein Objekt aus.</translation>
    </message>
    <message>
        <source>There are no objects yet.</source>
        <translation>Es gibt noch keine Objekte.</translation>
    </message>
    <message>
        <source>Select two objects first (Ctrl+click in the list).</source>
        <translation>Wählen Sie zuerst zwei Objekte aus (Strg+Klick in der Liste).</translation>
    </message>
    <message>
        <source>The selected object has no mask on this frame.</source>
        <translation>Das ausgewählte Objekt hat in diesem Frame keine Maske.</translation>
    </message>
    <message>
        <source>This frame is not an exemplar of the selected object.</source>
        <translation>Dieser Frame ist keine Referenz des ausgewählten Objekts.</translation>
    </message>
    <message>
        <source>The selected object has no mask on the previous frame.</source>
        <translation>Das ausgewählte Objekt hat im vorherigen Frame keine Maske.</translation>
    </message>
    <message>
        <source>Draw an object first: propagation needs at least one drawn mask.</source>
        <translation>Zeichnen Sie zuerst ein Objekt: Propagieren braucht mindestens eine gezeichnete Maske.</translation>
    </message>
    <message>
        <source>Draw an object first, or choose another task.</source>
        <translation>Zeichnen Sie zuerst ein Objekt oder wählen Sie eine andere Aufgabe.</translation>
    </message>
    <message>
        <source>Choose Instance, Semantic or Panoptic in the task bar first.</source>
        <translation>Wählen Sie zuerst in der Aufgabenleiste Instanz, Semantisch oder Panoptisch.</translation>
    </message>
    <message>
        <source>Select a proposal first ({proposal.next}).</source>
        <translation>Wählen Sie zuerst einen Vorschlag aus ({proposal.next}).</translation>
    </message>
    <message>
        <source>No proposals are shown.</source>
        <translation>Es werden keine Vorschläge angezeigt.</translation>
    </message>
    <message>
        <source>No proposals are hidden by the score threshold.</source>
        <translation>Die Score-Schwelle blendet keine Vorschläge aus.</translation>
    </message>
    <message>
        <source>Mark a range first ({go.mark_in} and {go.mark_out}).</source>
        <translation>Markieren Sie zuerst einen Bereich ({go.mark_in} und {go.mark_out}).</translation>
    </message>
    <message>
        <source>The engine is running; stop it first ({edit.cancel}).</source>
        <translation>Die Engine läuft; stoppen Sie sie zuerst ({edit.cancel}).</translation>
    </message>
    <message>
        <source>Nothing is running.</source>
        <translation>Zurzeit läuft kein Vorgang.</translation>
    </message>
    <message>
        <source>Copy a mask first ({edit.copy}).</source>
        <translation>Kopieren Sie zuerst eine Maske ({edit.copy}).</translation>
    </message>
    <message>
        <source>Nothing to undo.</source>
        <translation>Nichts rückgängig zu machen.</translation>
    </message>
    <message>
        <source>Nothing to redo.</source>
        <translation>Nichts zu wiederholen.</translation>
    </message>
    <message>
        <source>There is nothing to accept.</source>
        <translation>Nichts zu übernehmen.</translation>
    </message>
    <message>
        <source>Everything is already saved.</source>
        <translation>Alles ist bereits gespeichert.</translation>
    </message>
    <message>
        <source>Adapt to this video first.</source>
        <translation>Passen Sie das Netz zuerst an dieses Video an.</translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation>&amp;Datei</translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation>&amp;Bearbeiten</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>&amp;Ansicht</translation>
    </message>
    <message>
        <source>&amp;Go</source>
        <translation>&amp;Gehe zu</translation>
    </message>
    <message>
        <source>&amp;Tools</source>
        <translation>&amp;Werkzeuge</translation>
    </message>
    <message>
        <source>&amp;Objects</source>
        <translation>&amp;Objekte</translation>
    </message>
    <message>
        <source>Mas&amp;ks</source>
        <translation>Mas&amp;ken</translation>
    </message>
    <message>
        <source>&amp;Choose Object</source>
        <translation>Objekt &amp;wählen</translation>
    </message>
    <message>
        <source>&amp;Propagate</source>
        <translation>&amp;Propagation</translation>
    </message>
    <message>
        <source>Proposa&amp;ls</source>
        <translation>&amp;Vorschläge</translation>
    </message>
    <message>
        <source>&amp;Review</source>
        <translation>P&amp;rüfung</translation>
    </message>
    <message>
        <source>Data&amp;set</source>
        <translation>Da&amp;tensatz</translation>
    </message>
    <message>
        <source>Mo&amp;dels</source>
        <translation>&amp;Modelle</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>&amp;Hilfe</translation>
    </message>
    <message>
        <source>Open Video...</source>
        <translation>Video öffnen...</translation>
    </message>
    <message>
        <source>Open Folder of Images...</source>
        <translation>Bilderordner öffnen...</translation>
    </message>
    <message>
        <source>Open Project...</source>
        <translation>Projekt öffnen...</translation>
    </message>
    <message>
        <source>Save Project As...</source>
        <translation>Projekt speichern unter...</translation>
    </message>
    <message>
        <source>Every edit is saved automatically; this saves a copy and switches to it.</source>
        <translation>Jede Änderung wird automatisch gespeichert; dieser Befehl speichert eine Kopie, mit der Sie dann weiterarbeiten.</translation>
    </message>
    <message>
        <source>Retry Saving</source>
        <translation>Erneut speichern</translation>
    </message>
    <message>
        <source>Locate Moved Video...</source>
        <translation>Verschobenes Video suchen...</translation>
    </message>
    <message>
        <source>Import Annotations...</source>
        <translation>Annotationen importieren...</translation>
    </message>
    <message>
        <source>Export...</source>
        <translation>Exportieren...</translation>
    </message>
    <message>
        <source>Settings...</source>
        <translation>Einstellungen...</translation>
    </message>
    <message>
        <source>Close Video</source>
        <translation>Video schließen</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>Beenden</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Rückgängig</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>Wiederholen</translation>
    </message>
    <message>
        <source>Copy Mask</source>
        <translation>Maske kopieren</translation>
    </message>
    <message>
        <source>Copies the masks of the selected objects on this frame.</source>
        <translation>Kopiert die Masken der ausgewählten Objekte in diesem Frame.</translation>
    </message>
    <message>
        <source>Paste Mask</source>
        <translation>Maske einfügen</translation>
    </message>
    <message>
        <source>Replaces the mask of the selected object on this frame, or makes a new object.</source>
        <translation>Ersetzt die Maske des ausgewählten Objekts in diesem Frame oder legt ein neues Objekt an.</translation>
    </message>
    <message>
        <source>Paste to Range...</source>
        <translation>In Bereich einfügen...</translation>
    </message>
    <message>
        <source>Copy Mask from Previous Frame</source>
        <translation>Maske aus vorherigem Frame kopieren</translation>
    </message>
    <message>
        <source>Not in This Frame</source>
        <translation>Nicht in diesem Frame</translation>
    </message>
    <message>
        <source>Marks the object as hidden or out of view in this frame.</source>
        <translation>Markiert das Objekt in diesem Frame als verdeckt oder außerhalb des Bildes.</translation>
    </message>
    <message>
        <source>Clear Mask on This Frame</source>
        <translation>Maske in diesem Frame löschen</translation>
    </message>
    <message>
        <source>Clear Propagated Masks in Range</source>
        <translation>Propagierte Masken im Bereich löschen</translation>
    </message>
    <message>
        <source>Accept</source>
        <translation>Übernehmen</translation>
    </message>
    <message>
        <source>Accepts the current edit.</source>
        <translation>Übernimmt die aktuelle Bearbeitung.</translation>
    </message>
    <message>
        <source>Cancel or Stop</source>
        <translation>Abbrechen oder stoppen</translation>
    </message>
    <message>
        <source>Cancels the current edit; if there is none, stops the propagation.</source>
        <translation>Bricht die aktuelle Bearbeitung ab; gibt es keine, wird die Propagation gestoppt.</translation>
    </message>
    <message>
        <source>Zoom In</source>
        <translation>Einzoomen</translation>
    </message>
    <message>
        <source>Zoom Out</source>
        <translation>Auszoomen</translation>
    </message>
    <message>
        <source>Fit to Window</source>
        <translation>An Fenster anpassen</translation>
    </message>
    <message>
        <source>Actual Size</source>
        <translation>Originalgröße</translation>
    </message>
    <message>
        <source>Zoom to Object</source>
        <translation>Auf Objekt zoomen</translation>
    </message>
    <message>
        <source>Show Masks</source>
        <translation>Masken anzeigen</translation>
    </message>
    <message>
        <source>Show Outlines</source>
        <translation>Konturen anzeigen</translation>
    </message>
    <message>
        <source>Show Patterns</source>
        <translation>Muster anzeigen</translation>
    </message>
    <message>
        <source>Keyboard &amp;Pointer</source>
        <translation>&amp;Tastaturzeiger</translation>
    </message>
    <message>
        <source>Hatches masks, so that objects do not differ by colour alone.</source>
        <translation>Schraffiert die Masken, damit sich Objekte nicht nur durch die Farbe unterscheiden.</translation>
    </message>
    <message>
        <source>Show Outlines of Previous Frame</source>
        <translation>Konturen des vorherigen Frames anzeigen</translation>
    </message>
    <message>
        <source>Shows dotted outlines of visible objects.</source>
        <translation>Zeigt gepunktete Konturen der sichtbaren Objekte.</translation>
    </message>
    <message>
        <source>Preview Clicks</source>
        <translation>Klickvorschau</translation>
    </message>
    <message>
        <source>Previews the mask that a click at the mouse position would make.</source>
        <translation>Zeigt die Maske, die ein Klick an der Mausposition erzeugen würde.</translation>
    </message>
    <message>
        <source>Show Object Names</source>
        <translation>Objektnamen anzeigen</translation>
    </message>
    <message>
        <source>Shows the name of each object over its mask.</source>
        <translation>Zeigt den Namen jedes Objekts auf seiner Maske.</translation>
    </message>
    <message>
        <source>Switch Between Canvas and Panels</source>
        <translation>Zwischen Bild und Bedienfeldern wechseln</translation>
    </message>
    <message>
        <source>Brighter</source>
        <translation>Heller</translation>
    </message>
    <message>
        <source>Darker</source>
        <translation>Dunkler</translation>
    </message>
    <message>
        <source>More Contrast</source>
        <translation>Mehr Kontrast</translation>
    </message>
    <message>
        <source>Less Contrast</source>
        <translation>Weniger Kontrast</translation>
    </message>
    <message>
        <source>Reset Brightness and Contrast</source>
        <translation>Helligkeit und Kontrast zurücksetzen</translation>
    </message>
    <message>
        <source>Dark Theme</source>
        <translation>Dunkles Design</translation>
    </message>
    <message>
        <source>Hide or Show Panels</source>
        <translation>Bedienfelder aus-/einblenden</translation>
    </message>
    <message>
        <source>Hides all panels to make room for the video; the tools stay visible.</source>
        <translation>Blendet alle Bedienfelder aus, um Platz für das Video zu schaffen; die Werkzeuge bleiben sichtbar.</translation>
    </message>
    <message>
        <source>Reset Layout</source>
        <translation>Layout zurücksetzen</translation>
    </message>
    <message>
        <source>Next Frame</source>
        <translation>Nächster Frame</translation>
    </message>
    <message>
        <source>Previous Frame</source>
        <translation>Vorheriger Frame</translation>
    </message>
    <message>
        <source>Forward 10 Frames</source>
        <translation>10 Frames vor</translation>
    </message>
    <message>
        <source>Back 10 Frames</source>
        <translation>10 Frames zurück</translation>
    </message>
    <message>
        <source>First Frame</source>
        <translation>Erster Frame</translation>
    </message>
    <message>
        <source>Last Frame</source>
        <translation>Letzter Frame</translation>
    </message>
    <message>
        <source>Next Exemplar</source>
        <translation>Nächste Referenz</translation>
    </message>
    <message>
        <source>Previous Exemplar</source>
        <translation>Vorherige Referenz</translation>
    </message>
    <message>
        <source>Play</source>
        <translation>Wiedergabe</translation>
    </message>
    <message>
        <source>Plays at the selected speed.</source>
        <translation>Spielt mit gewähltem Tempo ab.</translation>
    </message>
    <message>
        <source>Loop</source>
        <translation>Schleife</translation>
    </message>
    <message>
        <source>Repeats the marked range, or the whole video.</source>
        <translation>Wiederholt den markierten Bereich oder das ganze Video.</translation>
    </message>
    <message>
        <source>Shuttle Back</source>
        <translation>Shuttle rückwärts</translation>
    </message>
    <message>
        <source>Plays backwards; each press doubles the speed.</source>
        <translation>Spielt rückwärts ab; jeder Tastendruck verdoppelt das Tempo.</translation>
    </message>
    <message>
        <source>Shuttle Stop</source>
        <translation>Shuttle anhalten</translation>
    </message>
    <message>
        <source>Shuttle Forward</source>
        <translation>Shuttle vorwärts</translation>
    </message>
    <message>
        <source>Plays forwards; each press doubles the speed.</source>
        <translation>Spielt vorwärts ab; jeder Tastendruck verdoppelt das Tempo.</translation>
    </message>
    <message>
        <source>Slower</source>
        <translation>Langsamer</translation>
    </message>
    <message>
        <source>Faster</source>
        <translation>Schneller</translation>
    </message>
    <message>
        <source>Start Range Here</source>
        <translation>Bereichsanfang setzen</translation>
    </message>
    <message>
        <source>End Range Here</source>
        <translation>Bereichsende setzen</translation>
    </message>
    <message>
        <source>Clear Range</source>
        <translation>Bereich aufheben</translation>
    </message>
    <message>
        <source>Select</source>
        <translation>Auswahl</translation>
    </message>
    <message>
        <source>Click an object to select it.</source>
        <translation>Objekt anklicken, um es auszuwählen.</translation>
    </message>
    <message>
        <source>Brush</source>
        <translation>Pinsel</translation>
    </message>
    <message>
        <source>Drag to paint, right-drag to erase; {tool.smaller} and {tool.larger} change the size.</source>
        <translation>Ziehen zum Malen, mit rechter Taste zum Radieren; {tool.smaller} und {tool.larger} ändern die Größe.</translation>
    </message>
    <message>
        <source>Eraser</source>
        <translation>Radierer</translation>
    </message>
    <message>
        <source>Drag to erase.</source>
        <translation>Ziehen zum Radieren.</translation>
    </message>
    <message>
        <source>Polygon</source>
        <translation>Polygon</translation>
    </message>
    <message>
        <source>Click to add corners, drag to move them, {edit.accept} to finish; Shift subtracts.</source>
        <translation>Klicken setzt Eckpunkte, Ziehen verschiebt sie, {edit.accept} schließt ab; Umschalt zieht ab.</translation>
    </message>
    <message>
        <source>Lasso</source>
        <translation>Lasso</translation>
    </message>
    <message>
        <source>Drag around the object, then adjust the corners; {edit.accept} to finish; Shift subtracts.</source>
        <translation>Objekt durch Ziehen umfahren, dann Eckpunkte anpassen; {edit.accept} schließt ab; Umschalt zieht ab.</translation>
    </message>
    <message>
        <source>Rectangle</source>
        <translation>Rechteck</translation>
    </message>
    <message>
        <source>Drag a rectangle; {edit.accept} to finish; Shift subtracts.</source>
        <translation>Rechteck aufziehen; {edit.accept} schließt ab; Umschalt zieht ab.</translation>
    </message>
    <message>
        <source>Magic Wand</source>
        <translation>Zauberstab</translation>
    </message>
    <message>
        <source>Click to select a region of one colour, drag to extend it; Shift adds, Alt removes, {edit.accept} to keep.</source>
        <translation>Klicken wählt einen Bereich gleicher Farbe, Ziehen erweitert ihn; Umschalt fügt hinzu, Alt entfernt, {edit.accept} übernimmt.</translation>
    </message>
    <message>
        <source>Clicks</source>
        <translation>Klicks</translation>
    </message>
    <message>
        <source>Click to add, right-click or Shift+click to remove, drag for a box, {edit.accept} to keep.</source>
        <translation>Klicken fügt hinzu, Rechtsklick oder Umschalt+Klick entfernt, Ziehen setzt einen Rahmen, {edit.accept} übernimmt.</translation>
    </message>
    <message>
        <source>Box</source>
        <translation>Rahmen</translation>
    </message>
    <message>
        <source>Drag a box around the object to get its mask, {edit.accept} to keep.</source>
        <translation>Rahmen um das Objekt ziehen, um seine Maske zu erhalten; {edit.accept} übernimmt.</translation>
    </message>
    <message>
        <source>Scribble</source>
        <translation>Striche</translation>
    </message>
    <message>
        <source>Draw over the object to add, with the right button or Shift to remove, {edit.accept} to keep.</source>
        <translation>Malen über dem Objekt fügt hinzu, mit rechter Taste oder Umschalt entfernt es; {edit.accept} übernimmt.</translation>
    </message>
    <message>
        <source>Larger Brush</source>
        <translation>Pinsel größer</translation>
    </message>
    <message>
        <source>Smaller Brush</source>
        <translation>Pinsel kleiner</translation>
    </message>
    <message>
        <source>Snap to Edges</source>
        <translation>An Kanten einrasten</translation>
    </message>
    <message>
        <source>Makes the sides of a polygon follow edges in the image.</source>
        <translation>Lässt die Seiten eines Polygons den Kanten im Bild folgen.</translation>
    </message>
    <message>
        <source>Subtract</source>
        <translation>Abziehen</translation>
    </message>
    <message>
        <source>Makes polygon, lasso, rectangle and wand subtract from the mask.</source>
        <translation>Polygon, Lasso, Rechteck und Zauberstab ziehen von der Maske ab.</translation>
    </message>
    <message>
        <source>Press or Release Mouse Button</source>
        <translation>Maustaste drücken oder loslassen</translation>
    </message>
    <message>
        <source>Follow Run</source>
        <translation>Lauf verfolgen</translation>
    </message>
    <message>
        <source>Propagate All Videos</source>
        <translation>Alle Videos propagieren</translation>
    </message>
    <message>
        <source>Adds all videos that have exemplars and no propagated masks to the queue, which keeps running after GvSeg is closed.</source>
        <translation>Stellt alle Videos, die Referenzen, aber keine propagierten Masken haben, in die Warteschlange; sie läuft weiter, auch wenn GvSeg geschlossen wird.</translation>
    </message>
    <message>
        <source>Pointer Left</source>
        <translation>Zeiger nach links</translation>
    </message>
    <message>
        <source>Moves by a quarter of the brush size; the view follows.</source>
        <translation>Bewegt um ein Viertel der Pinselgröße; die Ansicht folgt.</translation>
    </message>
    <message>
        <source>Pointer Right</source>
        <translation>Zeiger nach rechts</translation>
    </message>
    <message>
        <source>Pointer Up</source>
        <translation>Zeiger nach oben</translation>
    </message>
    <message>
        <source>Pointer Down</source>
        <translation>Zeiger nach unten</translation>
    </message>
    <message>
        <source>Pointer One Pixel Left</source>
        <translation>Zeiger ein Pixel nach links</translation>
    </message>
    <message>
        <source>Pointer One Pixel Right</source>
        <translation>Zeiger ein Pixel nach rechts</translation>
    </message>
    <message>
        <source>Pointer One Pixel Up</source>
        <translation>Zeiger ein Pixel nach oben</translation>
    </message>
    <message>
        <source>Pointer One Pixel Down</source>
        <translation>Zeiger ein Pixel nach unten</translation>
    </message>
    <message>
        <source>Click at the Pointer</source>
        <translation>Am Zeiger klicken</translation>
    </message>
    <message>
        <source>Works like a mouse click with the current tool.</source>
        <translation>Wirkt wie ein Mausklick mit dem aktuellen Werkzeug.</translation>
    </message>
    <message>
        <source>While pressed, moving the pointer draws.</source>
        <translation>Solange gedrückt, zeichnet jede Bewegung des Zeigers.</translation>
    </message>
    <message>
        <source>New Object</source>
        <translation>Neues Objekt</translation>
    </message>
    <message>
        <source>Rename Object</source>
        <translation>Objekt umbenennen</translation>
    </message>
    <message>
        <source>Hide or Show</source>
        <translation>Aus-/einblenden</translation>
    </message>
    <message>
        <source>Lock or Unlock</source>
        <translation>Sperren/entsperren</translation>
    </message>
    <message>
        <source>Show Only Selected</source>
        <translation>Nur Ausgewählte anzeigen</translation>
    </message>
    <message>
        <source>Move Layer Up</source>
        <translation>Ebene nach oben</translation>
    </message>
    <message>
        <source>Move Layer Down</source>
        <translation>Ebene nach unten</translation>
    </message>
    <message>
        <source>Merge Two Objects</source>
        <translation>Zwei Objekte zusammenführen</translation>
    </message>
    <message>
        <source>Split at This Frame</source>
        <translation>Ab diesem Frame teilen</translation>
    </message>
    <message>
        <source>Swap Identities from Here</source>
        <translation>Identitäten ab hier tauschen</translation>
    </message>
    <message>
        <source>Delete Object</source>
        <translation>Objekt löschen</translation>
    </message>
    <message>
        <source>Undo restores the object and its masks.</source>
        <translation>Rückgängig stellt das Objekt samt Masken wieder her.</translation>
    </message>
    <message>
        <source>Categories...</source>
        <translation>Kategorien...</translation>
    </message>
    <message>
        <source>Refine Edge</source>
        <translation>Kante verfeinern</translation>
    </message>
    <message>
        <source>Snaps the outline to the nearest colour edge within 6 pixels.</source>
        <translation>Legt die Kontur an die nächste Farbkante im Umkreis von 6 Pixeln.</translation>
    </message>
    <message>
        <source>Grow</source>
        <translation>Erweitern</translation>
    </message>
    <message>
        <source>Moves the outline outwards by one pixel.</source>
        <translation>Verschiebt die Kontur um ein Pixel nach außen.</translation>
    </message>
    <message>
        <source>Shrink</source>
        <translation>Verkleinern</translation>
    </message>
    <message>
        <source>Moves the outline inwards by one pixel.</source>
        <translation>Verschiebt die Kontur um ein Pixel nach innen.</translation>
    </message>
    <message>
        <source>Smooth</source>
        <translation>Glätten</translation>
    </message>
    <message>
        <source>Removes bumps and dents narrower than 6 pixels from the outline.</source>
        <translation>Entfernt Beulen und Dellen der Kontur, die schmaler als 6 Pixel sind.</translation>
    </message>
    <message>
        <source>Fill Holes</source>
        <translation>Löcher füllen</translation>
    </message>
    <message>
        <source>Remove Small Parts</source>
        <translation>Kleine Teile entfernen</translation>
    </message>
    <message>
        <source>Keeps only parts with at least 5 % of the area of the largest.</source>
        <translation>Behält nur Teile mit mindestens 5 % der Fläche des größten.</translation>
    </message>
    <message>
        <source>Apply to Frames...</source>
        <translation>Auf Frames anwenden...</translation>
    </message>
    <message>
        <source>Opens a dialog to set the operation, its width and its frames, with a preview.</source>
        <translation>Öffnet einen Dialog mit Vorschau, um Operation, Breite und Frames festzulegen.</translation>
    </message>
    <message>
        <source>Interpolate Between Drawn Masks</source>
        <translation>Zwischen gezeichneten Masken interpolieren</translation>
    </message>
    <message>
        <source>Fills the frames between the drawn masks before and after this frame.</source>
        <translation>Füllt die Frames zwischen den gezeichneten Masken vor und nach diesem Frame.</translation>
    </message>
    <message>
        <source>Object {number} in the List</source>
        <translation>Objekt {number} der Liste</translation>
    </message>
    <message>
        <source>Next Object</source>
        <translation>Nächstes Objekt</translation>
    </message>
    <message>
        <source>Previous Object</source>
        <translation>Vorheriges Objekt</translation>
    </message>
    <message>
        <source>Propagate</source>
        <translation>Propagieren</translation>
    </message>
    <message>
        <source>Propagates in both directions from each exemplar, within the marked range if any.</source>
        <translation>Propagiert ab jeder Referenz in beide Richtungen, gegebenenfalls im markierten Bereich.</translation>
    </message>
    <message>
        <source>Propagate Forward</source>
        <translation>Vorwärts propagieren</translation>
    </message>
    <message>
        <source>Propagate Backward</source>
        <translation>Rückwärts propagieren</translation>
    </message>
    <message>
        <source>Propagate in Range</source>
        <translation>Im Bereich propagieren</translation>
    </message>
    <message>
        <source>Propagate to Next Frame</source>
        <translation>Zum nächsten Frame propagieren</translation>
    </message>
    <message>
        <source>Propagate to Previous Frame</source>
        <translation>Zum vorherigen Frame propagieren</translation>
    </message>
    <message>
        <source>Propagate All Objects</source>
        <translation>Alle Objekte propagieren</translation>
    </message>
    <message>
        <source>Propagates every unlocked object once, ignoring the setting below.</source>
        <translation>Propagiert einmalig jedes nicht gesperrte Objekt, unabhängig von der Einstellung unten.</translation>
    </message>
    <message>
        <source>Changed Objects Only</source>
        <translation>Nur geänderte Objekte</translation>
    </message>
    <message>
        <source>Propagates only objects whose exemplars changed since the last run.</source>
        <translation>Propagiert nur Objekte, deren Referenzen sich seit dem letzten Lauf geändert haben.</translation>
    </message>
    <message>
        <source>Selected Objects Only</source>
        <translation>Nur ausgewählte Objekte</translation>
    </message>
    <message>
        <source>Propagates only the selected objects.</source>
        <translation>Propagiert nur die ausgewählten Objekte.</translation>
    </message>
    <message>
        <source>All Unlocked Objects</source>
        <translation>Alle nicht gesperrten Objekte</translation>
    </message>
    <message>
        <source>Propagates all objects that are not locked.</source>
        <translation>Propagiert alle Objekte, die nicht gesperrt sind.</translation>
    </message>
    <message>
        <source>Shows each frame as it is finished, until you go to another frame.</source>
        <translation>Zeigt jeden Frame, sobald er fertig ist, bis Sie zu einem anderen Frame wechseln.</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Stopp</translation>
    </message>
    <message>
        <source>Keeps the masks made so far ({edit.cancel}).</source>
        <translation>Behält die bisher erzeugten Masken ({edit.cancel}).</translation>
    </message>
    <message>
        <source>Adapt to This Video</source>
        <translation>An dieses Video anpassen</translation>
    </message>
    <message>
        <source>Fine-tunes the network on your exemplars for a few seconds.</source>
        <translation>Passt das Netz einige Sekunden lang an Ihre Referenzen an.</translation>
    </message>
    <message>
        <source>Use Adaptation</source>
        <translation>Anpassung verwenden</translation>
    </message>
    <message>
        <source>Uses the adapted network to propagate; if off, the original weights.</source>
        <translation>Propagiert mit dem angepassten Netz; wenn aus, mit den ursprünglichen Gewichten.</translation>
    </message>
    <message>
        <source>Pin Frame as Exemplar</source>
        <translation>Frame als Referenz festlegen</translation>
    </message>
    <message>
        <source>Unpin Exemplar</source>
        <translation>Referenz aufheben</translation>
    </message>
    <message>
        <source>Segment This Frame</source>
        <translation>Diesen Frame segmentieren</translation>
    </message>
    <message>
        <source>Detects objects in this frame only.</source>
        <translation>Erkennt Objekte nur in diesem Frame.</translation>
    </message>
    <message>
        <source>Next Proposal</source>
        <translation>Nächster Vorschlag</translation>
    </message>
    <message>
        <source>Previous Proposal</source>
        <translation>Vorheriger Vorschlag</translation>
    </message>
    <message>
        <source>Accept Proposal</source>
        <translation>Vorschlag übernehmen</translation>
    </message>
    <message>
        <source>Turns the proposal into an object; painting on it does the same.</source>
        <translation>Macht aus dem Vorschlag ein Objekt; ebenso, wenn Sie darauf malen.</translation>
    </message>
    <message>
        <source>Reject Proposal</source>
        <translation>Vorschlag ablehnen</translation>
    </message>
    <message>
        <source>Removes the proposal; undo restores it.</source>
        <translation>Entfernt den Vorschlag; Rückgängig holt ihn zurück.</translation>
    </message>
    <message>
        <source>Accept All Shown</source>
        <translation>Alle angezeigten übernehmen</translation>
    </message>
    <message>
        <source>Applies to all proposals above the score threshold.</source>
        <translation>Gilt für alle Vorschläge über der Score-Schwelle.</translation>
    </message>
    <message>
        <source>Reject All Shown</source>
        <translation>Alle angezeigten ablehnen</translation>
    </message>
    <message>
        <source>Reject All Hidden</source>
        <translation>Alle ausgeblendeten ablehnen</translation>
    </message>
    <message>
        <source>Applies to all proposals below the score threshold.</source>
        <translation>Gilt für alle Vorschläge unter der Score-Schwelle.</translation>
    </message>
    <message>
        <source>Map Classes to Categories...</source>
        <translation>Klassen Kategorien zuordnen...</translation>
    </message>
    <message>
        <source>Sets the category of each class that the engine detects.</source>
        <translation>Legt für jede Klasse, die die Engine erkennt, die Kategorie fest.</translation>
    </message>
    <message>
        <source>Next Frame Worth Correcting</source>
        <translation>Nächster zu korrigierender Frame</translation>
    </message>
    <message>
        <source>Previous Frame Worth Correcting</source>
        <translation>Vorheriger zu korrigierender Frame</translation>
    </message>
    <message>
        <source>Next Finding</source>
        <translation>Nächster Befund</translation>
    </message>
    <message>
        <source>Previous Finding</source>
        <translation>Vorheriger Befund</translation>
    </message>
    <message>
        <source>Verify Frame or Range</source>
        <translation>Frame oder Bereich bestätigen</translation>
    </message>
    <message>
        <source>Verifies all objects in this frame, or the selected objects in the marked range.</source>
        <translation>Bestätigt alle Objekte in diesem Frame oder die ausgewählten Objekte im markierten Bereich.</translation>
    </message>
    <message>
        <source>Unverify</source>
        <translation>Bestätigung aufheben</translation>
    </message>
    <message>
        <source>Verify Whole Object</source>
        <translation>Ganzes Objekt bestätigen</translation>
    </message>
    <message>
        <source>Comment on Frame</source>
        <translation>Frame kommentieren</translation>
    </message>
    <message>
        <source>Goes to the line for a comment on this frame or on the selected object.</source>
        <translation>Springt in die Zeile für einen Kommentar zu diesem Frame oder zum ausgewählten Objekt.</translation>
    </message>
    <message>
        <source>Next Comment</source>
        <translation>Nächster Kommentar</translation>
    </message>
    <message>
        <source>Also stops at frames that need work.</source>
        <translation>Hält auch bei Frames, die Nacharbeit brauchen.</translation>
    </message>
    <message>
        <source>Previous Comment</source>
        <translation>Vorheriger Kommentar</translation>
    </message>
    <message>
        <source>Resolve or Reopen Comment</source>
        <translation>Kommentar erledigen/wieder öffnen</translation>
    </message>
    <message>
        <source>Applies to the selected comment, or to the first open one of this frame.</source>
        <translation>Gilt für den ausgewählten Kommentar oder den ersten offenen dieses Frames.</translation>
    </message>
    <message>
        <source>Delete Comment</source>
        <translation>Kommentar löschen</translation>
    </message>
    <message>
        <source>Undo restores it.</source>
        <translation>Rückgängig holt ihn zurück.</translation>
    </message>
    <message>
        <source>Accept Frame or Range</source>
        <translation>Frame oder Bereich freigeben</translation>
    </message>
    <message>
        <source>Records that you accept this frame, or all frames in the marked range.</source>
        <translation>Vermerkt, dass Sie diesen Frame oder alle Frames im markierten Bereich freigeben.</translation>
    </message>
    <message>
        <source>Mark as Needs Work</source>
        <translation>Nacharbeit anfordern</translation>
    </message>
    <message>
        <source>Records that this frame, or the marked range, needs work.</source>
        <translation>Vermerkt, dass dieser Frame oder der markierte Bereich Nacharbeit braucht.</translation>
    </message>
    <message>
        <source>Clear Review State</source>
        <translation>Prüfstatus zurücksetzen</translation>
    </message>
    <message>
        <source>Write Report...</source>
        <translation>Bericht schreiben...</translation>
    </message>
    <message>
        <source>Writes one HTML page with progress, comments and images.</source>
        <translation>Schreibt eine HTML-Seite mit Fortschritt, Kommentaren und Bildern.</translation>
    </message>
    <message>
        <source>New Dataset...</source>
        <translation>Neuer Datensatz...</translation>
    </message>
    <message>
        <source>Groups videos that share one list of categories.</source>
        <translation>Fasst Videos mit einer gemeinsamen Kategorienliste zusammen.</translation>
    </message>
    <message>
        <source>Open Dataset...</source>
        <translation>Datensatz öffnen...</translation>
    </message>
    <message>
        <source>Import Dataset...</source>
        <translation>Datensatz importieren...</translation>
    </message>
    <message>
        <source>Makes a dataset from a published one, such as DAVIS, YouTube-VIS or COCO.</source>
        <translation>Legt einen Datensatz aus einem veröffentlichten an, etwa DAVIS, YouTube-VIS oder COCO.</translation>
    </message>
    <message>
        <source>Export Dataset...</source>
        <translation>Datensatz exportieren...</translation>
    </message>
    <message>
        <source>Show or Hide Videos</source>
        <translation>Videos ein-/ausblenden</translation>
    </message>
    <message>
        <source>Next Video</source>
        <translation>Nächstes Video</translation>
    </message>
    <message>
        <source>Previous Video</source>
        <translation>Vorheriges Video</translation>
    </message>
    <message>
        <source>Add Videos...</source>
        <translation>Videos hinzufügen...</translation>
    </message>
    <message>
        <source>Train on Dataset...</source>
        <translation>Mit Datensatz trainieren...</translation>
    </message>
    <message>
        <source>Writes one HTML page about all videos, with comments and images.</source>
        <translation>Schreibt eine HTML-Seite über alle Videos, mit Kommentaren und Bildern.</translation>
    </message>
    <message>
        <source>Close Dataset</source>
        <translation>Datensatz schließen</translation>
    </message>
    <message>
        <source>Train on My Corrections...</source>
        <translation>Mit meinen Korrekturen trainieren...</translation>
    </message>
    <message>
        <source>Trains the model on your corrections; training continues after GvSeg is closed.</source>
        <translation>Trainiert das Modell mit Ihren Korrekturen; das Training läuft weiter, auch wenn GvSeg geschlossen wird.</translation>
    </message>
    <message>
        <source>Training Runs...</source>
        <translation>Trainingsläufe...</translation>
    </message>
    <message>
        <source>Models...</source>
        <translation>Modelle...</translation>
    </message>
    <message>
        <source>Lists the models and lets you choose which one to use.</source>
        <translation>Listet die Modelle auf und lässt Sie wählen, welches verwendet wird.</translation>
    </message>
    <message>
        <source>First Steps</source>
        <translation>Erste Schritte</translation>
    </message>
    <message>
        <source>Guides you through a first annotation, step by step.</source>
        <translation>Führt Sie Schritt für Schritt durch eine erste Annotation.</translation>
    </message>
    <message>
        <source>Manual</source>
        <translation>Handbuch</translation>
    </message>
    <message>
        <source>Try the Demo</source>
        <translation>Demo ausprobieren</translation>
    </message>
    <message>
        <source>Opens a short clip with a rabbit outlined in its first frame.</source>
        <translation>Öffnet ein kurzes Video mit einem Kaninchen, das im ersten Frame markiert ist.</translation>
    </message>
    <message>
        <source>Keyboard Shortcuts</source>
        <translation>Tastenkürzel</translation>
    </message>
    <message>
        <source>Customize Shortcuts...</source>
        <translation>Tastenkürzel anpassen...</translation>
    </message>
    <message>
        <source>Messages...</source>
        <translation>Meldungen...</translation>
    </message>
    <message>
        <source>Lists all messages since GvSeg was started.</source>
        <translation>Listet alle Meldungen seit dem Start von GvSeg auf.</translation>
    </message>
    <message>
        <source>About GvSeg</source>
        <translation>Über GvSeg</translation>
    </message>
    <message>
        <source>Reading {name}...</source>
        <translation>{name} wird gelesen...</translation>
    </message>
    <message>
        <source>Reading {name}: {done:.0f} %</source>
        <translation>{name} wird gelesen: {done:.0f} %</translation>
    </message>
    <message>
        <source>No more findings in this direction.</source>
        <translation>Keine weiteren Befunde in dieser Richtung.</translation>
    </message>
    <message>
        <source>Paint or click to mark your first object</source>
        <translation>Malen oder klicken Sie, um Ihr erstes Objekt zu markieren</translation>
    </message>
    <message>
        <source>Press Segment to detect objects</source>
        <translation>Mit „Segmentieren“ Objekte erkennen</translation>
    </message>
    <message>
        <source>Opening {name}...</source>
        <translation>{name} wird geöffnet...</translation>
    </message>
    <message>
        <source>Objects</source>
        <translation>Objekte</translation>
    </message>
    <message>
        <source>Exemplars</source>
        <translation>Referenzen</translation>
    </message>
    <message>
        <source>Object</source>
        <translation>Objekt</translation>
    </message>
    <message>
        <source>Object</source>
        <comment>panel</comment>
        <translation>Objekt</translation>
    </message>
    <message>
        <source>Review</source>
        <translation>Prüfung</translation>
    </message>
    <message>
        <source>Comments</source>
        <translation>Kommentare</translation>
    </message>
    <message>
        <source>Proposals</source>
        <translation>Vorschläge</translation>
    </message>
    <message>
        <source>Timeline</source>
        <translation>Zeitleiste</translation>
    </message>
    <message>
        <source>read-only</source>
        <translation>schreibgeschützt</translation>
    </message>
    <message>
        <source>NOT SAVED</source>
        <translation>NICHT GESPEICHERT</translation>
    </message>
    <message>
        <source>saved</source>
        <translation>gespeichert</translation>
    </message>
    <message>
        <source>nothing to save yet</source>
        <translation>noch nichts zu speichern</translation>
    </message>
    <message>
        <source>autosaved {seconds} s ago</source>
        <translation>vor {seconds} s gespeichert</translation>
    </message>
    <message>
        <source>autosaved {seconds} min ago</source>
        <translation>vor {seconds} min gespeichert</translation>
    </message>
    <message>
        <source>autosaved {seconds} h ago</source>
        <translation>vor {seconds} h gespeichert</translation>
    </message>
    <message>
        <source>Erase</source>
        <translation>Radieren</translation>
    </message>
    <message>
        <source>Paint</source>
        <translation>Malen</translation>
    </message>
    <message>
        <source>Magic wand</source>
        <translation>Zauberstab</translation>
    </message>
    <message>
        <source>Canvas</source>
        <translation>Bildbereich</translation>
    </message>
    <message>
        <source>Save the project first: the adaptation is stored next to it.</source>
        <translation>Speichern Sie zuerst das Projekt: Die Anpassung wird daneben abgelegt.</translation>
    </message>
    <message>
        <source>The adaptation was not copied ({error}). Adapt again.</source>
        <translation>Die Anpassung wurde nicht kopiert ({error}). Führen Sie sie erneut durch.</translation>
    </message>
    <message>
        <source>Stopped before the first step; nothing has changed.</source>
        <translation>Vor dem ersten Schritt gestoppt; es wurde nichts geändert.</translation>
    </message>
    <message>
        <source>Adapting did not improve the current weights, so they stay in use</source>
        <translation>Die Anpassung brachte keine Verbesserung; die aktuellen Gewichte werden weiter verwendet</translation>
    </message>
    <message>
        <source>Adapting did not improve the current weights: the object is lost within a few frames; add an exemplar on a later frame</source>
        <translation>Die Anpassung brachte keine Verbesserung: Das Objekt geht nach wenigen Frames verloren; legen Sie eine Referenz in einem späteren Frame an</translation>
    </message>
    <message>
        <source>Edges adapted in {seconds:.0f} s; correct other frames to adapt more</source>
        <translation>Kanten in {seconds:.0f} s angepasst; für mehr andere Frames korrigieren</translation>
    </message>
    <message>
        <source>Adapted in {seconds:.0f} s; the score rose from {score_before:.2f} to {score_after:.2f}</source>
        <translation>In {seconds:.0f} s angepasst; der Score stieg von {score_before:.2f} auf {score_after:.2f}</translation>
    </message>
    <message>
        <source>Adapting to this video, step {steps}</source>
        <translation>Anpassung an dieses Video, Schritt {steps}</translation>
    </message>
    <message>
        <source>Segment</source>
        <translation>Segmentieren</translation>
    </message>
    <message>
        <source>Detects objects within the marked range, or in the whole video.</source>
        <translation>Erkennt Objekte im markierten Bereich oder im ganzen Video.</translation>
    </message>
    <message>
        <source>This frame has no mask to refine. Click on the object first.</source>
        <translation>In diesem Frame gibt es keine Maske zum Verfeinern. Klicken Sie zuerst auf das Objekt.</translation>
    </message>
    <message>
        <source>Create a dataset?</source>
        <translation>Datensatz anlegen?</translation>
    </message>
    <message>
        <source>Create Dataset</source>
        <translation>Datensatz anlegen</translation>
    </message>
    <message>
        <source>Open or create a dataset first.</source>
        <translation>Zuerst einen Datensatz öffnen oder anlegen.</translation>
    </message>
    <message>
        <source>New Split</source>
        <translation>Neuer Split</translation>
    </message>
    <message>
        <source>Name of the split:</source>
        <translation>Name des Splits:</translation>
    </message>
    <message>
        <source>Assign To</source>
        <translation>Zuweisen</translation>
    </message>
    <message>
        <source>{folder} contains several videos. A dataset groups them under one list of categories. It is stored in that folder as one small file, {file}.</source>
        <translation>{folder} enthält mehrere Videos. Ein Datensatz fasst sie mit einer gemeinsamen Kategorienliste zusammen. Er wird in diesem Ordner als eine kleine Datei gespeichert, {file}.</translation>
    </message>
    <message>
        <source>{path} was not found. Connect its drive, or press Locate Missing Videos in the list of videos.</source>
        <translation>{path} wurde nicht gefunden. Schließen Sie das Laufwerk an oder klicken Sie in der Liste der Videos auf „Fehlende Videos suchen“.</translation>
    </message>
    <message>
        <source>Annotator of these videos:</source>
        <translation>Zuständig für diese Videos:</translation>
    </message>
    <message>
        <source>Folder with the Missing Videos</source>
        <translation>Ordner mit den fehlenden Videos</translation>
    </message>
    <message>
        <source>Open a dataset first.</source>
        <translation>Öffnen Sie zuerst einen Datensatz.</translation>
    </message>
    <message>
        <source>This is the last video.</source>
        <translation>Das ist das letzte Video.</translation>
    </message>
    <message>
        <source>This is the first video.</source>
        <translation>Das ist das erste Video.</translation>
    </message>
    <message numerus="yes">
        <source>%n video(s) added to the dataset.</source>
        <translation>
            <numerusform>%n Video zum Datensatz hinzugefügt.</numerusform>
            <numerusform>%n Videos zum Datensatz hinzugefügt.</numerusform>
        </translation>
    </message>
    <message>
        <source>Train on the dataset?</source>
        <translation>Mit dem Datensatz trainieren?</translation>
    </message>
    <message>
        <source>A training run of 30 minutes is added to the queue. If the dataset has the splits train and val, it trains on the first and measures the gain on the second, for each category.</source>
        <translation>Ein Trainingslauf von 30 Minuten wird in die Warteschlange gestellt. Hat der Datensatz die Splits train und val, wird mit dem ersten trainiert und der Gewinn je Kategorie auf dem zweiten gemessen.</translation>
    </message>
    <message>
        <source>Train and Use if Better</source>
        <translation>Trainieren, bei Gewinn verwenden</translation>
    </message>
    <message>
        <source>New Dataset in Folder</source>
        <translation>Neuer Datensatz in Ordner</translation>
    </message>
    <message>
        <source>Open Dataset</source>
        <translation>Datensatz öffnen</translation>
    </message>
    <message>
        <source>GvSeg datasets</source>
        <translation>GvSeg-Datensätze</translation>
    </message>
    <message>
        <source>Add Videos</source>
        <translation>Videos hinzufügen</translation>
    </message>
    <message>
        <source>Videos and projects ({suffixes} *.gvseg)</source>
        <translation>Videos und Projekte ({suffixes} *.gvseg)</translation>
    </message>
    <message>
        <source>No video has an exemplar. Draw an object in one first.</source>
        <translation>Kein Video hat eine Referenz. Zeichnen Sie zuerst in einem davon ein Objekt.</translation>
    </message>
    <message numerus="yes">
        <source>%n video(s) added to the queue.</source>
        <translation>
            <numerusform>%n Video in die Warteschlange gestellt.</numerusform>
            <numerusform>%n Videos in die Warteschlange gestellt.</numerusform>
        </translation>
    </message>
    <message>
        <source>Training was added to the queue.</source>
        <translation>Das Training wurde in die Warteschlange gestellt.</translation>
    </message>
    <message>
        <source>Nothing to erase here. Select an object first.</source>
        <translation>Hier gibt es nichts zu radieren. Wählen Sie zuerst ein Objekt aus.</translation>
    </message>
    <message>
        <source>Frame {frame} is now an exemplar of {name}.</source>
        <translation>Frame {frame} ist jetzt eine Referenz von {name}.</translation>
    </message>
    <message>
        <source>Not in this frame</source>
        <translation>Nicht in diesem Frame</translation>
    </message>
    <message>
        <source>Clear mask</source>
        <translation>Maske löschen</translation>
    </message>
    <message>
        <source>Clear propagated masks</source>
        <translation>Propagierte Masken löschen</translation>
    </message>
    <message>
        <source>Show object</source>
        <translation>Objekt einblenden</translation>
    </message>
    <message>
        <source>Hide object</source>
        <translation>Objekt ausblenden</translation>
    </message>
    <message>
        <source>Lock object</source>
        <translation>Objekt sperren</translation>
    </message>
    <message>
        <source>Unlock object</source>
        <translation>Objekt entsperren</translation>
    </message>
    <message>
        <source>Show only selected</source>
        <translation>Nur Ausgewählte anzeigen</translation>
    </message>
    <message>
        <source>Delete object</source>
        <translation>Objekt löschen</translation>
    </message>
    <message>
        <source>Load exemplar</source>
        <translation>Referenz laden</translation>
    </message>
    <message>
        <source>Nothing to export yet: accept at least one proposal first.</source>
        <translation>Noch nichts zu exportieren: Übernehmen Sie zuerst mindestens einen Vorschlag.</translation>
    </message>
    <message>
        <source>Show First</source>
        <translation>Ersten zeigen</translation>
    </message>
    <message>
        <source>Nothing to export yet. Draw an object first.</source>
        <translation>Noch nichts zu exportieren. Zeichnen Sie zuerst ein Objekt.</translation>
    </message>
    <message>
        <source>The export failed ({kind}); please report the details.</source>
        <translation>Der Export ist fehlgeschlagen ({kind}); bitte melden Sie die Details.</translation>
    </message>
    <message>
        <source>Swapped {names} in frames {first} to {last}.</source>
        <translation>{names} in den Frames {first} bis {last} getauscht.</translation>
    </message>
    <message>
        <source>Split {name} in frames {first} to {last}.</source>
        <translation>{name} in den Frames {first} bis {last} geteilt.</translation>
    </message>
    <message>
        <source>Open a video</source>
        <translation>Video öffnen</translation>
    </message>
    <message>
        <source>Drop a video on the window, or press Try the Demo on the start page.</source>
        <translation>Ziehen Sie ein Video in das Fenster, oder klicken Sie auf der Startseite auf „Demo ausprobieren“.</translation>
    </message>
    <message>
        <source>Mark an object</source>
        <translation>Objekt markieren</translation>
    </message>
    <message>
        <source>Press {tool.clicks} for the Clicks tool, then click an object. Click again to add a part, right-click to remove one.</source>
        <translation>Drücken Sie {tool.clicks} für das Werkzeug „Klicks“, und klicken Sie ein Objekt an. Weitere Klicks fügen Teile hinzu, Rechtsklicks entfernen sie.</translation>
    </message>
    <message>
        <source>Keep the mask</source>
        <translation>Maske übernehmen</translation>
    </message>
    <message>
        <source>Press {edit.accept} to keep the mask. The frame becomes an exemplar: propagation starts from it and never changes it.</source>
        <translation>Drücken Sie {edit.accept}, um die Maske zu übernehmen. Der Frame wird zur Referenz: Die Propagation geht von ihm aus und ändert ihn nie.</translation>
    </message>
    <message>
        <source>Press {propagate.both}. The mask is propagated through the video in both directions; {edit.cancel} stops and keeps the finished frames.</source>
        <translation>Drücken Sie {propagate.both}. Die Maske wird in beide Richtungen durch das Video propagiert; {edit.cancel} stoppt und behält die fertigen Frames.</translation>
    </message>
    <message>
        <source>Correct</source>
        <translation>Korrigieren</translation>
    </message>
    <message>
        <source>Press {review.next_worth} to go to the frame that most needs a correction. Fix its mask with any tool, then press {propagate.both} again.</source>
        <translation>Mit {review.next_worth} gelangen Sie zu dem Frame, der am dringendsten eine Korrektur braucht. Berichtigen Sie die Maske mit einem beliebigen Werkzeug, und drücken Sie dann wieder {propagate.both}.</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>Exportieren</translation>
    </message>
    <message>
        <source>Press {file.export} and choose a format. Every edit is already saved, so you can close GvSeg at any time and continue later. Help &gt; Manual explains the rest.</source>
        <translation>Drücken Sie {file.export}, und wählen Sie ein Format. Jede Änderung ist bereits gespeichert, Sie können GvSeg also jederzeit schließen und später weitermachen. Mehr dazu unter Hilfe &gt; Handbuch.</translation>
    </message>
    <message>
        <source>Open the video of {name} first, then drop the annotations again.</source>
        <translation>Öffnen Sie zuerst das Video von {name}, und ziehen Sie die Annotationen dann erneut hierher.</translation>
    </message>
    <message numerus="yes">
        <source>%n entry(ies) could not be read.</source>
        <translation>
            <numerusform>%n Eintrag konnte nicht gelesen werden.</numerusform>
            <numerusform>%n Einträge konnten nicht gelesen werden.</numerusform>
        </translation>
    </message>
    <message>
        <source>Imported {name}. {details}</source>
        <translation>{name} importiert. {details}</translation>
    </message>
    <message numerus="yes">
        <source>Copied %n mask(s).</source>
        <translation>
            <numerusform>%n Maske kopiert.</numerusform>
            <numerusform>%n Masken kopiert.</numerusform>
        </translation>
    </message>
    <message>
        <source>Paste mask</source>
        <translation>Maske einfügen</translation>
    </message>
    <message>
        <source>Paste masks</source>
        <translation>Masken einfügen</translation>
    </message>
    <message numerus="yes">
        <source>%n drawn or verified mask(s) stayed unchanged.</source>
        <translation>
            <numerusform>%n gezeichnete oder bestätigte Maske blieb unverändert.</numerusform>
            <numerusform>%n gezeichnete oder bestätigte Masken blieben unverändert.</numerusform>
        </translation>
    </message>
    <message>
        <source>The copied mask is from a video of {copied} pixels; this one has {own}.</source>
        <translation>Die kopierte Maske stammt aus einem Video mit {copied} Pixeln; dieses hat {own}.</translation>
    </message>
    <message>
        <source>Refine edge</source>
        <translation>Kante verfeinern</translation>
    </message>
    <message>
        <source>Grow mask</source>
        <translation>Maske erweitern</translation>
    </message>
    <message>
        <source>Shrink mask</source>
        <translation>Maske verkleinern</translation>
    </message>
    <message>
        <source>Smooth mask</source>
        <translation>Maske glätten</translation>
    </message>
    <message>
        <source>Fill holes</source>
        <translation>Löcher füllen</translation>
    </message>
    <message>
        <source>Remove small parts</source>
        <translation>Kleine Teile entfernen</translation>
    </message>
    <message>
        <source>{label}: nothing to change on this frame.</source>
        <translation>{label}: In diesem Frame gibt es nichts zu ändern.</translation>
    </message>
    <message>
        <source>Stopped; no mask was changed.</source>
        <translation>Gestoppt; es wurde keine Maske geändert.</translation>
    </message>
    <message numerus="yes">
        <source>{label}: %n mask(s) changed.</source>
        <translation>
            <numerusform>{label}: %n Maske geändert.</numerusform>
            <numerusform>{label}: %n Masken geändert.</numerusform>
        </translation>
    </message>
    <message>
        <source>{label}: no mask in these frames would change.</source>
        <translation>{label}: In diesen Frames würde sich keine Maske ändern.</translation>
    </message>
    <message numerus="yes">
        <source>Skipped %n mask(s) that would have vanished.</source>
        <translation>
            <numerusform>%n Maske übersprungen, die sonst verschwunden wäre.</numerusform>
            <numerusform>%n Masken übersprungen, die sonst verschwunden wären.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Interpolating %n mask(s); press Esc to stop.</source>
        <translation>
            <numerusform>%n Maske wird interpoliert; Esc stoppt.</numerusform>
            <numerusform>%n Masken werden interpoliert; Esc stoppt.</numerusform>
        </translation>
    </message>
    <message>
        <source>Draw {name} on both sides of the gap, then try again.</source>
        <translation>Zeichnen Sie {name} auf beiden Seiten der Lücke, und versuchen Sie es erneut.</translation>
    </message>
    <message>
        <source>{name} is marked as not in frame {frame}; draw it there first.</source>
        <translation>{name} ist in Frame {frame} als „nicht im Frame“ markiert; zeichnen Sie das Objekt zuerst dort.</translation>
    </message>
    <message>
        <source>There is no frame between {earlier} and {later}.</source>
        <translation>Zwischen {earlier} und {later} liegt kein Frame.</translation>
    </message>
    <message>
        <source>Interpolate</source>
        <translation>Interpolieren</translation>
    </message>
    <message numerus="yes">
        <source>Interpolated %n mask(s): frames {first} to {last}.</source>
        <translation>
            <numerusform>%n Maske interpoliert: Frames {first} bis {last}.</numerusform>
            <numerusform>%n Masken interpoliert: Frames {first} bis {last}.</numerusform>
        </translation>
    </message>
    <message>
        <source>There is no object {number} in the list.</source>
        <translation>In der Liste gibt es kein Objekt {number}.</translation>
    </message>
    <message>
        <source>{name} is read-only here. Use Save Project As to edit a copy.</source>
        <translation>{name} ist hier schreibgeschützt. Zum Bearbeiten legen Sie mit „Projekt speichern unter“ eine Kopie an.</translation>
    </message>
    <message>
        <source>{name} was not opened because its video was not found.</source>
        <translation>{name} wurde nicht geöffnet, weil das Video nicht gefunden wurde.</translation>
    </message>
    <message>
        <source>Find Video</source>
        <translation>Video suchen</translation>
    </message>
    <message>
        <source>All files</source>
        <translation>Alle Dateien</translation>
    </message>
    <message>
        <source>Open Video</source>
        <translation>Video öffnen</translation>
    </message>
    <message>
        <source>Open Folder of Images</source>
        <translation>Bilderordner öffnen</translation>
    </message>
    <message>
        <source>Open Project</source>
        <translation>Projekt öffnen</translation>
    </message>
    <message>
        <source>Save Project As</source>
        <translation>Projekt speichern unter</translation>
    </message>
    <message>
        <source>The project is now saved as {path}.</source>
        <translation>Das Projekt ist jetzt unter {path} gespeichert.</translation>
    </message>
    <message>
        <source>Saved.</source>
        <translation>Gespeichert.</translation>
    </message>
    <message>
        <source>Videos</source>
        <translation>Videos</translation>
    </message>
    <message>
        <source>GvSeg projects</source>
        <translation>GvSeg-Projekte</translation>
    </message>
    <message>
        <source>Propagate All</source>
        <translation>Alle propagieren</translation>
    </message>
    <message numerus="yes">
        <source>Propagated to %n frame(s) in {duration}.</source>
        <translation>
            <numerusform>In {duration} auf %n Frame propagiert.</numerusform>
            <numerusform>In {duration} auf %n Frames propagiert.</numerusform>
        </translation>
    </message>
    <message>
        <source>Next to Correct</source>
        <translation>Nächste Korrektur</translation>
    </message>
    <message numerus="yes">
        <source>Accept %n proposal(s)</source>
        <translation>
            <numerusform>%n Vorschlag übernehmen</numerusform>
            <numerusform>%n Vorschläge übernehmen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Reject %n proposal(s)</source>
        <translation>
            <numerusform>%n Vorschlag ablehnen</numerusform>
            <numerusform>%n Vorschläge ablehnen</numerusform>
        </translation>
    </message>
    <message>
        <source>These weights support only the exemplar task; choose others in the settings.</source>
        <translation>Diese Gewichte unterstützen nur die Aufgabe „Referenz“; wählen Sie in den Einstellungen andere.</translation>
    </message>
    <message>
        <source>All classes are ignored, so nothing can be detected.</source>
        <translation>Alle Klassen werden ignoriert, daher kann nichts erkannt werden.</translation>
    </message>
    <message>
        <source>Choose Classes</source>
        <translation>Klassen wählen</translation>
    </message>
    <message numerus="yes">
        <source>No objects found on %n frame(s) in {duration}.</source>
        <translation>
            <numerusform>Keine Objekte in %n Frame gefunden ({duration}).</numerusform>
            <numerusform>Keine Objekte in %n Frames gefunden ({duration}).</numerusform>
        </translation>
    </message>
    <message>
        <source>{proposals} on {frames} in {duration}, hidden: below a score of {score:.2f} (change the threshold in Proposals).</source>
        <translation>{proposals} in {frames} ({duration}), ausgeblendet: Score unter {score:.2f} (Schwelle unter „Vorschläge“ änderbar).</translation>
    </message>
    <message>
        <source>{proposals} on {frames} in {duration}, {count} of them hidden below a score of {score:.2f}; accept or reject them.</source>
        <translation>{proposals} in {frames} ({duration}), davon {count} mit Score unter {score:.2f} ausgeblendet; übernehmen Sie sie oder lehnen Sie sie ab.</translation>
    </message>
    <message>
        <source>{proposals} on {frames} in {duration}; accept or reject them.</source>
        <translation>{proposals} in {frames} ({duration}); übernehmen Sie sie oder lehnen Sie sie ab.</translation>
    </message>
    <message numerus="yes">
        <source>%n proposal(s)</source>
        <translation>
            <numerusform>%n Vorschlag</numerusform>
            <numerusform>%n Vorschläge</numerusform>
        </translation>
    </message>
    <message>
        <source>The import failed. Videos that were finished before are kept.</source>
        <translation>Der Import ist fehlgeschlagen. Bereits fertige Videos bleiben erhalten.</translation>
    </message>
    <message>
        <source>No video has a project yet. Draw an object in one first.</source>
        <translation>Noch kein Video hat ein Projekt. Zeichnen Sie zuerst in einem davon ein Objekt.</translation>
    </message>
    <message>
        <source>The export failed. Nothing was written.</source>
        <translation>Der Export ist fehlgeschlagen. Es wurde nichts geschrieben.</translation>
    </message>
    <message numerus="yes">
        <source>Imported %n video(s).</source>
        <translation>
            <numerusform>%n Video importiert.</numerusform>
            <numerusform>%n Videos importiert.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n video(s) were already in the dataset.</source>
        <translation>
            <numerusform>%n Video war schon im Datensatz.</numerusform>
            <numerusform>%n Videos waren schon im Datensatz.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n problem(s) are listed below.</source>
        <translation>
            <numerusform>%n Problem ist unten aufgeführt.</numerusform>
            <numerusform>%n Probleme sind unten aufgeführt.</numerusform>
        </translation>
    </message>
    <message>
        <source>Exported {videos}: {objects}, {frames}.</source>
        <translation>{videos} exportiert: {objects}, {frames}.</translation>
    </message>
    <message numerus="yes">
        <source>%n frame(s)</source>
        <translation>
            <numerusform>%n Frame</numerusform>
            <numerusform>%n Frames</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n video(s) were left out.</source>
        <translation>
            <numerusform>%n Video wurde ausgelassen.</numerusform>
            <numerusform>%n Videos wurden ausgelassen.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>No objects yet, %n frame(s)</source>
        <translation>
            <numerusform>Noch keine Objekte, %n Frame</numerusform>
            <numerusform>Noch keine Objekte, %n Frames</numerusform>
        </translation>
    </message>
    <message>
        <source>{objects}, {annotated} of {frames}</source>
        <translation>{objects}, {annotated} von {frames}</translation>
    </message>
    <message numerus="yes">
        <source>%n object(s)</source>
        <translation>
            <numerusform>%n Objekt</numerusform>
            <numerusform>%n Objekte</numerusform>
        </translation>
    </message>
    <message>
        <source>That was the last one. Press N to start again.</source>
        <translation>Das war der letzte. Drücken Sie N, um von vorn zu beginnen.</translation>
    </message>
    <message>
        <source>Verify</source>
        <translation>Bestätigen</translation>
    </message>
    <message>
        <source>There is no mask here to verify.</source>
        <translation>Hier gibt es keine Maske zum Bestätigen.</translation>
    </message>
    <message>
        <source>Verify object</source>
        <translation>Objekt bestätigen</translation>
    </message>
    <message>
        <source>Draw an object and propagate first; then press N to go to frames worth correcting.</source>
        <translation>Zeichnen Sie ein Objekt, und propagieren Sie es; dann gelangen Sie mit N zu den Frames, die eine Korrektur brauchen.</translation>
    </message>
    <message>
        <source>No frame needs correction.</source>
        <translation>Kein Frame braucht eine Korrektur.</translation>
    </message>
    <message>
        <source>This is the last frame; there is nothing to propagate to.</source>
        <translation>Das ist der letzte Frame; es gibt kein Ziel zum Propagieren.</translation>
    </message>
    <message>
        <source>This is the first frame; there is nothing to propagate to.</source>
        <translation>Das ist der erste Frame; es gibt kein Ziel zum Propagieren.</translation>
    </message>
    <message>
        <source>The range has only one frame; mark a longer range.</source>
        <translation>Der Bereich hat nur einen Frame; markieren Sie einen längeren.</translation>
    </message>
    <message>
        <source>Nothing has changed since the last run.</source>
        <translation>Seit dem letzten Lauf hat sich nichts geändert.</translation>
    </message>
    <message>
        <source>All objects are locked; unlock the one to propagate.</source>
        <translation>Alle Objekte sind gesperrt; entsperren Sie das gewünschte Objekt.</translation>
    </message>
    <message numerus="yes">
        <source>All %n object(s)</source>
        <translation>
            <numerusform>%n Objekt</numerusform>
            <numerusform>Alle %n Objekte</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{count} of %n object(s)</source>
        <translation>
            <numerusform>{count} von %n Objekt</numerusform>
            <numerusform>{count} von %n Objekten</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>adds %n mask(s)</source>
        <translation>
            <numerusform>%n neue Maske</numerusform>
            <numerusform>%n neue Masken</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>replaces %n propagated mask(s)</source>
        <translation>
            <numerusform>ersetzt %n propagierte Maske</numerusform>
            <numerusform>ersetzt %n propagierte Masken</numerusform>
        </translation>
    </message>
    <message>
        <source>keeps {kept} drawn or verified</source>
        <translation>behält {kept} gezeichnete oder bestätigte</translation>
    </message>
    <message numerus="yes">
        <source>starts from %n imported or verified mask(s)</source>
        <translation>
            <numerusform>geht von %n importierten oder bestätigten Maske aus</numerusform>
            <numerusform>geht von %n importierten oder bestätigten Masken aus</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>leaves out %n locked object(s)</source>
        <translation>
            <numerusform>lässt %n gesperrtes Objekt aus</numerusform>
            <numerusform>lässt %n gesperrte Objekte aus</numerusform>
        </translation>
    </message>
    <message>
        <source>Select an object that is drawn on at least one frame.</source>
        <translation>Wählen Sie ein Objekt aus, das in mindestens einem Frame gezeichnet ist.</translation>
    </message>
    <message>
        <source>Adapt Again</source>
        <translation>Erneut anpassen</translation>
    </message>
    <message numerus="yes">
        <source>Stopped after {done} of %n frame(s); finished masks are kept.</source>
        <translation>
            <numerusform>Nach {done} von %n Frame gestoppt; fertige Masken bleiben erhalten.</numerusform>
            <numerusform>Nach {done} von %n Frames gestoppt; fertige Masken bleiben erhalten.</numerusform>
        </translation>
    </message>
    <message>
        <source>Stopped before the first frame was finished.</source>
        <translation>Gestoppt, bevor der erste Frame fertig war.</translation>
    </message>
    <message>
        <source>{damaged} cannot be recovered ({kind}); please report the details.</source>
        <translation>{damaged} kann nicht wiederhergestellt werden ({kind}); bitte melden Sie die Details.</translation>
    </message>
    <message numerus="yes">
        <source>%n mask(s)</source>
        <translation>
            <numerusform>%n Maske</numerusform>
            <numerusform>%n Masken</numerusform>
        </translation>
    </message>
    <message>
        <source>Recovered {objects} with {masks} in {name}.{lost} Please review them.</source>
        <translation>In {name} wiederhergestellt: {objects}, {masks}.{lost} Bitte prüfen Sie sie.</translation>
    </message>
    <message>
        <source>The search for frames failed ({kind}); please report the details.</source>
        <translation>Die Suche nach Frames ist fehlgeschlagen ({kind}); bitte melden Sie die Details.</translation>
    </message>
    <message>
        <source>the bundled weights</source>
        <translation>die mitgelieferten Gewichte</translation>
    </message>
    <message>
        <source>the model {name}</source>
        <translation>das Modell {name}</translation>
    </message>
    <message>
        <source>The next run uses {words}.</source>
        <translation>Der nächste Lauf verwendet {words}.</translation>
    </message>
    <message>
        <source>Training cannot start: {error}.</source>
        <translation>Das Training kann nicht starten: {error}.</translation>
    </message>
    <message>
        <source>Training is finished. {verdict}</source>
        <translation>Das Training ist abgeschlossen. {verdict}</translation>
    </message>
    <message>
        <source>Training failed without a message.</source>
        <translation>Das Training ist ohne Meldung fehlgeschlagen.</translation>
    </message>
    <message>
        <source>Training stopped; you can resume it.</source>
        <translation>Training gestoppt; Sie können es fortsetzen.</translation>
    </message>
    <message>
        <source>Show Runs</source>
        <translation>Läufe zeigen</translation>
    </message>
    <message>
        <source>The file could not be read ({kind}).</source>
        <translation>Die Datei konnte nicht gelesen werden ({kind}).</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>Text</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>Zahl</translation>
    </message>
    <message>
        <source>Yes or no</source>
        <translation>Ja oder nein</translation>
    </message>
    <message>
        <source>Choice</source>
        <translation>Auswahl</translation>
    </message>
    <message>
        <source>Attributes</source>
        <translation>Attribute</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>Typ</translation>
    </message>
    <message>
        <source>Choices (a, b, c)</source>
        <translation>Auswahl (a, b, c)</translation>
    </message>
    <message>
        <source>Per frame</source>
        <translation>Pro Frame</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>Hinzufügen</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Entfernen</translation>
    </message>
    <message>
        <source>Attributes of the objects of this category.</source>
        <translation>Attribute der Objekte dieser Kategorie.</translation>
    </message>
    <message>
        <source>The value may differ from frame to frame</source>
        <translation>Der Wert darf sich von Frame zu Frame unterscheiden</translation>
    </message>
    <message>
        <source>Categories</source>
        <translation>Kategorien</translation>
    </message>
    <message>
        <source>Category</source>
        <translation>Kategorie</translation>
    </message>
    <message>
        <source>Colour</source>
        <translation>Farbe</translation>
    </message>
    <message>
        <source>Objects are countable (a thing, not stuff)</source>
        <translation>Objekte sind zählbar (Thing, nicht Stuff)</translation>
    </message>
    <message>
        <source>None</source>
        <translation>Keine</translation>
    </message>
    <message>
        <source>Category for the objects of a deleted category</source>
        <translation>Kategorie für die Objekte einer gelöschten Kategorie</translation>
    </message>
    <message>
        <source>Move its objects to</source>
        <translation>Objekte verschieben nach</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Löschen</translation>
    </message>
    <message>
        <source>New Category</source>
        <translation>Neue Kategorie</translation>
    </message>
    <message>
        <source>&amp;Name</source>
        <translation>&amp;Name</translation>
    </message>
    <message>
        <source>&amp;Group</source>
        <translation>&amp;Gruppe</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Changes apply immediately and can be undone.</source>
        <translation>Änderungen wirken sofort und lassen sich rückgängig machen.</translation>
    </message>
    <message>
        <source>A project needs at least one category.</source>
        <translation>Ein Projekt braucht mindestens eine Kategorie.</translation>
    </message>
    <message>
        <source>A category needs a name.</source>
        <translation>Eine Kategorie braucht einen Namen.</translation>
    </message>
    <message>
        <source>Wheel</source>
        <translation>Mausrad</translation>
    </message>
    <message>
        <source>Zoom at pointer</source>
        <translation>Am Zeiger zoomen</translation>
    </message>
    <message>
        <source>Space+drag or middle drag</source>
        <translation>Leertaste+Ziehen oder Ziehen mit mittlerer Taste</translation>
    </message>
    <message>
        <source>Pan the view</source>
        <translation>Ansicht verschieben</translation>
    </message>
    <message>
        <source>Right button or Shift</source>
        <translation>Rechte Taste oder Umschalt</translation>
    </message>
    <message>
        <source>Erase with the brush</source>
        <translation>Mit dem Pinsel radieren</translation>
    </message>
    <message>
        <source>Right click</source>
        <translation>Rechtsklick</translation>
    </message>
    <message>
        <source>Negative click (clicks tool)</source>
        <translation>Negativer Klick (Werkzeug „Klicks“)</translation>
    </message>
    <message>
        <source>Shift+drag</source>
        <translation>Umschalt+Ziehen</translation>
    </message>
    <message>
        <source>Mark a range (timeline)</source>
        <translation>Bereich markieren (Zeitleiste)</translation>
    </message>
    <message>
        <source>Wheel on the timeline</source>
        <translation>Mausrad auf der Zeitleiste</translation>
    </message>
    <message>
        <source>Zoom the timeline</source>
        <translation>Zeitleiste zoomen</translation>
    </message>
    <message>
        <source>Ctrl+click</source>
        <translation>Strg+Klick</translation>
    </message>
    <message>
        <source>Select the object under the mouse with any tool</source>
        <translation>Objekt unter der Maus auswählen (jedes Werkzeug)</translation>
    </message>
    <message>
        <source>Ctrl+Shift+click</source>
        <translation>Strg+Umschalt+Klick</translation>
    </message>
    <message>
        <source>Add it to the selection</source>
        <translation>Zur Auswahl hinzufügen</translation>
    </message>
    <message>
        <source>Find by name or key</source>
        <translation>Nach Name oder Taste suchen</translation>
    </message>
    <message>
        <source>No shortcut matches.</source>
        <translation>Kein passendes Tastenkürzel.</translation>
    </message>
    <message>
        <source>Mouse</source>
        <translation>Maus</translation>
    </message>
    <message>
        <source>Shortcuts</source>
        <translation>Tastenkürzel</translation>
    </message>
    <message numerus="yes">
        <source>%n category(ies)</source>
        <translation>
            <numerusform>%n Kategorie</numerusform>
            <numerusform>%n Kategorien</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{name}: {objects} in {categories}, %n frame(s) of {width}x{height}</source>
        <translation>
            <numerusform>{name}: {objects}, {categories}, %n Frame mit {width}x{height}</numerusform>
            <numerusform>{name}: {objects}, {categories}, %n Frames mit {width}x{height}</numerusform>
        </translation>
    </message>
    <message>
        <source>Options</source>
        <translation>Optionen</translation>
    </message>
    <message>
        <source>Polygons instead of run-length codes (loses holes)</source>
        <translation>Polygone statt Lauflängencodes (ohne Löcher)</translation>
    </message>
    <message>
        <source>Also export frames as JPEG</source>
        <translation>Frames auch als JPEG exportieren</translation>
    </message>
    <message>
        <source>Use the folder layout of the DAVIS dataset</source>
        <translation>Ordnerstruktur des DAVIS-Datensatzes verwenden</translation>
    </message>
    <message>
        <source>{} %</source>
        <translation>{} %</translation>
    </message>
    <message>
        <source>Mask opacity</source>
        <translation>Maskendeckkraft</translation>
    </message>
    <message>
        <source>Width of the soft edge in pixels</source>
        <translation>Breite der weichen Kante in Pixeln</translation>
    </message>
    <message>
        <source>Soft edge</source>
        <translation>Weiche Kante</translation>
    </message>
    <message>
        <source>Export annotations</source>
        <translation>Annotationen exportieren</translation>
    </message>
    <message>
        <source>Whole video</source>
        <translation>Ganzes Video</translation>
    </message>
    <message>
        <source>Marked range</source>
        <translation>Markierter Bereich</translation>
    </message>
    <message>
        <source>Include file paths</source>
        <translation>Dateipfade einschließen</translation>
    </message>
    <message>
        <source>Copy Details</source>
        <translation>Details kopieren</translation>
    </message>
    <message>
        <source>Open Folder</source>
        <translation>Ordner öffnen</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Wrote {frames} with {objects}.</source>
        <translation>Geschrieben: {frames}, {objects}.</translation>
    </message>
    <message>
        <source>The export failed; nothing was written.</source>
        <translation>Der Export ist fehlgeschlagen; es wurde nichts geschrieben.</translation>
    </message>
    <message>
        <source>Choose...</source>
        <translation>Wählen...</translation>
    </message>
    <message>
        <source>&amp;Format</source>
        <translation>&amp;Format</translation>
    </message>
    <message>
        <source>Export Dataset</source>
        <translation>Datensatz exportieren</translation>
    </message>
    <message>
        <source>Splits of the dataset: {splits}</source>
        <translation>Splits des Datensatzes: {splits}</translation>
    </message>
    <message>
        <source>Random splits:</source>
        <translation>Zufällige Splits:</translation>
    </message>
    <message>
        <source>No splits</source>
        <translation>Keine Splits</translation>
    </message>
    <message>
        <source>The same share of each category in every split</source>
        <translation>Gleicher Anteil jeder Kategorie in jedem Split</translation>
    </message>
    <message>
        <source>Only frames whose masks are all drawn or verified</source>
        <translation>Nur Frames, deren Masken alle gezeichnet oder bestätigt sind</translation>
    </message>
    <message>
        <source>Export frames as JPEG; otherwise refer to the videos</source>
        <translation>Frames als JPEG exportieren, sonst auf die Videos verweisen</translation>
    </message>
    <message>
        <source>Shares of the random splits</source>
        <translation>Anteile der zufälligen Splits</translation>
    </message>
    <message>
        <source>Seed of the random splits</source>
        <translation>Seed der zufälligen Splits</translation>
    </message>
    <message>
        <source>Export every n-th frame</source>
        <translation>Jeden n-ten Frame exportieren</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>Seed</translation>
    </message>
    <message>
        <source>Splits</source>
        <translation>Splits</translation>
    </message>
    <message>
        <source>Every n-th frame, n =</source>
        <translation>Jeder n-te Frame, n =</translation>
    </message>
    <message>
        <source>Frames</source>
        <translation>Frames</translation>
    </message>
    <message>
        <source>Not exported: {what}</source>
        <translation>Nicht exportiert: {what}</translation>
    </message>
    <message>
        <source>{folder} is not empty; choose a new folder.</source>
        <translation>{folder} ist nicht leer; wählen Sie einen neuen Ordner.</translation>
    </message>
    <message>
        <source>Marked range (none; Shift+drag in the timeline)</source>
        <translation>Markierter Bereich (keiner; Umschalt+Ziehen in der Zeitleiste)</translation>
    </message>
    <message>
        <source>Marked range: {first} to {last} ({count})</source>
        <translation>Markierter Bereich: {first} bis {last} ({count})</translation>
    </message>
    <message>
        <source>Whole video ({whole})</source>
        <translation>Ganzes Video ({whole})</translation>
    </message>
    <message>
        <source>&amp;To folder</source>
        <translation>&amp;Zielordner</translation>
    </message>
    <message>
        <source>&amp;To file</source>
        <translation>&amp;Zieldatei</translation>
    </message>
    <message>
        <source>Not exported: {loses}</source>
        <translation>Nicht exportiert: {loses}</translation>
    </message>
    <message>
        <source>Replace</source>
        <translation>Ersetzen</translation>
    </message>
    <message>
        <source>Export to folder</source>
        <translation>In Ordner exportieren</translation>
    </message>
    <message>
        <source>Export to file</source>
        <translation>In Datei exportieren</translation>
    </message>
    <message>
        <source>Stopping...</source>
        <translation>Wird gestoppt...</translation>
    </message>
    <message>
        <source>Writing {title}...</source>
        <translation>{title} wird geschrieben...</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Zurück</translation>
    </message>
    <message>
        <source>Choose a folder to write to.</source>
        <translation>Wählen Sie einen Zielordner.</translation>
    </message>
    <message>
        <source>Choose a file to write to.</source>
        <translation>Wählen Sie eine Zieldatei.</translation>
    </message>
    <message>
        <source>{out} is a file; choose another folder.</source>
        <translation>{out} ist eine Datei; wählen Sie einen anderen Ordner.</translation>
    </message>
    <message>
        <source>{out} is a folder; choose another file.</source>
        <translation>{out} ist ein Ordner; wählen Sie eine andere Datei.</translation>
    </message>
    <message>
        <source>The folder {name} is not empty. Press Replace to replace the files that have the same names, or choose another folder.</source>
        <translation>Der Ordner {name} ist nicht leer. Klicken Sie auf „Ersetzen“, um gleichnamige Dateien zu ersetzen, oder wählen Sie einen anderen Ordner.</translation>
    </message>
    <message>
        <source>{name} already exists. Press Replace to replace it, or choose another file.</source>
        <translation>{name} existiert bereits. Klicken Sie auf „Ersetzen“, um die Datei zu ersetzen, oder wählen Sie eine andere.</translation>
    </message>
    <message>
        <source>Writes images to {out}; files of the same name are replaced.</source>
        <translation>Schreibt Bilder nach {out}; gleichnamige Dateien werden ersetzt.</translation>
    </message>
    <message>
        <source>Writes images to {out}.</source>
        <translation>Schreibt Bilder nach {out}.</translation>
    </message>
    <message>
        <source>Replaces {out}</source>
        <translation>Ersetzt {out}</translation>
    </message>
    <message>
        <source>Writes {out}</source>
        <translation>Schreibt {out}</translation>
    </message>
    <message>
        <source>Import annotations</source>
        <translation>Annotationen importieren</translation>
    </message>
    <message>
        <source>A file, a folder or a zip archive</source>
        <translation>Datei, Ordner oder Zip-Archiv</translation>
    </message>
    <message>
        <source>Merge objects that have the same number</source>
        <translation>Objekte mit gleicher Nummer zusammenführen</translation>
    </message>
    <message>
        <source>Merge objects without a number that overlap by half or more</source>
        <translation>Objekte ohne Nummer zusammenführen, die sich mindestens zur Hälfte überlappen</translation>
    </message>
    <message>
        <source>Import</source>
        <translation>Importieren</translation>
    </message>
    <message>
        <source>Import Dataset</source>
        <translation>Datensatz importieren</translation>
    </message>
    <message>
        <source>Folder or JSON file of a published dataset</source>
        <translation>Ordner oder JSON-Datei eines Datensatzes</translation>
    </message>
    <message>
        <source>Layout</source>
        <translation>Struktur</translation>
    </message>
    <message>
        <source>Only if they are in another folder</source>
        <translation>Nur wenn sie in einem anderen Ordner liegen</translation>
    </message>
    <message>
        <source>F&amp;rom</source>
        <translation>&amp;Quelle</translation>
    </message>
    <message>
        <source>&amp;Videos or frames</source>
        <translation>&amp;Videos/Frames</translation>
    </message>
    <message>
        <source>&amp;Layout</source>
        <translation>&amp;Struktur</translation>
    </message>
    <message numerus="yes">
        <source>%n layout(s) fit this folder; choose how to read it.</source>
        <translation>
            <numerusform>%n Struktur passt zu diesem Ordner; wählen Sie, wie er gelesen wird.</numerusform>
            <numerusform>%n Strukturen passen zu diesem Ordner; wählen Sie, wie er gelesen wird.</numerusform>
        </translation>
    </message>
    <message>
        <source>Choose the folder of a published dataset first.</source>
        <translation>Wählen Sie zuerst den Ordner eines veröffentlichten Datensatzes.</translation>
    </message>
    <message>
        <source>Reading the folder...</source>
        <translation>Ordner wird gelesen...</translation>
    </message>
    <message>
        <source>Choose a folder for the dataset.</source>
        <translation>Wählen Sie einen Ordner für den Datensatz.</translation>
    </message>
    <message>
        <source>The folder could not be read ({kind}).</source>
        <translation>Der Ordner konnte nicht gelesen werden ({kind}).</translation>
    </message>
    <message>
        <source>&amp;Video</source>
        <translation>&amp;Video</translation>
    </message>
    <message>
        <source>Contents</source>
        <translation>Inhalt</translation>
    </message>
    <message>
        <source>File...</source>
        <translation>Datei...</translation>
    </message>
    <message>
        <source>Folder...</source>
        <translation>Ordner...</translation>
    </message>
    <message>
        <source>Detected: {reason}.</source>
        <translation>Erkannt: {reason}.</translation>
    </message>
    <message>
        <source>All parts of this video</source>
        <translation>Alle Teile dieses Videos</translation>
    </message>
    <message>
        <source>Choose a file or a folder first.</source>
        <translation>Wählen Sie zuerst eine Datei oder einen Ordner.</translation>
    </message>
    <message>
        <source>Reading...</source>
        <translation>Wird gelesen...</translation>
    </message>
    <message>
        <source>Import the Rest</source>
        <translation>Rest importieren</translation>
    </message>
    <message>
        <source>{error} Open their video first.</source>
        <translation>{error} Öffnen Sie zuerst das zugehörige Video.</translation>
    </message>
    <message>
        <source>Frame {frame}</source>
        <translation>Frame {frame}</translation>
    </message>
    <message numerus="yes">
        <source>%n entry(ies) cannot be read and will be left out:</source>
        <translation>
            <numerusform>%n Eintrag kann nicht gelesen werden und wird ausgelassen:</numerusform>
            <numerusform>%n Einträge können nicht gelesen werden und werden ausgelassen:</numerusform>
        </translation>
    </message>
    <message>
        <source>... and {count} more.</source>
        <translation>... und {count} weitere.</translation>
    </message>
    <message>
        <source>Chapters</source>
        <translation>Kapitel</translation>
    </message>
    <message>
        <source>Chapter</source>
        <translation>Kapitel</translation>
    </message>
    <message>
        <source>Snaps the outline to the nearest colour edge within the width.</source>
        <translation>Legt die Kontur an die nächste Farbkante innerhalb der Breite.</translation>
    </message>
    <message>
        <source>Moves the outline out by the width.</source>
        <translation>Verschiebt die Kontur um die Breite nach außen.</translation>
    </message>
    <message>
        <source>Moves the outline in by the width.</source>
        <translation>Verschiebt die Kontur um die Breite nach innen.</translation>
    </message>
    <message>
        <source>Removes bumps and dents narrower than the width.</source>
        <translation>Entfernt Beulen und Dellen, die schmaler als die Breite sind.</translation>
    </message>
    <message>
        <source>Fills every hole.</source>
        <translation>Füllt jedes Loch.</translation>
    </message>
    <message>
        <source>Mask Operation</source>
        <translation>Maskenoperation</translation>
    </message>
    <message>
        <source>Keep verified masks unchanged</source>
        <translation>Bestätigte Masken nicht ändern</translation>
    </message>
    <message>
        <source>Preview on this frame</source>
        <translation>Vorschau in diesem Frame</translation>
    </message>
    <message>
        <source>Apply</source>
        <translation>Anwenden</translation>
    </message>
    <message>
        <source>&amp;Width</source>
        <translation>&amp;Breite</translation>
    </message>
    <message>
        <source>This frame</source>
        <translation>Dieser Frame</translation>
    </message>
    <message>
        <source>Marked range, frames {first} to {last}</source>
        <translation>Markierter Bereich, Frames {first} bis {last}</translation>
    </message>
    <message>
        <source>All frames with a mask</source>
        <translation>Alle Frames mit Maske</translation>
    </message>
    <message>
        <source>&amp;Operation</source>
        <translation>&amp;Operation</translation>
    </message>
    <message>
        <source>&amp;Frames</source>
        <translation>&amp;Frames</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Hinweis</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Fertig</translation>
    </message>
    <message>
        <source>Warning</source>
        <translation>Warnung</translation>
    </message>
    <message>
        <source>Error</source>
        <translation>Fehler</translation>
    </message>
    <message>
        <source>Messages</source>
        <translation>Meldungen</translation>
    </message>
    <message>
        <source>No messages yet.</source>
        <translation>Noch keine Meldungen.</translation>
    </message>
    <message>
        <source>Copy All</source>
        <translation>Alle kopieren</translation>
    </message>
    <message>
        <source>Models</source>
        <translation>Modelle</translation>
    </message>
    <message>
        <source>Use</source>
        <translation>Verwenden</translation>
    </message>
    <message>
        <source>Use Previous Model</source>
        <translation>Voriges Modell verwenden</translation>
    </message>
    <message>
        <source>Open Report</source>
        <translation>Bericht öffnen</translation>
    </message>
    <message>
        <source>The weights {path} from the settings are in use. Select a model to use it instead.</source>
        <translation>Zurzeit werden die Gewichte {path} aus den Einstellungen verwendet. Wählen Sie ein Modell aus, um stattdessen dieses zu verwenden.</translation>
    </message>
    <message>
        <source>In use</source>
        <translation>Wird verwendet</translation>
    </message>
    <message>
        <source>comes with GvSeg</source>
        <translation>mit GvSeg geliefert</translation>
    </message>
    <message>
        <source>trained from {parent} on {day}</source>
        <translation>trainiert aus {parent} am {day}</translation>
    </message>
    <message>
        <source>trained on {day}</source>
        <translation>trainiert am {day}</translation>
    </message>
    <message>
        <source>trained from {parent}</source>
        <translation>trainiert aus {parent}</translation>
    </message>
    <message>
        <source>trained</source>
        <translation>trainiert</translation>
    </message>
    <message>
        <source>{origin}, with {data}</source>
        <translation>{origin}, mit {data}</translation>
    </message>
    <message>
        <source>Paste to Range</source>
        <translation>In Bereich einfügen</translation>
    </message>
    <message>
        <source>Replace drawn and verified masks too</source>
        <translation>Auch gezeichnete und bestätigte Masken ersetzen</translation>
    </message>
    <message>
        <source>Paste</source>
        <translation>Einfügen</translation>
    </message>
    <message>
        <source>&amp;First frame</source>
        <translation>&amp;Erster Frame</translation>
    </message>
    <message>
        <source>&amp;Last frame</source>
        <translation>&amp;Letzter Frame</translation>
    </message>
    <message numerus="yes">
        <source>The copied mask is pasted to %n frame(s).</source>
        <translation>
            <numerusform>Die kopierte Maske wird in %n Frame eingefügt.</numerusform>
            <numerusform>Die kopierte Maske wird in %n Frames eingefügt.</numerusform>
        </translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>Fortschritt</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>Details</translation>
    </message>
    <message>
        <source>Choose: {field}</source>
        <translation>Wählen: {field}</translation>
    </message>
    <message>
        <source>Working...</source>
        <translation>In Arbeit...</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>Video not found</source>
        <translation>Video nicht gefunden</translation>
    </message>
    <message>
        <source>{name} annotates {video}, which no longer exists. Select its new location; the project is not changed until then.</source>
        <translation>{name} annotiert {video}; diese Datei gibt es nicht mehr. Wählen Sie den neuen Ort; bis dahin wird das Projekt nicht geändert.</translation>
    </message>
    <message>
        <source>Locate Video...</source>
        <translation>Video suchen...</translation>
    </message>
    <message>
        <source>{name} is open on {host} by {person} since {time}.</source>
        <translation>{name} ist seit {time} auf {host} von {person} geöffnet.</translation>
    </message>
    <message>
        <source>somebody</source>
        <translation>jemandem</translation>
    </message>
    <message>
        <source>Open Read-Only</source>
        <translation>Schreibgeschützt öffnen</translation>
    </message>
    <message>
        <source>Somebody else has this project open</source>
        <translation>Dieses Projekt ist anderswo geöffnet</translation>
    </message>
    <message>
        <source>You can look at it now, and edit it when it is closed there.</source>
        <translation>Sie können es jetzt ansehen und bearbeiten, sobald es dort geschlossen ist.</translation>
    </message>
    <message>
        <source>Was this project left open by a crash?</source>
        <translation>Blieb dieses Projekt nach einem Absturz geöffnet?</translation>
    </message>
    <message>
        <source>That computer has given no sign of life for {minutes} minutes. If GvSeg no longer runs there, take the project over. If it does, ask {person} first, or later changes made there will not be saved.</source>
        <translation>Dieser Computer hat sich seit {minutes} Minuten nicht gemeldet. Wenn GvSeg dort nicht mehr läuft, übernehmen Sie das Projekt. Läuft es noch, klären Sie das zuerst mit {person}; sonst werden spätere Änderungen von dort nicht gespeichert.</translation>
    </message>
    <message>
        <source>Take Over</source>
        <translation>Übernehmen</translation>
    </message>
    <message>
        <source>The video has changed</source>
        <translation>Das Video hat sich geändert</translation>
    </message>
    <message>
        <source>{reason} Use it if it is the same video saved again; otherwise choose the original.</source>
        <translation>{reason} Verwenden Sie es, wenn es dasselbe, neu gespeicherte Video ist; wählen Sie sonst das Original.</translation>
    </message>
    <message>
        <source>Use It</source>
        <translation>Verwenden</translation>
    </message>
    <message>
        <source>Choose Another...</source>
        <translation>Anderes wählen...</translation>
    </message>
    <message>
        <source>Open Video Only</source>
        <translation>Nur Video öffnen</translation>
    </message>
    <message>
        <source>Discard the training run started on {when}?</source>
        <translation>Trainingslauf vom {when} verwerfen?</translation>
    </message>
    <message>
        <source>Recover Project</source>
        <translation>Projekt wiederherstellen</translation>
    </message>
    <message>
        <source>The project cannot be opened</source>
        <translation>Das Projekt kann nicht geöffnet werden</translation>
    </message>
    <message>
        <source>Some changes are not saved</source>
        <translation>Einige Änderungen sind nicht gespeichert</translation>
    </message>
    <message>
        <source>{reason} Later changes would be lost.</source>
        <translation>{reason} Spätere Änderungen gingen verloren.</translation>
    </message>
    <message>
        <source>Close Without Saving</source>
        <translation>Schließen ohne zu speichern</translation>
    </message>
    <message>
        <source>Save As...</source>
        <translation>Speichern unter...</translation>
    </message>
    <message>
        <source>Its progress is deleted permanently. To continue later, pause the run instead.</source>
        <translation>Der Fortschritt wird endgültig gelöscht. Um später weiterzumachen, pausieren Sie den Lauf stattdessen.</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>Verwerfen</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>Behalten</translation>
    </message>
    <message>
        <source>Remove the model {name}?</source>
        <translation>Modell {name} entfernen?</translation>
    </message>
    <message>
        <source>Its weights will be deleted permanently.</source>
        <translation>Seine Gewichte werden endgültig gelöscht.</translation>
    </message>
    <message>
        <source>GvSeg crashed last time</source>
        <translation>GvSeg ist beim letzten Mal abgestürzt</translation>
    </message>
    <message>
        <source>This is a bug in GvSeg. Every edit was saved when you made it. Please report the details.</source>
        <translation>Das ist ein Fehler in GvSeg. Jede Änderung wurde sofort gespeichert. Bitte melden Sie die Details.</translation>
    </message>
    <message>
        <source>Your edits are saved.</source>
        <translation>Ihre Änderungen sind gespeichert.</translation>
    </message>
    <message>
        <source>Something went wrong in GvSeg</source>
        <translation>In GvSeg ist ein Fehler aufgetreten</translation>
    </message>
    <message>
        <source>This is a bug in GvSeg ({kind}). {saved} You can continue; if something looks wrong, restart GvSeg. Please report the details.</source>
        <translation>Das ist ein Fehler in GvSeg ({kind}). {saved} Sie können weiterarbeiten; wenn etwas nicht stimmt, starten Sie GvSeg neu. Bitte melden Sie die Details.</translation>
    </message>
    <message>
        <source>This is a bug in GvSeg ({kind}). Please report the details.</source>
        <translation>Das ist ein Fehler in GvSeg ({kind}). Bitte melden Sie die Details.</translation>
    </message>
    <message>
        <source>GvSeg cannot start</source>
        <translation>GvSeg kann nicht starten</translation>
    </message>
    <message>
        <source>Continue</source>
        <translation>Weiter</translation>
    </message>
    <message>
        <source>Video annotation: outline an object, propagate it through the video, correct, export. Everything stays on this computer. MIT licence.</source>
        <translation>Video-Annotation: ein Objekt markieren, durch das Video propagieren, korrigieren, exportieren. Alles bleibt auf diesem Computer. MIT-Lizenz.</translation>
    </message>
    <message>
        <source>Automatic (fastest available)</source>
        <translation>Automatisch (schnellstes verfügbares)</translation>
    </message>
    <message>
        <source>Processor (cpu)</source>
        <translation>Prozessor (cpu)</translation>
    </message>
    <message>
        <source>NVIDIA GPU (cuda)</source>
        <translation>NVIDIA-GPU (cuda)</translation>
    </message>
    <message>
        <source>Apple GPU (mps)</source>
        <translation>Apple-GPU (mps)</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>Appearance</source>
        <translation>Darstellung</translation>
    </message>
    <message>
        <source>Engine</source>
        <translation>Engine</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Dunkel</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Hell</translation>
    </message>
    <message>
        <source>Theme</source>
        <translation>Design</translation>
    </message>
    <message>
        <source>&amp;Mask opacity</source>
        <translation>&amp;Maskendeckkraft</translation>
    </message>
    <message>
        <source>Show mask outlines</source>
        <translation>Maskenkonturen anzeigen</translation>
    </message>
    <message>
        <source>Hatch masks with patterns (for colour-blind users)</source>
        <translation>Masken mit Mustern schraffieren (bei Farbenblindheit)</translation>
    </message>
    <message>
        <source>Language of the system</source>
        <translation>Sprache des Systems</translation>
    </message>
    <message>
        <source>Lan&amp;guage</source>
        <translation>&amp;Sprache</translation>
    </message>
    <message>
        <source>GvSeg uses this language from its next start.</source>
        <translation>GvSeg verwendet diese Sprache ab dem nächsten Start.</translation>
    </message>
    <message>
        <source>&amp;Device</source>
        <translation>&amp;Gerät</translation>
    </message>
    <message>
        <source>Bundled weights</source>
        <translation>Mitgelieferte Gewichte</translation>
    </message>
    <message>
        <source>&amp;Weights</source>
        <translation>Ge&amp;wichte</translation>
    </message>
    <message>
        <source>&amp;Short side</source>
        <translation>&amp;Kurze Seite</translation>
    </message>
    <message>
        <source>Size of frames inside the network: smaller is faster and uses less memory, larger shows finer detail. 0 uses the default of the weights.</source>
        <translation>Größe der Frames im Netz: kleiner ist schneller und braucht weniger Speicher, größer zeigt feinere Details. 0 verwendet den Standardwert der Gewichte.</translation>
    </message>
    <message>
        <source>&amp;Adapt for</source>
        <translation>&amp;Anpassungsdauer</translation>
    </message>
    <message>
        <source>Recorded with your comments, reviews and verified masks</source>
        <translation>Wird mit Ihren Kommentaren, Prüfungen und bestätigten Masken gespeichert</translation>
    </message>
    <message>
        <source>Your &amp;name</source>
        <translation>&amp;Ihr Name</translation>
    </message>
    <message>
        <source>&amp;Low confidence</source>
        <translation>&amp;Niedrige Konfidenz</translation>
    </message>
    <message>
        <source>below {} %</source>
        <translation>unter {} %</translation>
    </message>
    <message>
        <source>Shortcuts...</source>
        <translation>Tastenkürzel...</translation>
    </message>
    <message>
        <source>Choose weights</source>
        <translation>Gewichte wählen</translation>
    </message>
    <message>
        <source>Weights (*.safetensors)</source>
        <translation>Gewichte (*.safetensors)</translation>
    </message>
    <message>
        <source>Default</source>
        <translation>Standard</translation>
    </message>
    <message>
        <source>File {text} does not exist.</source>
        <translation>Die Datei {text} existiert nicht.</translation>
    </message>
    <message>
        <source>Weights must be a .safetensors file.</source>
        <translation>Gewichte müssen eine .safetensors-Datei sein.</translation>
    </message>
    <message>
        <source>Set</source>
        <translation>Festlegen</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>Löschen</translation>
    </message>
    <message>
        <source>Reset</source>
        <translation>Zurücksetzen</translation>
    </message>
    <message>
        <source>Reset All</source>
        <translation>Alle zurücksetzen</translation>
    </message>
    <message>
        <source>Action</source>
        <translation>Aktion</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>Tasten</translation>
    </message>
    <message>
        <source>Preset</source>
        <translation>Voreinstellung</translation>
    </message>
    <message>
        <source>{key} is assigned to {names} and will be reassigned.</source>
        <translation>{key} ist mit {names} belegt und wird neu zugewiesen.</translation>
    </message>
    <message>
        <source>{key} is free.</source>
        <translation>{key} ist frei.</translation>
    </message>
    <message>
        <source>{key} is assigned to {names}; change one of them.</source>
        <translation>{key} ist mit {names} belegt; ändern Sie eines davon.</translation>
    </message>
    <message>
        <source>Click the field and press the new key.</source>
        <translation>Klicken Sie in das Feld, und drücken Sie die neue Taste.</translation>
    </message>
    <message>
        <source>Drawn or corrected</source>
        <translation>Gezeichnet oder korrigiert</translation>
    </message>
    <message>
        <source>Verified</source>
        <translation>Bestätigt</translation>
    </message>
    <message>
        <source>Imported</source>
        <translation>Importiert</translation>
    </message>
    <message>
        <source>Propagated</source>
        <translation>Propagiert</translation>
    </message>
    <message>
        <source>Whole videos if there are three or more, else the end of each</source>
        <translation>Ganze Videos (ab drei), sonst das Ende jedes Videos</translation>
    </message>
    <message>
        <source>Whole videos</source>
        <translation>Ganze Videos</translation>
    </message>
    <message>
        <source>The end of each video</source>
        <translation>Das Ende jedes Videos</translation>
    </message>
    <message>
        <source>Training improves the model with your corrections. It runs in the background: you can go on annotating, or close GvSeg. When it ends, you choose whether to use the new model.</source>
        <translation>Das Training verbessert das Modell mit Ihren Korrekturen. Es läuft im Hintergrund: Sie können weiter annotieren oder GvSeg schließen. Am Ende entscheiden Sie, ob das neue Modell verwendet wird.</translation>
    </message>
    <message>
        <source>Train on My Corrections</source>
        <translation>Mit meinen Korrekturen trainieren</translation>
    </message>
    <message>
        <source>Training data</source>
        <translation>Trainingsdaten</translation>
    </message>
    <message>
        <source>{minutes} min</source>
        <translation>{minutes} min</translation>
    </message>
    <message>
        <source>&amp;Time</source>
        <translation>&amp;Dauer</translation>
    </message>
    <message>
        <source>Advanced</source>
        <translation>Erweitert</translation>
    </message>
    <message>
        <source>Train &amp;on</source>
        <translation>&amp;Trainieren mit</translation>
    </message>
    <message>
        <source>Weight of masks</source>
        <translation>Gewicht der Masken</translation>
    </message>
    <message>
        <source>&amp;Test on</source>
        <translation>T&amp;esten mit</translation>
    </message>
    <message>
        <source>Skip files that cannot be read</source>
        <translation>Unlesbare Dateien überspringen</translation>
    </message>
    <message>
        <source>Add Projects...</source>
        <translation>Projekte hinzufügen...</translation>
    </message>
    <message>
        <source>Add Folder...</source>
        <translation>Ordner hinzufügen...</translation>
    </message>
    <message>
        <source>How much these masks count; 0 leaves them out.</source>
        <translation>Wie stark diese Masken zählen; 0 lässt sie aus.</translation>
    </message>
    <message>
        <source>Weight of masks: {title}</source>
        <translation>Gewicht der Masken: {title}</translation>
    </message>
    <message>
        <source>Train</source>
        <translation>Trainieren</translation>
    </message>
    <message>
        <source>Add projects or exports</source>
        <translation>Projekte oder Exporte hinzufügen</translation>
    </message>
    <message>
        <source>Projects and exports (*.gvseg *.json *.txt)</source>
        <translation>Projekte und Exporte (*.gvseg *.json *.txt)</translation>
    </message>
    <message>
        <source>Add the folder of an export</source>
        <translation>Ordner eines Exports hinzufügen</translation>
    </message>
    <message>
        <source>Add a project or an export with corrected masks.</source>
        <translation>Fügen Sie ein Projekt oder einen Export mit korrigierten Masken hinzu.</translation>
    </message>
    <message>
        <source>The training data cannot be read.</source>
        <translation>Die Trainingsdaten können nicht gelesen werden.</translation>
    </message>
    <message>
        <source>{count} {kind}</source>
        <translation>{count} {kind}</translation>
    </message>
    <message>
        <source>no masks</source>
        <translation>keine Masken</translation>
    </message>
    <message>
        <source>; {count} held out</source>
        <translation>; {count} zurückgehalten</translation>
    </message>
    <message>
        <source>{name}: {objects}, {frames} to train on ({masks}){held}</source>
        <translation>{name}: {objects}, {frames} zum Trainieren ({masks}){held}</translation>
    </message>
    <message>
        <source>Categories: {categories}</source>
        <translation>Kategorien: {categories}</translation>
    </message>
    <message>
        <source>To score the result, {how}.</source>
        <translation>Zur Bewertung: {how}.</translation>
    </message>
    <message>
        <source>Skipped: {reason}</source>
        <translation>Übersprungen: {reason}</translation>
    </message>
    <message>
        <source>Training. You can close GvSeg; training continues.</source>
        <translation>Training läuft. Sie können GvSeg schließen; das Training geht weiter.</translation>
    </message>
    <message>
        <source>Stopped. You can resume it.</source>
        <translation>Gestoppt. Sie können es fortsetzen.</translation>
    </message>
    <message>
        <source>Finished.</source>
        <translation>Abgeschlossen.</translation>
    </message>
    <message>
        <source>This run failed.</source>
        <translation>Dieser Lauf ist fehlgeschlagen.</translation>
    </message>
    <message>
        <source>Saving and stopping...</source>
        <translation>Wird gespeichert und gestoppt...</translation>
    </message>
    <message>
        <source>No scores yet</source>
        <translation>Noch keine Scores</translation>
    </message>
    <message>
        <source>step 0 to {last}</source>
        <translation>Schritt 0 bis {last}</translation>
    </message>
    <message>
        <source>Training Runs</source>
        <translation>Trainingsläufe</translation>
    </message>
    <message>
        <source>No training runs yet.</source>
        <translation>Noch keine Trainingsläufe.</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Pausieren</translation>
    </message>
    <message>
        <source>Keep Old Model</source>
        <translation>Altes Modell behalten</translation>
    </message>
    <message>
        <source>Use This Model</source>
        <translation>Dieses verwenden</translation>
    </message>
    <message>
        <source>Trained on: {videos}.</source>
        <translation>Trainiert mit: {videos}.</translation>
    </message>
    <message>
        <source>Held-out J&amp;F: {first:.3f} before, {last:.3f} at step {step}, best {best:.3f}.</source>
        <translation>J&amp;F auf Testdaten: {first:.3f} vorher, {last:.3f} bei Schritt {step}, Bestwert {best:.3f}.</translation>
    </message>
    <message>
        <source>About {minutes:.0f} min left.</source>
        <translation>Noch etwa {minutes:.0f} min.</translation>
    </message>
    <message>
        <source>Preparing: reading, copying, scoring the current model.</source>
        <translation>Vorbereitung: Lesen, Kopieren, Bewerten des aktuellen Modells.</translation>
    </message>
    <message>
        <source>There is no message; see {folder}.</source>
        <translation>Es gibt keine Meldung; siehe {folder}.</translation>
    </message>
    <message>
        <source>Map Classes to Categories</source>
        <translation>Klassen Kategorien zuordnen</translation>
    </message>
    <message>
        <source>object</source>
        <translation>Objekt</translation>
    </message>
    <message>
        <source>surface</source>
        <translation>Fläche</translation>
    </message>
    <message>
        <source>{name} ({kind})</source>
        <translation>{name} ({kind})</translation>
    </message>
    <message>
        <source>Objects of each class are proposed in the category next to it.</source>
        <translation>Objekte jeder Klasse werden in der Kategorie daneben vorgeschlagen.</translation>
    </message>
    <message>
        <source>Category for {name}</source>
        <translation>Kategorie für {name}</translation>
    </message>
    <message>
        <source>New category “{name}”</source>
        <translation>Neue Kategorie „{name}“</translation>
    </message>
    <message>
        <source>Ignore</source>
        <translation>Ignorieren</translation>
    </message>
    <message>
        <source>Ignore All</source>
        <translation>Alle ignorieren</translation>
    </message>
    <message>
        <source>The engine ran out of memory; the masks made so far are kept. Choose a smaller short side or the device cpu in the settings, and run again.</source>
        <translation>Der Engine reicht der Speicher nicht; die bisherigen Masken bleiben erhalten. Wählen Sie in den Einstellungen eine kleinere kurze Seite oder das Gerät cpu, und starten Sie den Lauf erneut.</translation>
    </message>
    <message>
        <source>The engine failed ({kind}); the masks made so far are kept. Run again; if it fails again, please report the details.</source>
        <translation>In der Engine ist ein Fehler aufgetreten ({kind}); die bisherigen Masken bleiben erhalten. Starten Sie den Lauf erneut; scheitert er wieder, melden Sie bitte die Details.</translation>
    </message>
    <message>
        <source>{path} cannot be read: {reason}.</source>
        <translation>{path} kann nicht gelesen werden: {reason}.</translation>
    </message>
    <message>
        <source>{path} cannot be opened ({kind}); please report the details.</source>
        <translation>{path} kann nicht geöffnet werden ({kind}); bitte melden Sie die Details.</translation>
    </message>
    <message>
        <source>Frame {frame} cannot be shown ({kind}: {error}).</source>
        <translation>Frame {frame} kann nicht angezeigt werden ({kind}: {error}).</translation>
    </message>
    <message>
        <source>{missing} of {name} cannot be read; the file may be truncated. You can annotate the other {frames}.</source>
        <translation>Nicht lesbar: {missing} von {name}; die Datei ist möglicherweise abgeschnitten. Annotieren können Sie die übrigen ({frames}).</translation>
    </message>
    <message>
        <source>Add category</source>
        <translation>Kategorie hinzufügen</translation>
    </message>
    <message>
        <source>Change category</source>
        <translation>Kategorie ändern</translation>
    </message>
    <message>
        <source>Adopt categories</source>
        <translation>Kategorien übernehmen</translation>
    </message>
    <message>
        <source>Delete category</source>
        <translation>Kategorie löschen</translation>
    </message>
    <message>
        <source>Locate video</source>
        <translation>Video suchen</translation>
    </message>
    <message>
        <source>Restore</source>
        <translation>Wiederherstellen</translation>
    </message>
    <message>
        <source>Edit</source>
        <translation>Bearbeiten</translation>
    </message>
    <message>
        <source>Change attribute</source>
        <translation>Attribut ändern</translation>
    </message>
    <message>
        <source>Add attributes</source>
        <translation>Attribute hinzufügen</translation>
    </message>
    <message>
        <source>Set mask</source>
        <translation>Maske setzen</translation>
    </message>
    <message>
        <source>Set void</source>
        <translation>Void setzen</translation>
    </message>
    <message>
        <source>Reshape masks</source>
        <translation>Masken umformen</translation>
    </message>
    <message>
        <source>Clear masks</source>
        <translation>Masken löschen</translation>
    </message>
    <message>
        <source>Copy mask</source>
        <translation>Maske kopieren</translation>
    </message>
    <message>
        <source>Split parts</source>
        <translation>Teile trennen</translation>
    </message>
    <message>
        <source>Find objects</source>
        <translation>Objekte suchen</translation>
    </message>
    <message>
        <source>Accept proposal</source>
        <translation>Vorschlag übernehmen</translation>
    </message>
    <message>
        <source>Reject proposal</source>
        <translation>Vorschlag ablehnen</translation>
    </message>
    <message>
        <source>Map classes</source>
        <translation>Klassen zuordnen</translation>
    </message>
    <message>
        <source>Pin exemplar</source>
        <translation>Referenz festlegen</translation>
    </message>
    <message>
        <source>Pin exemplars</source>
        <translation>Referenzen festlegen</translation>
    </message>
    <message>
        <source>Unpin exemplar</source>
        <translation>Referenz aufheben</translation>
    </message>
    <message>
        <source>Add object</source>
        <translation>Objekt hinzufügen</translation>
    </message>
    <message>
        <source>Add objects</source>
        <translation>Objekte hinzufügen</translation>
    </message>
    <message>
        <source>Change object</source>
        <translation>Objekt ändern</translation>
    </message>
    <message>
        <source>Reorder layers</source>
        <translation>Ebenen umordnen</translation>
    </message>
    <message>
        <source>Merge objects</source>
        <translation>Objekte zusammenführen</translation>
    </message>
    <message>
        <source>Split object</source>
        <translation>Objekt teilen</translation>
    </message>
    <message>
        <source>Swap identities</source>
        <translation>Identitäten tauschen</translation>
    </message>
    <message>
        <source>Add comment</source>
        <translation>Kommentar hinzufügen</translation>
    </message>
    <message>
        <source>Accept frames</source>
        <translation>Frames freigeben</translation>
    </message>
    <message>
        <source>Mark as needs work</source>
        <translation>Nacharbeit anfordern</translation>
    </message>
    <message>
        <source>Clear review state</source>
        <translation>Prüfstatus zurücksetzen</translation>
    </message>
    <message>
        <source>Continued at the start.</source>
        <translation>Am Anfang fortgesetzt.</translation>
    </message>
    <message>
        <source>Continued at the end.</source>
        <translation>Am Ende fortgesetzt.</translation>
    </message>
    <message>
        <source>No comments.</source>
        <translation>Keine Kommentare.</translation>
    </message>
    <message>
        <source>This frame has no open comment.</source>
        <translation>Dieser Frame hat keinen offenen Kommentar.</translation>
    </message>
    <message>
        <source>Resolve comment</source>
        <translation>Kommentar erledigen</translation>
    </message>
    <message>
        <source>Reopen comment</source>
        <translation>Kommentar wieder öffnen</translation>
    </message>
    <message>
        <source>Select a comment first.</source>
        <translation>Wählen Sie zuerst einen Kommentar aus.</translation>
    </message>
    <message>
        <source>Your reviews and comments are recorded under the name {person}.</source>
        <translation>Ihre Prüfungen und Kommentare werden unter dem Namen {person} gespeichert.</translation>
    </message>
    <message>
        <source>Change Name...</source>
        <translation>Name ändern...</translation>
    </message>
    <message numerus="yes">
        <source>%n open comment(s)</source>
        <translation>
            <numerusform>%n offenen Kommentar</numerusform>
            <numerusform>%n offene Kommentare</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n frame(s) that need work</source>
        <translation>
            <numerusform>%n Frame mit Nacharbeit</numerusform>
            <numerusform>%n Frames mit Nacharbeit</numerusform>
        </translation>
    </message>
    <message>
        <source>{first}, {second}</source>
        <translation>{first}, {second}</translation>
    </message>
    <message>
        <source>{first} and {second}</source>
        <translation>{first} und {second}</translation>
    </message>
    <message>
        <source>{first} {second}</source>
        <translation>{first} {second}</translation>
    </message>
    <message>
        <source>This video has {found}.</source>
        <translation>Dieses Video hat {found}.</translation>
    </message>
    <message>
        <source>Remove comment</source>
        <translation>Kommentar entfernen</translation>
    </message>
    <message>
        <source>unverified</source>
        <translation>unbestätigt</translation>
    </message>
    <message>
        <source>low confidence</source>
        <translation>niedrige Konfidenz</translation>
    </message>
    <message>
        <source>empty</source>
        <translation>leer</translation>
    </message>
    <message>
        <source>flicker</source>
        <translation>Flackern</translation>
    </message>
    <message>
        <source>tiny parts</source>
        <translation>winzige Teile</translation>
    </message>
    <message>
        <source>jump</source>
        <translation>Sprung</translation>
    </message>
    <message>
        <source>two tracks on one object</source>
        <translation>zwei Tracks auf einem Objekt</translation>
    </message>
    <message>
        <source>split</source>
        <translation>geteilt</translation>
    </message>
    <message>
        <source>looks like another object</source>
        <translation>ähnelt anderem Objekt</translation>
    </message>
    <message>
        <source>confidence {value}</source>
        <translation>Konfidenz {value}</translation>
    </message>
    <message>
        <source>jump ({change} change from the previous frame)</source>
        <translation>Sprung ({change} Änderung zum vorherigen Frame)</translation>
    </message>
    <message>
        <source>1 tiny part</source>
        <translation>1 winziger Teil</translation>
    </message>
    <message>
        <source>{count} tiny parts</source>
        <translation>{count} winzige Teile</translation>
    </message>
    <message>
        <source>in two parts, far apart</source>
        <translation>in zwei weit entfernten Teilen</translation>
    </message>
    <message>
        <source>taken over by {name}</source>
        <translation>übernommen von {name}</translation>
    </message>
    <message>
        <source>covers the same object as {name}</source>
        <translation>deckt dasselbe Objekt ab wie {name}</translation>
    </message>
    <message>
        <source>swapped with {name}</source>
        <translation>mit {name} vertauscht</translation>
    </message>
    <message>
        <source>looks like {name}</source>
        <translation>ähnelt {name}</translation>
    </message>
    <message>
        <source>{count} frames from an exemplar</source>
        <translation>{count} Frames bis zur Referenz</translation>
    </message>
    <message>
        <source>no exemplar</source>
        <translation>keine Referenz</translation>
    </message>
    <message>
        <source>the two directions disagree</source>
        <translation>die Richtungen widersprechen sich</translation>
    </message>
    <message>
        <source>jumps</source>
        <translation>springt</translation>
    </message>
    <message>
        <source>out of view?</source>
        <translation>außer Sicht?</translation>
    </message>
    <message>
        <source>new</source>
        <translation>neu</translation>
    </message>
    <message>
        <source>marked</source>
        <translation>markiert</translation>
    </message>
    <message>
        <source>propagated</source>
        <translation>propagiert</translation>
    </message>
    <message>
        <source>in review</source>
        <translation>in Prüfung</translation>
    </message>
    <message>
        <source>done</source>
        <translation>fertig</translation>
    </message>
    <message>
        <source>propagate</source>
        <translation>propagieren</translation>
    </message>
    <message>
        <source>instance</source>
        <translation>Instanz</translation>
    </message>
    <message>
        <source>semantic</source>
        <translation>semantisch</translation>
    </message>
    <message>
        <source>panoptic</source>
        <translation>panoptisch</translation>
    </message>
    <message>
        <source>retrain</source>
        <translation>neu trainieren</translation>
    </message>
    <message>
        <source>waiting</source>
        <translation>wartet</translation>
    </message>
    <message>
        <source>running</source>
        <translation>läuft</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>fehlgeschlagen</translation>
    </message>
    <message>
        <source>Used 1 imported or verified mask as an exemplar.</source>
        <translation>1 importierte oder bestätigte Maske dient als Referenz.</translation>
    </message>
    <message>
        <source>Used {count} imported or verified masks as exemplars.</source>
        <translation>{count} importierte oder bestätigte Masken dienen als Referenzen.</translation>
    </message>
    <message>
        <source>The disk of {folder} is full. Free some space, then run the queue again.</source>
        <translation>Der Datenträger von {folder} ist voll. Geben Sie Speicherplatz frei und starten Sie die Warteschlange dann erneut.</translation>
    </message>
    <message>
        <source>DAVIS indexed PNG</source>
        <translation>DAVIS-PNG (indiziert)</translation>
    </message>
    <message>
        <source>Categories, names, confidences, overlaps; at most 254 objects.</source>
        <translation>Kategorien, Namen, Konfidenzen, Überlappungen; höchstens 254 Objekte.</translation>
    </message>
    <message>
        <source>Confidences, empty masks, void.</source>
        <translation>Konfidenzen, leere Masken, Void.</translation>
    </message>
    <message>
        <source>YouTube-VIS results</source>
        <translation>YouTube-VIS-Ergebnisse</translation>
    </message>
    <message>
        <source>Names of categories, objects and frames; confidences per frame.</source>
        <translation>Namen von Kategorien, Objekten und Frames; Konfidenzen pro Frame.</translation>
    </message>
    <message>
        <source>COCO instances</source>
        <translation>COCO-Instanzen</translation>
    </message>
    <message>
        <source>Empty masks and void; with polygons also holes.</source>
        <translation>Leere Masken und Void; bei Polygonen auch Löcher.</translation>
    </message>
    <message>
        <source>COCO panoptic</source>
        <translation>COCO panoptisch</translation>
    </message>
    <message>
        <source>Confidences, void, overlaps; stuff is one region.</source>
        <translation>Konfidenzen, Void, Überlappungen; Stuff ist eine Region.</translation>
    </message>
    <message>
        <source>VIPSeg / VPS panoptic video</source>
        <translation>Panoptisches Video VIPSeg / VPS</translation>
    </message>
    <message>
        <source>Object names, confidences, void, overlaps; stuff is one region.</source>
        <translation>Objektnamen, Konfidenzen, Void, Überlappungen; Stuff ist eine Region.</translation>
    </message>
    <message>
        <source>All names, confidences, overlaps; stuff is one region.</source>
        <translation>Alle Namen, Konfidenzen, Überlappungen; Stuff ist eine Region.</translation>
    </message>
    <message>
        <source>MOTS text</source>
        <translation>MOTS-Text</translation>
    </message>
    <message>
        <source>All names, confidences, overlaps; 999 objects per class.</source>
        <translation>Alle Namen, Konfidenzen, Überlappungen; 999 Objekte pro Klasse.</translation>
    </message>
    <message>
        <source>YOLO segmentation</source>
        <translation>YOLO-Segmentierung</translation>
    </message>
    <message>
        <source>Object ids and names, holes, confidences, void.</source>
        <translation>IDs und Namen der Objekte, Löcher, Konfidenzen, Void.</translation>
    </message>
    <message>
        <source>Semantic PNG</source>
        <translation>Semantisches PNG</translation>
    </message>
    <message>
        <source>Objects (only categories are kept), overlaps.</source>
        <translation>Objekte (nur Kategorien bleiben), Überlappungen.</translation>
    </message>
    <message>
        <source>Confidences, empty masks, void; with polygons also holes.</source>
        <translation>Konfidenzen, leere Masken, Void; bei Polygonen auch Löcher.</translation>
    </message>
    <message>
        <source>Object names, confidences, empty masks, void; with polygons also holes.</source>
        <translation>Objektnamen, Konfidenzen, leere Masken, Void; bei Polygonen auch Löcher.</translation>
    </message>
    <message>
        <source>YouTube-VOS / MOSE / LVOS / SA-V folders</source>
        <translation>Ordner YouTube-VOS / MOSE / LVOS / SA-V</translation>
    </message>
    <message>
        <source>Nothing.</source>
        <translation>Nichts.</translation>
    </message>
    <message>
        <source>SA-V masklets</source>
        <translation>SA-V-Masklets</translation>
    </message>
    <message>
        <source>Boxes, points and choices, which have no mask.</source>
        <translation>Rahmen, Punkte und Auswahlwerte, die keine Maske haben.</translation>
    </message>
    <message>
        <source>Supervisely video</source>
        <translation>Supervisely-Video</translation>
    </message>
    <message>
        <source>Boxes, points and lines, which have no mask; frame tags.</source>
        <translation>Rahmen, Punkte und Linien, die keine Maske haben; Frame-Tags.</translation>
    </message>
    <message>
        <source>Pascal VOC mask folders</source>
        <translation>Pascal-VOC-Maskenordner</translation>
    </message>
    <message>
        <source>Overlay video</source>
        <translation>Overlay-Video</translation>
    </message>
    <message>
        <source>All annotations; the video is only for viewing.</source>
        <translation>Alle Annotationen; das Video dient nur zum Ansehen.</translation>
    </message>
    <message>
        <source>Matte, grey PNG per object</source>
        <translation>Matte, ein Graustufen-PNG je Objekt</translation>
    </message>
    <message>
        <source>All annotations; the images are for compositing.</source>
        <translation>Alle Annotationen; die Bilder sind für das Compositing.</translation>
    </message>
    <message>
        <source>Video with alpha, ProRes 4444</source>
        <translation>Video mit Alpha, ProRes 4444</translation>
    </message>
    <message>
        <source>All annotations and the audio; the video is for compositing.</source>
        <translation>Alle Annotationen und der Ton; das Video ist für das Compositing.</translation>
    </message>
    <message>
        <source>Video with alpha, VP9</source>
        <translation>Video mit Alpha, VP9</translation>
    </message>
    <message>
        <source>Open Recent</source>
        <translation>Zuletzt verwendet</translation>
    </message>
    <message>
        <source>Tools</source>
        <translation>Werkzeuge</translation>
    </message>
    <message>
        <source>{seconds} s</source>
        <translation>{seconds} s</translation>
    </message>
    <message>
        <source>{minutes} min {seconds:02d} s</source>
        <translation>{minutes} min {seconds:02d} s</translation>
    </message>
    <message>
        <source>{hours} h {minutes:02d} min</source>
        <translation>{hours} h {minutes:02d} min</translation>
    </message>
    <message>
        <source>All frames accepted</source>
        <translation>Alle Frames freigegeben</translation>
    </message>
    <message>
        <source>Partly reviewed</source>
        <translation>Teilweise geprüft</translation>
    </message>
    <message>
        <source>Not reviewed</source>
        <translation>Nicht geprüft</translation>
    </message>
    <message>
        <source>Video</source>
        <translation>Video</translation>
    </message>
    <message>
        <source>Length</source>
        <translation>Länge</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>Status</translation>
    </message>
    <message>
        <source>Last change</source>
        <translation>Letzte Änderung</translation>
    </message>
    <message>
        <source>Split</source>
        <translation>Split</translation>
    </message>
    <message>
        <source>Assignee</source>
        <translation>Zuständig</translation>
    </message>
    <message>
        <source>Open by</source>
        <translation>Geöffnet von</translation>
    </message>
    <message>
        <source>Queue</source>
        <translation>Warteschlange</translation>
    </message>
    <message>
        <source>Not found</source>
        <translation>Nicht gefunden</translation>
    </message>
    <message>
        <source>about {duration}</source>
        <translation>etwa {duration}</translation>
    </message>
    <message>
        <source>{objects} + {proposals} proposed</source>
        <translation>{objects} + {proposals} Vorschläge</translation>
    </message>
    <message>
        <source>{percent} % accepted</source>
        <translation>{percent} % freigegeben</translation>
    </message>
    <message numerus="yes">
        <source>%n need(s) work</source>
        <translation>
            <numerusform>%n mit Nacharbeit</numerusform>
            <numerusform>%n mit Nacharbeit</numerusform>
        </translation>
    </message>
    <message>
        <source>{person} on {host} (no sign of life)</source>
        <translation>{person} auf {host} (meldet sich nicht)</translation>
    </message>
    <message>
        <source>{person} on {host}</source>
        <translation>{person} auf {host}</translation>
    </message>
    <message>
        <source>Detect Objects</source>
        <translation>Objekte erkennen</translation>
    </message>
    <message>
        <source>Segment Surfaces</source>
        <translation>Flächen segmentieren</translation>
    </message>
    <message>
        <source>Segment Everything</source>
        <translation>Alles segmentieren</translation>
    </message>
    <message>
        <source>Train on the dataset</source>
        <translation>Mit Datensatz trainieren</translation>
    </message>
    <message>
        <source>Move to Front</source>
        <translation>An den Anfang</translation>
    </message>
    <message>
        <source>Move to End</source>
        <translation>Ans Ende</translation>
    </message>
    <message>
        <source>Drag to change the order; press Delete to remove</source>
        <translation>Ziehen ändert die Reihenfolge; Entf entfernt</translation>
    </message>
    <message>
        <source>Interrupted</source>
        <translation>Unterbrochen</translation>
    </message>
    <message>
        <source>{done} of {total} frames</source>
        <translation>{done} von {total} Frames</translation>
    </message>
    <message>
        <source>Search names, assignees and notes</source>
        <translation>Namen, Zuständige und Notizen durchsuchen</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>Suchen</translation>
    </message>
    <message>
        <source>Any status</source>
        <translation>Jeder Status</translation>
    </message>
    <message>
        <source>Any split</source>
        <translation>Jeder Split</translation>
    </message>
    <message>
        <source>Any review</source>
        <translation>Jeder Prüfstatus</translation>
    </message>
    <message numerus="yes">
        <source>%n video(s)</source>
        <translation>
            <numerusform>%n Video</numerusform>
            <numerusform>%n Videos</numerusform>
        </translation>
    </message>
    <message>
        <source>Locate Missing Videos...</source>
        <translation>Fehlende Videos suchen...</translation>
    </message>
    <message numerus="yes">
        <source>%n video(s) or their projects were not found.</source>
        <translation>
            <numerusform>%n Video oder sein Projekt wurde nicht gefunden.</numerusform>
            <numerusform>%n Videos oder ihre Projekte wurden nicht gefunden.</numerusform>
        </translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Öffnen</translation>
    </message>
    <message>
        <source>Set Status</source>
        <translation>Status setzen</translation>
    </message>
    <message>
        <source>Derive from Masks</source>
        <translation>Aus Masken ableiten</translation>
    </message>
    <message>
        <source>Set Split</source>
        <translation>Split setzen</translation>
    </message>
    <message>
        <source>New Split...</source>
        <translation>Neuer Split...</translation>
    </message>
    <message>
        <source>Assign To...</source>
        <translation>Zuweisen...</translation>
    </message>
    <message>
        <source>Adapt and Propagate</source>
        <translation>Anpassen und propagieren</translation>
    </message>
    <message>
        <source>Move to Front of Queue</source>
        <translation>An den Anfang der Warteschlange</translation>
    </message>
    <message>
        <source>Remove from Queue</source>
        <translation>Aus Warteschlange entfernen</translation>
    </message>
    <message>
        <source>Remove from Dataset</source>
        <translation>Aus Datensatz entfernen</translation>
    </message>
    <message>
        <source>Add all videos that have exemplars and no propagated masks to the queue</source>
        <translation>Alle Videos mit Referenzen, aber ohne propagierte Masken in die Warteschlange stellen</translation>
    </message>
    <message>
        <source>Progress of the current job</source>
        <translation>Fortschritt des aktuellen Auftrags</translation>
    </message>
    <message>
        <source>Show Queue</source>
        <translation>Warteschlange zeigen</translation>
    </message>
    <message>
        <source>Hide Queue</source>
        <translation>Warteschlange ausblenden</translation>
    </message>
    <message>
        <source>Queue empty</source>
        <translation>Warteschlange leer</translation>
    </message>
    <message numerus="yes">
        <source>%n job(s) in the queue</source>
        <translation>
            <numerusform>%n Auftrag in der Warteschlange</numerusform>
            <numerusform>%n Aufträge in der Warteschlange</numerusform>
        </translation>
    </message>
    <message>
        <source>{failed} failed</source>
        <translation>{failed} fehlgeschlagen</translation>
    </message>
    <message>
        <source>paused</source>
        <translation>pausiert</translation>
    </message>
    <message>
        <source>interrupted</source>
        <translation>unterbrochen</translation>
    </message>
    <message>
        <source>{duration} left</source>
        <translation>noch {duration}</translation>
    </message>
    <message>
        <source>Run Queue</source>
        <translation>Starten</translation>
    </message>
    <message>
        <source>Frame {frame}: exemplar of {names}</source>
        <translation>Frame {frame}: Referenz von {names}</translation>
    </message>
    <message>
        <source>Propagation needs at least one drawn mask.</source>
        <translation>Propagieren braucht mindestens eine gezeichnete Maske.</translation>
    </message>
    <message>
        <source>Go to frame {frame}</source>
        <translation>Zu Frame {frame} springen</translation>
    </message>
    <message>
        <source>Unpin for {name}</source>
        <translation>Referenz für {name} aufheben</translation>
    </message>
    <message>
        <source>Unpin</source>
        <translation>Aufheben</translation>
    </message>
    <message numerus="yes">
        <source>%n exemplar(s)</source>
        <translation>
            <numerusform>%n Referenz</numerusform>
            <numerusform>%n Referenzen</numerusform>
        </translation>
    </message>
    <message>
        <source>No exemplars</source>
        <translation>Keine Referenzen</translation>
    </message>
    <message>
        <source>Swap</source>
        <translation>Tauschen</translation>
    </message>
    <message>
        <source>Split Off</source>
        <translation>Abtrennen</translation>
    </message>
    <message>
        <source>Correct Here</source>
        <translation>Hier korrigieren</translation>
    </message>
    <message>
        <source>Choose a finding in the list first.</source>
        <translation>Wählen Sie zuerst einen Befund in der Liste.</translation>
    </message>
    <message>
        <source>This object has been deleted.</source>
        <translation>Dieses Objekt wurde gelöscht.</translation>
    </message>
    <message>
        <source>This finding involves one object only.</source>
        <translation>Dieser Befund betrifft nur ein Objekt.</translation>
    </message>
    <message>
        <source>The object has only one part here.</source>
        <translation>Das Objekt hat hier nur einen Teil.</translation>
    </message>
    <message>
        <source>Swaps the masks of {name} and {other} from frame {first} on, up to the next exemplar or verified frame.</source>
        <translation>Tauscht die Masken von {name} und {other} ab Frame {first} bis zur nächsten Referenz oder zum nächsten bestätigten Frame.</translation>
    </message>
    <message>
        <source>Gives the part that is not {name} to a new object.</source>
        <translation>Gibt den Teil, der nicht {name} ist, an ein neues Objekt.</translation>
    </message>
    <message>
        <source>Goes to frame {worst}, selects {name} and switches to the Clicks tool.</source>
        <translation>Springt zu Frame {worst}, wählt {name} aus und wechselt zum Werkzeug „Klicks“.</translation>
    </message>
    <message>
        <source>Frame</source>
        <translation>Frame</translation>
    </message>
    <message>
        <source>Person</source>
        <translation>Person</translation>
    </message>
    <message>
        <source>Comment</source>
        <translation>Kommentar</translation>
    </message>
    <message>
        <source>Needs work</source>
        <translation>Nacharbeit</translation>
    </message>
    <message>
        <source>{name}: {text}</source>
        <translation>{name}: {text}</translation>
    </message>
    <message>
        <source>(deleted)</source>
        <translation>(gelöscht)</translation>
    </message>
    <message>
        <source>Resolved by {person}</source>
        <translation>Erledigt von {person}</translation>
    </message>
    <message>
        <source>not reviewed</source>
        <translation>nicht geprüft</translation>
    </message>
    <message>
        <source>accepted by {person}, {time}</source>
        <translation>freigegeben von {person}, {time}</translation>
    </message>
    <message>
        <source>needs work: {person}, {time}</source>
        <translation>Nacharbeit: {person}, {time}</translation>
    </message>
    <message>
        <source>Finding</source>
        <translation>Befund</translation>
    </message>
    <message>
        <source>{first} to {last}</source>
        <translation>{first}–{last}</translation>
    </message>
    <message>
        <source>First steps</source>
        <translation>Erste Schritte</translation>
    </message>
    <message>
        <source>End the tour</source>
        <translation>Tour beenden</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>Weiter</translation>
    </message>
    <message>
        <source>Step {step} of {count}</source>
        <translation>Schritt {step} von {count}</translation>
    </message>
    <message>
        <source>Finish</source>
        <translation>Fertig</translation>
    </message>
    <message>
        <source>From this frame until it changes</source>
        <translation>Ab hier bis zur Änderung</translation>
    </message>
    <message>
        <source>Frames that a change applies to</source>
        <translation>Frames, für die eine Änderung gilt</translation>
    </message>
    <message>
        <source>On</source>
        <translation>Gilt für</translation>
    </message>
    <message>
        <source>Drawn</source>
        <translation>Gezeichnet</translation>
    </message>
    <message>
        <source>Mask</source>
        <translation>Maske</translation>
    </message>
    <message>
        <source>Confidence</source>
        <translation>Konfidenz</translation>
    </message>
    <message>
        <source>Area</source>
        <translation>Fläche</translation>
    </message>
    <message>
        <source>Change colour</source>
        <translation>Farbe ändern</translation>
    </message>
    <message>
        <source>No object selected.</source>
        <translation>Kein Objekt ausgewählt.</translation>
    </message>
    <message>
        <source>None on this frame</source>
        <translation>Keine in diesem Frame</translation>
    </message>
    <message>
        <source>verified</source>
        <translation>bestätigt</translation>
    </message>
    <message>
        <source>{count} of {total}</source>
        <translation>{count} von {total}</translation>
    </message>
    <message>
        <source>Rename object</source>
        <translation>Objekt umbenennen</translation>
    </message>
    <message>
        <source>Try Again</source>
        <translation>Erneut versuchen</translation>
    </message>
    <message>
        <source>Your changes are not saved. {error}</source>
        <translation>Ihre Änderungen sind nicht gespeichert. {error}</translation>
    </message>
    <message>
        <source>Exemplar</source>
        <translation>Referenz</translation>
    </message>
    <message>
        <source>Propagate the masks you draw through the video.</source>
        <translation>Die gezeichneten Masken durch das Video propagieren.</translation>
    </message>
    <message>
        <source>Instance</source>
        <translation>Instanz</translation>
    </message>
    <message>
        <source>Detect and track every object of the known classes.</source>
        <translation>Jedes Objekt der bekannten Klassen erkennen und verfolgen.</translation>
    </message>
    <message>
        <source>Semantic</source>
        <translation>Semantisch</translation>
    </message>
    <message>
        <source>Assign a class to every pixel.</source>
        <translation>Jedem Pixel eine Klasse zuweisen.</translation>
    </message>
    <message>
        <source>Panoptic</source>
        <translation>Panoptisch</translation>
    </message>
    <message>
        <source>Assign a class to every pixel and track every object.</source>
        <translation>Jedem Pixel eine Klasse zuweisen und jedes Objekt verfolgen.</translation>
    </message>
    <message>
        <source>Not available: these weights support only the exemplar task.</source>
        <translation>Nicht verfügbar: Diese Gewichte unterstützen nur die Aufgabe „Referenz“.</translation>
    </message>
    <message>
        <source>More options for this task</source>
        <translation>Weitere Optionen für diese Aufgabe</translation>
    </message>
    <message>
        <source>Other ways to propagate</source>
        <translation>Andere Arten zu propagieren</translation>
    </message>
    <message>
        <source>Propagate in range</source>
        <translation>Im Bereich propagieren</translation>
    </message>
    <message>
        <source>Segment in range</source>
        <translation>Im Bereich segmentieren</translation>
    </message>
    <message>
        <source>Lock object to protect its masks</source>
        <translation>Objekt sperren, um seine Masken zu schützen</translation>
    </message>
    <message>
        <source>{name}, {category}; number {number}</source>
        <translation>{name}, {category}; Nummer {number}</translation>
    </message>
    <message>
        <source>Hide objects</source>
        <translation>Objekte ausblenden</translation>
    </message>
    <message>
        <source>Show objects</source>
        <translation>Objekte einblenden</translation>
    </message>
    <message>
        <source>Unlock objects</source>
        <translation>Objekte entsperren</translation>
    </message>
    <message>
        <source>Lock objects</source>
        <translation>Objekte sperren</translation>
    </message>
    <message>
        <source>Open comments</source>
        <translation>Offene Kommentare</translation>
    </message>
    <message>
        <source>All comments</source>
        <translation>Alle Kommentare</translation>
    </message>
    <message>
        <source>Selected comment</source>
        <translation>Ausgewählter Kommentar</translation>
    </message>
    <message>
        <source>No open comments.</source>
        <translation>Keine offenen Kommentare.</translation>
    </message>
    <message>
        <source>Open a video to begin.</source>
        <translation>Öffnen Sie ein Video, um zu beginnen.</translation>
    </message>
    <message>
        <source>Frame {frame}: {state}</source>
        <translation>Frame {frame}: {state}</translation>
    </message>
    <message>
        <source>Paint or click on the frame to mark your first object.</source>
        <translation>Malen oder klicken Sie im Frame, um Ihr erstes Objekt zu markieren.</translation>
    </message>
    <message>
        <source>Find by name or category</source>
        <translation>Nach Name oder Kategorie suchen</translation>
    </message>
    <message>
        <source>No objects</source>
        <translation>Keine Objekte</translation>
    </message>
    <message>
        <source>Other...</source>
        <translation>Andere...</translation>
    </message>
    <message>
        <source>Colour {name}</source>
        <translation>Farbe {name}</translation>
    </message>
    <message>
        <source>Proposal</source>
        <translation>Vorschlag</translation>
    </message>
    <message>
        <source>Score</source>
        <translation>Score</translation>
    </message>
    <message>
        <source>Accept {name}</source>
        <translation>{name} übernehmen</translation>
    </message>
    <message>
        <source>Reject {name}</source>
        <translation>{name} ablehnen</translation>
    </message>
    <message>
        <source>{name}, {category}; on {frames}, {frames_text}</source>
        <translation>{name}, {category}; in {frames}, {frames_text}</translation>
    </message>
    <message>
        <source>Choose Instance, Semantic or Panoptic above the video and press Segment; detected objects appear here for you to accept or reject.</source>
        <translation>Wählen Sie über dem Video Instanz, Semantisch oder Panoptisch, und klicken Sie auf „Segmentieren“; erkannte Objekte erscheinen hier zum Übernehmen oder Ablehnen.</translation>
    </message>
    <message>
        <source>All proposals have a lower score; move the slider to the left.</source>
        <translation>Alle Vorschläge haben einen niedrigeren Score; schieben Sie den Regler nach links.</translation>
    </message>
    <message>
        <source>Score threshold</source>
        <translation>Score-Schwelle</translation>
    </message>
    <message>
        <source>Hides proposals with a lower score</source>
        <translation>Blendet Vorschläge mit niedrigerem Score aus</translation>
    </message>
    <message>
        <source>Min. score</source>
        <translation>Min. Score</translation>
    </message>
    <message>
        <source>{count} more below {score:.2f}</source>
        <translation>{count} weitere unter {score:.2f}</translation>
    </message>
    <message>
        <source>{count} below {score:.2f}</source>
        <translation>{count} unter {score:.2f}</translation>
    </message>
    <message numerus="yes">
        <source>{count} of %n proposal(s)</source>
        <translation>
            <numerusform>{count} von %n Vorschlag</numerusform>
            <numerusform>{count} von %n Vorschlägen</numerusform>
        </translation>
    </message>
    <message>
        <source>Open {name}</source>
        <translation>{name} öffnen</translation>
    </message>
    <message>
        <source>Scope</source>
        <translation>Umfang</translation>
    </message>
    <message>
        <source>All objects</source>
        <translation>Alle Objekte</translation>
    </message>
    <message>
        <source>Selected objects</source>
        <translation>Ausgewählte Objekte</translation>
    </message>
    <message>
        <source>No findings.</source>
        <translation>Keine Befunde.</translation>
    </message>
    <message>
        <source>Findings</source>
        <translation>Befunde</translation>
    </message>
    <message numerus="yes">
        <source>{verified} of %n mask(s) verified ({share:.0f} %)</source>
        <translation>
            <numerusform>{verified} von %n Maske bestätigt ({share:.0f} %)</numerusform>
            <numerusform>{verified} von %n Masken bestätigt ({share:.0f} %)</numerusform>
        </translation>
    </message>
    <message>
        <source>No masks yet</source>
        <translation>Noch keine Masken</translation>
    </message>
    <message numerus="yes">
        <source>%n filter(s)</source>
        <translation>
            <numerusform>%n Filter</numerusform>
            <numerusform>%n Filter</numerusform>
        </translation>
    </message>
    <message>
        <source>Checks for: {checks}</source>
        <translation>Geprüft wird auf: {checks}</translation>
    </message>
    <message>
        <source>nothing</source>
        <translation>nichts</translation>
    </message>
    <message numerus="yes">
        <source>%n finding(s)</source>
        <translation>
            <numerusform>%n Befund</numerusform>
            <numerusform>%n Befunde</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The first %n finding(s)</source>
        <translation>
            <numerusform>Die ersten %n Befunde</numerusform>
            <numerusform>Die ersten %n Befunde</numerusform>
        </translation>
    </message>
    <message>
        <source>Searching...</source>
        <translation>Suche läuft...</translation>
    </message>
    <message>
        <source>Choose what to check for.</source>
        <translation>Wählen Sie, was geprüft werden soll.</translation>
    </message>
    <message>
        <source>Playback speed</source>
        <translation>Wiedergabegeschwindigkeit</translation>
    </message>
    <message>
        <source>Drop a video, a folder of images or a project here</source>
        <translation>Ziehen Sie ein Video, einen Bilderordner oder ein Projekt hierher</translation>
    </message>
    <message>
        <source>Open Folder...</source>
        <translation>Ordner öffnen...</translation>
    </message>
    <message>
        <source>Recent</source>
        <translation>Zuletzt verwendet</translation>
    </message>
    <message>
        <source>Engine not loaded yet</source>
        <translation>Engine noch nicht geladen</translation>
    </message>
    <message>
        <source>The engine is loaded when it is first needed</source>
        <translation>Die Engine wird beim ersten Bedarf geladen</translation>
    </message>
    <message>
        <source>Memory used by GvSeg</source>
        <translation>Von GvSeg belegter Speicher</translation>
    </message>
    <message>
        <source>Values {shown}</source>
        <translation>Werte {shown}</translation>
    </message>
    <message>
        <source>The images have more than 8 bits: values {shown} are shown as black to white. You can change this under View in the tool bar.</source>
        <translation>Die Bilder haben mehr als 8 Bit: Die Werte {shown} werden von Schwarz bis Weiß dargestellt. Ändern können Sie das unter „Ansicht“ in der Werkzeugleiste.</translation>
    </message>
    <message>
        <source>Loading the network...</source>
        <translation>Netz wird geladen...</translation>
    </message>
    <message>
        <source>Starting...</source>
        <translation>Wird gestartet...</translation>
    </message>
    <message>
        <source>{words}; stops after this step</source>
        <translation>{words}; stoppt nach diesem Schritt</translation>
    </message>
    <message>
        <source>Not saved</source>
        <translation>Nicht gespeichert</translation>
    </message>
    <message>
        <source>{name} (read-only)</source>
        <translation>{name} (schreibgeschützt)</translation>
    </message>
    <message>
        <source>Saved in {path}</source>
        <translation>Gespeichert in {path}</translation>
    </message>
    <message>
        <source>{done} of {total}</source>
        <translation>{done} von {total}</translation>
    </message>
    <message>
        <source>{rate:.1f} frames/s</source>
        <translation>{rate:.1f} Frames/s</translation>
    </message>
    <message>
        <source>Stopped by an error after {frames}</source>
        <translation>Durch Fehler gestoppt nach {frames}</translation>
    </message>
    <message>
        <source>Stopped; {done} of {wanted} kept</source>
        <translation>Gestoppt; {done} von {wanted} behalten</translation>
    </message>
    <message>
        <source>{frames} done in {duration}</source>
        <translation>{frames} fertig in {duration}</translation>
    </message>
    <message>
        <source>drawn</source>
        <translation>gezeichnet</translation>
    </message>
    <message>
        <source>imported</source>
        <translation>importiert</translation>
    </message>
    <message>
        <source>Frame {frame}   {time}</source>
        <translation>Frame {frame}   {time}</translation>
    </message>
    <message>
        <source>{name}: no mask</source>
        <translation>{name}: keine Maske</translation>
    </message>
    <message>
        <source>not in this frame</source>
        <translation>nicht in diesem Frame</translation>
    </message>
    <message>
        <source>proposed</source>
        <translation>vorgeschlagen</translation>
    </message>
    <message>
        <source>exemplar</source>
        <translation>Referenz</translation>
    </message>
    <message>
        <source>confidence {confidence:.2f}</source>
        <translation>Konfidenz {confidence:.2f}</translation>
    </message>
    <message>
        <source>not in frame</source>
        <translation>nicht im Frame</translation>
    </message>
    <message>
        <source>accepted</source>
        <translation>freigegeben</translation>
    </message>
    <message>
        <source>needs work</source>
        <translation>Nacharbeit nötig</translation>
    </message>
    <message>
        <source>open comment</source>
        <translation>offener Kommentar</translation>
    </message>
    <message>
        <source>Click or drag</source>
        <translation>Klicken oder ziehen</translation>
    </message>
    <message>
        <source>go to a frame</source>
        <translation>zu einem Frame springen</translation>
    </message>
    <message>
        <source>mark a range</source>
        <translation>Bereich markieren</translation>
    </message>
    <message>
        <source>zoom</source>
        <translation>zoomen</translation>
    </message>
    <message>
        <source>Shift+wheel</source>
        <translation>Umschalt+Mausrad</translation>
    </message>
    <message>
        <source>scroll along the video</source>
        <translation>im Video scrollen</translation>
    </message>
    <message>
        <source>Double-click the ruler</source>
        <translation>Doppelklick auf das Lineal</translation>
    </message>
    <message>
        <source>show the whole video</source>
        <translation>ganzes Video zeigen</translation>
    </message>
    <message>
        <source>Legend</source>
        <translation>Legende</translation>
    </message>
    <message>
        <source>Show more frames</source>
        <translation>Mehr Frames zeigen</translation>
    </message>
    <message>
        <source>Show fewer frames</source>
        <translation>Weniger Frames zeigen</translation>
    </message>
    <message>
        <source>Show the whole video (double-click the ruler)</source>
        <translation>Ganzes Video zeigen (Doppelklick auf das Lineal)</translation>
    </message>
    <message>
        <source>Show rows of selected objects only</source>
        <translation>Nur Zeilen ausgewählter Objekte zeigen</translation>
    </message>
    <message numerus="yes">
        <source>Show all %n row(s)</source>
        <translation>
            <numerusform>%n Zeile zeigen</numerusform>
            <numerusform>Alle %n Zeilen zeigen</numerusform>
        </translation>
    </message>
    <message>
        <source>confidence, {name}</source>
        <translation>Konfidenz, {name}</translation>
    </message>
    <message>
        <source>lowest confidence</source>
        <translation>niedrigste Konfidenz</translation>
    </message>
    <message>
        <source>Click an object to select it; drag to move the view</source>
        <translation>Objekt anklicken, um es auszuwählen; ziehen verschiebt die Ansicht</translation>
    </message>
    <message>
        <source>Drag to paint; right button or Shift to erase</source>
        <translation>Ziehen malt; rechte Taste oder Umschalt radiert</translation>
    </message>
    <message>
        <source>Drag to erase; right button or Shift to paint</source>
        <translation>Ziehen radiert; rechte Taste oder Umschalt malt</translation>
    </message>
    <message>
        <source>Click around the object to add corners</source>
        <translation>Rund um das Objekt klicken, um Eckpunkte zu setzen</translation>
    </message>
    <message>
        <source>Drag around the object</source>
        <translation>Um das Objekt herum ziehen</translation>
    </message>
    <message>
        <source>Drag from corner to corner</source>
        <translation>Von Ecke zu Ecke ziehen</translation>
    </message>
    <message>
        <source>Click a region of one colour; drag right for more</source>
        <translation>Bereich anklicken; nach rechts ziehen für mehr</translation>
    </message>
    <message>
        <source>Click the object to get its mask, or drag a box around it</source>
        <translation>Objekt anklicken oder Rahmen darum ziehen, um die Maske zu erhalten</translation>
    </message>
    <message>
        <source>Drag a box around the object to get its mask</source>
        <translation>Rahmen um das Objekt ziehen, um die Maske zu erhalten</translation>
    </message>
    <message>
        <source>Draw over the object to get its mask</source>
        <translation>Über das Objekt malen, um die Maske zu erhalten</translation>
    </message>
    <message>
        <source>Click to add corners, drag to move them</source>
        <translation>Klicken setzt Eckpunkte, Ziehen verschiebt sie</translation>
    </message>
    <message>
        <source>Drag corners to move them</source>
        <translation>Eckpunkte durch Ziehen verschieben</translation>
    </message>
    <message>
        <source>Shift+click to add, Alt+click to remove</source>
        <translation>Umschalt+Klick fügt hinzu, Alt+Klick entfernt</translation>
    </message>
    <message>
        <source>Click to add, right-click to remove, drag clicks to move them</source>
        <translation>Klick fügt hinzu, Rechtsklick entfernt, Ziehen verschiebt</translation>
    </message>
    <message>
        <source>Click to add, right-click to remove</source>
        <translation>Klick fügt hinzu, Rechtsklick entfernt</translation>
    </message>
    <message>
        <source>Draw to add, right-drag to remove</source>
        <translation>Malen fügt hinzu, mit rechter Taste entfernt</translation>
    </message>
    <message>
        <source>{edit.accept} to keep, {edit.cancel} to discard</source>
        <translation>{edit.accept} übernimmt, {edit.cancel} verwirft</translation>
    </message>
    <message>
        <source>View</source>
        <translation>Ansicht</translation>
    </message>
    <message>
        <source>How frames and masks are displayed; stored data does not change</source>
        <translation>Darstellung von Frames und Masken; gespeicherte Daten bleiben gleich</translation>
    </message>
    <message>
        <source>Brush size</source>
        <translation>Pinselgröße</translation>
    </message>
    <message>
        <source>Brush size in pixels</source>
        <translation>Pinselgröße in Pixeln</translation>
    </message>
    <message>
        <source>Diameter in screen pixels, the same at every zoom</source>
        <translation>Durchmesser in Bildschirmpixeln, bei jedem Zoom gleich</translation>
    </message>
    <message>
        <source>Tolerance of the magic wand</source>
        <translation>Toleranz des Zauberstabs</translation>
    </message>
    <message>
        <source>A difference of 2 is barely visible; 100 is black against white</source>
        <translation>Ein Unterschied von 2 ist kaum sichtbar; 100 ist Schwarz gegen Weiß</translation>
    </message>
    <message>
        <source>Tolerance</source>
        <translation>Toleranz</translation>
    </message>
    <message>
        <source>Brightness</source>
        <translation>Helligkeit</translation>
    </message>
    <message>
        <source>Contrast</source>
        <translation>Kontrast</translation>
    </message>
    <message>
        <source>Reset brightness and contrast</source>
        <translation>Helligkeit und Kontrast zurücksetzen</translation>
    </message>
    <message>
        <source>Current frame, counted from 0; type a number to go to that frame</source>
        <translation>Aktueller Frame, ab 0 gezählt; Zahl eingeben, um dorthin zu springen</translation>
    </message>
    <message>
        <source>Zoom; at 100 %, one video pixel is one screen pixel</source>
        <translation>Zoom; bei 100 % ist ein Videopixel ein Bildschirmpixel</translation>
    </message>
    <message>
        <source>Last frame</source>
        <translation>Letzter Frame</translation>
    </message>
    <message numerus="yes">
        <source>{ends}, %n frame(s)</source>
        <translation>
            <numerusform>{ends}, %n Frame</numerusform>
            <numerusform>{ends}, %n Frames</numerusform>
        </translation>
    </message>
    <message>
        <source>Black at value</source>
        <translation>Schwarz bei Wert</translation>
    </message>
    <message>
        <source>White at value</source>
        <translation>Weiß bei Wert</translation>
    </message>
    <message>
        <source>Automatic range</source>
        <translation>Automatischer Bereich</translation>
    </message>
    <message>
        <source>Use the range found over the whole video</source>
        <translation>Den im ganzen Video ermittelten Bereich verwenden</translation>
    </message>
    <message>
        <source>{names} and {more} more</source>
        <translation>{names} und {more} weitere</translation>
    </message>
    <message>
        <source>Training failed: {last} ({folder} has the details.)</source>
        <translation>Training fehlgeschlagen: {last} (Details in {folder}.)</translation>
    </message>
    <message>
        <source>Undid</source>
        <translation>Rückgängig gemacht</translation>
    </message>
    <message>
        <source>Redid</source>
        <translation>Wiederholt</translation>
    </message>
    <message>
        <source>{name} is open in another window, which is now in front.</source>
        <translation>{name} ist in einem anderen Fenster geöffnet, das jetzt im Vordergrund ist.</translation>
    </message>
    <message>
        <source>The operation failed ({kind}); please report the details.</source>
        <translation>Der Vorgang ist fehlgeschlagen ({kind}); bitte melden Sie die Details.</translation>
    </message>
    <message>
        <source>Nothing to report yet. Draw an object first.</source>
        <translation>Noch nichts zu berichten. Zeichnen Sie zuerst ein Objekt.</translation>
    </message>
    <message>
        <source>Writing {path}...</source>
        <translation>{path} wird geschrieben...</translation>
    </message>
    <message>
        <source>The report was written to {path}.</source>
        <translation>Der Bericht wurde nach {path} geschrieben.</translation>
    </message>
    <message>
        <source>Write Report</source>
        <translation>Bericht schreiben</translation>
    </message>
    <message>
        <source>Web pages</source>
        <translation>Webseiten</translation>
    </message>
    <message>
        <source>Subject of the comment</source>
        <translation>Gegenstand des Kommentars</translation>
    </message>
    <message>
        <source>New comment</source>
        <translation>Neuer Kommentar</translation>
    </message>
    <message>
        <source>Comment on frame {frame}</source>
        <translation>Kommentar zu Frame {frame}</translation>
    </message>
    <message>
        <source>Preparing the network for this frame size</source>
        <translation>Netz wird für diese Bildgröße vorbereitet</translation>
    </message>
    <message>
        <source>No missing video was found in {folder}. Choose another folder.</source>
        <translation>In {folder} wurde kein fehlendes Video gefunden. Wählen Sie einen anderen Ordner.</translation>
    </message>
    <message numerus="yes">
        <source>%n video(s) located.</source>
        <translation>
            <numerusform>%n Video gefunden.</numerusform>
            <numerusform>%n Videos gefunden.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n video(s) still missing.</source>
        <translation>
            <numerusform>%n Video fehlt noch.</numerusform>
            <numerusform>%n Videos fehlen noch.</numerusform>
        </translation>
    </message>
    <message>
        <source>Locate {name}</source>
        <translation>{name} suchen</translation>
    </message>
    <message>
        <source>Map Categories to the Dataset</source>
        <translation>Kategorien dem Datensatz zuordnen</translation>
    </message>
    <message>
        <source>The projects have categories that the dataset does not have. Choose a category of the dataset for each of them, or add it as a new one. Objects keep their masks and attributes.</source>
        <translation>Die Projekte haben Kategorien, die im Datensatz fehlen. Wählen Sie für jede eine Kategorie des Datensatzes, oder fügen Sie sie als neue hinzu. Objekte behalten ihre Masken und Attribute.</translation>
    </message>
    <message>
        <source>Match by Name</source>
        <translation>Nach Namen zuordnen</translation>
    </message>
    <message>
        <source>Add Projects</source>
        <translation>Projekte hinzufügen</translation>
    </message>
</context>
<context>
    <name>QAbstractFileIconProvider</name>
    <message>
        <source>Drive</source>
        <translation>Laufwerk</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>Ordner</translation>
    </message>
</context>
<context>
    <name>QFileDialog</name>
    <message>
        <source>&amp;Look in:</source>
        <translation>&amp;Suchen in:</translation>
    </message>
    <message>
        <source>Files of &amp;type:</source>
        <translation>Dateien des &amp;Typs:</translation>
    </message>
</context>
</TS>
