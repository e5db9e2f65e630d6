"""The engine tells nobody that it is used."""

import pytest
import torch

from gvseg.engine.frame_encoding import _compile_openvino
from gvseg.model.config import ModelConfig
from gvseg.model.network import build_network


def test_compiling_the_encoder_reports_to_nobody(monkeypatch) -> None:
    pytest.importorskip("openvino", reason="the encoder is compiled by OpenVINO only")
    telemetry = pytest.importorskip("openvino_telemetry")
    reports: list[object] = []
    for method in ("__init__", "start_session", "send_event"):
        monkeypatch.setattr(telemetry.Telemetry, method, lambda *given, **_: reports.append(given))
    network = build_network(ModelConfig()).eval()
    compiled = _compile_openvino(network, (64, 96))
    assert len(compiled([torch.zeros(1, 3, 64, 96).numpy()])) == 6
    assert reports == []
