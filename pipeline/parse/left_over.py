"""A temporary folder that goes with its process; where the process is killed, the next one clears it away.

A lock in the folder is held as long as the process lives, and the system gives it back whatever the process dies of. A folder without that lock
is nobody's of ours, or somebody's who is just making it: it stays.
"""

from __future__ import annotations

import fcntl
import os
import shutil
import tempfile
from contextlib import suppress
from pathlib import Path

_LOCK = ".alive"
_held: list[int] = []  # locks of this process, open until it ends


def make_folder(prefix: str) -> tempfile.TemporaryDirectory[str]:
    """Make a folder for this process, and remove those of this prefix that processes of this user left when they died."""
    _clear(prefix)
    folder = tempfile.TemporaryDirectory(prefix=prefix, ignore_cleanup_errors=True)
    path = Path(folder.name) / _LOCK
    lock = os.open(path.with_suffix(".new"), os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    fcntl.flock(lock, fcntl.LOCK_EX)
    path.with_suffix(".new").rename(path)  # held before anybody finds it
    _held.append(lock)
    return folder


def _clear(prefix: str) -> None:
    for folder in Path(tempfile.gettempdir()).glob(f"{prefix}*"):
        with suppress(OSError):  # it is in use, another's, or another build clears it away
            if folder.is_symlink() or folder.stat().st_uid != os.getuid():
                continue
            lock = os.open(folder / _LOCK, os.O_WRONLY | os.O_NOFOLLOW)
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
                shutil.rmtree(folder)
            finally:
                os.close(lock)
