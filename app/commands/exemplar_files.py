"""Loads exemplars from indexed images into an empty document."""

from pathlib import Path

import numpy as np

from app.commands.edits import new_object
from app.language import tr_later
from app.workspace import Level, Workspace
from gvseg.annotation.edits import SetMask
from gvseg.annotation.records import FrameMask
from gvseg.errors import UserError
from gvseg.formats.mask_image import read_mask_image
from gvseg.masks import VOID, Mask


def load_exemplars(workspace: Workspace, files: tuple[tuple[int, Path], ...]) -> None:
    """Load (frame index, image) pairs as exemplars, unless the document already has objects."""
    if workspace.document.tracks:
        return
    source = workspace.source
    tracks: dict[int, int] = {}
    try:
        with workspace.group(tr_later("Load exemplar")):
            for frame_index, path in files:
                numbers = read_mask_image(path, source.height, source.width)
                for number in sorted({int(one) for one in np.unique(numbers)} - {0, VOID}):
                    if number not in tracks:
                        adding = new_object(workspace.document)
                        workspace.apply(adding)
                        tracks[number] = adding.track.track_id
                    record = FrameMask(Mask.from_array(numbers == number))
                    workspace.apply(SetMask(tracks[number], frame_index, record))
    except UserError as error:
        workspace.post(Level.ERROR, str(error))
        return
    workspace.view.select(*tuple(tracks.values())[:1])
