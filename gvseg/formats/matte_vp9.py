"""VP9 with alpha, in WebM."""

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from gvseg.annotation.document import Document
from gvseg.formats.job import ExportJob
from gvseg.formats.matte import Encoder, write_video

# Alpha is a second VP9 stream in each frame, which does not work with auto-alt-ref.
_ENCODER: Final = Encoder(
    "libvpx-vp9",
    "webm",
    "yuva420p",
    {"crf": "20", "b": "0", "auto-alt-ref": "0", "row-mt": "1", "cpu-used": "4"},
)


def write(documents: Sequence[Document], out: Path, job: ExportJob) -> None:
    """Write one video; see `gvseg.formats.write_documents`."""
    (document,) = documents
    write_video(document, out, job, _ENCODER)
