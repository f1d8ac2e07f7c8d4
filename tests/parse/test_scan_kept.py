"""A page of a scan is read once: what is kept is the page itself, and another picture is another page."""

import numpy as np
import pytest

from pipeline.parse.pages.page import Glyph, Page, Run, Stroke
from pipeline.parse.scan import kept
from pipeline.sources.folders import LocalFolder

PAGE = Page(
    3,
    595.0,
    842.0,
    (Run((Glyph("公", 1.0, 2.0, 3.0, 4.0), Glyph("园", 3.0, 2.0, 5.0, 4.0))),),
    (Stroke(True, 9.0, 1.0, 2.0),),
    confidences=(((1.0, 2.0, 3.0, 4.0), 0.5),),
)
PICTURE = np.arange(12, dtype=np.uint8).reshape(3, 4)


@pytest.fixture
def times(monkeypatch):
    monkeypatch.setattr(kept, "_program", lambda: "1")
    return []


def read(times, picture=PICTURE, number=3, width=595.0):
    def reader(picture, number, width, height):
        times.append(number)
        return PAGE._replace(number=number)

    return kept.read_kept(reader, lambda: picture, number, width, 842.0)


def test_the_same_picture_is_read_once(times, tmp_path):
    with kept.keep_scans(LocalFolder(tmp_path)):
        assert [read(times), read(times)] == [PAGE, PAGE]
        assert read(times, number=7) == PAGE._replace(number=7)
    assert times == [3]


def test_another_picture_size_or_program_is_read_anew(times, tmp_path, monkeypatch):
    with kept.keep_scans(LocalFolder(tmp_path)):
        read(times)
        read(times, PICTURE + 1)
        read(times, PICTURE.reshape(4, 3))
        read(times, width=596.0)
        monkeypatch.setattr(kept, "_program", lambda: "2")
        read(times)
    assert len(times) == 5


def test_what_is_cut_short_is_read_anew(times, tmp_path):
    with kept.keep_scans(LocalFolder(tmp_path)):
        read(times)
        (file,) = (tmp_path / ".scans").iterdir()
        for broken in (b"", b"[3, 595", b"[]", b"{}", b"[1, 2, 3, [4]]"):
            file.write_bytes(broken)
            assert read(times) == PAGE
    assert len(times) == 6


def test_what_holds_other_values_is_read_anew(times, tmp_path):
    with kept.keep_scans(LocalFolder(tmp_path)):
        read(times)
        (file,) = (tmp_path / ".scans").iterdir()
        whole = file.read_text(encoding="utf-8")
        others = [("595.0", '"wide"'), ("595.0", "NaN"), ('"公"', '""'), ('"公"', "[]"), ("true", "1"), ("0.5", "null")]
        for old, new in others:
            file.write_text(whole.replace(old, new, 1), encoding="utf-8")
            assert read(times) == PAGE, (old, new)
    assert len(times) == 1 + len(others)


def test_pages_that_others_read_are_looked_for_only(times, tmp_path):
    folder = LocalFolder(tmp_path)
    with kept.keep_scans(folder, ()) as missing:
        assert read(times) == PAGE._replace(runs=(), strokes=(), confidences=None)
        assert read(times, PICTURE + 1, number=4).runs == ()
    assert (times, missing) == ([], [3, 4])
    with kept.keep_scans(folder, {3}) as missing:
        read(times)
        assert read(times, PICTURE + 1, number=4).runs == ()
    assert (times, missing) == ([3], [])
    with kept.keep_scans(folder, ()) as missing:
        assert read(times) == PAGE
    assert (times, missing) == ([3], [])


def test_nothing_is_kept_without_a_folder(times):
    assert [read(times), read(times)] == [PAGE, PAGE]
    assert len(times) == 2
