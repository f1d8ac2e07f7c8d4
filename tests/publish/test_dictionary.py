"""The data dictionary says what the models say, in both languages, and nothing else."""

from pathlib import Path

import pytest

from pipeline.publish.dictionary import ENGLISH, IN_CHINESE, render
from schemas import TABLES, base, labels, model

DOCS = Path(__file__).parents[2] / "docs"
COLUMNS = [(table, column) for table in TABLES for column in base.columns(model(table))]


@pytest.mark.parametrize("language", [ENGLISH, IN_CHINESE], ids=lambda language: language.file)
def test_dictionary_is_not_stale(language):
    text = (DOCS / language.file).read_text(encoding="utf-8")
    assert text == render(language), f"docs/{language.file} is stale: run `make docs` and commit what it writes"


@pytest.mark.parametrize(("table", "column"), COLUMNS, ids=lambda value: getattr(value, "name", value))
def test_every_column_is_described_in_both_languages(table, column):
    assert column.description
    assert column.description_zh, f"{table}.{column.name}: add metadata=zh(label, description) in schemas/{table}.py"
    assert f"| `{column.name}` |" in render(ENGLISH)


@pytest.mark.parametrize("table", TABLES)
def test_every_table_has_its_names(table):
    assert base.title(model(table))
    assert base.title_zh(model(table)), f'schemas/{table}.py: add "zh" to Config.metadata'
    assert table in labels.TABLES, f"schemas/labels.py: name the table {table}"


@pytest.mark.parametrize(("table", "column"), [pair for pair in COLUMNS if "enum" in pair[1].constraints])
def test_every_closed_value_has_a_label(table, column):
    assert [value for value in column.constraints["enum"] if value not in labels.VALUES] == [], "see schemas/labels.py"
