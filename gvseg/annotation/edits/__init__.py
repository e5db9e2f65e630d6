"""Edits: frozen values that change a document and return their inverse."""

from gvseg.annotation.edits.categories import (
    AddCategory,
    AdoptCategories,
    RelocateVideo,
    RemoveCategory,
    UpdateCategory,
)
from gvseg.annotation.edits.edit import Compound, Edit, Restore
from gvseg.annotation.edits.frame_values import AddFrameValues, SetFrameValue
from gvseg.annotation.edits.masks import (
    AcceptMasks,
    ClearMasks,
    CopyMask,
    PaintMask,
    PasteMask,
    ReshapeMasks,
    SetMask,
    SetVoid,
)
from gvseg.annotation.edits.parts import SplitParts
from gvseg.annotation.edits.propagated import RecordPropagated
from gvseg.annotation.edits.proposals import (
    AcceptProposals,
    MapVocabulary,
    Propose,
    RejectProposals,
    accepted_as,
)
from gvseg.annotation.edits.review import PinCandidates, PinExemplar, UnpinExemplar, Verify
from gvseg.annotation.edits.review_notes import (
    AddComment,
    RemoveComment,
    ResolveComment,
    ReviewFrames,
)
from gvseg.annotation.edits.tracks import (
    AddTrack,
    AddTracks,
    MergeTracks,
    RemoveTrack,
    ReorderLayers,
    SplitTrack,
    SwapIdentities,
    UpdateTrack,
)

__all__ = [
    "AcceptMasks",
    "AcceptProposals",
    "AddCategory",
    "AddComment",
    "AddFrameValues",
    "AddTrack",
    "AddTracks",
    "AdoptCategories",
    "ClearMasks",
    "Compound",
    "CopyMask",
    "Edit",
    "MapVocabulary",
    "MergeTracks",
    "PaintMask",
    "PasteMask",
    "PinCandidates",
    "PinExemplar",
    "Propose",
    "RecordPropagated",
    "RejectProposals",
    "RelocateVideo",
    "RemoveCategory",
    "RemoveComment",
    "RemoveTrack",
    "ReorderLayers",
    "ReshapeMasks",
    "ResolveComment",
    "Restore",
    "ReviewFrames",
    "SetFrameValue",
    "SetMask",
    "SetVoid",
    "SplitParts",
    "SplitTrack",
    "SwapIdentities",
    "UnpinExemplar",
    "UpdateCategory",
    "UpdateTrack",
    "Verify",
    "accepted_as",
]
