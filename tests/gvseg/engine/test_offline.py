"""The engine sends no telemetry."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

# OpenVINO reports its import to Google Analytics from a child process, which a test in this
# process would not see, and writes the id of the user to the home folder.
COMPILING = """
import sys
import torch
from gvseg.engine.compiled_network import network_on
from gvseg.engine.runtime import Runtime
from gvseg.model.config import ModelConfig
from gvseg.model.network import build_network

network = build_network(ModelConfig()).eval()
compiled = network_on(Runtime("cpu", 64), network, (64, 96), frames=1000)
assert compiled.encoder is not network.encoder
assert len(compiled.encode(torch.zeros(1, 3, 64, 96, dtype=torch.uint8))) == 6
assert not [name for name in sys.modules if name.startswith("openvino_telemetry.")]
"""


def test_compiling_the_network_sends_no_telemetry(tmp_path: Path) -> None:
    pytest.importorskip("openvino_telemetry", reason="OpenVINO reports only if it is installed")
    environment = {**os.environ, "HOME": str(tmp_path), "XDG_CACHE_HOME": str(tmp_path / "cache")}
    environment.pop("CI", None)  # on CI, OpenVINO does not report
    subprocess.run([sys.executable, "-c", COMPILING], env=environment, check=True)
    assert {one.name for one in tmp_path.iterdir()} == {"cache"}
