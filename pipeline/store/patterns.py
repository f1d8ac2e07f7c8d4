"""Regular expressions compiled once a machine: what `re` makes of a pattern is kept beside our .pyc files, and trusted as they are.

Python compiles every pattern in every process, and of a range like `[一-鿿]` visits each of its 21 000 characters: a quarter of a
second for one sentence, a sixth of a build of one document. `keep_patterns` puts a look into what was kept before the compiler of this process;
`Patterns.keep` writes what it did not know. A kept code belongs to one release of Python, whose engine checks it before it runs; where anything is
another, `re` compiles as ever. Only our programs use it: who imports us has the `re` that he had.

The parts of `re` that it asks are private: where one is missing, or takes or gives another thing than here, nothing is kept any more, nothing is
written, and `re` has its own compiler back.
"""

from __future__ import annotations

import atexit
import marshal
import os
import re
import sys
from array import array
from collections.abc import Callable
from contextlib import suppress
from functools import cache
from importlib import import_module
from importlib.util import cache_from_source
from pathlib import Path
from typing import Any

_MOST_BYTES = 4_000_000  # of the file; patterns that are made of a user's words would let it grow
_Key = tuple[str, int]  # a pattern and its flags
_OTHER_SHAPE = (ImportError, AttributeError, TypeError, LookupError)  # what a private part that is not as here ends in
_Code = tuple[int, bytes, int, dict[str, int]]  # all flags, the engine's words, groups, names of groups


class Patterns:
    """What is kept in a file, and what this process adds to it."""

    def __init__(self, path: Path) -> None:
        """Read what is kept; none where there is none, or of another Python.

        Raises `ImportError` or `AttributeError` where this Python has not the parts of `re` that are asked.
        """
        self._path = path
        self._compiler: Any = import_module("re._compiler")
        self._parser, self._engine = import_module("re._parser"), import_module("_sre")
        self._plain: Callable[[Any, int], re.Pattern[Any]] = self._compiler.compile
        self._stamp = f"{sys.version} {self._engine.MAGIC} {self._engine.CODESIZE}"
        self._kept, self._new = self._read(), False

    def _read(self) -> dict[_Key, _Code]:
        with suppress(OSError, ValueError, EOFError, TypeError):  # no file, or half of one: as if nothing was kept
            stamp, kept = marshal.loads(self._path.read_bytes())
            if stamp == self._stamp:
                return dict(kept)
        return {}

    def compile(self, pattern: Any, flags: int = 0) -> re.Pattern[Any]:
        """Compile as `re` does."""
        if not isinstance(pattern, str) or flags & re.DEBUG:
            return self._plain(pattern, flags)
        key = (pattern, int(flags))
        try:
            if key not in self._kept:
                self._kept[key], self._new = self._make(*key), True
            return self._build(pattern, *self._kept[key])
        except (RuntimeError, ValueError, OverflowError):  # the engine does not trust it
            return self._plain(pattern, flags)
        except _OTHER_SHAPE:
            self._remove()
            return self._plain(pattern, flags)

    def _build(self, pattern: str, flags: int, words: bytes, groups: int, names: dict[str, int]) -> re.Pattern[Any]:
        """Give a kept code to the engine."""
        of_groups: list[str | None] = [None] * (groups + 1)
        for name, group in names.items():
            of_groups[group] = name
        made = self._engine.compile(pattern, flags, list(array("I", words)), groups, names, tuple(of_groups))
        if not isinstance(made, re.Pattern):
            raise TypeError(f"the engine gives {type(made).__name__}")
        return made

    def _make(self, pattern: str, flags: int) -> _Code:
        """Compile anew; raises `re.error` as `re.compile` does."""
        tree = self._parser.parse(pattern, flags)
        words = array("I", self._compiler._code(tree, flags)).tobytes()
        return int(flags | tree.state.flags), words, tree.state.groups - 1, dict(tree.state.groupdict)

    def install(self) -> None:
        """Stand before the compiler of `re`."""
        self._compiler.compile = self.compile

    def _remove(self) -> None:
        """Give `re` its compiler back, and keep nothing."""
        if self._compiler.compile == self.compile:
            self._compiler.compile = self._plain
        self._kept, self._new = {}, False

    def keep(self) -> None:
        """Write what is known, where .pyc files may be written; who else wrote in between has to compile again."""
        if not self._new or sys.dont_write_bytecode:
            return
        written = marshal.dumps((self._stamp, self._kept))
        if len(written) > _MOST_BYTES:
            written = marshal.dumps((self._stamp, {}))
        beside = self._path.with_name(f"{self._path.name}.{os.getpid()}")
        try:
            self._path.parent.mkdir(exist_ok=True)
            beside.write_bytes(written)
            beside.replace(self._path)
        except OSError:  # an installation that is not ours to write: it works as well, and slower
            with suppress(OSError):
                beside.unlink()
        self._new = False


@cache
def keep_patterns() -> Callable[[], None]:
    """Use what is kept from now on, add to it when the process ends; returns what adds to it at once."""
    try:
        patterns = Patterns(Path(cache_from_source(__file__)).with_suffix(".patterns"))
    except _OTHER_SHAPE:
        return lambda: None
    patterns.install()
    atexit.register(patterns.keep)
    return patterns.keep
