"""A dataset goes out whole: written and synced beside the old one, then swapped for it in one step.

A folder that is a mount point (a container's volume) can not be swapped: there it is written inside, and its files take their
places one by one, `datapackage.json` last.
"""

from __future__ import annotations

import ctypes
import errno
import os
import shutil
from concurrent.futures import ThreadPoolExecutor
from itertools import islice
from pathlib import Path
from stat import S_ISREG

KEPT, LAST = "README.md", "datapackage.json"
INSIDE = ".pledges-new"  # of a mount point: the next dataset
OF_DISK = "lost+found"  # of a mount point: the file system's own
SYNCERS, AT_ONCE = 16, 256
AT_FDCWD, RENAME_EXCHANGE = -100, 2  # linux/fcntl.h, linux/fs.h


def fresh_folder(output: Path) -> Path:
    """Make the empty folder beside `output` that the next dataset is written into. Raises `OSError`."""
    mend(output)
    fresh = _beside(output, "new")
    if fresh.exists():
        shutil.rmtree(fresh)
    fresh.mkdir(parents=True)
    return fresh


def swap(fresh: Path, output: Path) -> None:
    """Put a finished dataset into the place of the last one; `output/README.md` comes along. Raises `OSError`.

    A kill before leaves the old one, a kill after the new one.
    """
    if (output / KEPT).is_file():
        shutil.copy2(output / KEPT, fresh / KEPT)
    with ThreadPoolExecutor(SYNCERS) as threads:  # a disk writes the journal once for all that wait for it
        paths = filter(_is_new, fresh.rglob("*"))
        while some := list(islice(paths, AT_ONCE)):
            list(threads.map(_sync, some))
    _sync(fresh)
    if fresh.parent == output:
        return _move_in(fresh, output)
    if not output.exists():
        fresh.rename(output)
    elif _exchange(fresh, output):
        shutil.rmtree(fresh)
    else:
        old = _beside(output, "old")
        output.rename(old)
        fresh.rename(output)
        shutil.rmtree(old)
    return _sync(output.parent)


def _is_new(path: Path) -> bool:
    """Tell whether a path is not on the disk yet; a file with another name is one of the last dataset."""
    about = path.lstat()
    return about.st_nlink == 1 or not S_ISREG(about.st_mode)


def _move_in(fresh: Path, output: Path) -> None:
    """Move the files of a finished dataset up into their folder. A kill meanwhile leaves files of both; the next build finishes it."""
    new = sorted(fresh.iterdir(), key=lambda path: path.name == LAST)
    names = {path.name for path in new}
    for path in new:
        place = output / path.name
        if place.is_dir():  # pages: a folder can not be replaced by a folder
            place.rename(fresh / f".old-{path.name}")
        path.rename(place)
    for path in output.iterdir():
        if path.name not in names and path.name not in (INSIDE, OF_DISK):
            _remove(path)
    shutil.rmtree(fresh)
    _sync(output)


def _remove(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink()


def mend(output: Path) -> None:
    """Finish what a kill between two renames left: put the old dataset back, or clear it away."""
    old = _beside(output, "old")
    if not old.is_dir():
        return
    if output.exists():
        shutil.rmtree(old)
    else:
        old.rename(output)


def _beside(output: Path, what: str) -> Path:
    if what == "new" and output.is_mount():
        return output / INSIDE
    return output.with_name(f".{output.name}.{what}")


def _sync(path: Path) -> None:
    """Make sure that a file or a folder is on the disk, not only in memory."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _exchange(fresh: Path, output: Path) -> bool:
    """Let two folders change names in one step (Linux); False where system or file system can not."""
    rename = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    if rename is None:
        return False
    if rename(AT_FDCWD, os.fsencode(fresh), AT_FDCWD, os.fsencode(output), RENAME_EXCHANGE) == 0:
        return True
    code = ctypes.get_errno()
    if code in (errno.ENOSYS, errno.EINVAL, errno.ENOTSUP):
        return False
    raise OSError(code, os.strerror(code), str(output))
