"""Errors a user can meet. Every message says what is wrong, where, and what to do."""


class UserError(Exception):
    """Something outside the program is wrong; the message is one clear sentence for a person."""


class VideoError(UserError):
    """A video or frame folder cannot be opened or decoded."""


class MaskError(UserError):
    """A mask is malformed, empty where it must not be, or of another size than its frame."""


class RequestError(UserError):
    """A segmentation request does not fit its video: a frame, a range or a click out of bounds."""


class EditError(UserError):
    """An edit does not fit its document: an unknown object, a locked one, a frame out of range."""


class FormatError(UserError):
    """An annotation file breaks its format's rules; says file, place and reason."""


class MaskFileError(MaskError, FormatError):
    """A mask picture cannot be read, or its colours are no object numbers."""


class ProjectError(UserError):
    """A project file cannot be opened or written."""


class DamagedProjectError(ProjectError):
    """A project file is damaged; what can still be read of it may be saved into a new one."""


class WeightsError(UserError):
    """A weights file is not ours, is damaged, or does not fit the network."""


class OutputError(UserError):
    """Results cannot be written: the disk is full, the folder is read-only or in the way."""
