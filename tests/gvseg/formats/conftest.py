"""Disables fsync, because these tests write hundreds of files that need not survive a power cut."""

import os

import pytest


@pytest.fixture(autouse=True)
def _no_waiting_for_the_disk(monkeypatch):
    monkeypatch.setattr(os, "fsync", lambda number: None)
    monkeypatch.setattr(os, "sync", lambda: None, raising=False)
