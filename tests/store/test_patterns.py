"""Kept codes of regular expressions: what `re` would compile, from a file that may be missing, damaged or of another Python."""

import re
import sys
from importlib import import_module

import pytest

from pipeline.store import patterns
from pipeline.store.patterns import Patterns

TEXTS = ("新建公园超过5个，2025年（含）以前：ABab\n第二", "", "不低于 85%")
ALL = (
    ("[一-鿿]{1,3}(?=(?P<n>\\d+)(?P<unit>个|年))", 0),
    ("(?<!超)过|(a)|(b)(?P<last>)", 0),
    ("^第.$", re.MULTILINE),
    ("AB(?i:AB)|[^\\W\\d]+ ?[≤≥]?", re.IGNORECASE),
    ("(.)\\1|(?:[0-9a-fα-ω](?:,\\d){1,9})+?", 0),
    (" a # b", re.VERBOSE | re.DOTALL),
)


def found(pattern: re.Pattern[str]) -> list:
    about = [pattern.pattern, pattern.flags, pattern.groups, dict(pattern.groupindex)]
    return about + [(m.span(), m.groups(), m.groupdict(), m.lastgroup) for t in TEXTS for m in pattern.finditer(t)]


@pytest.fixture
def path(tmp_path, monkeypatch):
    """A file with every pattern, which this process may write."""
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    first = Patterns(tmp_path / "new" / "x.patterns")
    for pattern, flags in ALL:
        first.compile(pattern, flags)
    first.keep()
    return tmp_path / "new" / "x.patterns"


@pytest.mark.parametrize(("pattern", "flags"), ALL)
def test_a_kept_code_finds_what_re_finds(path, monkeypatch, pattern, flags):
    kept = Patterns(path)
    monkeypatch.setattr(kept, "_make", None)  # nothing is compiled anew
    assert found(kept.compile(pattern, flags)) == found(re.compile(pattern, flags))


def test_what_can_not_be_trusted_is_compiled_anew(path):
    whole = path.read_bytes()
    for damaged in (b"", whole[: len(whole) // 2], whole.replace(sys.version.encode(), b"9" * len(sys.version))):
        path.write_bytes(damaged)
        kept = Patterns(path)
        assert kept._kept == {}
        assert found(kept.compile(*ALL[0])) == found(re.compile(*ALL[0]))
    kept._kept[ALL[0]] = (32, b"\xff" * 40, 2, {"n": 1})  # no code of the engine's
    assert found(kept.compile(*ALL[0])) == found(re.compile(*ALL[0]))


def test_a_wrong_pattern_is_refused_as_ever(path):
    with pytest.raises(re.error, match="unterminated"):
        Patterns(path).compile("(")


def test_nothing_is_written_where_no_pyc_may_be_or_nothing_is_new(path, monkeypatch, tmp_path):
    written = path.stat().st_mtime_ns
    kept = Patterns(path)
    kept.compile(*ALL[0])
    kept.keep()
    assert path.stat().st_mtime_ns == written
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    kept.compile("another")
    kept.keep()
    assert path.stat().st_mtime_ns == written
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    (tmp_path / "file").write_text("", encoding="utf-8")
    other = Patterns(tmp_path / "file" / "x")  # no folder: nothing can be written, nothing goes wrong
    other.compile("another")
    other.keep()


class Other:
    """A module of which one name is missing, or stands for another thing."""

    def __init__(self, name, attribute, value):
        self._real, self._attribute, self._value = import_module(name), attribute, value

    def __getattr__(self, name):
        if name != self._attribute:
            return getattr(self._real, name)
        if self._value is None:
            raise AttributeError(name)
        return self._value


FRESH = "[一-龥]{2}(?P<digits>[0-9]+)(?=亩)"
OTHERS = (
    ("re._compiler", "", None),
    ("re._parser", "", None),
    ("_sre", "", None),
    ("re._compiler", "_code", None),
    ("re._compiler", "compile", None),
    ("re._parser", "parse", None),
    ("_sre", "MAGIC", None),
    ("_sre", "compile", None),
    ("re._compiler", "_code", lambda tree: []),  # takes other arguments
    ("re._compiler", "_code", lambda tree, flags: None),
    ("re._parser", "parse", lambda pattern, flags: []),  # a tree without a state
    ("_sre", "compile", lambda *parts: None),
)


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize(("name", "attribute", "value"), OTHERS)
def test_where_a_private_part_of_re_is_missing_or_another_re_compiles_as_ever(
    tmp_path, monkeypatch, capfd, name, attribute, value
):
    def find(asked):
        if asked == name and not attribute:
            raise ImportError(asked)
        return Other(name, attribute, value) if asked == name else import_module(asked)

    compiler = import_module("re._compiler")
    monkeypatch.setattr(compiler, "compile", compiler.compile)  # put back at the end
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    monkeypatch.setattr(patterns, "cache_from_source", lambda path: str(tmp_path / "new" / "x.pyc"))
    monkeypatch.setattr(patterns.atexit, "register", lambda function: None)
    monkeypatch.setattr(patterns, "import_module", find)
    keep = patterns.keep_patterns.__wrapped__()
    re.purge()
    made = [re.compile(FRESH)]
    if isinstance(kept := getattr(keep, "__self__", None), Patterns):
        made.append(kept.compile(FRESH))
    assert [pattern.search("新增绿地3亩")["digits"] for pattern in made] == ["3"] * len(made)
    keep()
    assert [*tmp_path.iterdir()] == []
    assert capfd.readouterr() == ("", "")
