"""Where files lie: a folder of this machine, or a bucket that fsspec knows (s3://…, memory://…).

fsspec is imported only for a place with a scheme; `file://` is a folder of this machine.
"""

from __future__ import annotations

import errno
import os
import shutil
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple, Protocol
from urllib.parse import unquote, urlsplit


class File(NamedTuple):
    """A file of a folder: its path below the folder, and what is wrong with it (`""`: nothing)."""

    path: str
    size: int
    trouble: str = ""


class Folder(Protocol):
    """What the pipeline needs of a place. Every method raises `OSError` where the place can not be read or written."""

    place: str

    def exists(self) -> bool:
        """Tell whether there is such a folder."""

    def find(self) -> Iterator[File]:
        """All files below it, sorted by path."""

    def read(self, path: str) -> bytes:
        """The bytes of a file."""

    def head(self, path: str, size: int) -> bytes:
        """The first bytes of a file; empty where there is none."""

    def write(self, path: str, content: bytes) -> None:
        """Write a file whole: nobody ever sees half of it."""

    def put(self, file: Path, path: str) -> None:
        """Write a file of this machine, whole."""

    def remove(self, paths: list[str]) -> None:
        """Remove files; one that is not there is well."""


class LocalFolder:
    """A folder of this machine."""

    def __init__(self, path: Path) -> None:
        """Take a folder; it need not exist yet."""
        self.place, self.path = str(path), path

    def exists(self) -> bool:
        """Tell whether it is there."""
        return self.path.is_dir()

    def find(self) -> Iterator[File]:
        """All files below it; hidden folders are not entered, nor are links to folders."""
        root = self.path.resolve()
        found: list[File] = []
        for folder, names, files in os.walk(root):
            names[:] = [name for name in names if not name.startswith(".")]
            below = os.path.relpath(folder, root)
            prefix = "" if below == "." else below.replace(os.sep, "/") + "/"
            found += [self._look(root, f"{folder}{os.sep}{name}", prefix + name) for name in files]
            found += [
                File(prefix + name, 0, "is a link to a folder; links to folders are not followed")
                for name in names
                if Path(folder, name).is_symlink()
            ]
        yield from sorted(found)

    def _look(self, root: Path, place: str, path: str) -> File:
        about = os.lstat(place)
        if stat.S_ISREG(about.st_mode):
            return File(path, about.st_size)
        file = Path(place)
        if file.is_symlink() and not _lies_in(file, root):
            return File(path, 0, "is a link that leads out of the folder, or round in a ring; it is not followed")
        if not file.is_file():
            return File(path, 0, "is no file (a broken link, a pipe or a device)")
        return File(path, file.stat().st_size)

    def read(self, path: str) -> bytes:
        """The bytes of a file. A pipe or a device is not waited for."""
        with _open(self.path / path) as handle:
            return handle.read()

    def head(self, path: str, size: int) -> bytes:
        """The first bytes of a file; empty where there is none."""
        file = self.path / path
        if not file.is_file():
            return b""
        with _open(file) as handle:
            return handle.read(size)

    def write(self, path: str, content: bytes) -> None:
        """Write beside, then move into place."""
        file = self.path / path
        file.parent.mkdir(parents=True, exist_ok=True)
        beside = file.with_name(f".{file.name}.{os.getpid()}")
        beside.write_bytes(content)
        beside.replace(file)

    def put(self, file: Path, path: str) -> None:
        """Copy beside, then move into place."""
        (self.path / path).parent.mkdir(parents=True, exist_ok=True)
        beside = (self.path / path).with_name(f".{Path(path).name}.{os.getpid()}")
        shutil.copyfile(file, beside)
        beside.replace(self.path / path)

    def remove(self, paths: list[str]) -> None:
        """Remove files."""
        for path in paths:
            (self.path / path).unlink(missing_ok=True)


def _lies_in(link: Path, root: Path) -> bool:
    try:
        return link.resolve().is_relative_to(root)
    except (OSError, RuntimeError):  # RuntimeError: Python's, until 3.12, for links in a ring
        return False


def _open(file: Path) -> BinaryIO:
    """Open a file to read it, and nothing but a file: it may have been replaced since it was listed. Raises `OSError`."""
    handle = os.open(file, os.O_RDONLY | os.O_NONBLOCK)
    if not stat.S_ISREG(os.fstat(handle).st_mode):
        os.close(handle)
        raise OSError(errno.EINVAL, "is no file", str(file))
    return os.fdopen(handle, "rb")


class Bucket:
    """A place that fsspec knows. An object appears whole or not at all, as in any object store."""

    def __init__(self, url: str) -> None:
        """Open the place. Raises `ImportError` where the extra for its scheme is not installed."""
        import fsspec

        fs, root = fsspec.core.url_to_fs(url)
        self.place, self.fs, self.root = url, fs, root.rstrip("/")

    def _full(self, path: str) -> str:
        return f"{self.root}/{path}"

    def exists(self) -> bool:
        """Tell whether there is anything below it."""
        return bool(self.fs.exists(self.root))

    def find(self) -> Iterator[File]:
        """All objects below it."""
        found: dict[str, dict[str, Any]] = self.fs.find(self.root, detail=True)
        for name in sorted(found):
            yield File(name.removeprefix(self.root).lstrip("/"), int(found[name]["size"] or 0))

    def read(self, path: str) -> bytes:
        """The bytes of an object."""
        return bytes(self.fs.cat_file(self._full(path)))

    def head(self, path: str, size: int) -> bytes:
        """The first bytes of an object; empty where there is none."""
        try:
            return bytes(self.fs.cat_file(self._full(path), start=0, end=size))
        except FileNotFoundError:
            return b""

    def write(self, path: str, content: bytes) -> None:
        """Write an object."""
        full = self._full(path)
        self.fs.makedirs(full.rpartition("/")[0], exist_ok=True)
        self.fs.pipe_file(full, content)

    def create(self, path: str, content: bytes) -> None:
        """Write an object where there is none. Raises `FileExistsError`, and `OSError` (ENOSYS) in a store that can not."""
        self.fs.pipe_file(self._full(path), content, mode="create")

    def put(self, file: Path, path: str) -> None:
        """Upload a file."""
        full = self._full(path)
        self.fs.makedirs(full.rpartition("/")[0], exist_ok=True)
        self.fs.put_file(str(file), full)

    def remove(self, paths: list[str]) -> None:
        """Remove objects."""
        if there := [self._full(path) for path in paths if self.fs.exists(self._full(path))]:
            self.fs.rm(there)


def local_path(place: str | Path) -> Path | None:
    """The path of a place on this machine; None where it lies in a bucket."""
    parts = urlsplit(str(place))
    if not parts.scheme or "://" not in str(place):
        return Path(place)
    return Path(unquote(parts.path)) if parts.scheme in ("file", "local") else None


def open_folder(place: str | Path) -> Folder:
    """Open a folder by its path or URL."""
    path = local_path(place)
    return LocalFolder(path) if path is not None else Bucket(str(place))
