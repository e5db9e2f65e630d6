"""In a checkout the parts are the folders; a child process finds them from anywhere."""

import os
import subprocess
import sys
from pathlib import Path

from gvseg.parts import asset_path, child_environment, has_part, module_command, module_name

ROOT = Path(__file__).parents[2]


def test_a_part_has_the_name_of_its_folder() -> None:
    assert module_name("training.cli") == "training.cli"
    assert has_part("app")
    assert not has_part("cellar")


def test_assets_are_files() -> None:
    assert asset_path("weights", "lite.safetensors").is_file()
    assert asset_path("icons").is_dir()


def test_a_child_imports_the_code_that_runs_here(tmp_path) -> None:
    command = module_command("training.cli", "--version")
    done = subprocess.run(
        command, cwd=tmp_path, env=child_environment(), capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout.split()[0]) == (0, "gvseg-train"), done.stderr
    assert command[0] == sys.executable


def test_a_search_path_of_the_user_comes_second() -> None:
    path = child_environment({"PYTHONPATH": "mine", "OTHER": "kept"})
    assert path == {"PYTHONPATH": os.pathsep.join((str(ROOT), "mine")), "OTHER": "kept"}
    assert child_environment({})["PYTHONPATH"] == str(ROOT)
