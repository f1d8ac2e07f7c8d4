"""A dataset in a bucket. There is no rename there: files first, `datapackage.json` with their hashes last."""

from __future__ import annotations

import hashlib
from collections.abc import Container, Mapping
from pathlib import Path
from typing import Any

from pipeline.run.lock import LOCK
from pipeline.sources.folders import Bucket

_LAST = "datapackage.json"


def upload(folder: Path, url: str, files: Mapping[str, Any], same: Container[str]) -> None:
    """Upload the files of a dataset that lie in `folder`, then take away what the last dataset had and this one has not.

    `files` are all of the dataset; `same` are those that lie in the bucket already.
    """
    bucket = Bucket(url)
    for name in sorted(files.keys(), key=lambda name: (name == _LAST, name)):
        if name not in same:
            bucket.put(folder / name, name)
    bucket.remove([name for name in _sizes(bucket) if name not in files])


def find_same(url: str, known: Mapping[str, Any]) -> dict[str, Any]:
    """The files of a bucket that are those that were `known` (size, time, SHA-256 by name).

    Told by name and size, for a run must not download the dataset, and by `datapackage.json`, which holds the hashes of the
    tables: where that is another, somebody else has published there, and nothing is the same.
    """
    bucket = Bucket(url)
    size, _, sha256 = known.get(_LAST, (0, 0, ""))
    if hashlib.sha256(bucket.head(_LAST, size + 1)).hexdigest() != sha256:
        return {}
    sizes = _sizes(bucket)
    return {name: described for name, described in known.items() if sizes.get(name) == described[0]}


def is_same_remote(url: str, known: Mapping[str, Any]) -> bool:
    """Tell whether a bucket holds the files that were noted, and no other."""
    return find_same(url, known).keys() == known.keys() == _sizes(Bucket(url)).keys()


def _sizes(bucket: Bucket) -> dict[str, int]:
    """The files of a dataset with their sizes, without the lock of who builds it."""
    return {file.path: file.size for file in bucket.find() if not file.path.startswith(LOCK)} if bucket.exists() else {}
