"""Another program in which somebody has a project open."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).parents[1]
HOLD = """
import sys
from pathlib import Path
from gvseg.project import Project
project = Project.open(Path(sys.argv[1]), person=sys.argv[2])
print("open", flush=True)
sys.stdin.readline()
project.close()
"""


@contextmanager
def project_held(project: Path, person: str) -> Iterator[subprocess.Popen[str]]:
    """Yield a program that has the project open; a line on its standard input closes it."""
    program = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(project), person],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert program.stdout is not None
    assert program.stdout.readline() == "open\n"
    yield program
    program.kill()
    program.communicate()
