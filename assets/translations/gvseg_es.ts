<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="es" sourcelanguage="en_GB">
<context>
    <name></name>
    <message>
        <source>The engine is running; stop it first.</source>
        <translation>El motor está en marcha; deténgalo primero.</translation>
    </message>
    <message>
        <source>Open a video first.</source>
        <translation>Abra primero un vídeo.</translation>
    </message>
    <message>
        <source>Select an object first.</source>
        <translation>Seleccione primero un objeto.</translation>
    </message>
    <message>
        <source>There are no objects yet.</source>
        <translation>Todavía no hay objetos.</translation>
    </message>
    <message>
        <source>Select two objects first (Ctrl+click in the list).</source>
        <translation>Seleccione primero dos objetos (Ctrl+clic en la lista).</translation>
    </message>
    <message>
        <source>The selected object has no mask on this frame.</source>
        <translation>El objeto seleccionado no tiene máscara en este fotograma.</translation>
    </message>
    <message>
        <source>This frame is not an exemplar of the selected object.</source>
        <translation>Este fotograma no es una referencia del objeto seleccionado.</translation>
    </message>
    <message>
        <source>The selected object has no mask on the previous frame.</source>
        <translation>El objeto seleccionado no tiene máscara en el fotograma anterior.</translation>
    </message>
    <message>
        <source>Draw an object first: propagation needs at least one drawn mask.</source>
        <translation>Dibuje primero un objeto: la propagación necesita al menos una máscara dibujada.</translation>
    </message>
    <message>
        <source>Draw an object first, or choose another task.</source>
        <translation>Dibuje primero un objeto o elija otra tarea.</translation>
    </message>
    <message>
        <source>Choose Instance, Semantic or Panoptic in the task bar first.</source>
        <translation>Elija primero Instancias, Semántica o Panóptica en la barra de tareas.</translation>
    </message>
    <message>
        <source>Select a proposal first ({proposal.next}).</source>
        <translation>Seleccione primero una propuesta ({proposal.next}).</translation>
    </message>
    <message>
        <source>No proposals are shown.</source>
        <translation>No se muestra ninguna propuesta.</translation>
    </message>
    <message>
        <source>No proposals are hidden by the score threshold.</source>
        <translation>El umbral de puntuación no oculta ninguna propuesta.</translation>
    </message>
    <message>
        <source>Mark a range first ({go.mark_in} and {go.mark_out}).</source>
        <translation>Marque primero un intervalo ({go.mark_in} y {go.mark_out}).</translation>
    </message>
    <message>
        <source>The engine is running; stop it first ({edit.cancel}).</source>
        <translation>El motor está en marcha; deténgalo primero ({edit.cancel}).</translation>
    </message>
    <message>
        <source>Nothing is running.</source>
        <translation>No hay nada en marcha.</translation>
    </message>
    <message>
        <source>Copy a mask first ({edit.copy}).</source>
        <translation>Copie primero una máscara ({edit.copy}).</translation>
    </message>
    <message>
        <source>Nothing to undo.</source>
        <translation>No hay nada que deshacer.</translation>
    </message>
    <message>
        <source>Nothing to redo.</source>
        <translation>No hay nada que rehacer.</translation>
    </message>
    <message>
        <source>There is nothing to accept.</source>
        <translation>No hay nada que aceptar.</translation>
    </message>
    <message>
        <source>Everything is already saved.</source>
        <translation>Ya está todo guardado.</translation>
    </message>
    <message>
        <source>Adapt to this video first.</source>
        <translation>Adapte primero la red a este vídeo.</translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation>&amp;Archivo</translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation>&amp;Editar</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>&amp;Ver</translation>
    </message>
    <message>
        <source>&amp;Go</source>
        <translation>&amp;Ir</translation>
    </message>
    <message>
        <source>&amp;Tools</source>
        <translation>&amp;Herramientas</translation>
    </message>
    <message>
        <source>&amp;Objects</source>
        <translation>&amp;Objetos</translation>
    </message>
    <message>
        <source>Mas&amp;ks</source>
        <translation>&amp;Máscaras</translation>
    </message>
    <message>
        <source>&amp;Choose Object</source>
        <translation>&amp;Elegir objeto</translation>
    </message>
    <message>
        <source>&amp;Propagate</source>
        <translation>&amp;Propagar</translation>
    </message>
    <message>
        <source>Proposa&amp;ls</source>
        <translation>Propues&amp;tas</translation>
    </message>
    <message>
        <source>&amp;Review</source>
        <translation>&amp;Revisar</translation>
    </message>
    <message>
        <source>Data&amp;set</source>
        <translation>&amp;Dataset</translation>
    </message>
    <message>
        <source>Mo&amp;dels</source>
        <translation>Mode&amp;los</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>A&amp;yuda</translation>
    </message>
    <message>
        <source>Open Video...</source>
        <translation>Abrir vídeo...</translation>
    </message>
    <message>
        <source>Open Folder of Images...</source>
        <translation>Abrir carpeta de imágenes...</translation>
    </message>
    <message>
        <source>Open Project...</source>
        <translation>Abrir proyecto...</translation>
    </message>
    <message>
        <source>Save Project As...</source>
        <translation>Guardar proyecto como...</translation>
    </message>
    <message>
        <source>Every edit is saved automatically; this saves a copy and switches to it.</source>
        <translation>Cada cambio se guarda automáticamente; esto guarda una copia y continúa en ella.</translation>
    </message>
    <message>
        <source>Retry Saving</source>
        <translation>Reintentar guardado</translation>
    </message>
    <message>
        <source>Locate Moved Video...</source>
        <translation>Localizar vídeo movido...</translation>
    </message>
    <message>
        <source>Import Annotations...</source>
        <translation>Importar anotaciones...</translation>
    </message>
    <message>
        <source>Export...</source>
        <translation>Exportar...</translation>
    </message>
    <message>
        <source>Settings...</source>
        <translation>Configuración...</translation>
    </message>
    <message>
        <source>Close Video</source>
        <translation>Cerrar vídeo</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>Salir</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Deshacer</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>Rehacer</translation>
    </message>
    <message>
        <source>Copy Mask</source>
        <translation>Copiar máscara</translation>
    </message>
    <message>
        <source>Copies the masks of the selected objects on this frame.</source>
        <translation>Copia las máscaras de los objetos seleccionados en este fotograma.</translation>
    </message>
    <message>
        <source>Paste Mask</source>
        <translation>Pegar máscara</translation>
    </message>
    <message>
        <source>Replaces the mask of the selected object on this frame, or makes a new object.</source>
        <translation>Reemplaza la máscara del objeto seleccionado en este fotograma o crea un objeto nuevo.</translation>
    </message>
    <message>
        <source>Paste to Range...</source>
        <translation>Pegar en intervalo...</translation>
    </message>
    <message>
        <source>Copy Mask from Previous Frame</source>
        <translation>Copiar máscara del fotograma anterior</translation>
    </message>
    <message>
        <source>Not in This Frame</source>
        <translation>Ausente en este fotograma</translation>
    </message>
    <message>
        <source>Marks the object as hidden or out of view in this frame.</source>
        <translation>Marca el objeto como oculto o fuera de cuadro en este fotograma.</translation>
    </message>
    <message>
        <source>Clear Mask on This Frame</source>
        <translation>Borrar máscara de este fotograma</translation>
    </message>
    <message>
        <source>Clear Propagated Masks in Range</source>
        <translation>Borrar máscaras propagadas del intervalo</translation>
    </message>
    <message>
        <source>Accept</source>
        <translation>Aceptar</translation>
    </message>
    <message>
        <source>Accepts the current edit.</source>
        <translation>Acepta la edición en curso.</translation>
    </message>
    <message>
        <source>Cancel or Stop</source>
        <translation>Cancelar o detener</translation>
    </message>
    <message>
        <source>Cancels the current edit; if there is none, stops the propagation.</source>
        <translation>Cancela la edición en curso; si no hay ninguna, detiene la propagación.</translation>
    </message>
    <message>
        <source>Zoom In</source>
        <translation>Acercar</translation>
    </message>
    <message>
        <source>Zoom Out</source>
        <translation>Alejar</translation>
    </message>
    <message>
        <source>Fit to Window</source>
        <translation>Ajustar a la ventana</translation>
    </message>
    <message>
        <source>Actual Size</source>
        <translation>Tamaño real</translation>
    </message>
    <message>
        <source>Zoom to Object</source>
        <translation>Acercar al objeto</translation>
    </message>
    <message>
        <source>Show Masks</source>
        <translation>Mostrar máscaras</translation>
    </message>
    <message>
        <source>Show Outlines</source>
        <translation>Mostrar contornos</translation>
    </message>
    <message>
        <source>Show Patterns</source>
        <translation>Mostrar tramas</translation>
    </message>
    <message>
        <source>Keyboard &amp;Pointer</source>
        <translation>&amp;Puntero con el teclado</translation>
    </message>
    <message>
        <source>Hatches masks, so that objects do not differ by colour alone.</source>
        <translation>Añade tramas a las máscaras para que los objetos no se distingan solo por el color.</translation>
    </message>
    <message>
        <source>Show Outlines of Previous Frame</source>
        <translation>Mostrar contornos del fotograma anterior</translation>
    </message>
    <message>
        <source>Shows dotted outlines of visible objects.</source>
        <translation>Muestra en punteado el contorno de los objetos visibles.</translation>
    </message>
    <message>
        <source>Preview Clicks</source>
        <translation>Previsualizar clics</translation>
    </message>
    <message>
        <source>Previews the mask that a click at the mouse position would make.</source>
        <translation>Muestra la máscara que resultaría de hacer clic en la posición del ratón.</translation>
    </message>
    <message>
        <source>Show Object Names</source>
        <translation>Mostrar nombres de objetos</translation>
    </message>
    <message>
        <source>Shows the name of each object over its mask.</source>
        <translation>Muestra el nombre de cada objeto sobre su máscara.</translation>
    </message>
    <message>
        <source>Switch Between Canvas and Panels</source>
        <translation>Alternar lienzo y paneles</translation>
    </message>
    <message>
        <source>Brighter</source>
        <translation>Más brillo</translation>
    </message>
    <message>
        <source>Darker</source>
        <translation>Menos brillo</translation>
    </message>
    <message>
        <source>More Contrast</source>
        <translation>Más contraste</translation>
    </message>
    <message>
        <source>Less Contrast</source>
        <translation>Menos contraste</translation>
    </message>
    <message>
        <source>Reset Brightness and Contrast</source>
        <translation>Restablecer brillo y contraste</translation>
    </message>
    <message>
        <source>Dark Theme</source>
        <translation>Tema oscuro</translation>
    </message>
    <message>
        <source>Hide or Show Panels</source>
        <translation>Ocultar o mostrar paneles</translation>
    </message>
    <message>
        <source>Hides all panels to make room for the video; the tools stay visible.</source>
        <translation>Oculta todos los paneles para dejar sitio al vídeo; las herramientas siguen visibles.</translation>
    </message>
    <message>
        <source>Reset Layout</source>
        <translation>Restablecer disposición</translation>
    </message>
    <message>
        <source>Next Frame</source>
        <translation>Fotograma siguiente</translation>
    </message>
    <message>
        <source>Previous Frame</source>
        <translation>Fotograma anterior</translation>
    </message>
    <message>
        <source>Forward 10 Frames</source>
        <translation>Avanzar 10 fotogramas</translation>
    </message>
    <message>
        <source>Back 10 Frames</source>
        <translation>Retroceder 10 fotogramas</translation>
    </message>
    <message>
        <source>First Frame</source>
        <translation>Primer fotograma</translation>
    </message>
    <message>
        <source>Last Frame</source>
        <translation>Último fotograma</translation>
    </message>
    <message>
        <source>Next Exemplar</source>
        <translation>Referencia siguiente</translation>
    </message>
    <message>
        <source>Previous Exemplar</source>
        <translation>Referencia anterior</translation>
    </message>
    <message>
        <source>Play</source>
        <translation>Reproducir</translation>
    </message>
    <message>
        <source>Plays at the selected speed.</source>
        <translation>Reproduce a la velocidad elegida.</translation>
    </message>
    <message>
        <source>Loop</source>
        <translation>Repetir</translation>
    </message>
    <message>
        <source>Repeats the marked range, or the whole video.</source>
        <translation>Repite el intervalo marcado o el vídeo completo.</translation>
    </message>
    <message>
        <source>Shuttle Back</source>
        <translation>Reproducir hacia atrás</translation>
    </message>
    <message>
        <source>Plays backwards; each press doubles the speed.</source>
        <translation>Reproduce hacia atrás; cada pulsación duplica la velocidad.</translation>
    </message>
    <message>
        <source>Shuttle Stop</source>
        <translation>Parar reproducción</translation>
    </message>
    <message>
        <source>Shuttle Forward</source>
        <translation>Reproducir hacia adelante</translation>
    </message>
    <message>
        <source>Plays forwards; each press doubles the speed.</source>
        <translation>Reproduce hacia adelante; cada pulsación duplica la velocidad.</translation>
    </message>
    <message>
        <source>Slower</source>
        <translation>Más lento</translation>
    </message>
    <message>
        <source>Faster</source>
        <translation>Más rápido</translation>
    </message>
    <message>
        <source>Start Range Here</source>
        <translation>Iniciar intervalo aquí</translation>
    </message>
    <message>
        <source>End Range Here</source>
        <translation>Terminar intervalo aquí</translation>
    </message>
    <message>
        <source>Clear Range</source>
        <translation>Borrar intervalo</translation>
    </message>
    <message>
        <source>Select</source>
        <translation>Seleccionar</translation>
    </message>
    <message>
        <source>Click an object to select it.</source>
        <translation>Haga clic en un objeto para seleccionarlo.</translation>
    </message>
    <message>
        <source>Brush</source>
        <translation>Pincel</translation>
    </message>
    <message>
        <source>Drag to paint, right-drag to erase; {tool.smaller} and {tool.larger} change the size.</source>
        <translation>Arrastre para pintar, con el botón derecho para borrar; {tool.smaller} y {tool.larger} cambian el tamaño.</translation>
    </message>
    <message>
        <source>Eraser</source>
        <translation>Borrador</translation>
    </message>
    <message>
        <source>Drag to erase.</source>
        <translation>Arrastre para borrar.</translation>
    </message>
    <message>
        <source>Polygon</source>
        <translation>Polígono</translation>
    </message>
    <message>
        <source>Click to add corners, drag to move them, {edit.accept} to finish; Shift subtracts.</source>
        <translation>Haga clic para añadir vértices, arrástrelos para moverlos, {edit.accept} para terminar; Mayús resta.</translation>
    </message>
    <message>
        <source>Lasso</source>
        <translation>Lazo</translation>
    </message>
    <message>
        <source>Drag around the object, then adjust the corners; {edit.accept} to finish; Shift subtracts.</source>
        <translation>Arrastre alrededor del objeto y ajuste los vértices; {edit.accept} para terminar; Mayús resta.</translation>
    </message>
    <message>
        <source>Rectangle</source>
        <translation>Rectángulo</translation>
    </message>
    <message>
        <source>Drag a rectangle; {edit.accept} to finish; Shift subtracts.</source>
        <translation>Arrastre un rectángulo; {edit.accept} para terminar; Mayús resta.</translation>
    </message>
    <message>
        <source>Magic Wand</source>
        <translation>Varita mágica</translation>
    </message>
    <message>
        <source>Click to select a region of one colour, drag to extend it; Shift adds, Alt removes, {edit.accept} to keep.</source>
        <translation>Haga clic para seleccionar una zona de un color, arrastre para ampliarla; Mayús añade, Alt quita, {edit.accept} para conservarla.</translation>
    </message>
    <message>
        <source>Clicks</source>
        <translation>Clics</translation>
    </message>
    <message>
        <source>Click to add, right-click or Shift+click to remove, drag for a box, {edit.accept} to keep.</source>
        <translation>Haga clic para añadir, clic derecho o Mayús+clic para quitar, arrastre para trazar una caja, {edit.accept} para conservar.</translation>
    </message>
    <message>
        <source>Box</source>
        <translation>Caja</translation>
    </message>
    <message>
        <source>Drag a box around the object to get its mask, {edit.accept} to keep.</source>
        <translation>Arrastre una caja alrededor del objeto para obtener su máscara, {edit.accept} para conservarla.</translation>
    </message>
    <message>
        <source>Scribble</source>
        <translation>Trazo</translation>
    </message>
    <message>
        <source>Draw over the object to add, with the right button or Shift to remove, {edit.accept} to keep.</source>
        <translation>Dibuje sobre el objeto para añadir, con el botón derecho o Mayús para quitar, {edit.accept} para conservar.</translation>
    </message>
    <message>
        <source>Larger Brush</source>
        <translation>Pincel más grande</translation>
    </message>
    <message>
        <source>Smaller Brush</source>
        <translation>Pincel más pequeño</translation>
    </message>
    <message>
        <source>Snap to Edges</source>
        <translation>Ajustar a bordes</translation>
    </message>
    <message>
        <source>Makes the sides of a polygon follow edges in the image.</source>
        <translation>Hace que los lados de un polígono sigan los bordes de la imagen.</translation>
    </message>
    <message>
        <source>Subtract</source>
        <translation>Restar</translation>
    </message>
    <message>
        <source>Makes polygon, lasso, rectangle and wand subtract from the mask.</source>
        <translation>Hace que el polígono, el lazo, el rectángulo y la varita resten de la máscara.</translation>
    </message>
    <message>
        <source>Press or Release Mouse Button</source>
        <translation>Pulsar o soltar botón del ratón</translation>
    </message>
    <message>
        <source>Follow Run</source>
        <translation>Seguir propagación</translation>
    </message>
    <message>
        <source>Propagate All Videos</source>
        <translation>Propagar todos los vídeos</translation>
    </message>
    <message>
        <source>Adds all videos that have exemplars and no propagated masks to the queue, which keeps running after GvSeg is closed.</source>
        <translation>Añade a la cola todos los vídeos con referencias y sin máscaras propagadas; la cola sigue en marcha al cerrar GvSeg.</translation>
    </message>
    <message>
        <source>Pointer Left</source>
        <translation>Puntero a la izquierda</translation>
    </message>
    <message>
        <source>Moves by a quarter of the brush size; the view follows.</source>
        <translation>Se desplaza un cuarto del tamaño del pincel; la vista lo sigue.</translation>
    </message>
    <message>
        <source>Pointer Right</source>
        <translation>Puntero a la derecha</translation>
    </message>
    <message>
        <source>Pointer Up</source>
        <translation>Puntero hacia arriba</translation>
    </message>
    <message>
        <source>Pointer Down</source>
        <translation>Puntero hacia abajo</translation>
    </message>
    <message>
        <source>Pointer One Pixel Left</source>
        <translation>Puntero un píxel a la izquierda</translation>
    </message>
    <message>
        <source>Pointer One Pixel Right</source>
        <translation>Puntero un píxel a la derecha</translation>
    </message>
    <message>
        <source>Pointer One Pixel Up</source>
        <translation>Puntero un píxel hacia arriba</translation>
    </message>
    <message>
        <source>Pointer One Pixel Down</source>
        <translation>Puntero un píxel hacia abajo</translation>
    </message>
    <message>
        <source>Click at the Pointer</source>
        <translation>Clic en el puntero</translation>
    </message>
    <message>
        <source>Works like a mouse click with the current tool.</source>
        <translation>Equivale a un clic del ratón con la herramienta actual.</translation>
    </message>
    <message>
        <source>While pressed, moving the pointer draws.</source>
        <translation>Mientras está pulsado, al mover el puntero se dibuja.</translation>
    </message>
    <message>
        <source>New Object</source>
        <translation>Objeto nuevo</translation>
    </message>
    <message>
        <source>Rename Object</source>
        <translation>Renombrar objeto</translation>
    </message>
    <message>
        <source>Hide or Show</source>
        <translation>Ocultar o mostrar</translation>
    </message>
    <message>
        <source>Lock or Unlock</source>
        <translation>Bloquear o desbloquear</translation>
    </message>
    <message>
        <source>Show Only Selected</source>
        <translation>Mostrar solo la selección</translation>
    </message>
    <message>
        <source>Move Layer Up</source>
        <translation>Subir capa</translation>
    </message>
    <message>
        <source>Move Layer Down</source>
        <translation>Bajar capa</translation>
    </message>
    <message>
        <source>Merge Two Objects</source>
        <translation>Combinar dos objetos</translation>
    </message>
    <message>
        <source>Split at This Frame</source>
        <translation>Dividir en este fotograma</translation>
    </message>
    <message>
        <source>Swap Identities from Here</source>
        <translation>Intercambiar identidades desde aquí</translation>
    </message>
    <message>
        <source>Delete Object</source>
        <translation>Eliminar objeto</translation>
    </message>
    <message>
        <source>Undo restores the object and its masks.</source>
        <translation>Deshacer restaura el objeto y sus máscaras.</translation>
    </message>
    <message>
        <source>Categories...</source>
        <translation>Categorías...</translation>
    </message>
    <message>
        <source>Refine Edge</source>
        <translation>Refinar borde</translation>
    </message>
    <message>
        <source>Snaps the outline to the nearest colour edge within 6 pixels.</source>
        <translation>Ajusta el contorno al borde de color más cercano a menos de 6 píxeles.</translation>
    </message>
    <message>
        <source>Grow</source>
        <translation>Expandir</translation>
    </message>
    <message>
        <source>Moves the outline outwards by one pixel.</source>
        <translation>Desplaza el contorno un píxel hacia fuera.</translation>
    </message>
    <message>
        <source>Shrink</source>
        <translation>Contraer</translation>
    </message>
    <message>
        <source>Moves the outline inwards by one pixel.</source>
        <translation>Desplaza el contorno un píxel hacia dentro.</translation>
    </message>
    <message>
        <source>Smooth</source>
        <translation>Suavizar</translation>
    </message>
    <message>
        <source>Removes bumps and dents narrower than 6 pixels from the outline.</source>
        <translation>Elimina del contorno los salientes y entrantes de menos de 6 píxeles.</translation>
    </message>
    <message>
        <source>Fill Holes</source>
        <translation>Rellenar huecos</translation>
    </message>
    <message>
        <source>Remove Small Parts</source>
        <translation>Quitar partes pequeñas</translation>
    </message>
    <message>
        <source>Keeps only parts with at least 5 % of the area of the largest.</source>
        <translation>Conserva solo las partes con al menos el 5 % del área de la mayor.</translation>
    </message>
    <message>
        <source>Apply to Frames...</source>
        <translation>Aplicar a fotogramas...</translation>
    </message>
    <message>
        <source>Opens a dialog to set the operation, its width and its frames, with a preview.</source>
        <translation>Abre un diálogo para elegir la operación, su anchura y los fotogramas, con vista previa.</translation>
    </message>
    <message>
        <source>Interpolate Between Drawn Masks</source>
        <translation>Interpolar entre máscaras dibujadas</translation>
    </message>
    <message>
        <source>Fills the frames between the drawn masks before and after this frame.</source>
        <translation>Rellena los fotogramas entre la máscara dibujada anterior y la siguiente.</translation>
    </message>
    <message>
        <source>Object {number} in the List</source>
        <translation>Objeto {number} de la lista</translation>
    </message>
    <message>
        <source>Next Object</source>
        <translation>Objeto siguiente</translation>
    </message>
    <message>
        <source>Previous Object</source>
        <translation>Objeto anterior</translation>
    </message>
    <message>
        <source>Propagate</source>
        <translation>Propagar</translation>
    </message>
    <message>
        <source>Propagates in both directions from each exemplar, within the marked range if any.</source>
        <translation>Propaga en ambas direcciones desde cada referencia, dentro del intervalo marcado si lo hay.</translation>
    </message>
    <message>
        <source>Propagate Forward</source>
        <translation>Propagar hacia adelante</translation>
    </message>
    <message>
        <source>Propagate Backward</source>
        <translation>Propagar hacia atrás</translation>
    </message>
    <message>
        <source>Propagate in Range</source>
        <translation>Propagar en el intervalo</translation>
    </message>
    <message>
        <source>Propagate to Next Frame</source>
        <translation>Propagar al fotograma siguiente</translation>
    </message>
    <message>
        <source>Propagate to Previous Frame</source>
        <translation>Propagar al fotograma anterior</translation>
    </message>
    <message>
        <source>Propagate All Objects</source>
        <translation>Propagar todos los objetos</translation>
    </message>
    <message>
        <source>Propagates every unlocked object once, ignoring the setting below.</source>
        <translation>Propaga una vez todos los objetos no bloqueados, sin tener en cuenta la opción de abajo.</translation>
    </message>
    <message>
        <source>Changed Objects Only</source>
        <translation>Solo objetos modificados</translation>
    </message>
    <message>
        <source>Propagates only objects whose exemplars changed since the last run.</source>
        <translation>Propaga solo los objetos cuyas referencias han cambiado desde la última propagación.</translation>
    </message>
    <message>
        <source>Selected Objects Only</source>
        <translation>Solo objetos seleccionados</translation>
    </message>
    <message>
        <source>Propagates only the selected objects.</source>
        <translation>Propaga solo los objetos seleccionados.</translation>
    </message>
    <message>
        <source>All Unlocked Objects</source>
        <translation>Todos los no bloqueados</translation>
    </message>
    <message>
        <source>Propagates all objects that are not locked.</source>
        <translation>Propaga todos los objetos que no están bloqueados.</translation>
    </message>
    <message>
        <source>Shows each frame as it is finished, until you go to another frame.</source>
        <translation>Muestra cada fotograma al terminarlo, hasta que se vaya a otro fotograma.</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Detener</translation>
    </message>
    <message>
        <source>Keeps the masks made so far ({edit.cancel}).</source>
        <translation>Conserva las máscaras calculadas hasta ahora ({edit.cancel}).</translation>
    </message>
    <message>
        <source>Adapt to This Video</source>
        <translation>Adaptar a este vídeo</translation>
    </message>
    <message>
        <source>Fine-tunes the network on your exemplars for a few seconds.</source>
        <translation>Ajusta la red a las referencias durante unos segundos.</translation>
    </message>
    <message>
        <source>Use Adaptation</source>
        <translation>Usar adaptación</translation>
    </message>
    <message>
        <source>Uses the adapted network to propagate; if off, the original weights.</source>
        <translation>Propaga con la red adaptada; si está desactivado, con los pesos originales.</translation>
    </message>
    <message>
        <source>Pin Frame as Exemplar</source>
        <translation>Fijar como referencia</translation>
    </message>
    <message>
        <source>Unpin Exemplar</source>
        <translation>Quitar referencia</translation>
    </message>
    <message>
        <source>Segment This Frame</source>
        <translation>Segmentar este fotograma</translation>
    </message>
    <message>
        <source>Detects objects in this frame only.</source>
        <translation>Detecta objetos solo en este fotograma.</translation>
    </message>
    <message>
        <source>Next Proposal</source>
        <translation>Propuesta siguiente</translation>
    </message>
    <message>
        <source>Previous Proposal</source>
        <translation>Propuesta anterior</translation>
    </message>
    <message>
        <source>Accept Proposal</source>
        <translation>Aceptar propuesta</translation>
    </message>
    <message>
        <source>Turns the proposal into an object; painting on it does the same.</source>
        <translation>Convierte la propuesta en objeto; pintar sobre ella tiene el mismo efecto.</translation>
    </message>
    <message>
        <source>Reject Proposal</source>
        <translation>Rechazar propuesta</translation>
    </message>
    <message>
        <source>Removes the proposal; undo restores it.</source>
        <translation>Quita la propuesta; se puede deshacer.</translation>
    </message>
    <message>
        <source>Accept All Shown</source>
        <translation>Aceptar las visibles</translation>
    </message>
    <message>
        <source>Applies to all proposals above the score threshold.</source>
        <translation>Se aplica a todas las propuestas por encima del umbral de puntuación.</translation>
    </message>
    <message>
        <source>Reject All Shown</source>
        <translation>Rechazar las visibles</translation>
    </message>
    <message>
        <source>Reject All Hidden</source>
        <translation>Rechazar las ocultas</translation>
    </message>
    <message>
        <source>Applies to all proposals below the score threshold.</source>
        <translation>Se aplica a todas las propuestas por debajo del umbral de puntuación.</translation>
    </message>
    <message>
        <source>Map Classes to Categories...</source>
        <translation>Asignar clases a categorías...</translation>
    </message>
    <message>
        <source>Sets the category of each class that the engine detects.</source>
        <translation>Define la categoría de cada clase que detecta el motor.</translation>
    </message>
    <message>
        <source>Next Frame Worth Correcting</source>
        <translation>Siguiente fotograma por corregir</translation>
    </message>
    <message>
        <source>Previous Frame Worth Correcting</source>
        <translation>Anterior fotograma por corregir</translation>
    </message>
    <message>
        <source>Next Finding</source>
        <translation>Incidencia siguiente</translation>
    </message>
    <message>
        <source>Previous Finding</source>
        <translation>Incidencia anterior</translation>
    </message>
    <message>
        <source>Verify Frame or Range</source>
        <translation>Verificar fotograma o intervalo</translation>
    </message>
    <message>
        <source>Verifies all objects in this frame, or the selected objects in the marked range.</source>
        <translation>Verifica todos los objetos de este fotograma, o los objetos seleccionados en el intervalo marcado.</translation>
    </message>
    <message>
        <source>Unverify</source>
        <translation>Anular verificación</translation>
    </message>
    <message>
        <source>Verify Whole Object</source>
        <translation>Verificar objeto completo</translation>
    </message>
    <message>
        <source>Comment on Frame</source>
        <translation>Comentar fotograma</translation>
    </message>
    <message>
        <source>Goes to the line for a comment on this frame or on the selected object.</source>
        <translation>Va al campo para comentar este fotograma o el objeto seleccionado.</translation>
    </message>
    <message>
        <source>Next Comment</source>
        <translation>Comentario siguiente</translation>
    </message>
    <message>
        <source>Also stops at frames that need work.</source>
        <translation>También se detiene en los fotogramas por rehacer.</translation>
    </message>
    <message>
        <source>Previous Comment</source>
        <translation>Comentario anterior</translation>
    </message>
    <message>
        <source>Resolve or Reopen Comment</source>
        <translation>Resolver o reabrir comentario</translation>
    </message>
    <message>
        <source>Applies to the selected comment, or to the first open one of this frame.</source>
        <translation>Se aplica al comentario seleccionado o al primero abierto de este fotograma.</translation>
    </message>
    <message>
        <source>Delete Comment</source>
        <translation>Eliminar comentario</translation>
    </message>
    <message>
        <source>Undo restores it.</source>
        <translation>Deshacer lo restaura.</translation>
    </message>
    <message>
        <source>Accept Frame or Range</source>
        <translation>Aceptar fotograma o intervalo</translation>
    </message>
    <message>
        <source>Records that you accept this frame, or all frames in the marked range.</source>
        <translation>Registra que se acepta este fotograma o todos los del intervalo marcado.</translation>
    </message>
    <message>
        <source>Mark as Needs Work</source>
        <translation>Marcar para rehacer</translation>
    </message>
    <message>
        <source>Records that this frame, or the marked range, needs work.</source>
        <translation>Registra que hay que rehacer este fotograma o el intervalo marcado.</translation>
    </message>
    <message>
        <source>Clear Review State</source>
        <translation>Borrar estado de revisión</translation>
    </message>
    <message>
        <source>Write Report...</source>
        <translation>Crear informe...</translation>
    </message>
    <message>
        <source>Writes one HTML page with progress, comments and images.</source>
        <translation>Crea una página HTML con el progreso, los comentarios e imágenes.</translation>
    </message>
    <message>
        <source>New Dataset...</source>
        <translation>Nuevo dataset...</translation>
    </message>
    <message>
        <source>Groups videos that share one list of categories.</source>
        <translation>Agrupa vídeos que comparten una lista de categorías.</translation>
    </message>
    <message>
        <source>Open Dataset...</source>
        <translation>Abrir dataset...</translation>
    </message>
    <message>
        <source>Import Dataset...</source>
        <translation>Importar dataset...</translation>
    </message>
    <message>
        <source>Makes a dataset from a published one, such as DAVIS, YouTube-VIS or COCO.</source>
        <translation>Crea un dataset a partir de uno publicado, como DAVIS, YouTube-VIS o COCO.</translation>
    </message>
    <message>
        <source>Export Dataset...</source>
        <translation>Exportar dataset...</translation>
    </message>
    <message>
        <source>Show or Hide Videos</source>
        <translation>Mostrar u ocultar vídeos</translation>
    </message>
    <message>
        <source>Next Video</source>
        <translation>Vídeo siguiente</translation>
    </message>
    <message>
        <source>Previous Video</source>
        <translation>Vídeo anterior</translation>
    </message>
    <message>
        <source>Add Videos...</source>
        <translation>Añadir vídeos...</translation>
    </message>
    <message>
        <source>Train on Dataset...</source>
        <translation>Entrenar con el dataset...</translation>
    </message>
    <message>
        <source>Writes one HTML page about all videos, with comments and images.</source>
        <translation>Crea una página HTML sobre todos los vídeos, con comentarios e imágenes.</translation>
    </message>
    <message>
        <source>Close Dataset</source>
        <translation>Cerrar dataset</translation>
    </message>
    <message>
        <source>Train on My Corrections...</source>
        <translation>Entrenar con mis correcciones...</translation>
    </message>
    <message>
        <source>Trains the model on your corrections; training continues after GvSeg is closed.</source>
        <translation>Entrena el modelo con las correcciones hechas; el entrenamiento continúa al cerrar GvSeg.</translation>
    </message>
    <message>
        <source>Training Runs...</source>
        <translation>Entrenamientos...</translation>
    </message>
    <message>
        <source>Models...</source>
        <translation>Modelos...</translation>
    </message>
    <message>
        <source>Lists the models and lets you choose which one to use.</source>
        <translation>Muestra los modelos y permite elegir cuál usar.</translation>
    </message>
    <message>
        <source>First Steps</source>
        <translation>Primeros pasos</translation>
    </message>
    <message>
        <source>Guides you through a first annotation, step by step.</source>
        <translation>Guía paso a paso para hacer la primera anotación.</translation>
    </message>
    <message>
        <source>Manual</source>
        <translation>Manual</translation>
    </message>
    <message>
        <source>Try the Demo</source>
        <translation>Probar la demo</translation>
    </message>
    <message>
        <source>Opens a short clip with a rabbit outlined in its first frame.</source>
        <translation>Abre un clip corto con un conejo contorneado en el primer fotograma.</translation>
    </message>
    <message>
        <source>Keyboard Shortcuts</source>
        <translation>Atajos de teclado</translation>
    </message>
    <message>
        <source>Customize Shortcuts...</source>
        <translation>Personalizar atajos...</translation>
    </message>
    <message>
        <source>Messages...</source>
        <translation>Mensajes...</translation>
    </message>
    <message>
        <source>Lists all messages since GvSeg was started.</source>
        <translation>Muestra todos los mensajes desde el inicio de GvSeg.</translation>
    </message>
    <message>
        <source>About GvSeg</source>
        <translation>Acerca de GvSeg</translation>
    </message>
    <message>
        <source>Reading {name}...</source>
        <translation>Leyendo {name}...</translation>
    </message>
    <message>
        <source>Reading {name}: {done:.0f} %</source>
        <translation>Leyendo {name}: {done:.0f} %</translation>
    </message>
    <message>
        <source>No more findings in this direction.</source>
        <translation>No hay más incidencias en esta dirección.</translation>
    </message>
    <message>
        <source>Paint or click to mark your first object</source>
        <translation>Pinte o haga clic para marcar el primer objeto</translation>
    </message>
    <message>
        <source>Press Segment to detect objects</source>
        <translation>Pulse Segmentar para detectar objetos</translation>
    </message>
    <message>
        <source>Opening {name}...</source>
        <translation>Abriendo {name}...</translation>
    </message>
    <message>
        <source>Objects</source>
        <translation>Objetos</translation>
    </message>
    <message>
        <source>Exemplars</source>
        <translation>Referencias</translation>
    </message>
    <message>
        <source>Object</source>
        <translation>Objeto</translation>
    </message>
    <message>
        <source>Object</source>
        <comment>panel</comment>
        <translation>Objeto</translation>
    </message>
    <message>
        <source>Review</source>
        <translation>Revisión</translation>
    </message>
    <message>
        <source>Comments</source>
        <translation>Comentarios</translation>
    </message>
    <message>
        <source>Proposals</source>
        <translation>Propuestas</translation>
    </message>
    <message>
        <source>Timeline</source>
        <translation>Línea de tiempo</translation>
    </message>
    <message>
        <source>read-only</source>
        <translation>solo lectura</translation>
    </message>
    <message>
        <source>NOT SAVED</source>
        <translation>SIN GUARDAR</translation>
    </message>
    <message>
        <source>saved</source>
        <translation>guardado</translation>
    </message>
    <message>
        <source>nothing to save yet</source>
        <translation>aún no hay nada que guardar</translation>
    </message>
    <message>
        <source>autosaved {seconds} s ago</source>
        <translation>autoguardado hace {seconds} s</translation>
    </message>
    <message>
        <source>autosaved {seconds} min ago</source>
        <translation>autoguardado hace {seconds} min</translation>
    </message>
    <message>
        <source>autosaved {seconds} h ago</source>
        <translation>autoguardado hace {seconds} h</translation>
    </message>
    <message>
        <source>Erase</source>
        <translation>Borrar</translation>
    </message>
    <message>
        <source>Paint</source>
        <translation>Pintar</translation>
    </message>
    <message>
        <source>Magic wand</source>
        <translation>Varita mágica</translation>
    </message>
    <message>
        <source>Canvas</source>
        <translation>Lienzo</translation>
    </message>
    <message>
        <source>Save the project first: the adaptation is stored next to it.</source>
        <translation>Guarde primero el proyecto: la adaptación se guarda junto a él.</translation>
    </message>
    <message>
        <source>The adaptation was not copied ({error}). Adapt again.</source>
        <translation>No se ha copiado la adaptación ({error}). Vuelva a adaptar.</translation>
    </message>
    <message>
        <source>Stopped before the first step; nothing has changed.</source>
        <translation>Detenido antes del primer paso; no ha cambiado nada.</translation>
    </message>
    <message>
        <source>Adapting did not improve the current weights, so they stay in use</source>
        <translation>La adaptación no ha mejorado los pesos actuales, así que se siguen usando</translation>
    </message>
    <message>
        <source>Adapting did not improve the current weights: the object is lost within a few frames; add an exemplar on a later frame</source>
        <translation>La adaptación no ha mejorado los pesos actuales: el objeto se pierde en pocos fotogramas; añada una referencia en un fotograma posterior</translation>
    </message>
    <message>
        <source>Edges adapted in {seconds:.0f} s; correct other frames to adapt more</source>
        <translation>Bordes adaptados en {seconds:.0f} s; corrija otros fotogramas para adaptar más</translation>
    </message>
    <message>
        <source>Adapted in {seconds:.0f} s; the score rose from {score_before:.2f} to {score_after:.2f}</source>
        <translation>Adaptado en {seconds:.0f} s; la puntuación ha subido de {score_before:.2f} a {score_after:.2f}</translation>
    </message>
    <message>
        <source>Adapting to this video, step {steps}</source>
        <translation>Adaptando a este vídeo, paso {steps}</translation>
    </message>
    <message>
        <source>Segment</source>
        <translation>Segmentar</translation>
    </message>
    <message>
        <source>Detects objects within the marked range, or in the whole video.</source>
        <translation>Detecta objetos en el intervalo marcado o en el vídeo completo.</translation>
    </message>
    <message>
        <source>This frame has no mask to refine. Click on the object first.</source>
        <translation>Este fotograma no tiene máscara que refinar. Haga clic primero en el objeto.</translation>
    </message>
    <message>
        <source>Create a dataset?</source>
        <translation>¿Crear un dataset?</translation>
    </message>
    <message>
        <source>Create Dataset</source>
        <translation>Crear dataset</translation>
    </message>
    <message>
        <source>Open or create a dataset first.</source>
        <translation>Abra o cree primero un dataset.</translation>
    </message>
    <message>
        <source>New Split</source>
        <translation>Nueva partición</translation>
    </message>
    <message>
        <source>Name of the split:</source>
        <translation>Nombre de la partición:</translation>
    </message>
    <message>
        <source>Assign To</source>
        <translation>Asignar a</translation>
    </message>
    <message>
        <source>{folder} contains several videos. A dataset groups them under one list of categories. It is stored in that folder as one small file, {file}.</source>
        <translation>{folder} contiene varios vídeos. Un dataset los agrupa con una misma lista de categorías. Se guarda en esa carpeta como un pequeño archivo, {file}.</translation>
    </message>
    <message>
        <source>{path} was not found. Connect its drive, or press Locate Missing Videos in the list of videos.</source>
        <translation>No se ha encontrado {path}. Conecte su unidad o pulse «Localizar vídeos que faltan» en la lista de vídeos.</translation>
    </message>
    <message>
        <source>Annotator of these videos:</source>
        <translation>Persona que anota estos vídeos:</translation>
    </message>
    <message>
        <source>Folder with the Missing Videos</source>
        <translation>Carpeta con los vídeos que faltan</translation>
    </message>
    <message>
        <source>Open a dataset first.</source>
        <translation>Abra primero un dataset.</translation>
    </message>
    <message>
        <source>This is the last video.</source>
        <translation>Este es el último vídeo.</translation>
    </message>
    <message>
        <source>This is the first video.</source>
        <translation>Este es el primer vídeo.</translation>
    </message>
    <message numerus="yes">
        <source>%n video(s) added to the dataset.</source>
        <translation>
            <numerusform>%n vídeo añadido al dataset.</numerusform>
            <numerusform>%n vídeos añadidos al dataset.</numerusform>
        </translation>
    </message>
    <message>
        <source>Train on the dataset?</source>
        <translation>¿Entrenar con el dataset?</translation>
    </message>
    <message>
        <source>A training run of 30 minutes is added to the queue. If the dataset has the splits train and val, it trains on the first and measures the gain on the second, for each category.</source>
        <translation>Se añade a la cola un entrenamiento de 30 minutos. Si el dataset tiene las particiones train y val, entrena con la primera y mide la mejora en la segunda, por categoría.</translation>
    </message>
    <message>
        <source>Train and Use if Better</source>
        <translation>Entrenar y usar si mejora</translation>
    </message>
    <message>
        <source>New Dataset in Folder</source>
        <translation>Nuevo dataset en carpeta</translation>
    </message>
    <message>
        <source>Open Dataset</source>
        <translation>Abrir dataset</translation>
    </message>
    <message>
        <source>GvSeg datasets</source>
        <translation>Datasets de GvSeg</translation>
    </message>
    <message>
        <source>Add Videos</source>
        <translation>Añadir vídeos</translation>
    </message>
    <message>
        <source>Videos and projects ({suffixes} *.gvseg)</source>
        <translation>Vídeos y proyectos ({suffixes} *.gvseg)</translation>
    </message>
    <message>
        <source>No video has an exemplar. Draw an object in one first.</source>
        <translation>Ningún vídeo tiene referencias. Dibuje primero un objeto en alguno.</translation>
    </message>
    <message numerus="yes">
        <source>%n video(s) added to the queue.</source>
        <translation>
            <numerusform>%n vídeo añadido a la cola.</numerusform>
            <numerusform>%n vídeos añadidos a la cola.</numerusform>
        </translation>
    </message>
    <message>
        <source>Training was added to the queue.</source>
        <translation>El entrenamiento se ha añadido a la cola.</translation>
    </message>
    <message>
        <source>Nothing to erase here. Select an object first.</source>
        <translation>Aquí no hay nada que borrar. Seleccione primero un objeto.</translation>
    </message>
    <message>
        <source>Frame {frame} is now an exemplar of {name}.</source>
        <translation>El fotograma {frame} es ahora una referencia de {name}.</translation>
    </message>
    <message>
        <source>Not in this frame</source>
        <translation>Ausente en este fotograma</translation>
    </message>
    <message>
        <source>Clear mask</source>
        <translation>Borrar máscara</translation>
    </message>
    <message>
        <source>Clear propagated masks</source>
        <translation>Borrar máscaras propagadas</translation>
    </message>
    <message>
        <source>Show object</source>
        <translation>Mostrar objeto</translation>
    </message>
    <message>
        <source>Hide object</source>
        <translation>Ocultar objeto</translation>
    </message>
    <message>
        <source>Lock object</source>
        <translation>Bloquear objeto</translation>
    </message>
    <message>
        <source>Unlock object</source>
        <translation>Desbloquear objeto</translation>
    </message>
    <message>
        <source>Show only selected</source>
        <translation>Mostrar solo la selección</translation>
    </message>
    <message>
        <source>Delete object</source>
        <translation>Eliminar objeto</translation>
    </message>
    <message>
        <source>Load exemplar</source>
        <translation>Cargar referencia</translation>
    </message>
    <message>
        <source>Nothing to export yet: accept at least one proposal first.</source>
        <translation>Aún no hay nada que exportar: acepte primero al menos una propuesta.</translation>
    </message>
    <message>
        <source>Show First</source>
        <translation>Ver la primera</translation>
    </message>
    <message>
        <source>Nothing to export yet. Draw an object first.</source>
        <translation>Aún no hay nada que exportar. Dibuje primero un objeto.</translation>
    </message>
    <message>
        <source>The export failed ({kind}); please report the details.</source>
        <translation>La exportación ha fallado ({kind}); informe del error con los detalles.</translation>
    </message>
    <message>
        <source>Swapped {names} in frames {first} to {last}.</source>
        <translation>Se han intercambiado {names} en los fotogramas {first} a {last}.</translation>
    </message>
    <message>
        <source>Split {name} in frames {first} to {last}.</source>
        <translation>Se ha dividido {name} en los fotogramas {first} a {last}.</translation>
    </message>
    <message>
        <source>Open a video</source>
        <translation>Abrir un vídeo</translation>
    </message>
    <message>
        <source>Drop a video on the window, or press Try the Demo on the start page.</source>
        <translation>Arrastre un vídeo a la ventana o pulse Probar la demo en la página de inicio.</translation>
    </message>
    <message>
        <source>Mark an object</source>
        <translation>Marcar un objeto</translation>
    </message>
    <message>
        <source>Press {tool.clicks} for the Clicks tool, then click an object. Click again to add a part, right-click to remove one.</source>
        <translation>Pulse {tool.clicks} para elegir la herramienta Clics y haga clic en un objeto. Otro clic añade una parte; un clic derecho la quita.</translation>
    </message>
    <message>
        <source>Keep the mask</source>
        <translation>Conservar la máscara</translation>
    </message>
    <message>
        <source>Press {edit.accept} to keep the mask. The frame becomes an exemplar: propagation starts from it and never changes it.</source>
        <translation>Pulse {edit.accept} para conservar la máscara. El fotograma pasa a ser una referencia: la propagación parte de ella y nunca la modifica.</translation>
    </message>
    <message>
        <source>Press {propagate.both}. The mask is propagated through the video in both directions; {edit.cancel} stops and keeps the finished frames.</source>
        <translation>Pulse {propagate.both}. La máscara se propaga por el vídeo en ambas direcciones; {edit.cancel} detiene la propagación y conserva los fotogramas terminados.</translation>
    </message>
    <message>
        <source>Correct</source>
        <translation>Corregir</translation>
    </message>
    <message>
        <source>Press {review.next_worth} to go to the frame that most needs a correction. Fix its mask with any tool, then press {propagate.both} again.</source>
        <translation>Pulse {review.next_worth} para ir al fotograma que más necesita una corrección. Corrija su máscara con cualquier herramienta y vuelva a pulsar {propagate.both}.</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>Exportar</translation>
    </message>
    <message>
        <source>Press {file.export} and choose a format. Every edit is already saved, so you can close GvSeg at any time and continue later. Help &gt; Manual explains the rest.</source>
        <translation>Pulse {file.export} y elija un formato. Todos los cambios están ya guardados: puede cerrar GvSeg en cualquier momento y continuar después. El resto se explica en Ayuda &gt; Manual.</translation>
    </message>
    <message>
        <source>Open the video of {name} first, then drop the annotations again.</source>
        <translation>Abra primero el vídeo de {name} y vuelva a arrastrar las anotaciones.</translation>
    </message>
    <message numerus="yes">
        <source>%n entry(ies) could not be read.</source>
        <translation>
            <numerusform>No se ha podido leer %n entrada.</numerusform>
            <numerusform>No se han podido leer %n entradas.</numerusform>
        </translation>
    </message>
    <message>
        <source>Imported {name}. {details}</source>
        <translation>Se ha importado {name}. {details}</translation>
    </message>
    <message numerus="yes">
        <source>Copied %n mask(s).</source>
        <translation>
            <numerusform>Se ha copiado %n máscara.</numerusform>
            <numerusform>Se han copiado %n máscaras.</numerusform>
        </translation>
    </message>
    <message>
        <source>Paste mask</source>
        <translation>Pegar máscara</translation>
    </message>
    <message>
        <source>Paste masks</source>
        <translation>Pegar máscaras</translation>
    </message>
    <message numerus="yes">
        <source>%n drawn or verified mask(s) stayed unchanged.</source>
        <translation>
            <numerusform>%n máscara dibujada o verificada queda sin cambios.</numerusform>
            <numerusform>%n máscaras dibujadas o verificadas quedan sin cambios.</numerusform>
        </translation>
    </message>
    <message>
        <source>The copied mask is from a video of {copied} pixels; this one has {own}.</source>
        <translation>La máscara copiada es de un vídeo de {copied} píxeles; este tiene {own}.</translation>
    </message>
    <message>
        <source>Refine edge</source>
        <translation>Refinar borde</translation>
    </message>
    <message>
        <source>Grow mask</source>
        <translation>Expandir máscara</translation>
    </message>
    <message>
        <source>Shrink mask</source>
        <translation>Contraer máscara</translation>
    </message>
    <message>
        <source>Smooth mask</source>
        <translation>Suavizar máscara</translation>
    </message>
    <message>
        <source>Fill holes</source>
        <translation>Rellenar huecos</translation>
    </message>
    <message>
        <source>Remove small parts</source>
        <translation>Quitar partes pequeñas</translation>
    </message>
    <message>
        <source>{label}: nothing to change on this frame.</source>
        <translation>{label}: no hay nada que cambiar en este fotograma.</translation>
    </message>
    <message>
        <source>Stopped; no mask was changed.</source>
        <translation>Detenido; no ha cambiado ninguna máscara.</translation>
    </message>
    <message numerus="yes">
        <source>{label}: %n mask(s) changed.</source>
        <translation>
            <numerusform>{label}: %n máscara modificada.</numerusform>
            <numerusform>{label}: %n máscaras modificadas.</numerusform>
        </translation>
    </message>
    <message>
        <source>{label}: no mask in these frames would change.</source>
        <translation>{label}: no cambiaría ninguna máscara en estos fotogramas.</translation>
    </message>
    <message numerus="yes">
        <source>Skipped %n mask(s) that would have vanished.</source>
        <translation>
            <numerusform>Se ha omitido %n máscara que habría desaparecido.</numerusform>
            <numerusform>Se han omitido %n máscaras que habrían desaparecido.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Interpolating %n mask(s); press Esc to stop.</source>
        <translation>
            <numerusform>Interpolando %n máscara; pulse Esc para detener.</numerusform>
            <numerusform>Interpolando %n máscaras; pulse Esc para detener.</numerusform>
        </translation>
    </message>
    <message>
        <source>Draw {name} on both sides of the gap, then try again.</source>
        <translation>Dibuje {name} a ambos lados del hueco y vuelva a intentarlo.</translation>
    </message>
    <message>
        <source>{name} is marked as not in frame {frame}; draw it there first.</source>
        <translation>{name} está marcado como ausente en el fotograma {frame}; dibújelo primero ahí.</translation>
    </message>
    <message>
        <source>There is no frame between {earlier} and {later}.</source>
        <translation>No hay ningún fotograma entre {earlier} y {later}.</translation>
    </message>
    <message>
        <source>Interpolate</source>
        <translation>Interpolar</translation>
    </message>
    <message numerus="yes">
        <source>Interpolated %n mask(s): frames {first} to {last}.</source>
        <translation>
            <numerusform>%n máscara interpolada: fotogramas {first} a {last}.</numerusform>
            <numerusform>%n máscaras interpoladas: fotogramas {first} a {last}.</numerusform>
        </translation>
    </message>
    <message>
        <source>There is no object {number} in the list.</source>
        <translation>No hay ningún objeto {number} en la lista.</translation>
    </message>
    <message>
        <source>{name} is read-only here. Use Save Project As to edit a copy.</source>
        <translation>{name} es aquí de solo lectura. Para editar una copia, use Guardar proyecto como.</translation>
    </message>
    <message>
        <source>{name} was not opened because its video was not found.</source>
        <translation>No se ha abierto {name} porque no se ha encontrado su vídeo.</translation>
    </message>
    <message>
        <source>Find Video</source>
        <translation>Buscar vídeo</translation>
    </message>
    <message>
        <source>All files</source>
        <translation>Todos los archivos</translation>
    </message>
    <message>
        <source>Open Video</source>
        <translation>Abrir vídeo</translation>
    </message>
    <message>
        <source>Open Folder of Images</source>
        <translation>Abrir carpeta de imágenes</translation>
    </message>
    <message>
        <source>Open Project</source>
        <translation>Abrir proyecto</translation>
    </message>
    <message>
        <source>Save Project As</source>
        <translation>Guardar proyecto como</translation>
    </message>
    <message>
        <source>The project is now saved as {path}.</source>
        <translation>El proyecto se guarda ahora en {path}.</translation>
    </message>
    <message>
        <source>Saved.</source>
        <translation>Guardado.</translation>
    </message>
    <message>
        <source>Videos</source>
        <translation>Vídeos</translation>
    </message>
    <message>
        <source>GvSeg projects</source>
        <translation>Proyectos de GvSeg</translation>
    </message>
    <message>
        <source>Propagate All</source>
        <translation>Propagar todo</translation>
    </message>
    <message numerus="yes">
        <source>Propagated to %n frame(s) in {duration}.</source>
        <translation>
            <numerusform>Propagado a %n fotograma en {duration}.</numerusform>
            <numerusform>Propagado a %n fotogramas en {duration}.</numerusform>
        </translation>
    </message>
    <message>
        <source>Next to Correct</source>
        <translation>Siguiente por corregir</translation>
    </message>
    <message numerus="yes">
        <source>Accept %n proposal(s)</source>
        <translation>
            <numerusform>Aceptar %n propuesta</numerusform>
            <numerusform>Aceptar %n propuestas</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Reject %n proposal(s)</source>
        <translation>
            <numerusform>Rechazar %n propuesta</numerusform>
            <numerusform>Rechazar %n propuestas</numerusform>
        </translation>
    </message>
    <message>
        <source>These weights support only the exemplar task; choose others in the settings.</source>
        <translation>Estos pesos solo admiten la tarea Referencia; elija otros en la configuración.</translation>
    </message>
    <message>
        <source>All classes are ignored, so nothing can be detected.</source>
        <translation>Se ignoran todas las clases, así que no se puede detectar nada.</translation>
    </message>
    <message>
        <source>Choose Classes</source>
        <translation>Elegir clases</translation>
    </message>
    <message numerus="yes">
        <source>No objects found on %n frame(s) in {duration}.</source>
        <translation>
            <numerusform>No se han encontrado objetos en %n fotograma ({duration}).</numerusform>
            <numerusform>No se han encontrado objetos en %n fotogramas ({duration}).</numerusform>
        </translation>
    </message>
    <message>
        <source>{proposals} on {frames} in {duration}, hidden: below a score of {score:.2f} (change the threshold in Proposals).</source>
        <translation>{proposals} en {frames} ({duration}), todas ocultas: puntuación inferior a {score:.2f} (cambie el umbral en Propuestas).</translation>
    </message>
    <message>
        <source>{proposals} on {frames} in {duration}, {count} of them hidden below a score of {score:.2f}; accept or reject them.</source>
        <translation>{proposals} en {frames} ({duration}), {count} ocultas con puntuación inferior a {score:.2f}; acéptelas o rechácelas.</translation>
    </message>
    <message>
        <source>{proposals} on {frames} in {duration}; accept or reject them.</source>
        <translation>{proposals} en {frames} ({duration}), por aceptar o rechazar.</translation>
    </message>
    <message numerus="yes">
        <source>%n proposal(s)</source>
        <translation>
            <numerusform>%n propuesta</numerusform>
            <numerusform>%n propuestas</numerusform>
        </translation>
    </message>
    <message>
        <source>The import failed. Videos that were finished before are kept.</source>
        <translation>La importación ha fallado. Se conservan los vídeos ya terminados.</translation>
    </message>
    <message>
        <source>No video has a project yet. Draw an object in one first.</source>
        <translation>Ningún vídeo tiene proyecto todavía. Dibuje antes un objeto en alguno.</translation>
    </message>
    <message>
        <source>The export failed. Nothing was written.</source>
        <translation>La exportación ha fallado. No se ha escrito nada.</translation>
    </message>
    <message numerus="yes">
        <source>Imported %n video(s).</source>
        <translation>
            <numerusform>Se ha importado %n vídeo.</numerusform>
            <numerusform>Se han importado %n vídeos.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n video(s) were already in the dataset.</source>
        <translation>
            <numerusform>%n vídeo ya estaba en el dataset.</numerusform>
            <numerusform>%n vídeos ya estaban en el dataset.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n problem(s) are listed below.</source>
        <translation>
            <numerusform>Abajo se indica %n problema.</numerusform>
            <numerusform>Abajo se indican %n problemas.</numerusform>
        </translation>
    </message>
    <message>
        <source>Exported {videos}: {objects}, {frames}.</source>
        <translation>Exportado: {videos}, {objects}, {frames}.</translation>
    </message>
    <message numerus="yes">
        <source>%n frame(s)</source>
        <translation>
            <numerusform>%n fotograma</numerusform>
            <numerusform>%n fotogramas</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n video(s) were left out.</source>
        <translation>
            <numerusform>Se ha omitido %n vídeo.</numerusform>
            <numerusform>Se han omitido %n vídeos.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>No objects yet, %n frame(s)</source>
        <translation>
            <numerusform>Aún sin objetos, %n fotograma</numerusform>
            <numerusform>Aún sin objetos, %n fotogramas</numerusform>
        </translation>
    </message>
    <message>
        <source>{objects}, {annotated} of {frames}</source>
        <translation>{objects}, {annotated} de {frames}</translation>
    </message>
    <message numerus="yes">
        <source>%n object(s)</source>
        <translation>
            <numerusform>%n objeto</numerusform>
            <numerusform>%n objetos</numerusform>
        </translation>
    </message>
    <message>
        <source>That was the last one. Press N to start again.</source>
        <translation>Era el último. Pulse N para volver a empezar.</translation>
    </message>
    <message>
        <source>Verify</source>
        <translation>Verificar</translation>
    </message>
    <message>
        <source>There is no mask here to verify.</source>
        <translation>Aquí no hay ninguna máscara que verificar.</translation>
    </message>
    <message>
        <source>Verify object</source>
        <translation>Verificar objeto</translation>
    </message>
    <message>
        <source>Draw an object and propagate first; then press N to go to frames worth correcting.</source>
        <translation>Dibuje primero un objeto y propáguelo; después pulse N para ir a los fotogramas por corregir.</translation>
    </message>
    <message>
        <source>No frame needs correction.</source>
        <translation>Ningún fotograma necesita corrección.</translation>
    </message>
    <message>
        <source>This is the last frame; there is nothing to propagate to.</source>
        <translation>Este es el último fotograma; no queda ninguno al que propagar.</translation>
    </message>
    <message>
        <source>This is the first frame; there is nothing to propagate to.</source>
        <translation>Este es el primer fotograma; no queda ninguno al que propagar.</translation>
    </message>
    <message>
        <source>The range has only one frame; mark a longer range.</source>
        <translation>El intervalo tiene un solo fotograma; marque uno más largo.</translation>
    </message>
    <message>
        <source>Nothing has changed since the last run.</source>
        <translation>No ha cambiado nada desde la última propagación.</translation>
    </message>
    <message>
        <source>All objects are locked; unlock the one to propagate.</source>
        <translation>Todos los objetos están bloqueados; desbloquee el que quiera propagar.</translation>
    </message>
    <message numerus="yes">
        <source>All %n object(s)</source>
        <translation>
            <numerusform>%n objeto</numerusform>
            <numerusform>Los %n objetos</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{count} of %n object(s)</source>
        <translation>
            <numerusform>{count} de %n objeto</numerusform>
            <numerusform>{count} de %n objetos</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>adds %n mask(s)</source>
        <translation>
            <numerusform>añade %n máscara</numerusform>
            <numerusform>añade %n máscaras</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>replaces %n propagated mask(s)</source>
        <translation>
            <numerusform>reemplaza %n máscara propagada</numerusform>
            <numerusform>reemplaza %n máscaras propagadas</numerusform>
        </translation>
    </message>
    <message>
        <source>keeps {kept} drawn or verified</source>
        <translation>conserva {kept} dibujadas o verificadas</translation>
    </message>
    <message numerus="yes">
        <source>starts from %n imported or verified mask(s)</source>
        <translation>
            <numerusform>parte de %n máscara importada o verificada</numerusform>
            <numerusform>parte de %n máscaras importadas o verificadas</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>leaves out %n locked object(s)</source>
        <translation>
            <numerusform>omite %n objeto bloqueado</numerusform>
            <numerusform>omite %n objetos bloqueados</numerusform>
        </translation>
    </message>
    <message>
        <source>Select an object that is drawn on at least one frame.</source>
        <translation>Seleccione un objeto dibujado en al menos un fotograma.</translation>
    </message>
    <message>
        <source>Adapt Again</source>
        <translation>Adaptar de nuevo</translation>
    </message>
    <message numerus="yes">
        <source>Stopped after {done} of %n frame(s); finished masks are kept.</source>
        <translation>
            <numerusform>Detenido tras {done} de %n fotograma; las máscaras terminadas se conservan.</numerusform>
            <numerusform>Detenido tras {done} de %n fotogramas; las máscaras terminadas se conservan.</numerusform>
        </translation>
    </message>
    <message>
        <source>Stopped before the first frame was finished.</source>
        <translation>Detenido antes de terminar el primer fotograma.</translation>
    </message>
    <message>
        <source>{damaged} cannot be recovered ({kind}); please report the details.</source>
        <translation>No se puede recuperar {damaged} ({kind}); informe del error con los detalles.</translation>
    </message>
    <message numerus="yes">
        <source>%n mask(s)</source>
        <translation>
            <numerusform>%n máscara</numerusform>
            <numerusform>%n máscaras</numerusform>
        </translation>
    </message>
    <message>
        <source>Recovered {objects} with {masks} in {name}.{lost} Please review them.</source>
        <translation>Recuperado en {name}: {objects}, {masks}.{lost} Conviene revisarlo todo.</translation>
    </message>
    <message>
        <source>The search for frames failed ({kind}); please report the details.</source>
        <translation>La búsqueda de fotogramas ha fallado ({kind}); informe del error con los detalles.</translation>
    </message>
    <message>
        <source>the bundled weights</source>
        <translation>los pesos incluidos</translation>
    </message>
    <message>
        <source>the model {name}</source>
        <translation>el modelo {name}</translation>
    </message>
    <message>
        <source>The next run uses {words}.</source>
        <translation>La próxima ejecución usará {words}.</translation>
    </message>
    <message>
        <source>Training cannot start: {error}.</source>
        <translation>No se puede iniciar el entrenamiento: {error}.</translation>
    </message>
    <message>
        <source>Training is finished. {verdict}</source>
        <translation>El entrenamiento ha terminado. {verdict}</translation>
    </message>
    <message>
        <source>Training failed without a message.</source>
        <translation>El entrenamiento ha fallado sin mensaje.</translation>
    </message>
    <message>
        <source>Training stopped; you can resume it.</source>
        <translation>Entrenamiento detenido; se puede reanudar.</translation>
    </message>
    <message>
        <source>Show Runs</source>
        <translation>Ver entrenamientos</translation>
    </message>
    <message>
        <source>The file could not be read ({kind}).</source>
        <translation>No se ha podido leer el archivo ({kind}).</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>Texto</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>Número</translation>
    </message>
    <message>
        <source>Yes or no</source>
        <translation>Sí o no</translation>
    </message>
    <message>
        <source>Choice</source>
        <translation>Opción</translation>
    </message>
    <message>
        <source>Attributes</source>
        <translation>Atributos</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Nombre</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>Tipo</translation>
    </message>
    <message>
        <source>Choices (a, b, c)</source>
        <translation>Opciones (a, b)</translation>
    </message>
    <message>
        <source>Per frame</source>
        <translation>Por fotograma</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>Añadir</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Quitar</translation>
    </message>
    <message>
        <source>Attributes of the objects of this category.</source>
        <translation>Atributos de los objetos de esta categoría.</translation>
    </message>
    <message>
        <source>The value may differ from frame to frame</source>
        <translation>El valor puede variar de un fotograma a otro</translation>
    </message>
    <message>
        <source>Categories</source>
        <translation>Categorías</translation>
    </message>
    <message>
        <source>Category</source>
        <translation>Categoría</translation>
    </message>
    <message>
        <source>Colour</source>
        <translation>Color</translation>
    </message>
    <message>
        <source>Objects are countable (a thing, not stuff)</source>
        <translation>Los objetos son contables (thing, no stuff)</translation>
    </message>
    <message>
        <source>None</source>
        <translation>Sin asignar</translation>
    </message>
    <message>
        <source>Category for the objects of a deleted category</source>
        <translation>Categoría para los objetos de una categoría eliminada</translation>
    </message>
    <message>
        <source>Move its objects to</source>
        <translation>Mover sus objetos a</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Eliminar</translation>
    </message>
    <message>
        <source>New Category</source>
        <translation>Nueva categoría</translation>
    </message>
    <message>
        <source>&amp;Name</source>
        <translation>&amp;Nombre</translation>
    </message>
    <message>
        <source>&amp;Group</source>
        <translation>&amp;Grupo</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Cerrar</translation>
    </message>
    <message>
        <source>Changes apply immediately and can be undone.</source>
        <translation>Los cambios se aplican de inmediato y se pueden deshacer.</translation>
    </message>
    <message>
        <source>A project needs at least one category.</source>
        <translation>Un proyecto necesita al menos una categoría.</translation>
    </message>
    <message>
        <source>A category needs a name.</source>
        <translation>Una categoría necesita un nombre.</translation>
    </message>
    <message>
        <source>Wheel</source>
        <translation>Rueda</translation>
    </message>
    <message>
        <source>Zoom at pointer</source>
        <translation>Zoom en el puntero</translation>
    </message>
    <message>
        <source>Space+drag or middle drag</source>
        <translation>Espacio+arrastrar o botón central</translation>
    </message>
    <message>
        <source>Pan the view</source>
        <translation>Desplazar la vista</translation>
    </message>
    <message>
        <source>Right button or Shift</source>
        <translation>Botón derecho o Mayús</translation>
    </message>
    <message>
        <source>Erase with the brush</source>
        <translation>Borrar con el pincel</translation>
    </message>
    <message>
        <source>Right click</source>
        <translation>Clic derecho</translation>
    </message>
    <message>
        <source>Negative click (clicks tool)</source>
        <translation>Clic negativo (herramienta Clics)</translation>
    </message>
    <message>
        <source>Shift+drag</source>
        <translation>Mayús+arrastrar</translation>
    </message>
    <message>
        <source>Mark a range (timeline)</source>
        <translation>Marcar intervalo (línea de tiempo)</translation>
    </message>
    <message>
        <source>Wheel on the timeline</source>
        <translation>Rueda sobre la línea de tiempo</translation>
    </message>
    <message>
        <source>Zoom the timeline</source>
        <translation>Zoom de la línea de tiempo</translation>
    </message>
    <message>
        <source>Ctrl+click</source>
        <translation>Ctrl+clic</translation>
    </message>
    <message>
        <source>Select the object under the mouse with any tool</source>
        <translation>Seleccionar el objeto bajo el ratón con cualquier herramienta</translation>
    </message>
    <message>
        <source>Ctrl+Shift+click</source>
        <translation>Ctrl+Mayús+clic</translation>
    </message>
    <message>
        <source>Add it to the selection</source>
        <translation>Añadirlo a la selección</translation>
    </message>
    <message>
        <source>Find by name or key</source>
        <translation>Buscar por nombre o tecla</translation>
    </message>
    <message>
        <source>No shortcut matches.</source>
        <translation>Ningún atajo coincide.</translation>
    </message>
    <message>
        <source>Mouse</source>
        <translation>Ratón</translation>
    </message>
    <message>
        <source>Shortcuts</source>
        <translation>Atajos</translation>
    </message>
    <message numerus="yes">
        <source>%n category(ies)</source>
        <translation>
            <numerusform>%n categoría</numerusform>
            <numerusform>%n categorías</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{name}: {objects} in {categories}, %n frame(s) of {width}x{height}</source>
        <translation>
            <numerusform>{name}: {objects} en {categories}, %n fotograma de {width}x{height}</numerusform>
            <numerusform>{name}: {objects} en {categories}, %n fotogramas de {width}x{height}</numerusform>
        </translation>
    </message>
    <message>
        <source>Options</source>
        <translation>Opciones</translation>
    </message>
    <message>
        <source>Polygons instead of run-length codes (loses holes)</source>
        <translation>Polígonos en vez de códigos RLE (pierde los huecos)</translation>
    </message>
    <message>
        <source>Also export frames as JPEG</source>
        <translation>Exportar también los fotogramas en JPEG</translation>
    </message>
    <message>
        <source>Use the folder layout of the DAVIS dataset</source>
        <translation>Usar la estructura de carpetas del dataset DAVIS</translation>
    </message>
    <message>
        <source>{} %</source>
        <translation>{} %</translation>
    </message>
    <message>
        <source>Mask opacity</source>
        <translation>Opacidad de máscaras</translation>
    </message>
    <message>
        <source>Width of the soft edge in pixels</source>
        <translation>Anchura del borde suave en píxeles</translation>
    </message>
    <message>
        <source>Soft edge</source>
        <translation>Borde suave</translation>
    </message>
    <message>
        <source>Export annotations</source>
        <translation>Exportar anotaciones</translation>
    </message>
    <message>
        <source>Whole video</source>
        <translation>Vídeo completo</translation>
    </message>
    <message>
        <source>Marked range</source>
        <translation>Intervalo marcado</translation>
    </message>
    <message>
        <source>Include file paths</source>
        <translation>Incluir rutas de archivos</translation>
    </message>
    <message>
        <source>Copy Details</source>
        <translation>Copiar detalles</translation>
    </message>
    <message>
        <source>Open Folder</source>
        <translation>Abrir carpeta</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Cancelar</translation>
    </message>
    <message>
        <source>Wrote {frames} with {objects}.</source>
        <translation>Escrito: {frames}, {objects}.</translation>
    </message>
    <message>
        <source>The export failed; nothing was written.</source>
        <translation>La exportación ha fallado; no se ha escrito nada.</translation>
    </message>
    <message>
        <source>Choose...</source>
        <translation>Elegir...</translation>
    </message>
    <message>
        <source>&amp;Format</source>
        <translation>&amp;Formato</translation>
    </message>
    <message>
        <source>Export Dataset</source>
        <translation>Exportar dataset</translation>
    </message>
    <message>
        <source>Splits of the dataset: {splits}</source>
        <translation>Particiones del dataset: {splits}</translation>
    </message>
    <message>
        <source>Random splits:</source>
        <translation>Particiones al azar:</translation>
    </message>
    <message>
        <source>No splits</source>
        <translation>Sin particiones</translation>
    </message>
    <message>
        <source>The same share of each category in every split</source>
        <translation>La misma proporción de cada categoría en todas</translation>
    </message>
    <message>
        <source>Only frames whose masks are all drawn or verified</source>
        <translation>Solo fotogramas con todas las máscaras dibujadas o verificadas</translation>
    </message>
    <message>
        <source>Export frames as JPEG; otherwise refer to the videos</source>
        <translation>Exportar fotogramas como JPEG; si no, enlazar los vídeos</translation>
    </message>
    <message>
        <source>Shares of the random splits</source>
        <translation>Proporciones de las particiones al azar</translation>
    </message>
    <message>
        <source>Seed of the random splits</source>
        <translation>Semilla de las particiones al azar</translation>
    </message>
    <message>
        <source>Export every n-th frame</source>
        <translation>Exportar uno de cada n fotogramas</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>Semilla</translation>
    </message>
    <message>
        <source>Splits</source>
        <translation>Particiones</translation>
    </message>
    <message>
        <source>Every n-th frame, n =</source>
        <translation>Uno de cada n fotogramas, n =</translation>
    </message>
    <message>
        <source>Frames</source>
        <translation>Fotogramas</translation>
    </message>
    <message>
        <source>Not exported: {what}</source>
        <translation>Sin exportar: {what}</translation>
    </message>
    <message>
        <source>{folder} is not empty; choose a new folder.</source>
        <translation>{folder} no está vacía; elija una carpeta nueva.</translation>
    </message>
    <message>
        <source>Marked range (none; Shift+drag in the timeline)</source>
        <translation>Intervalo marcado (ninguno; Mayús+arrastrar en la línea de tiempo)</translation>
    </message>
    <message>
        <source>Marked range: {first} to {last} ({count})</source>
        <translation>Intervalo marcado: {first} a {last} ({count})</translation>
    </message>
    <message>
        <source>Whole video ({whole})</source>
        <translation>Vídeo completo ({whole})</translation>
    </message>
    <message>
        <source>&amp;To folder</source>
        <translation>&amp;A la carpeta</translation>
    </message>
    <message>
        <source>&amp;To file</source>
        <translation>&amp;Al archivo</translation>
    </message>
    <message>
        <source>Not exported: {loses}</source>
        <translation>No se exporta: {loses}</translation>
    </message>
    <message>
        <source>Replace</source>
        <translation>Reemplazar</translation>
    </message>
    <message>
        <source>Export to folder</source>
        <translation>Exportar a carpeta</translation>
    </message>
    <message>
        <source>Export to file</source>
        <translation>Exportar a archivo</translation>
    </message>
    <message>
        <source>Stopping...</source>
        <translation>Deteniendo...</translation>
    </message>
    <message>
        <source>Writing {title}...</source>
        <translation>Escribiendo {title}...</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Atrás</translation>
    </message>
    <message>
        <source>Choose a folder to write to.</source>
        <translation>Elija una carpeta de destino.</translation>
    </message>
    <message>
        <source>Choose a file to write to.</source>
        <translation>Elija un archivo de destino.</translation>
    </message>
    <message>
        <source>{out} is a file; choose another folder.</source>
        <translation>{out} es un archivo; elija otra carpeta.</translation>
    </message>
    <message>
        <source>{out} is a folder; choose another file.</source>
        <translation>{out} es una carpeta; elija otro archivo.</translation>
    </message>
    <message>
        <source>The folder {name} is not empty. Press Replace to replace the files that have the same names, or choose another folder.</source>
        <translation>La carpeta {name} no está vacía. Pulse Reemplazar para reemplazar los archivos de igual nombre o elija otra carpeta.</translation>
    </message>
    <message>
        <source>{name} already exists. Press Replace to replace it, or choose another file.</source>
        <translation>{name} ya existe. Pulse Reemplazar para reemplazarlo o elija otro archivo.</translation>
    </message>
    <message>
        <source>Writes images to {out}; files of the same name are replaced.</source>
        <translation>Escribe imágenes en {out}; los archivos de igual nombre se reemplazan.</translation>
    </message>
    <message>
        <source>Writes images to {out}.</source>
        <translation>Escribe imágenes en {out}.</translation>
    </message>
    <message>
        <source>Replaces {out}</source>
        <translation>Reemplaza {out}</translation>
    </message>
    <message>
        <source>Writes {out}</source>
        <translation>Escribe {out}</translation>
    </message>
    <message>
        <source>Import annotations</source>
        <translation>Importar anotaciones</translation>
    </message>
    <message>
        <source>A file, a folder or a zip archive</source>
        <translation>Archivo, carpeta o zip</translation>
    </message>
    <message>
        <source>Merge objects that have the same number</source>
        <translation>Combinar objetos con el mismo número</translation>
    </message>
    <message>
        <source>Merge objects without a number that overlap by half or more</source>
        <translation>Combinar objetos sin número que se solapen la mitad o más</translation>
    </message>
    <message>
        <source>Import</source>
        <translation>Importar</translation>
    </message>
    <message>
        <source>Import Dataset</source>
        <translation>Importar dataset</translation>
    </message>
    <message>
        <source>Folder or JSON file of a published dataset</source>
        <translation>Carpeta o archivo JSON de un dataset</translation>
    </message>
    <message>
        <source>Layout</source>
        <translation>Estructura</translation>
    </message>
    <message>
        <source>Only if they are in another folder</source>
        <translation>Solo si están en otra carpeta</translation>
    </message>
    <message>
        <source>F&amp;rom</source>
        <translation>O&amp;rigen</translation>
    </message>
    <message>
        <source>&amp;Videos or frames</source>
        <translation>&amp;Vídeos o fotogramas</translation>
    </message>
    <message>
        <source>&amp;Layout</source>
        <translation>&amp;Estructura</translation>
    </message>
    <message numerus="yes">
        <source>%n layout(s) fit this folder; choose how to read it.</source>
        <translation>
            <numerusform>%n estructura encaja con esta carpeta; elija cómo leerla.</numerusform>
            <numerusform>%n estructuras encajan con esta carpeta; elija cómo leerla.</numerusform>
        </translation>
    </message>
    <message>
        <source>Choose the folder of a published dataset first.</source>
        <translation>Elija antes la carpeta de un dataset publicado.</translation>
    </message>
    <message>
        <source>Reading the folder...</source>
        <translation>Leyendo la carpeta...</translation>
    </message>
    <message>
        <source>Choose a folder for the dataset.</source>
        <translation>Elija una carpeta para el dataset.</translation>
    </message>
    <message>
        <source>The folder could not be read ({kind}).</source>
        <translation>No se ha podido leer la carpeta ({kind}).</translation>
    </message>
    <message>
        <source>&amp;Video</source>
        <translation>&amp;Vídeo</translation>
    </message>
    <message>
        <source>Contents</source>
        <translation>Contenido</translation>
    </message>
    <message>
        <source>File...</source>
        <translation>Archivo...</translation>
    </message>
    <message>
        <source>Folder...</source>
        <translation>Carpeta...</translation>
    </message>
    <message>
        <source>Detected: {reason}.</source>
        <translation>Detectado: {reason}.</translation>
    </message>
    <message>
        <source>All parts of this video</source>
        <translation>Todas las partes de este vídeo</translation>
    </message>
    <message>
        <source>Choose a file or a folder first.</source>
        <translation>Elija primero un archivo o una carpeta.</translation>
    </message>
    <message>
        <source>Reading...</source>
        <translation>Leyendo...</translation>
    </message>
    <message>
        <source>Import the Rest</source>
        <translation>Importar el resto</translation>
    </message>
    <message>
        <source>{error} Open their video first.</source>
        <translation>{error} Abra primero su vídeo.</translation>
    </message>
    <message>
        <source>Frame {frame}</source>
        <translation>Fotograma {frame}</translation>
    </message>
    <message numerus="yes">
        <source>%n entry(ies) cannot be read and will be left out:</source>
        <translation>
            <numerusform>%n entrada no se puede leer y se omitirá:</numerusform>
            <numerusform>%n entradas no se pueden leer y se omitirán:</numerusform>
        </translation>
    </message>
    <message>
        <source>... and {count} more.</source>
        <translation>... y {count} más.</translation>
    </message>
    <message>
        <source>Chapters</source>
        <translation>Capítulos</translation>
    </message>
    <message>
        <source>Chapter</source>
        <translation>Capítulo</translation>
    </message>
    <message>
        <source>Snaps the outline to the nearest colour edge within the width.</source>
        <translation>Ajusta el contorno al borde de color más cercano dentro de la anchura.</translation>
    </message>
    <message>
        <source>Moves the outline out by the width.</source>
        <translation>Desplaza el contorno hacia fuera según la anchura.</translation>
    </message>
    <message>
        <source>Moves the outline in by the width.</source>
        <translation>Desplaza el contorno hacia dentro según la anchura.</translation>
    </message>
    <message>
        <source>Removes bumps and dents narrower than the width.</source>
        <translation>Elimina los salientes y entrantes más estrechos que la anchura.</translation>
    </message>
    <message>
        <source>Fills every hole.</source>
        <translation>Rellena todos los huecos.</translation>
    </message>
    <message>
        <source>Mask Operation</source>
        <translation>Operación con máscaras</translation>
    </message>
    <message>
        <source>Keep verified masks unchanged</source>
        <translation>No cambiar las máscaras verificadas</translation>
    </message>
    <message>
        <source>Preview on this frame</source>
        <translation>Vista previa en este fotograma</translation>
    </message>
    <message>
        <source>Apply</source>
        <translation>Aplicar</translation>
    </message>
    <message>
        <source>&amp;Width</source>
        <translation>&amp;Anchura</translation>
    </message>
    <message>
        <source>This frame</source>
        <translation>Este fotograma</translation>
    </message>
    <message>
        <source>Marked range, frames {first} to {last}</source>
        <translation>Intervalo marcado, fotogramas {first} a {last}</translation>
    </message>
    <message>
        <source>All frames with a mask</source>
        <translation>Todos los fotogramas con máscara</translation>
    </message>
    <message>
        <source>&amp;Operation</source>
        <translation>&amp;Operación</translation>
    </message>
    <message>
        <source>&amp;Frames</source>
        <translation>&amp;Fotogramas</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Nota</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Hecho</translation>
    </message>
    <message>
        <source>Warning</source>
        <translation>Advertencia</translation>
    </message>
    <message>
        <source>Error</source>
        <translation>Error</translation>
    </message>
    <message>
        <source>Messages</source>
        <translation>Mensajes</translation>
    </message>
    <message>
        <source>No messages yet.</source>
        <translation>Aún no hay mensajes.</translation>
    </message>
    <message>
        <source>Copy All</source>
        <translation>Copiar todo</translation>
    </message>
    <message>
        <source>Models</source>
        <translation>Modelos</translation>
    </message>
    <message>
        <source>Use</source>
        <translation>Usar</translation>
    </message>
    <message>
        <source>Use Previous Model</source>
        <translation>Usar modelo anterior</translation>
    </message>
    <message>
        <source>Open Report</source>
        <translation>Abrir informe</translation>
    </message>
    <message>
        <source>The weights {path} from the settings are in use. Select a model to use it instead.</source>
        <translation>Se usan los pesos {path} de la configuración. Para usar un modelo, selecciónelo.</translation>
    </message>
    <message>
        <source>In use</source>
        <translation>En uso</translation>
    </message>
    <message>
        <source>comes with GvSeg</source>
        <translation>incluido en GvSeg</translation>
    </message>
    <message>
        <source>trained from {parent} on {day}</source>
        <translation>entrenado a partir de {parent} el {day}</translation>
    </message>
    <message>
        <source>trained on {day}</source>
        <translation>entrenado el {day}</translation>
    </message>
    <message>
        <source>trained from {parent}</source>
        <translation>entrenado a partir de {parent}</translation>
    </message>
    <message>
        <source>trained</source>
        <translation>entrenado</translation>
    </message>
    <message>
        <source>{origin}, with {data}</source>
        <translation>{origin}, con {data}</translation>
    </message>
    <message>
        <source>Paste to Range</source>
        <translation>Pegar en intervalo</translation>
    </message>
    <message>
        <source>Replace drawn and verified masks too</source>
        <translation>Reemplazar también dibujadas y verificadas</translation>
    </message>
    <message>
        <source>Paste</source>
        <translation>Pegar</translation>
    </message>
    <message>
        <source>&amp;First frame</source>
        <translation>&amp;Primer fotograma</translation>
    </message>
    <message>
        <source>&amp;Last frame</source>
        <translation>&amp;Último fotograma</translation>
    </message>
    <message numerus="yes">
        <source>The copied mask is pasted to %n frame(s).</source>
        <translation>
            <numerusform>La máscara copiada se pega en %n fotograma.</numerusform>
            <numerusform>La máscara copiada se pega en %n fotogramas.</numerusform>
        </translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>Progreso</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>Detalles</translation>
    </message>
    <message>
        <source>Choose: {field}</source>
        <translation>Elegir: {field}</translation>
    </message>
    <message>
        <source>Working...</source>
        <translation>Trabajando...</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Copiar</translation>
    </message>
    <message>
        <source>Video not found</source>
        <translation>Vídeo no encontrado</translation>
    </message>
    <message>
        <source>{name} annotates {video}, which no longer exists. Select its new location; the project is not changed until then.</source>
        <translation>{name} anota {video}, que ya no existe. Seleccione su nueva ubicación; hasta entonces, el proyecto no cambia.</translation>
    </message>
    <message>
        <source>Locate Video...</source>
        <translation>Localizar vídeo...</translation>
    </message>
    <message>
        <source>{name} is open on {host} by {person} since {time}.</source>
        <translation>{name} lo tiene abierto {person} en {host} desde {time}.</translation>
    </message>
    <message>
        <source>somebody</source>
        <translation>alguien</translation>
    </message>
    <message>
        <source>Open Read-Only</source>
        <translation>Abrir como solo lectura</translation>
    </message>
    <message>
        <source>Somebody else has this project open</source>
        <translation>Otra persona tiene abierto este proyecto</translation>
    </message>
    <message>
        <source>You can look at it now, and edit it when it is closed there.</source>
        <translation>Puede verlo ahora y editarlo cuando se cierre allí.</translation>
    </message>
    <message>
        <source>Was this project left open by a crash?</source>
        <translation>¿Quedó abierto este proyecto por un fallo?</translation>
    </message>
    <message>
        <source>That computer has given no sign of life for {minutes} minutes. If GvSeg no longer runs there, take the project over. If it does, ask {person} first, or later changes made there will not be saved.</source>
        <translation>Ese equipo no da señales de vida desde hace {minutes} minutos. Si GvSeg ya no se ejecuta allí, tome el control del proyecto. Si aún se ejecuta, consulte antes a {person}; de lo contrario, no se guardarán los cambios posteriores hechos allí.</translation>
    </message>
    <message>
        <source>Take Over</source>
        <translation>Tomar el control</translation>
    </message>
    <message>
        <source>The video has changed</source>
        <translation>El vídeo ha cambiado</translation>
    </message>
    <message>
        <source>{reason} Use it if it is the same video saved again; otherwise choose the original.</source>
        <translation>{reason} Úselo si es el mismo vídeo guardado de nuevo; si no, elija el original.</translation>
    </message>
    <message>
        <source>Use It</source>
        <translation>Usarlo</translation>
    </message>
    <message>
        <source>Choose Another...</source>
        <translation>Elegir otro...</translation>
    </message>
    <message>
        <source>Open Video Only</source>
        <translation>Abrir solo el vídeo</translation>
    </message>
    <message>
        <source>Discard the training run started on {when}?</source>
        <translation>¿Descartar el entrenamiento iniciado el {when}?</translation>
    </message>
    <message>
        <source>Recover Project</source>
        <translation>Recuperar proyecto</translation>
    </message>
    <message>
        <source>The project cannot be opened</source>
        <translation>No se puede abrir el proyecto</translation>
    </message>
    <message>
        <source>Some changes are not saved</source>
        <translation>Hay cambios sin guardar</translation>
    </message>
    <message>
        <source>{reason} Later changes would be lost.</source>
        <translation>{reason} Los cambios posteriores se perderían.</translation>
    </message>
    <message>
        <source>Close Without Saving</source>
        <translation>Cerrar sin guardar</translation>
    </message>
    <message>
        <source>Save As...</source>
        <translation>Guardar como...</translation>
    </message>
    <message>
        <source>Its progress is deleted permanently. To continue later, pause the run instead.</source>
        <translation>Su progreso se elimina definitivamente. Para continuar más tarde, póngalo en pausa.</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>Descartar</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>Conservar</translation>
    </message>
    <message>
        <source>Remove the model {name}?</source>
        <translation>¿Quitar el modelo {name}?</translation>
    </message>
    <message>
        <source>Its weights will be deleted permanently.</source>
        <translation>Sus pesos se eliminarán definitivamente.</translation>
    </message>
    <message>
        <source>GvSeg crashed last time</source>
        <translation>GvSeg se cerró la última vez por un error</translation>
    </message>
    <message>
        <source>This is a bug in GvSeg. Every edit was saved when you made it. Please report the details.</source>
        <translation>Es un error de GvSeg. Cada cambio se guardó en el momento de hacerlo. Informe del error con los detalles.</translation>
    </message>
    <message>
        <source>Your edits are saved.</source>
        <translation>Los cambios están guardados.</translation>
    </message>
    <message>
        <source>Something went wrong in GvSeg</source>
        <translation>Se ha producido un error en GvSeg</translation>
    </message>
    <message>
        <source>This is a bug in GvSeg ({kind}). {saved} You can continue; if something looks wrong, restart GvSeg. Please report the details.</source>
        <translation>Es un error de GvSeg ({kind}). {saved} Puede continuar; si algo no se ve bien, reinicie GvSeg. Informe del error con los detalles.</translation>
    </message>
    <message>
        <source>This is a bug in GvSeg ({kind}). Please report the details.</source>
        <translation>Es un error de GvSeg ({kind}). Informe del error con los detalles.</translation>
    </message>
    <message>
        <source>GvSeg cannot start</source>
        <translation>GvSeg no se puede iniciar</translation>
    </message>
    <message>
        <source>Continue</source>
        <translation>Continuar</translation>
    </message>
    <message>
        <source>Video annotation: outline an object, propagate it through the video, correct, export. Everything stays on this computer. MIT licence.</source>
        <translation>Anotación de vídeo: contornear un objeto, propagarlo por el vídeo, corregir, exportar. Todo se queda en este equipo. Licencia MIT.</translation>
    </message>
    <message>
        <source>Automatic (fastest available)</source>
        <translation>Automático (el más rápido disponible)</translation>
    </message>
    <message>
        <source>Processor (cpu)</source>
        <translation>Procesador (cpu)</translation>
    </message>
    <message>
        <source>NVIDIA GPU (cuda)</source>
        <translation>GPU de NVIDIA (cuda)</translation>
    </message>
    <message>
        <source>Apple GPU (mps)</source>
        <translation>GPU de Apple (mps)</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Configuración</translation>
    </message>
    <message>
        <source>Appearance</source>
        <translation>Apariencia</translation>
    </message>
    <message>
        <source>Engine</source>
        <translation>Motor</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Oscuro</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Claro</translation>
    </message>
    <message>
        <source>Theme</source>
        <translation>Tema</translation>
    </message>
    <message>
        <source>&amp;Mask opacity</source>
        <translation>&amp;Opacidad de máscaras</translation>
    </message>
    <message>
        <source>Show mask outlines</source>
        <translation>Mostrar contornos de máscaras</translation>
    </message>
    <message>
        <source>Hatch masks with patterns (for colour-blind users)</source>
        <translation>Añadir tramas a las máscaras (para personas daltónicas)</translation>
    </message>
    <message>
        <source>Language of the system</source>
        <translation>Idioma del sistema</translation>
    </message>
    <message>
        <source>Lan&amp;guage</source>
        <translation>&amp;Idioma</translation>
    </message>
    <message>
        <source>GvSeg uses this language from its next start.</source>
        <translation>GvSeg usará este idioma la próxima vez que se inicie.</translation>
    </message>
    <message>
        <source>&amp;Device</source>
        <translation>&amp;Dispositivo</translation>
    </message>
    <message>
        <source>Bundled weights</source>
        <translation>Pesos incluidos</translation>
    </message>
    <message>
        <source>&amp;Weights</source>
        <translation>&amp;Pesos</translation>
    </message>
    <message>
        <source>&amp;Short side</source>
        <translation>&amp;Lado corto</translation>
    </message>
    <message>
        <source>Size of frames inside the network: smaller is faster and uses less memory, larger shows finer detail. 0 uses the default of the weights.</source>
        <translation>Tamaño de los fotogramas en la red: menor es más rápido y usa menos memoria; mayor da más detalle. 0 usa el valor de los pesos.</translation>
    </message>
    <message>
        <source>&amp;Adapt for</source>
        <translation>&amp;Adaptar durante</translation>
    </message>
    <message>
        <source>Recorded with your comments, reviews and verified masks</source>
        <translation>Se registra con los comentarios, revisiones y máscaras verificadas</translation>
    </message>
    <message>
        <source>Your &amp;name</source>
        <translation>Su &amp;nombre</translation>
    </message>
    <message>
        <source>&amp;Low confidence</source>
        <translation>&amp;Confianza baja</translation>
    </message>
    <message>
        <source>below {} %</source>
        <translation>inferior al {} %</translation>
    </message>
    <message>
        <source>Shortcuts...</source>
        <translation>Atajos...</translation>
    </message>
    <message>
        <source>Choose weights</source>
        <translation>Elegir pesos</translation>
    </message>
    <message>
        <source>Weights (*.safetensors)</source>
        <translation>Pesos (*.safetensors)</translation>
    </message>
    <message>
        <source>Default</source>
        <translation>Predeterminado</translation>
    </message>
    <message>
        <source>File {text} does not exist.</source>
        <translation>El archivo {text} no existe.</translation>
    </message>
    <message>
        <source>Weights must be a .safetensors file.</source>
        <translation>Los pesos deben ser un archivo .safetensors.</translation>
    </message>
    <message>
        <source>Set</source>
        <translation>Asignar</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>Borrar</translation>
    </message>
    <message>
        <source>Reset</source>
        <translation>Restablecer</translation>
    </message>
    <message>
        <source>Reset All</source>
        <translation>Restablecer todo</translation>
    </message>
    <message>
        <source>Action</source>
        <translation>Acción</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>Teclas</translation>
    </message>
    <message>
        <source>Preset</source>
        <translation>Esquema</translation>
    </message>
    <message>
        <source>{key} is assigned to {names} and will be reassigned.</source>
        <translation>{key} está asignada a {names} y se reasignará.</translation>
    </message>
    <message>
        <source>{key} is free.</source>
        <translation>{key} está libre.</translation>
    </message>
    <message>
        <source>{key} is assigned to {names}; change one of them.</source>
        <translation>{key} está asignada a {names}; cambie una de las dos.</translation>
    </message>
    <message>
        <source>Click the field and press the new key.</source>
        <translation>Haga clic en el campo y pulse la nueva tecla.</translation>
    </message>
    <message>
        <source>Drawn or corrected</source>
        <translation>Dibujado o corregido</translation>
    </message>
    <message>
        <source>Verified</source>
        <translation>Verificado</translation>
    </message>
    <message>
        <source>Imported</source>
        <translation>Importado</translation>
    </message>
    <message>
        <source>Propagated</source>
        <translation>Propagado</translation>
    </message>
    <message>
        <source>Whole videos if there are three or more, else the end of each</source>
        <translation>Vídeos completos si hay tres o más; si no, el final de cada uno</translation>
    </message>
    <message>
        <source>Whole videos</source>
        <translation>Vídeos completos</translation>
    </message>
    <message>
        <source>The end of each video</source>
        <translation>El final de cada vídeo</translation>
    </message>
    <message>
        <source>Training improves the model with your corrections. It runs in the background: you can go on annotating, or close GvSeg. When it ends, you choose whether to use the new model.</source>
        <translation>El entrenamiento mejora el modelo con las correcciones hechas. Se ejecuta en segundo plano: se puede seguir anotando o cerrar GvSeg. Al terminar, se elige si usar el nuevo modelo.</translation>
    </message>
    <message>
        <source>Train on My Corrections</source>
        <translation>Entrenar con mis correcciones</translation>
    </message>
    <message>
        <source>Training data</source>
        <translation>Datos de entrenamiento</translation>
    </message>
    <message>
        <source>{minutes} min</source>
        <translation>{minutes} min</translation>
    </message>
    <message>
        <source>&amp;Time</source>
        <translation>&amp;Duración</translation>
    </message>
    <message>
        <source>Advanced</source>
        <translation>Avanzado</translation>
    </message>
    <message>
        <source>Train &amp;on</source>
        <translation>&amp;Entrenar con</translation>
    </message>
    <message>
        <source>Weight of masks</source>
        <translation>Peso de las máscaras</translation>
    </message>
    <message>
        <source>&amp;Test on</source>
        <translation>E&amp;valuar con</translation>
    </message>
    <message>
        <source>Skip files that cannot be read</source>
        <translation>Omitir los archivos que no se puedan leer</translation>
    </message>
    <message>
        <source>Add Projects...</source>
        <translation>Añadir proyectos...</translation>
    </message>
    <message>
        <source>Add Folder...</source>
        <translation>Añadir carpeta...</translation>
    </message>
    <message>
        <source>How much these masks count; 0 leaves them out.</source>
        <translation>Cuánto cuentan estas máscaras; con 0 se excluyen.</translation>
    </message>
    <message>
        <source>Weight of masks: {title}</source>
        <translation>Peso de las máscaras: {title}</translation>
    </message>
    <message>
        <source>Train</source>
        <translation>Entrenar</translation>
    </message>
    <message>
        <source>Add projects or exports</source>
        <translation>Añadir proyectos o exportaciones</translation>
    </message>
    <message>
        <source>Projects and exports (*.gvseg *.json *.txt)</source>
        <translation>Proyectos y exportaciones (*.gvseg *.json *.txt)</translation>
    </message>
    <message>
        <source>Add the folder of an export</source>
        <translation>Añadir la carpeta de una exportación</translation>
    </message>
    <message>
        <source>Add a project or an export with corrected masks.</source>
        <translation>Añada un proyecto o una exportación con máscaras corregidas.</translation>
    </message>
    <message>
        <source>The training data cannot be read.</source>
        <translation>No se pueden leer los datos de entrenamiento.</translation>
    </message>
    <message>
        <source>{count} {kind}</source>
        <translation>{kind}: {count}</translation>
    </message>
    <message>
        <source>no masks</source>
        <translation>sin máscaras</translation>
    </message>
    <message>
        <source>; {count} held out</source>
        <translation>; {count} reservados</translation>
    </message>
    <message>
        <source>{name}: {objects}, {frames} to train on ({masks}){held}</source>
        <translation>{name}: {objects}, {frames} para entrenar ({masks}){held}</translation>
    </message>
    <message>
        <source>Categories: {categories}</source>
        <translation>Categorías: {categories}</translation>
    </message>
    <message>
        <source>To score the result, {how}.</source>
        <translation>Para evaluar el resultado: {how}.</translation>
    </message>
    <message>
        <source>Skipped: {reason}</source>
        <translation>Omitido: {reason}</translation>
    </message>
    <message>
        <source>Training. You can close GvSeg; training continues.</source>
        <translation>Entrenando. Puede cerrar GvSeg; el entrenamiento continúa.</translation>
    </message>
    <message>
        <source>Stopped. You can resume it.</source>
        <translation>Detenido. Se puede reanudar.</translation>
    </message>
    <message>
        <source>Finished.</source>
        <translation>Terminado.</translation>
    </message>
    <message>
        <source>This run failed.</source>
        <translation>Este entrenamiento ha fallado.</translation>
    </message>
    <message>
        <source>Saving and stopping...</source>
        <translation>Guardando y deteniendo...</translation>
    </message>
    <message>
        <source>No scores yet</source>
        <translation>Aún sin puntuaciones</translation>
    </message>
    <message>
        <source>step 0 to {last}</source>
        <translation>paso 0 a {last}</translation>
    </message>
    <message>
        <source>Training Runs</source>
        <translation>Entrenamientos</translation>
    </message>
    <message>
        <source>No training runs yet.</source>
        <translation>Aún no hay entrenamientos.</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Pausar</translation>
    </message>
    <message>
        <source>Keep Old Model</source>
        <translation>Conservar el anterior</translation>
    </message>
    <message>
        <source>Use This Model</source>
        <translation>Usar este modelo</translation>
    </message>
    <message>
        <source>Trained on: {videos}.</source>
        <translation>Entrenado con: {videos}.</translation>
    </message>
    <message>
        <source>Held-out J&amp;F: {first:.3f} before, {last:.3f} at step {step}, best {best:.3f}.</source>
        <translation>J&amp;F en datos reservados: {first:.3f} antes, {last:.3f} en el paso {step}, máximo {best:.3f}.</translation>
    </message>
    <message>
        <source>About {minutes:.0f} min left.</source>
        <translation>Quedan unos {minutes:.0f} min.</translation>
    </message>
    <message>
        <source>Preparing: reading, copying, scoring the current model.</source>
        <translation>Preparando: lectura, copia y evaluación del modelo actual.</translation>
    </message>
    <message>
        <source>There is no message; see {folder}.</source>
        <translation>No hay ningún mensaje; véase {folder}.</translation>
    </message>
    <message>
        <source>Map Classes to Categories</source>
        <translation>Asignar clases a categorías</translation>
    </message>
    <message>
        <source>object</source>
        <translation>objeto</translation>
    </message>
    <message>
        <source>surface</source>
        <translation>superficie</translation>
    </message>
    <message>
        <source>{name} ({kind})</source>
        <translation>{name} ({kind})</translation>
    </message>
    <message>
        <source>Objects of each class are proposed in the category next to it.</source>
        <translation>Los objetos de cada clase se proponen en la categoría que figura a su lado.</translation>
    </message>
    <message>
        <source>Category for {name}</source>
        <translation>Categoría para {name}</translation>
    </message>
    <message>
        <source>New category “{name}”</source>
        <translation>Nueva categoría «{name}»</translation>
    </message>
    <message>
        <source>Ignore</source>
        <translation>Ignorar</translation>
    </message>
    <message>
        <source>Ignore All</source>
        <translation>Ignorar todo</translation>
    </message>
    <message>
        <source>The engine ran out of memory; the masks made so far are kept. Choose a smaller short side or the device cpu in the settings, and run again.</source>
        <translation>El motor se ha quedado sin memoria; las máscaras calculadas hasta ahora se conservan. Elija un lado corto menor o el dispositivo cpu en la configuración y vuelva a ejecutar.</translation>
    </message>
    <message>
        <source>The engine failed ({kind}); the masks made so far are kept. Run again; if it fails again, please report the details.</source>
        <translation>El motor ha fallado ({kind}); las máscaras calculadas hasta ahora se conservan. Vuelva a ejecutar; si falla otra vez, informe del error con los detalles.</translation>
    </message>
    <message>
        <source>{path} cannot be read: {reason}.</source>
        <translation>No se puede leer {path}: {reason}.</translation>
    </message>
    <message>
        <source>{path} cannot be opened ({kind}); please report the details.</source>
        <translation>No se puede abrir {path} ({kind}); informe del error con los detalles.</translation>
    </message>
    <message>
        <source>Frame {frame} cannot be shown ({kind}: {error}).</source>
        <translation>No se puede mostrar el fotograma {frame} ({kind}: {error}).</translation>
    </message>
    <message>
        <source>{missing} of {name} cannot be read; the file may be truncated. You can annotate the other {frames}.</source>
        <translation>No se pueden leer {missing} de {name}; puede que el archivo esté truncado. Los otros {frames} se pueden anotar.</translation>
    </message>
    <message>
        <source>Add category</source>
        <translation>Añadir categoría</translation>
    </message>
    <message>
        <source>Change category</source>
        <translation>Modificar categoría</translation>
    </message>
    <message>
        <source>Adopt categories</source>
        <translation>Adoptar categorías</translation>
    </message>
    <message>
        <source>Delete category</source>
        <translation>Eliminar categoría</translation>
    </message>
    <message>
        <source>Locate video</source>
        <translation>Localizar vídeo</translation>
    </message>
    <message>
        <source>Restore</source>
        <translation>Restaurar</translation>
    </message>
    <message>
        <source>Edit</source>
        <translation>Edición</translation>
    </message>
    <message>
        <source>Change attribute</source>
        <translation>Modificar atributo</translation>
    </message>
    <message>
        <source>Add attributes</source>
        <translation>Añadir atributos</translation>
    </message>
    <message>
        <source>Set mask</source>
        <translation>Definir máscara</translation>
    </message>
    <message>
        <source>Set void</source>
        <translation>Marcar como sin etiquetar</translation>
    </message>
    <message>
        <source>Reshape masks</source>
        <translation>Modificar máscaras</translation>
    </message>
    <message>
        <source>Clear masks</source>
        <translation>Borrar máscaras</translation>
    </message>
    <message>
        <source>Copy mask</source>
        <translation>Copiar máscara</translation>
    </message>
    <message>
        <source>Split parts</source>
        <translation>Separar partes</translation>
    </message>
    <message>
        <source>Find objects</source>
        <translation>Buscar objetos</translation>
    </message>
    <message>
        <source>Accept proposal</source>
        <translation>Aceptar propuesta</translation>
    </message>
    <message>
        <source>Reject proposal</source>
        <translation>Rechazar propuesta</translation>
    </message>
    <message>
        <source>Map classes</source>
        <translation>Asignar clases</translation>
    </message>
    <message>
        <source>Pin exemplar</source>
        <translation>Fijar referencia</translation>
    </message>
    <message>
        <source>Pin exemplars</source>
        <translation>Fijar referencias</translation>
    </message>
    <message>
        <source>Unpin exemplar</source>
        <translation>Quitar referencia</translation>
    </message>
    <message>
        <source>Add object</source>
        <translation>Añadir objeto</translation>
    </message>
    <message>
        <source>Add objects</source>
        <translation>Añadir objetos</translation>
    </message>
    <message>
        <source>Change object</source>
        <translation>Modificar objeto</translation>
    </message>
    <message>
        <source>Reorder layers</source>
        <translation>Reordenar capas</translation>
    </message>
    <message>
        <source>Merge objects</source>
        <translation>Combinar objetos</translation>
    </message>
    <message>
        <source>Split object</source>
        <translation>Dividir objeto</translation>
    </message>
    <message>
        <source>Swap identities</source>
        <translation>Intercambiar identidades</translation>
    </message>
    <message>
        <source>Add comment</source>
        <translation>Añadir comentario</translation>
    </message>
    <message>
        <source>Accept frames</source>
        <translation>Aceptar fotogramas</translation>
    </message>
    <message>
        <source>Mark as needs work</source>
        <translation>Marcar para rehacer</translation>
    </message>
    <message>
        <source>Clear review state</source>
        <translation>Borrar estado de revisión</translation>
    </message>
    <message>
        <source>Continued at the start.</source>
        <translation>Se ha continuado desde el principio.</translation>
    </message>
    <message>
        <source>Continued at the end.</source>
        <translation>Se ha continuado desde el final.</translation>
    </message>
    <message>
        <source>No comments.</source>
        <translation>Sin comentarios.</translation>
    </message>
    <message>
        <source>This frame has no open comment.</source>
        <translation>Este fotograma no tiene comentarios abiertos.</translation>
    </message>
    <message>
        <source>Resolve comment</source>
        <translation>Resolver comentario</translation>
    </message>
    <message>
        <source>Reopen comment</source>
        <translation>Reabrir comentario</translation>
    </message>
    <message>
        <source>Select a comment first.</source>
        <translation>Seleccione primero un comentario.</translation>
    </message>
    <message>
        <source>Your reviews and comments are recorded under the name {person}.</source>
        <translation>Las revisiones y los comentarios se registran con el nombre {person}.</translation>
    </message>
    <message>
        <source>Change Name...</source>
        <translation>Cambiar nombre...</translation>
    </message>
    <message numerus="yes">
        <source>%n open comment(s)</source>
        <translation>
            <numerusform>%n comentario abierto</numerusform>
            <numerusform>%n comentarios abiertos</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n frame(s) that need work</source>
        <translation>
            <numerusform>%n fotograma por rehacer</numerusform>
            <numerusform>%n fotogramas por rehacer</numerusform>
        </translation>
    </message>
    <message>
        <source>{first}, {second}</source>
        <translation>{first}, {second}</translation>
    </message>
    <message>
        <source>{first} and {second}</source>
        <translation>{first} y {second}</translation>
    </message>
    <message>
        <source>{first} {second}</source>
        <translation>{first} {second}</translation>
    </message>
    <message>
        <source>This video has {found}.</source>
        <translation>Este vídeo tiene {found}.</translation>
    </message>
    <message>
        <source>Remove comment</source>
        <translation>Quitar comentario</translation>
    </message>
    <message>
        <source>unverified</source>
        <translation>sin verificar</translation>
    </message>
    <message>
        <source>low confidence</source>
        <translation>confianza baja</translation>
    </message>
    <message>
        <source>empty</source>
        <translation>vacío</translation>
    </message>
    <message>
        <source>flicker</source>
        <translation>parpadeo</translation>
    </message>
    <message>
        <source>tiny parts</source>
        <translation>partes diminutas</translation>
    </message>
    <message>
        <source>jump</source>
        <translation>salto</translation>
    </message>
    <message>
        <source>two tracks on one object</source>
        <translation>objeto duplicado</translation>
    </message>
    <message>
        <source>split</source>
        <translation>en dos partes</translation>
    </message>
    <message>
        <source>looks like another object</source>
        <translation>parece otro objeto</translation>
    </message>
    <message>
        <source>confidence {value}</source>
        <translation>confianza {value}</translation>
    </message>
    <message>
        <source>jump ({change} change from the previous frame)</source>
        <translation>salto ({change} de cambio respecto al fotograma anterior)</translation>
    </message>
    <message>
        <source>1 tiny part</source>
        <translation>1 parte diminuta</translation>
    </message>
    <message>
        <source>{count} tiny parts</source>
        <translation>{count} partes diminutas</translation>
    </message>
    <message>
        <source>in two parts, far apart</source>
        <translation>en dos partes alejadas entre sí</translation>
    </message>
    <message>
        <source>taken over by {name}</source>
        <translation>absorbido por {name}</translation>
    </message>
    <message>
        <source>covers the same object as {name}</source>
        <translation>cubre el mismo objeto que {name}</translation>
    </message>
    <message>
        <source>swapped with {name}</source>
        <translation>intercambiado con {name}</translation>
    </message>
    <message>
        <source>looks like {name}</source>
        <translation>se parece a {name}</translation>
    </message>
    <message>
        <source>{count} frames from an exemplar</source>
        <translation>a {count} fotogramas de una referencia</translation>
    </message>
    <message>
        <source>no exemplar</source>
        <translation>sin referencia</translation>
    </message>
    <message>
        <source>the two directions disagree</source>
        <translation>las dos direcciones no coinciden</translation>
    </message>
    <message>
        <source>jumps</source>
        <translation>saltos</translation>
    </message>
    <message>
        <source>out of view?</source>
        <translation>¿fuera de cuadro?</translation>
    </message>
    <message>
        <source>new</source>
        <translation>nuevo</translation>
    </message>
    <message>
        <source>marked</source>
        <translation>marcado</translation>
    </message>
    <message>
        <source>propagated</source>
        <translation>propagado</translation>
    </message>
    <message>
        <source>in review</source>
        <translation>en revisión</translation>
    </message>
    <message>
        <source>done</source>
        <translation>terminado</translation>
    </message>
    <message>
        <source>propagate</source>
        <translation>propagación</translation>
    </message>
    <message>
        <source>instance</source>
        <translation>instancias</translation>
    </message>
    <message>
        <source>semantic</source>
        <translation>semántica</translation>
    </message>
    <message>
        <source>panoptic</source>
        <translation>panóptica</translation>
    </message>
    <message>
        <source>retrain</source>
        <translation>reentrenamiento</translation>
    </message>
    <message>
        <source>waiting</source>
        <translation>en espera</translation>
    </message>
    <message>
        <source>running</source>
        <translation>en curso</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>con error</translation>
    </message>
    <message>
        <source>Used 1 imported or verified mask as an exemplar.</source>
        <translation>Se ha usado 1 máscara importada o verificada como referencia.</translation>
    </message>
    <message>
        <source>Used {count} imported or verified masks as exemplars.</source>
        <translation>Se han usado {count} máscaras importadas o verificadas como referencias.</translation>
    </message>
    <message>
        <source>The disk of {folder} is full. Free some space, then run the queue again.</source>
        <translation>El disco de {folder} está lleno. Libere espacio y vuelva a ejecutar la cola.</translation>
    </message>
    <message>
        <source>DAVIS indexed PNG</source>
        <translation>PNG indexado DAVIS</translation>
    </message>
    <message>
        <source>Categories, names, confidences, overlaps; at most 254 objects.</source>
        <translation>categorías, nombres, confianzas, solapamientos; máximo 254 objetos.</translation>
    </message>
    <message>
        <source>Confidences, empty masks, void.</source>
        <translation>confianzas, máscaras vacías, píxeles sin etiquetar.</translation>
    </message>
    <message>
        <source>YouTube-VIS results</source>
        <translation>Resultados YouTube-VIS</translation>
    </message>
    <message>
        <source>Names of categories, objects and frames; confidences per frame.</source>
        <translation>nombres de categorías, objetos y fotogramas; confianza por fotograma.</translation>
    </message>
    <message>
        <source>COCO instances</source>
        <translation>Instancias COCO</translation>
    </message>
    <message>
        <source>Empty masks and void; with polygons also holes.</source>
        <translation>máscaras vacías y píxeles sin etiquetar; con polígonos, también los huecos.</translation>
    </message>
    <message>
        <source>COCO panoptic</source>
        <translation>COCO panóptico</translation>
    </message>
    <message>
        <source>Confidences, void, overlaps; stuff is one region.</source>
        <translation>confianzas, sin etiquetar, solapamientos; stuff es una sola región.</translation>
    </message>
    <message>
        <source>VIPSeg / VPS panoptic video</source>
        <translation>Vídeo panóptico VIPSeg / VPS</translation>
    </message>
    <message>
        <source>Object names, confidences, void, overlaps; stuff is one region.</source>
        <translation>nombres de objetos, confianzas, sin etiquetar, solapamientos; stuff es una sola región.</translation>
    </message>
    <message>
        <source>All names, confidences, overlaps; stuff is one region.</source>
        <translation>todos los nombres, confianzas, solapamientos; stuff es una sola región.</translation>
    </message>
    <message>
        <source>MOTS text</source>
        <translation>Texto MOTS</translation>
    </message>
    <message>
        <source>All names, confidences, overlaps; 999 objects per class.</source>
        <translation>todos los nombres, confianzas, solapamientos; 999 objetos por clase.</translation>
    </message>
    <message>
        <source>YOLO segmentation</source>
        <translation>Segmentación YOLO</translation>
    </message>
    <message>
        <source>Object ids and names, holes, confidences, void.</source>
        <translation>identificadores y nombres de objetos, huecos, confianzas, sin etiquetar.</translation>
    </message>
    <message>
        <source>Semantic PNG</source>
        <translation>PNG semántico</translation>
    </message>
    <message>
        <source>Objects (only categories are kept), overlaps.</source>
        <translation>objetos (solo se conservan las categorías), solapamientos.</translation>
    </message>
    <message>
        <source>Confidences, empty masks, void; with polygons also holes.</source>
        <translation>confianzas, máscaras vacías, sin etiquetar; con polígonos, también los huecos.</translation>
    </message>
    <message>
        <source>Object names, confidences, empty masks, void; with polygons also holes.</source>
        <translation>nombres de objetos, confianzas, máscaras vacías, sin etiquetar; con polígonos, también los huecos.</translation>
    </message>
    <message>
        <source>YouTube-VOS / MOSE / LVOS / SA-V folders</source>
        <translation>Carpetas YouTube-VOS / MOSE / LVOS / SA-V</translation>
    </message>
    <message>
        <source>Nothing.</source>
        <translation>nada.</translation>
    </message>
    <message>
        <source>SA-V masklets</source>
        <translation>Masklets SA-V</translation>
    </message>
    <message>
        <source>Boxes, points and choices, which have no mask.</source>
        <translation>cajas, puntos y opciones, que no tienen máscara.</translation>
    </message>
    <message>
        <source>Supervisely video</source>
        <translation>Vídeo Supervisely</translation>
    </message>
    <message>
        <source>Boxes, points and lines, which have no mask; frame tags.</source>
        <translation>cajas, puntos y líneas, que no tienen máscara; etiquetas de fotograma.</translation>
    </message>
    <message>
        <source>Pascal VOC mask folders</source>
        <translation>Carpetas de máscaras Pascal VOC</translation>
    </message>
    <message>
        <source>Overlay video</source>
        <translation>Vídeo superpuesto</translation>
    </message>
    <message>
        <source>All annotations; the video is only for viewing.</source>
        <translation>Todas las anotaciones; el vídeo es solo para visualizar.</translation>
    </message>
    <message>
        <source>Matte, grey PNG per object</source>
        <translation>Matte, PNG en grises por objeto</translation>
    </message>
    <message>
        <source>All annotations; the images are for compositing.</source>
        <translation>Todas las anotaciones; las imágenes son para composición.</translation>
    </message>
    <message>
        <source>Video with alpha, ProRes 4444</source>
        <translation>Vídeo con alfa, ProRes 4444</translation>
    </message>
    <message>
        <source>All annotations and the audio; the video is for compositing.</source>
        <translation>Todas las anotaciones y el audio; el vídeo es para composición.</translation>
    </message>
    <message>
        <source>Video with alpha, VP9</source>
        <translation>Vídeo con alfa, VP9</translation>
    </message>
    <message>
        <source>Open Recent</source>
        <translation>Abrir reciente</translation>
    </message>
    <message>
        <source>Tools</source>
        <translation>Herramientas</translation>
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
        <translation>Todo aceptado</translation>
    </message>
    <message>
        <source>Partly reviewed</source>
        <translation>Revisado en parte</translation>
    </message>
    <message>
        <source>Not reviewed</source>
        <translation>Sin revisar</translation>
    </message>
    <message>
        <source>Video</source>
        <translation>Vídeo</translation>
    </message>
    <message>
        <source>Length</source>
        <translation>Duración</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>Estado</translation>
    </message>
    <message>
        <source>Last change</source>
        <translation>Último cambio</translation>
    </message>
    <message>
        <source>Split</source>
        <translation>Partición</translation>
    </message>
    <message>
        <source>Assignee</source>
        <translation>Responsable</translation>
    </message>
    <message>
        <source>Open by</source>
        <translation>Abierto por</translation>
    </message>
    <message>
        <source>Queue</source>
        <translation>Cola</translation>
    </message>
    <message>
        <source>Not found</source>
        <translation>No encontrado</translation>
    </message>
    <message>
        <source>about {duration}</source>
        <translation>aprox. {duration}</translation>
    </message>
    <message>
        <source>{objects} + {proposals} proposed</source>
        <translation>{objects} + {proposals} propuestos</translation>
    </message>
    <message>
        <source>{percent} % accepted</source>
        <translation>{percent} % aceptado</translation>
    </message>
    <message numerus="yes">
        <source>%n need(s) work</source>
        <translation>
            <numerusform>%n por rehacer</numerusform>
            <numerusform>%n por rehacer</numerusform>
        </translation>
    </message>
    <message>
        <source>{person} on {host} (no sign of life)</source>
        <translation>{person} en {host} (sin señales de vida)</translation>
    </message>
    <message>
        <source>{person} on {host}</source>
        <translation>{person} en {host}</translation>
    </message>
    <message>
        <source>Detect Objects</source>
        <translation>Detectar objetos</translation>
    </message>
    <message>
        <source>Segment Surfaces</source>
        <translation>Segmentar superficies</translation>
    </message>
    <message>
        <source>Segment Everything</source>
        <translation>Segmentar todo</translation>
    </message>
    <message>
        <source>Train on the dataset</source>
        <translation>Entrenar con el dataset</translation>
    </message>
    <message>
        <source>Move to Front</source>
        <translation>Mover al principio</translation>
    </message>
    <message>
        <source>Move to End</source>
        <translation>Mover al final</translation>
    </message>
    <message>
        <source>Drag to change the order; press Delete to remove</source>
        <translation>Arrastre para cambiar el orden; Supr para quitar</translation>
    </message>
    <message>
        <source>Interrupted</source>
        <translation>Interrumpido</translation>
    </message>
    <message>
        <source>{done} of {total} frames</source>
        <translation>{done} de {total} fotogramas</translation>
    </message>
    <message>
        <source>Search names, assignees and notes</source>
        <translation>Buscar en nombres, responsables y notas</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>Buscar</translation>
    </message>
    <message>
        <source>Any status</source>
        <translation>Cualquier estado</translation>
    </message>
    <message>
        <source>Any split</source>
        <translation>Cualquier partición</translation>
    </message>
    <message>
        <source>Any review</source>
        <translation>Cualquier revisión</translation>
    </message>
    <message numerus="yes">
        <source>%n video(s)</source>
        <translation>
            <numerusform>%n vídeo</numerusform>
            <numerusform>%n vídeos</numerusform>
        </translation>
    </message>
    <message>
        <source>Locate Missing Videos...</source>
        <translation>Localizar vídeos que faltan...</translation>
    </message>
    <message numerus="yes">
        <source>%n video(s) or their projects were not found.</source>
        <translation>
            <numerusform>No se ha encontrado %n vídeo o su proyecto.</numerusform>
            <numerusform>No se han encontrado %n vídeos o sus proyectos.</numerusform>
        </translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Abrir</translation>
    </message>
    <message>
        <source>Set Status</source>
        <translation>Cambiar estado</translation>
    </message>
    <message>
        <source>Derive from Masks</source>
        <translation>Según las máscaras</translation>
    </message>
    <message>
        <source>Set Split</source>
        <translation>Cambiar partición</translation>
    </message>
    <message>
        <source>New Split...</source>
        <translation>Nueva partición...</translation>
    </message>
    <message>
        <source>Assign To...</source>
        <translation>Asignar a...</translation>
    </message>
    <message>
        <source>Adapt and Propagate</source>
        <translation>Adaptar y propagar</translation>
    </message>
    <message>
        <source>Move to Front of Queue</source>
        <translation>Mover al inicio de la cola</translation>
    </message>
    <message>
        <source>Remove from Queue</source>
        <translation>Quitar de la cola</translation>
    </message>
    <message>
        <source>Remove from Dataset</source>
        <translation>Quitar del dataset</translation>
    </message>
    <message>
        <source>Add all videos that have exemplars and no propagated masks to the queue</source>
        <translation>Añade a la cola todos los vídeos con referencias y sin máscaras propagadas</translation>
    </message>
    <message>
        <source>Progress of the current job</source>
        <translation>Progreso del trabajo actual</translation>
    </message>
    <message>
        <source>Show Queue</source>
        <translation>Mostrar cola</translation>
    </message>
    <message>
        <source>Hide Queue</source>
        <translation>Ocultar cola</translation>
    </message>
    <message>
        <source>Queue empty</source>
        <translation>Cola vacía</translation>
    </message>
    <message numerus="yes">
        <source>%n job(s) in the queue</source>
        <translation>
            <numerusform>%n trabajo en la cola</numerusform>
            <numerusform>%n trabajos en la cola</numerusform>
        </translation>
    </message>
    <message>
        <source>{failed} failed</source>
        <translation>{failed} con error</translation>
    </message>
    <message>
        <source>paused</source>
        <translation>en pausa</translation>
    </message>
    <message>
        <source>interrupted</source>
        <translation>interrumpido</translation>
    </message>
    <message>
        <source>{duration} left</source>
        <translation>quedan {duration}</translation>
    </message>
    <message>
        <source>Run Queue</source>
        <translation>Ejecutar cola</translation>
    </message>
    <message>
        <source>Frame {frame}: exemplar of {names}</source>
        <translation>Fotograma {frame}: referencia de {names}</translation>
    </message>
    <message>
        <source>Propagation needs at least one drawn mask.</source>
        <translation>La propagación necesita al menos una máscara dibujada.</translation>
    </message>
    <message>
        <source>Go to frame {frame}</source>
        <translation>Ir al fotograma {frame}</translation>
    </message>
    <message>
        <source>Unpin for {name}</source>
        <translation>Quitar referencia de {name}</translation>
    </message>
    <message>
        <source>Unpin</source>
        <translation>Quitar referencia</translation>
    </message>
    <message numerus="yes">
        <source>%n exemplar(s)</source>
        <translation>
            <numerusform>%n referencia</numerusform>
            <numerusform>%n referencias</numerusform>
        </translation>
    </message>
    <message>
        <source>No exemplars</source>
        <translation>Sin referencias</translation>
    </message>
    <message>
        <source>Swap</source>
        <translation>Intercambiar</translation>
    </message>
    <message>
        <source>Split Off</source>
        <translation>Separar</translation>
    </message>
    <message>
        <source>Correct Here</source>
        <translation>Corregir aquí</translation>
    </message>
    <message>
        <source>Choose a finding in the list first.</source>
        <translation>Elija primero una incidencia de la lista.</translation>
    </message>
    <message>
        <source>This object has been deleted.</source>
        <translation>Este objeto se ha eliminado.</translation>
    </message>
    <message>
        <source>This finding involves one object only.</source>
        <translation>Esta incidencia afecta a un solo objeto.</translation>
    </message>
    <message>
        <source>The object has only one part here.</source>
        <translation>El objeto tiene aquí una sola parte.</translation>
    </message>
    <message>
        <source>Swaps the masks of {name} and {other} from frame {first} on, up to the next exemplar or verified frame.</source>
        <translation>Intercambia las máscaras de {name} y {other} desde el fotograma {first} hasta la siguiente referencia o el siguiente fotograma verificado.</translation>
    </message>
    <message>
        <source>Gives the part that is not {name} to a new object.</source>
        <translation>Asigna a un objeto nuevo la parte que no es {name}.</translation>
    </message>
    <message>
        <source>Goes to frame {worst}, selects {name} and switches to the Clicks tool.</source>
        <translation>Va al fotograma {worst}, selecciona {name} y cambia a la herramienta Clics.</translation>
    </message>
    <message>
        <source>Frame</source>
        <translation>Fotograma</translation>
    </message>
    <message>
        <source>Person</source>
        <translation>Persona</translation>
    </message>
    <message>
        <source>Comment</source>
        <translation>Comentario</translation>
    </message>
    <message>
        <source>Needs work</source>
        <translation>Por rehacer</translation>
    </message>
    <message>
        <source>{name}: {text}</source>
        <translation>{name}: {text}</translation>
    </message>
    <message>
        <source>(deleted)</source>
        <translation>(eliminado)</translation>
    </message>
    <message>
        <source>Resolved by {person}</source>
        <translation>Resuelto por {person}</translation>
    </message>
    <message>
        <source>not reviewed</source>
        <translation>sin revisar</translation>
    </message>
    <message>
        <source>accepted by {person}, {time}</source>
        <translation>aceptado por {person}, {time}</translation>
    </message>
    <message>
        <source>needs work: {person}, {time}</source>
        <translation>por rehacer: {person}, {time}</translation>
    </message>
    <message>
        <source>Finding</source>
        <translation>Incidencia</translation>
    </message>
    <message>
        <source>{first} to {last}</source>
        <translation>{first} a {last}</translation>
    </message>
    <message>
        <source>First steps</source>
        <translation>Primeros pasos</translation>
    </message>
    <message>
        <source>End the tour</source>
        <translation>Terminar la guía</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>Siguiente</translation>
    </message>
    <message>
        <source>Step {step} of {count}</source>
        <translation>Paso {step} de {count}</translation>
    </message>
    <message>
        <source>Finish</source>
        <translation>Finalizar</translation>
    </message>
    <message>
        <source>From this frame until it changes</source>
        <translation>Desde este fotograma hasta que cambie</translation>
    </message>
    <message>
        <source>Frames that a change applies to</source>
        <translation>Fotogramas a los que se aplica un cambio</translation>
    </message>
    <message>
        <source>On</source>
        <translation>En</translation>
    </message>
    <message>
        <source>Drawn</source>
        <translation>Dibujado</translation>
    </message>
    <message>
        <source>Mask</source>
        <translation>Estado</translation>
    </message>
    <message>
        <source>Confidence</source>
        <translation>Confianza</translation>
    </message>
    <message>
        <source>Area</source>
        <translation>Área</translation>
    </message>
    <message>
        <source>Change colour</source>
        <translation>Cambiar color</translation>
    </message>
    <message>
        <source>No object selected.</source>
        <translation>Ningún objeto seleccionado.</translation>
    </message>
    <message>
        <source>None on this frame</source>
        <translation>Sin máscara en este fotograma</translation>
    </message>
    <message>
        <source>verified</source>
        <translation>verificado</translation>
    </message>
    <message>
        <source>{count} of {total}</source>
        <translation>{count} de {total}</translation>
    </message>
    <message>
        <source>Rename object</source>
        <translation>Renombrar objeto</translation>
    </message>
    <message>
        <source>Try Again</source>
        <translation>Reintentar</translation>
    </message>
    <message>
        <source>Your changes are not saved. {error}</source>
        <translation>Los cambios no están guardados. {error}</translation>
    </message>
    <message>
        <source>Exemplar</source>
        <translation>Referencia</translation>
    </message>
    <message>
        <source>Propagate the masks you draw through the video.</source>
        <translation>Propaga por el vídeo las máscaras dibujadas.</translation>
    </message>
    <message>
        <source>Instance</source>
        <translation>Instancias</translation>
    </message>
    <message>
        <source>Detect and track every object of the known classes.</source>
        <translation>Detecta y sigue todos los objetos de las clases conocidas.</translation>
    </message>
    <message>
        <source>Semantic</source>
        <translation>Semántica</translation>
    </message>
    <message>
        <source>Assign a class to every pixel.</source>
        <translation>Asigna una clase a cada píxel.</translation>
    </message>
    <message>
        <source>Panoptic</source>
        <translation>Panóptica</translation>
    </message>
    <message>
        <source>Assign a class to every pixel and track every object.</source>
        <translation>Asigna una clase a cada píxel y sigue todos los objetos.</translation>
    </message>
    <message>
        <source>Not available: these weights support only the exemplar task.</source>
        <translation>No disponible: estos pesos solo admiten la tarea Referencia.</translation>
    </message>
    <message>
        <source>More options for this task</source>
        <translation>Más opciones de esta tarea</translation>
    </message>
    <message>
        <source>Other ways to propagate</source>
        <translation>Otras formas de propagar</translation>
    </message>
    <message>
        <source>Propagate in range</source>
        <translation>Propagar intervalo</translation>
    </message>
    <message>
        <source>Segment in range</source>
        <translation>Segmentar intervalo</translation>
    </message>
    <message>
        <source>Lock object to protect its masks</source>
        <translation>Bloquear objeto para proteger sus máscaras</translation>
    </message>
    <message>
        <source>{name}, {category}; number {number}</source>
        <translation>{name}, {category}; número {number}</translation>
    </message>
    <message>
        <source>Hide objects</source>
        <translation>Ocultar objetos</translation>
    </message>
    <message>
        <source>Show objects</source>
        <translation>Mostrar objetos</translation>
    </message>
    <message>
        <source>Unlock objects</source>
        <translation>Desbloquear objetos</translation>
    </message>
    <message>
        <source>Lock objects</source>
        <translation>Bloquear objetos</translation>
    </message>
    <message>
        <source>Open comments</source>
        <translation>Comentarios abiertos</translation>
    </message>
    <message>
        <source>All comments</source>
        <translation>Todos los comentarios</translation>
    </message>
    <message>
        <source>Selected comment</source>
        <translation>Comentario seleccionado</translation>
    </message>
    <message>
        <source>No open comments.</source>
        <translation>Sin comentarios abiertos.</translation>
    </message>
    <message>
        <source>Open a video to begin.</source>
        <translation>Abra un vídeo para empezar.</translation>
    </message>
    <message>
        <source>Frame {frame}: {state}</source>
        <translation>Fotograma {frame}: {state}</translation>
    </message>
    <message>
        <source>Paint or click on the frame to mark your first object.</source>
        <translation>Pinte o haga clic en el fotograma para marcar el primer objeto.</translation>
    </message>
    <message>
        <source>Find by name or category</source>
        <translation>Buscar por nombre o categoría</translation>
    </message>
    <message>
        <source>No objects</source>
        <translation>Sin objetos</translation>
    </message>
    <message>
        <source>Other...</source>
        <translation>Otro...</translation>
    </message>
    <message>
        <source>Colour {name}</source>
        <translation>Color {name}</translation>
    </message>
    <message>
        <source>Proposal</source>
        <translation>Propuesta</translation>
    </message>
    <message>
        <source>Score</source>
        <translation>Puntuación</translation>
    </message>
    <message>
        <source>Accept {name}</source>
        <translation>Aceptar {name}</translation>
    </message>
    <message>
        <source>Reject {name}</source>
        <translation>Rechazar {name}</translation>
    </message>
    <message>
        <source>{name}, {category}; on {frames}, {frames_text}</source>
        <translation>{name}, {category}; en {frames}, {frames_text}</translation>
    </message>
    <message>
        <source>Choose Instance, Semantic or Panoptic above the video and press Segment; detected objects appear here for you to accept or reject.</source>
        <translation>Elija Instancias, Semántica o Panóptica encima del vídeo y pulse Segmentar; los objetos detectados aparecen aquí para aceptarlos o rechazarlos.</translation>
    </message>
    <message>
        <source>All proposals have a lower score; move the slider to the left.</source>
        <translation>Todas las propuestas tienen menor puntuación; mueva el deslizador a la izquierda.</translation>
    </message>
    <message>
        <source>Score threshold</source>
        <translation>Umbral de puntuación</translation>
    </message>
    <message>
        <source>Hides proposals with a lower score</source>
        <translation>Oculta las propuestas con menor puntuación</translation>
    </message>
    <message>
        <source>Min. score</source>
        <translation>Punt. mín.</translation>
    </message>
    <message>
        <source>{count} more below {score:.2f}</source>
        <translation>{count} más por debajo de {score:.2f}</translation>
    </message>
    <message>
        <source>{count} below {score:.2f}</source>
        <translation>{count} por debajo de {score:.2f}</translation>
    </message>
    <message numerus="yes">
        <source>{count} of %n proposal(s)</source>
        <translation>
            <numerusform>{count} de %n propuesta</numerusform>
            <numerusform>{count} de %n propuestas</numerusform>
        </translation>
    </message>
    <message>
        <source>Open {name}</source>
        <translation>Abrir {name}</translation>
    </message>
    <message>
        <source>Scope</source>
        <translation>Ámbito</translation>
    </message>
    <message>
        <source>All objects</source>
        <translation>Todos</translation>
    </message>
    <message>
        <source>Selected objects</source>
        <translation>Selección</translation>
    </message>
    <message>
        <source>No findings.</source>
        <translation>No hay incidencias.</translation>
    </message>
    <message>
        <source>Findings</source>
        <translation>Incidencias</translation>
    </message>
    <message numerus="yes">
        <source>{verified} of %n mask(s) verified ({share:.0f} %)</source>
        <translation>
            <numerusform>{verified} de %n máscara verificada ({share:.0f} %)</numerusform>
            <numerusform>{verified} de %n máscaras verificadas ({share:.0f} %)</numerusform>
        </translation>
    </message>
    <message>
        <source>No masks yet</source>
        <translation>Aún sin máscaras</translation>
    </message>
    <message numerus="yes">
        <source>%n filter(s)</source>
        <translation>
            <numerusform>%n filtro</numerusform>
            <numerusform>%n filtros</numerusform>
        </translation>
    </message>
    <message>
        <source>Checks for: {checks}</source>
        <translation>Comprueba: {checks}</translation>
    </message>
    <message>
        <source>nothing</source>
        <translation>nada</translation>
    </message>
    <message numerus="yes">
        <source>%n finding(s)</source>
        <translation>
            <numerusform>%n incidencia</numerusform>
            <numerusform>%n incidencias</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The first %n finding(s)</source>
        <translation>
            <numerusform>La primera incidencia (%n)</numerusform>
            <numerusform>Las primeras %n incidencias</numerusform>
        </translation>
    </message>
    <message>
        <source>Searching...</source>
        <translation>Buscando...</translation>
    </message>
    <message>
        <source>Choose what to check for.</source>
        <translation>Elija qué comprobar.</translation>
    </message>
    <message>
        <source>Playback speed</source>
        <translation>Velocidad de reproducción</translation>
    </message>
    <message>
        <source>Drop a video, a folder of images or a project here</source>
        <translation>Arrastre aquí un vídeo, una carpeta de imágenes o un proyecto</translation>
    </message>
    <message>
        <source>Open Folder...</source>
        <translation>Abrir carpeta...</translation>
    </message>
    <message>
        <source>Recent</source>
        <translation>Recientes</translation>
    </message>
    <message>
        <source>Engine not loaded yet</source>
        <translation>Motor aún sin cargar</translation>
    </message>
    <message>
        <source>The engine is loaded when it is first needed</source>
        <translation>El motor se carga la primera vez que se necesita</translation>
    </message>
    <message>
        <source>Memory used by GvSeg</source>
        <translation>Memoria que usa GvSeg</translation>
    </message>
    <message>
        <source>Values {shown}</source>
        <translation>Valores {shown}</translation>
    </message>
    <message>
        <source>The images have more than 8 bits: values {shown} are shown as black to white. You can change this under View in the tool bar.</source>
        <translation>Las imágenes tienen más de 8 bits: los valores {shown} se muestran de negro a blanco. Se puede cambiar en Vista, en la barra de herramientas.</translation>
    </message>
    <message>
        <source>Loading the network...</source>
        <translation>Cargando la red...</translation>
    </message>
    <message>
        <source>Starting...</source>
        <translation>Iniciando...</translation>
    </message>
    <message>
        <source>{words}; stops after this step</source>
        <translation>{words}; se detiene después de este paso</translation>
    </message>
    <message>
        <source>Not saved</source>
        <translation>Sin guardar</translation>
    </message>
    <message>
        <source>{name} (read-only)</source>
        <translation>{name} (solo lectura)</translation>
    </message>
    <message>
        <source>Saved in {path}</source>
        <translation>Guardado en {path}</translation>
    </message>
    <message>
        <source>{done} of {total}</source>
        <translation>{done} de {total}</translation>
    </message>
    <message>
        <source>{rate:.1f} frames/s</source>
        <translation>{rate:.1f} fotogramas/s</translation>
    </message>
    <message>
        <source>Stopped by an error after {frames}</source>
        <translation>Detenido por un error tras {frames}</translation>
    </message>
    <message>
        <source>Stopped; {done} of {wanted} kept</source>
        <translation>Detenido; se conservan {done} de {wanted}</translation>
    </message>
    <message>
        <source>{frames} done in {duration}</source>
        <translation>{frames} en {duration}</translation>
    </message>
    <message>
        <source>drawn</source>
        <translation>dibujado</translation>
    </message>
    <message>
        <source>imported</source>
        <translation>importado</translation>
    </message>
    <message>
        <source>Frame {frame}   {time}</source>
        <translation>Fotograma {frame}   {time}</translation>
    </message>
    <message>
        <source>{name}: no mask</source>
        <translation>{name}: sin máscara</translation>
    </message>
    <message>
        <source>not in this frame</source>
        <translation>ausente en este fotograma</translation>
    </message>
    <message>
        <source>proposed</source>
        <translation>propuesto</translation>
    </message>
    <message>
        <source>exemplar</source>
        <translation>referencia</translation>
    </message>
    <message>
        <source>confidence {confidence:.2f}</source>
        <translation>confianza {confidence:.2f}</translation>
    </message>
    <message>
        <source>not in frame</source>
        <translation>ausente</translation>
    </message>
    <message>
        <source>accepted</source>
        <translation>aceptado</translation>
    </message>
    <message>
        <source>needs work</source>
        <translation>por rehacer</translation>
    </message>
    <message>
        <source>open comment</source>
        <translation>comentario abierto</translation>
    </message>
    <message>
        <source>Click or drag</source>
        <translation>Clic o arrastrar</translation>
    </message>
    <message>
        <source>go to a frame</source>
        <translation>ir a un fotograma</translation>
    </message>
    <message>
        <source>mark a range</source>
        <translation>marcar un intervalo</translation>
    </message>
    <message>
        <source>zoom</source>
        <translation>zoom</translation>
    </message>
    <message>
        <source>Shift+wheel</source>
        <translation>Mayús+rueda</translation>
    </message>
    <message>
        <source>scroll along the video</source>
        <translation>desplazarse por el vídeo</translation>
    </message>
    <message>
        <source>Double-click the ruler</source>
        <translation>Doble clic en la regla</translation>
    </message>
    <message>
        <source>show the whole video</source>
        <translation>mostrar el vídeo completo</translation>
    </message>
    <message>
        <source>Legend</source>
        <translation>Leyenda</translation>
    </message>
    <message>
        <source>Show more frames</source>
        <translation>Mostrar más fotogramas</translation>
    </message>
    <message>
        <source>Show fewer frames</source>
        <translation>Mostrar menos fotogramas</translation>
    </message>
    <message>
        <source>Show the whole video (double-click the ruler)</source>
        <translation>Mostrar el vídeo completo (doble clic en la regla)</translation>
    </message>
    <message>
        <source>Show rows of selected objects only</source>
        <translation>Mostrar solo las filas de los objetos seleccionados</translation>
    </message>
    <message numerus="yes">
        <source>Show all %n row(s)</source>
        <translation>
            <numerusform>Mostrar %n fila</numerusform>
            <numerusform>Mostrar las %n filas</numerusform>
        </translation>
    </message>
    <message>
        <source>confidence, {name}</source>
        <translation>confianza, {name}</translation>
    </message>
    <message>
        <source>lowest confidence</source>
        <translation>confianza mínima</translation>
    </message>
    <message>
        <source>Click an object to select it; drag to move the view</source>
        <translation>Clic selecciona un objeto; arrastrar mueve la vista</translation>
    </message>
    <message>
        <source>Drag to paint; right button or Shift to erase</source>
        <translation>Arrastrar pinta; botón derecho o Mayús borra</translation>
    </message>
    <message>
        <source>Drag to erase; right button or Shift to paint</source>
        <translation>Arrastrar borra; botón derecho o Mayús pinta</translation>
    </message>
    <message>
        <source>Click around the object to add corners</source>
        <translation>Clics alrededor del objeto añaden vértices</translation>
    </message>
    <message>
        <source>Drag around the object</source>
        <translation>Arrastre alrededor del objeto</translation>
    </message>
    <message>
        <source>Drag from corner to corner</source>
        <translation>Arrastre de esquina a esquina</translation>
    </message>
    <message>
        <source>Click a region of one colour; drag right for more</source>
        <translation>Clic en una zona; arrastrar la amplía</translation>
    </message>
    <message>
        <source>Click the object to get its mask, or drag a box around it</source>
        <translation>Clic en el objeto para obtener su máscara, o arrastre una caja</translation>
    </message>
    <message>
        <source>Drag a box around the object to get its mask</source>
        <translation>Arrastre una caja alrededor del objeto para obtener su máscara</translation>
    </message>
    <message>
        <source>Draw over the object to get its mask</source>
        <translation>Dibuje sobre el objeto para obtener su máscara</translation>
    </message>
    <message>
        <source>Click to add corners, drag to move them</source>
        <translation>Clic añade vértices, arrastrar los mueve</translation>
    </message>
    <message>
        <source>Drag corners to move them</source>
        <translation>Arrastre los vértices para moverlos</translation>
    </message>
    <message>
        <source>Shift+click to add, Alt+click to remove</source>
        <translation>Mayús+clic añade, Alt+clic quita</translation>
    </message>
    <message>
        <source>Click to add, right-click to remove, drag clicks to move them</source>
        <translation>Clic añade, clic derecho quita; los clics se pueden arrastrar</translation>
    </message>
    <message>
        <source>Click to add, right-click to remove</source>
        <translation>Clic añade, clic derecho quita</translation>
    </message>
    <message>
        <source>Draw to add, right-drag to remove</source>
        <translation>Dibujar añade, con el botón derecho quita</translation>
    </message>
    <message>
        <source>{edit.accept} to keep, {edit.cancel} to discard</source>
        <translation>{edit.accept} conserva, {edit.cancel} descarta</translation>
    </message>
    <message>
        <source>View</source>
        <translation>Vista</translation>
    </message>
    <message>
        <source>How frames and masks are displayed; stored data does not change</source>
        <translation>Cómo se muestran los fotogramas y las máscaras; los datos guardados no cambian</translation>
    </message>
    <message>
        <source>Brush size</source>
        <translation>Tamaño del pincel</translation>
    </message>
    <message>
        <source>Brush size in pixels</source>
        <translation>Tamaño del pincel en píxeles</translation>
    </message>
    <message>
        <source>Diameter in screen pixels, the same at every zoom</source>
        <translation>Diámetro en píxeles de pantalla, igual con cualquier zoom</translation>
    </message>
    <message>
        <source>Tolerance of the magic wand</source>
        <translation>Tolerancia de la varita mágica</translation>
    </message>
    <message>
        <source>A difference of 2 is barely visible; 100 is black against white</source>
        <translation>Una diferencia de 2 apenas se nota; 100 es negro frente a blanco</translation>
    </message>
    <message>
        <source>Tolerance</source>
        <translation>Tolerancia</translation>
    </message>
    <message>
        <source>Brightness</source>
        <translation>Brillo</translation>
    </message>
    <message>
        <source>Contrast</source>
        <translation>Contraste</translation>
    </message>
    <message>
        <source>Reset brightness and contrast</source>
        <translation>Restablecer brillo y contraste</translation>
    </message>
    <message>
        <source>Current frame, counted from 0; type a number to go to that frame</source>
        <translation>Fotograma actual, contado desde 0; escriba un número para ir a ese fotograma</translation>
    </message>
    <message>
        <source>Zoom; at 100 %, one video pixel is one screen pixel</source>
        <translation>Zoom; al 100 %, un píxel del vídeo es un píxel de la pantalla</translation>
    </message>
    <message>
        <source>Last frame</source>
        <translation>Último fotograma</translation>
    </message>
    <message numerus="yes">
        <source>{ends}, %n frame(s)</source>
        <translation>
            <numerusform>{ends}, %n fotograma</numerusform>
            <numerusform>{ends}, %n fotogramas</numerusform>
        </translation>
    </message>
    <message>
        <source>Black at value</source>
        <translation>Negro en el valor</translation>
    </message>
    <message>
        <source>White at value</source>
        <translation>Blanco en el valor</translation>
    </message>
    <message>
        <source>Automatic range</source>
        <translation>Intervalo automático</translation>
    </message>
    <message>
        <source>Use the range found over the whole video</source>
        <translation>Usar el intervalo de valores de todo el vídeo</translation>
    </message>
    <message>
        <source>{names} and {more} more</source>
        <translation>{names} y {more} más</translation>
    </message>
    <message>
        <source>Training failed: {last} ({folder} has the details.)</source>
        <translation>El entrenamiento ha fallado: {last} (Los detalles están en {folder}.)</translation>
    </message>
    <message>
        <source>Undid</source>
        <translation>Deshecho</translation>
    </message>
    <message>
        <source>Redid</source>
        <translation>Rehecho</translation>
    </message>
    <message>
        <source>{name} is open in another window, which is now in front.</source>
        <translation>{name} está abierto en otra ventana, que ahora está delante.</translation>
    </message>
    <message>
        <source>The operation failed ({kind}); please report the details.</source>
        <translation>La operación ha fallado ({kind}); informe del error con los detalles.</translation>
    </message>
    <message>
        <source>Nothing to report yet. Draw an object first.</source>
        <translation>Aún no hay nada que incluir en el informe. Dibuje primero un objeto.</translation>
    </message>
    <message>
        <source>Writing {path}...</source>
        <translation>Escribiendo {path}...</translation>
    </message>
    <message>
        <source>The report was written to {path}.</source>
        <translation>Se ha guardado el informe en {path}.</translation>
    </message>
    <message>
        <source>Write Report</source>
        <translation>Crear informe</translation>
    </message>
    <message>
        <source>Web pages</source>
        <translation>Páginas web</translation>
    </message>
    <message>
        <source>Subject of the comment</source>
        <translation>Asunto del comentario</translation>
    </message>
    <message>
        <source>New comment</source>
        <translation>Nuevo comentario</translation>
    </message>
    <message>
        <source>Comment on frame {frame}</source>
        <translation>Comentario del fotograma {frame}</translation>
    </message>
    <message>
        <source>Preparing the network for this frame size</source>
        <translation>Preparando la red para este tamaño de fotograma</translation>
    </message>
    <message>
        <source>No missing video was found in {folder}. Choose another folder.</source>
        <translation>No se ha encontrado en {folder} ningún vídeo que falte. Elija otra carpeta.</translation>
    </message>
    <message numerus="yes">
        <source>%n video(s) located.</source>
        <translation>
            <numerusform>%n vídeo localizado.</numerusform>
            <numerusform>%n vídeos localizados.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n video(s) still missing.</source>
        <translation>
            <numerusform>Todavía falta %n vídeo.</numerusform>
            <numerusform>Todavía faltan %n vídeos.</numerusform>
        </translation>
    </message>
    <message>
        <source>Locate {name}</source>
        <translation>Localizar {name}</translation>
    </message>
    <message>
        <source>Map Categories to the Dataset</source>
        <translation>Asignar categorías al dataset</translation>
    </message>
    <message>
        <source>The projects have categories that the dataset does not have. Choose a category of the dataset for each of them, or add it as a new one. Objects keep their masks and attributes.</source>
        <translation>Los proyectos tienen categorías que faltan en el dataset. Elija para cada una una categoría del dataset o añádala como nueva. Los objetos conservan sus máscaras y atributos.</translation>
    </message>
    <message>
        <source>Match by Name</source>
        <translation>Asignar por nombre</translation>
    </message>
    <message>
        <source>Add Projects</source>
        <translation>Añadir proyectos</translation>
    </message>
</context>
<context>
    <name>QAbstractFileIconProvider</name>
    <message>
        <source>Drive</source>
        <translation>Unidad</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>Carpeta</translation>
    </message>
</context>
<context>
    <name>QFileDialog</name>
    <message>
        <source>&amp;Look in:</source>
        <translation>&amp;Ver en:</translation>
    </message>
    <message>
        <source>Files of &amp;type:</source>
        <translation>Archivos de &amp;tipo:</translation>
    </message>
</context>
</TS>
