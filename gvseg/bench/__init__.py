"""Measure the engine on this machine: speed per stage, cost per additional object, memory."""

from gvseg.bench.measure import automatic_tasks, measure
from gvseg.bench.report import BenchReport
from gvseg.bench.synthetic import ellipses, synthetic_video

__all__ = ["BenchReport", "automatic_tasks", "ellipses", "measure", "synthetic_video"]
