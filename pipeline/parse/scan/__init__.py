"""Scanned pages, read by their looks: rules, cells, then the text of each line. Needs the extra `ocr`; CPU, no network."""

from __future__ import annotations

from functools import cache
from importlib.util import find_spec

_NEEDED = ("rapidocr", "onnxruntime", "cv2", "PIL")


@cache
def can_read() -> bool:
    """Tell whether the extra is installed."""
    return all(find_spec(name) is not None for name in _NEEDED)
