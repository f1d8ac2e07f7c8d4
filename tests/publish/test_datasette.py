"""metadata.json in Datasette itself: every table is described and opens with its facets, every canned query answers."""

import asyncio
import json

import pytest
from datasette.app import Datasette

from pipeline.publish.datasette.describe import describe_database
from schemas import TABLES
from tests.publish.test_cookbook import ENGLISH, PAIRS

DESCRIBED = describe_database()["databases"]["pledges"]
HEADS = [line.partition(". ")[2] for line in ENGLISH.read_text(encoding="utf-8").splitlines() if line.startswith("## ")]


@pytest.fixture(scope="module")
def datasette(output):
    metadata = json.loads((output / "metadata.json").read_text(encoding="utf-8"))
    return Datasette([], immutables=[str(output / "pledges.sqlite")], metadata=metadata)


def get(datasette, path):
    return asyncio.run(datasette.client.get(path))


def test_the_database_opens_with_its_title_and_queries(datasette):
    page = get(datasette, "/pledges")
    assert page.status_code == 200
    assert "谁要交付什么" in page.text
    assert DESCRIBED["tables"]["departments"]["title"] in get(datasette, "/pledges/departments").text


@pytest.mark.parametrize("table", TABLES)
def test_a_table_has_its_columns_and_facets(datasette, table):
    told = DESCRIBED["tables"][table]
    answer = get(datasette, f"/pledges/{table}.json?_shape=objects&_size=1").json()
    assert set(told["columns"]) == set(answer["columns"])
    assert all("\n" not in text and len(text) > 5 for text in told["columns"].values())
    assert {facet["name"] for facet in answer["facet_results"].values()} == set(told["facets"])


@pytest.mark.parametrize("name", DESCRIBED["queries"])
def test_a_canned_query_answers(datasette, name):
    answer = get(datasette, f"/pledges/{name}.json?_shape=objects")
    assert answer.status_code == 200
    assert answer.json()["rows"]


def test_the_queries_are_those_of_the_cookbook():
    written = [(query["sql"], query["title"].partition(" · ")[2]) for query in DESCRIBED["queries"].values()]
    assert written == [(sql.strip().rstrip(";"), head) for (_, (_, sql)), head in zip(PAIRS, HEADS, strict=True)]
