"""Policy Pledges: government responsibility lists as a validated dataset.

`from pipeline import read, build` (`pipeline.api`); both are imported when they are asked for, since pandas takes a second.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pipeline.api import build as build
    from pipeline.api import read as read

__all__ = ["build", "read"]
__version__ = "0.1.0"


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from pipeline import api

    return getattr(api, name)
