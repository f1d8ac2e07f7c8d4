"""Fixtures of this room's tests."""

import pytest

from pipeline.run import segments


@pytest.fixture
def small_segments(monkeypatch):
    """A segment for every two documents."""
    monkeypatch.setattr(segments, "LEAST", 2)
    monkeypatch.setattr(segments, "USUAL", 1)
