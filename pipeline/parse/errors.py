"""What a reader raises for a file that it can not read."""

from __future__ import annotations

from pipeline.model import Finding
from pipeline.rules.findings import tell


class UnreadableFile(Exception):
    """A broken, empty, unknown or too large file: a code `R…` of rules/findings.csv, the place in the file, the parameters.

    The file itself is named by who caught it.
    """

    def __init__(self, code: str, place: str = "", /, **told: object) -> None:
        """Say what is wrong and where in the file ("" for the whole)."""
        super().__init__(code)
        self.code, self.place, self.told = code, place, told

    def __str__(self) -> str:
        """The place and the sentence, in English."""
        message = self.find("").message
        return f"{self.place}: {message}" if self.place else message

    def at(self, place: str) -> UnreadableFile:
        """The same, at a place that only who caught it knows."""
        return UnreadableFile(self.code, place, **self.told)

    def find(self, path: str) -> Finding:
        """The finding on the file of this path."""
        return tell(self.code, path, self.place, **self.told)
