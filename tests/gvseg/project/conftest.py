"""A fixture with a project file."""

from pathlib import Path

import pytest
from sample_project import SOURCE

from gvseg.annotation.start import start_document
from gvseg.project import Project


@pytest.fixture
def path(tmp_path) -> Path:
    """Return the path of a project with two objects and no masks."""
    made = tmp_path / "new.gvseg"
    Project.create(made, start_document(SOURCE, [1, 2])).close()
    return made
