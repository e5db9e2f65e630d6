"""Apple ProRes 4444 with alpha, in QuickTime."""

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from gvseg.annotation.document import Document
from gvseg.formats.job import ExportJob
from gvseg.formats.matte import Encoder, write_video

_ENCODER: Final = Encoder(
    "prores_ks", "mov", "yuva444p10le", {"profile": "4444", "alpha_bits": "16", "vendor": "apl0"}
)


def write(documents: Sequence[Document], out: Path, job: ExportJob) -> None:
    """Write one video; see `gvseg.formats.write_documents`."""
    (document,) = documents
    write_video(document, out, job, _ENCODER)
