"""The characters of a line of text, with their places and how sure they are: PP-OCR's recogniser (in RapidOCR's wheel).

The model sees a line 48 pixels high and says for each 8 pixels of its width which character stands there (CTC: a character
that is said twice in a row is one; number 0 is none). Source: Du et al. 2020, PP-OCR; Graves et al. 2006 (CTC).
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import cv2
import numpy as np
import onnxruntime
import rapidocr

from pipeline.parse.scan.ready import Grey

_HEIGHT = 48  # pixels
_MARGIN = 0.12  # of the height: paper around the ink of a line
_BATCH = 6  # lines at a time, of like widths


class Sign(NamedTuple):
    """A character: where it is seen in a line (0 at its left end, 1 at its right), and how sure it is."""

    text: str
    at: float
    confidence: float


@cache
def _model() -> tuple[Any, tuple[str, ...]]:
    """The model and its characters; number 0 is none."""
    path = next(iter(sorted((Path(rapidocr.__file__).parent / "models").glob("*rec*.onnx"))))
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    session = onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
    characters = session.get_modelmeta().custom_metadata_map["character"].splitlines()
    return session, ("", *characters, " ")


def recognise(lines: Sequence[Grey]) -> list[list[Sign]]:
    """Read pictures of lines."""
    shaped = [_shape(line) for line in lines]
    order = sorted(range(len(lines)), key=lambda index: shaped[index].shape[1])
    found: list[list[Sign]] = [[] for _ in lines]
    session, characters = _model()
    name = session.get_inputs()[0].name
    for start in range(0, len(order), _BATCH):
        some = order[start : start + _BATCH]
        width = max(shaped[index].shape[1] for index in some)
        batch = np.zeros((len(some), 3, _HEIGHT, width), np.float32)
        for row, index in enumerate(some):
            batch[row, :, :, : shaped[index].shape[1]] = shaped[index]
        (chances,) = session.run(None, {name: batch})
        for row, index in enumerate(some):
            found[index] = _decode(chances[row], characters, shaped[index].shape[1] / width)
    return found


def _shape(line: Grey) -> Any:
    """A line as the model sees it: 48 pixels high, -1 black to 1 white."""
    width = max(_HEIGHT // 2, round(line.shape[1] * _HEIGHT / line.shape[0]))
    how = cv2.INTER_AREA if line.shape[0] > _HEIGHT else cv2.INTER_CUBIC
    return cv2.resize(line, (width, _HEIGHT), interpolation=how).astype(np.float32) / 127.5 - 1.0


def _decode(chances: Any, characters: Sequence[str], share: float) -> list[Sign]:
    """The characters of one line; `share` of the width is its own, the rest is padding."""
    best = chances.argmax(axis=1)
    sure = chances[np.arange(len(best)), best]
    signs: list[Sign] = []
    steps = len(best) * share
    start = 0
    for end in range(1, len(best) + 1):
        if end < len(best) and best[end] == best[start]:
            continue
        if best[start] and start < steps + 1:
            signs.append(Sign(characters[best[start]], (start + end) / 2 / steps, float(sure[start:end].max())))
        start = end
    return signs
