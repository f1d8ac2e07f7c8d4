"""Whether the three places of a build may be used: publishing replaces output/ as a whole, so nothing else may lie in it."""

from __future__ import annotations

import errno
import os
from itertools import permutations
from pathlib import Path

from pipeline.publish.release import KEPT
from pipeline.run.lock import LOCK
from pipeline.sources.folders import Bucket, local_path

MARK = "datapackage.json"  # every dataset has it; where it is missing, the files are somebody else's
HARMLESS = (KEPT, ".gitkeep", ".gitignore")
Place = str | Path


def find_output(output: Place) -> Place:
    """The place itself; of a link the folder that it leads to, so that the link is not replaced."""
    path = local_path(output)
    return path.resolve() if path is not None and path.is_symlink() else output


def check_places(raw: Place, interim: Place, output: Place) -> None:
    """Refuse places that lie in each other. Raises `OSError`."""
    names = {"raw": raw, "interim": interim, "output": output}
    for (inner, place), (outer, other) in permutations(names.items(), 2):
        if _lies_in(place, other):
            message = f"{inner} ({place}) may not lie in {outer} ({other}): what is written to one would be read or deleted as the other"
            raise OSError(errno.EINVAL, message, str(place))


def _lies_in(place: Place, other: Place) -> bool:
    """Tell whether a place is another or lies in it."""
    path, outer = local_path(place), local_path(other)
    if path is not None and outer is not None:
        return path.resolve().is_relative_to(outer.resolve())
    return path is outer and f"{str(place).rstrip('/')}/".startswith(f"{str(other).rstrip('/')}/")


def check_output(output: Place) -> None:
    """Refuse an output that holds something else than a dataset, before anything is written. Raises `OSError`."""
    path = local_path(output)
    if path is not None and not path.is_dir():
        if os.path.lexists(path):
            raise NotADirectoryError(errno.ENOTDIR, "is no folder; a dataset can not take its place", str(path))
        return
    names = (
        {entry.name for entry in path.iterdir()} if path is not None else {f.path for f in Bucket(str(output)).find()}
    )
    if MARK in names or any(name.startswith(LOCK) for name in names):  # a lock: a run that was killed while it uploaded
        return
    if foreign := sorted(names - set(HARMLESS)):
        message = (
            f"holds other files than a dataset ({foreign[0]}), which would be deleted; name an empty or a new place"
        )
        raise OSError(errno.ENOTEMPTY, message, str(output))
