"""Errors shown to users; each message says what is wrong, where, and what to do."""


class UserError(Exception):
    """A problem that the user can solve, explained in the message."""


class VideoError(UserError):
    """A video or frame folder cannot be opened or decoded."""


class MaskError(UserError):
    """A mask is malformed, unexpectedly empty, or of a different size than its frame."""


class RequestError(UserError):
    """A request is invalid, for example because a frame, range or click is out of bounds."""


class EditError(UserError):
    """An edit cannot be applied: the object is unknown or locked, or the frame is out of range."""


class FormatError(UserError):
    """A file violates its format; the message names the file, the location and the reason."""


class MaskFileError(MaskError, FormatError):
    """A mask image cannot be read, or its colours are not object numbers."""


class ProjectError(UserError):
    """A project file cannot be opened or written."""


class DamagedProjectError(ProjectError):
    """A project file is damaged; the readable part can be saved to a new file."""


class DatasetError(UserError):
    """A dataset file cannot be opened or written, or a change conflicts with its videos."""


class WeightsError(UserError):
    """A weights file was not written by GvSeg, is damaged, or does not match the network."""


class AdaptationError(WeightsError):
    """An adaptation is missing or damaged, or was made from other weights: adapt again."""


class OutputError(UserError):
    """Results cannot be written: a full disk, a read-only folder, or a file in the way."""
