"""Errors shown to users. Every message states what is wrong, where, and what to do."""


class UserError(Exception):
    """A problem outside the program; the message is one clear sentence for the user."""


class VideoError(UserError):
    """A video or frame folder cannot be opened or decoded."""


class MaskError(UserError):
    """A mask is malformed, unexpectedly empty, or of a different size than its frame."""


class RequestError(UserError):
    """A segmentation request does not fit its video: a frame, range or click is out of bounds."""


class EditError(UserError):
    """An edit does not fit its document: an unknown or locked object, or a bad frame."""


class FormatError(UserError):
    """An annotation file violates its format; the message names file, location and reason."""


class MaskFileError(MaskError, FormatError):
    """A mask image cannot be read, or its colours are not object numbers."""


class ProjectError(UserError):
    """A project file cannot be opened or written."""


class DamagedProjectError(ProjectError):
    """A project file is damaged; the readable part can be saved to a new file."""


class DatasetError(UserError):
    """A dataset file cannot be opened or written, or a change does not fit its videos."""


class WeightsError(UserError):
    """A weights file was not written by GvSeg, is damaged, or does not fit the network."""


class OutputError(UserError):
    """Results cannot be written: a full disk, a read-only folder, or a file in the way."""
