"""The door for Python: `from pipeline import read, build`. One document as pandas frames, or a folder as a dataset."""

from __future__ import annotations

import hashlib
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline import flow
from pipeline.model import Source
from pipeline.run import Built, Options
from pipeline.run import build as build_dataset
from pipeline.run.proof import rules_beside
from pipeline.sources.attached import MARK, load_source
from pipeline.sources.catalogue import make_doc_id
from pipeline.sources.folders import open_folder
from pipeline.store.frames import make_frames

if TYPE_CHECKING:
    import pandas as pd

_Place = str | Path


def read(
    path: _Place,
    *,
    doc_id: str | None = None,
    title: str | None = None,
    region: str | None = None,
    published: date | None = None,
) -> dict[str, pd.DataFrame]:
    """Read one document: every table of the dataset by its name, with the dtypes that `pandas.read_parquet` gives it.

    `path` may name an attachment of an OFD (`notice.ofd!/Doc_0/Attachs/list.docx`). `region` (湛江市, 440800), `title` and `published`
    are what raw/sources.csv would say of it. A document that can not be read raises nothing: `documents` says `failed`, `findings`
    why, all other tables are empty. What a team knows beside it (`rules/*.csv` in the same folder) is used as a build uses it.
    Raises `OSError` where there is no file, `RuleError` for such a row that can not be trusted.
    """
    outer, mark, member = str(path).partition(MARK)
    file = Path(member or outer)
    content = load_source(open_folder("."), str(path))
    source = Source(
        doc_id=doc_id or make_doc_id(file.stem),
        path=f"{Path(outer).name}{mark}{member}",
        content=content,
        sha256=hashlib.sha256(content).hexdigest(),
        title=title,
        region=region,
        published=published,
    )
    with rules_beside(Path(outer)):
        return make_frames(flow.make_dataset(flow.read_document(source)))


def build(raw: _Place, output: _Place, interim: _Place | None = None, options: Options | None = None) -> Built:
    """Build the dataset of a folder, as `pledges build` does; what was read is kept in `interim` for the next time.

    `interim` is `<output>-interim` where none is given. Raises as `pipeline.run.build` does.
    """
    kept = f"{str(output).rstrip('/')}-interim" if interim is None else interim
    return build_dataset(raw, kept, output, options=options)
