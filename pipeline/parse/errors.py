"""What a reader raises for a file that it can not read."""

from __future__ import annotations


class UnreadableFile(Exception):
    """A broken, empty or unknown file: names the file, the place in it and what is wrong."""

    def __init__(self, path: str, place: str, message: str) -> None:
        """Say which file, where in it ("" for the whole) and what is wrong."""
        super().__init__(f"{path}: {place}: {message}" if place else f"{path}: {message}")
        self.path, self.place, self.message = path, place, message
