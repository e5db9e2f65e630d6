"""Measures the engine on this machine: speed by stage, cost of an added object, memory."""

from gvseg.bench.measure import FRAMES_MIN, measure
from gvseg.bench.report import BenchReport
from gvseg.bench.synthetic import ellipses, synthetic_video

__all__ = ["FRAMES_MIN", "BenchReport", "ellipses", "measure", "synthetic_video"]
