"""A dataset in a bucket. There is no rename there: files first, `datapackage.json` with their hashes last."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pipeline.folders import Bucket
from pipeline.run.lock import LOCK

LAST = "datapackage.json"


def upload(folder: Path, url: str) -> None:
    """Upload every file of a folder, then take away what the last dataset had and this one has not."""
    bucket = Bucket(url)
    names = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
    for name in sorted(names, key=lambda name: name == LAST):
        bucket.put(folder / name, name)
    bucket.remove([name for name in _sizes(bucket) if name not in names])


def is_same(url: str, known: Mapping[str, Any]) -> bool:
    """Tell whether a bucket holds the files that were noted, by name and size: a run must not download the dataset."""
    bucket = Bucket(url)
    return bucket.exists() and _sizes(bucket) == {name: described[0] for name, described in known.items()}


def _sizes(bucket: Bucket) -> dict[str, int]:
    """The files of a dataset with their sizes, without the lock of who builds it."""
    return {file.path: file.size for file in bucket.find() if not file.path.startswith(LOCK)}
