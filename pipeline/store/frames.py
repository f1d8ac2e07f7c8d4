"""Records → pandas frames, as the published Parquet files are read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.model import Dataset
from pipeline.store.arrow import make_arrow
from pipeline.store.records import tables

if TYPE_CHECKING:
    import pandas as pd


def make_frames(dataset: Dataset) -> dict[str, pd.DataFrame]:
    """Every table as a frame, also an empty one, with the dtypes of its Parquet file."""
    return {table: make_arrow(table, records).to_pandas() for table, records in tables(dataset)}
