"""The engine sends no telemetry."""

import pytest
import torch

from gvseg.engine.compiled_network import network_on
from gvseg.engine.runtime import Runtime
from gvseg.model.config import ModelConfig
from gvseg.model.network import build_network


def test_compiling_the_network_sends_no_telemetry(monkeypatch) -> None:
    pytest.importorskip("openvino", reason="only OpenVINO compiles the encoder")
    telemetry = pytest.importorskip("openvino_telemetry")
    reports: list[object] = []
    for method in ("__init__", "start_session", "send_event"):
        monkeypatch.setattr(telemetry.Telemetry, method, lambda *given, **_: reports.append(given))
    network = build_network(ModelConfig()).eval()
    compiled = network_on(Runtime("cpu", 64), network, (64, 96), frames=1000)
    assert compiled.encoder is not network.encoder
    assert len(compiled.encode(torch.zeros(1, 3, 64, 96, dtype=torch.uint8))) == 6
    assert reports == []
