"""One build at a time for an output, be it a folder or a bucket."""

from __future__ import annotations

import errno
import fcntl
import json
import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

from pipeline.sources.folders import Bucket, local_path

LOCK = ".lock"  # names that begin so are ours in a bucket, and no part of the dataset
_LONGEST = 4096  # bytes of such an object
MACHINE = ("/proc/sys/kernel/random/boot_id", "/proc/self/ns/pid")  # Linux: what process numbers are counted in


class Busy(Exception):
    """Another run builds the same output."""


@contextmanager
def hold(output: str | Path) -> Iterator[None]:
    """Hold the lock of an output. Raises `Busy` where another run holds it, `OSError` where it can not be written."""
    path = local_path(output)
    with _hold_folder(path) if path is not None else _hold_bucket(Bucket(str(output))):
        yield


@contextmanager
def _hold_folder(output: Path) -> Iterator[None]:
    """Lock a file beside the folder. The system lets go of it when the process ends, however it ends."""
    output.parent.mkdir(parents=True, exist_ok=True)
    path = output.with_name(f".{output.name}.lock")
    handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_NONBLOCK, 0o644)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            owner = os.read(handle, 32).decode(errors="replace").strip() or "unknown"
            raise Busy(f"another run (process {owner}) is building {output}") from error
        os.ftruncate(handle, 0)
        os.write(handle, f"{os.getpid()}\n".encode())
        yield
    finally:
        os.close(handle)


@contextmanager
def _hold_bucket(bucket: Bucket) -> Iterator[None]:
    """Hold an object that says who builds. It outlives a run that is killed; the next run on that machine takes it over."""
    since = datetime.now(UTC).isoformat(timespec="seconds")
    owner = {"host": socket.gethostname(), "process": os.getpid(), "since": since, "run": uuid4().hex}
    content = json.dumps(owner | {"machine": _machine()}).encode()
    past = bucket.head(LOCK, _LONGEST)
    if past and _is_gone(_read(past)):
        _take_over(bucket, past, content)
    elif past or not _create(bucket, LOCK, content):
        raise _busy(bucket)
    try:
        yield
    finally:
        if bucket.head(LOCK, _LONGEST) == content:
            bucket.remove([LOCK])


def _create(bucket: Bucket, name: str, content: bytes) -> bool:
    """Create an object; False where there is one. It is read again, for a store that lets the last writer win."""
    try:
        bucket.create(name, content)
    except OSError as error:
        if error.errno == errno.ENOSYS:  # the store says that it can not create exclusively
            bucket.write(name, content)
        elif not bucket.head(name, _LONGEST):
            raise
    return bucket.head(name, _LONGEST) == content


def _take_over(bucket: Bucket, past: bytes, content: bytes) -> None:
    """Put our lock in the place of one whose run is gone: of several runs that want to, one gets the ticket."""
    ticket = f"{LOCK}.{_read(past).get('run', '')}"
    if not _create(bucket, ticket, content):
        raise _busy(bucket)
    try:
        if bucket.head(LOCK, _LONGEST) == past:  # and not that of a run that was quicker
            bucket.remove([LOCK])
        if not _create(bucket, LOCK, content):
            raise _busy(bucket)
    finally:
        bucket.remove([ticket])


def _busy(bucket: Bucket) -> Busy:
    owner = _read(bucket.head(LOCK, _LONGEST))
    who = (
        f"process {owner.get('process', 'unknown')} on {owner.get('host', 'unknown')}, since {owner.get('since', '?')}"
    )
    place = bucket.place.rstrip("/")
    return Busy(f"another run ({who}) is building {place} (if that run is gone, delete {place}/{LOCK})")


def _read(content: bytes) -> dict[str, Any]:
    """Who holds a lock; empty where it does not say."""
    try:
        owner = json.loads(content)
    except ValueError:
        return {}
    return owner if isinstance(owner, dict) else {}


def _is_gone(owner: dict[str, Any]) -> bool:
    """Tell whether a run was one of this machine and has ended."""
    process = owner.get("process")
    is_ours = (owner.get("host"), owner.get("machine")) == (socket.gethostname(), _machine())
    if not is_ours or not isinstance(process, int) or not 0 < process < 1 << 31:
        return False
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return True
    except PermissionError:  # it is somebody else's
        return False
    return False


def _machine() -> list[str]:
    """What tells this machine, since it was started, from others of its name."""
    boot, space = map(Path, MACHINE)
    return [boot.read_text().strip(), str(space.readlink())] if boot.exists() and space.is_symlink() else []
