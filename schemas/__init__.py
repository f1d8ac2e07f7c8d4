"""One Pandera model a table, field for field the record of that name in `pipeline.model`.

Importing this package imports no model: `model()` loads one when it is asked for, because Pandera
and pandas take longer to import than a document takes to read.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from pipeline.model import TABLES as REGISTERED

if TYPE_CHECKING:
    from schemas.base import TableModel

TABLES = tuple(REGISTERED)  # in the order of the contract


def model(table: str) -> type[TableModel]:
    """Load the model of a published table. Raises `KeyError` for any other name."""
    if table not in TABLES:
        raise KeyError(f"no table {table!r}; tables are {', '.join(TABLES)}")
    loaded: type[TableModel] = import_module(f"schemas.{table}").Model
    return loaded
