"""What several tables say of a column is said once, in schemas/shared.py; and what stands there, several tables have."""

import ast
from collections import defaultdict
from pathlib import Path

import schemas
from schemas import shared

FILES = [path for path in Path(schemas.__file__).parent.glob("*.py") if path.name not in ("base.py", "shared.py")]


def columns():
    """Every column of every model: table, name, what is said of it."""
    for path in FILES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.AnnAssign) and isinstance(node.value, ast.Call):
                yield path.stem, node.target.id, ast.unparse(node.value)


def test_nothing_is_said_twice():
    tables = defaultdict(list)
    for table, name, said in columns():
        if "shared." not in said:
            tables[name, said].append(table)
    assert {key[0]: found for key, found in tables.items() if len(found) > 1} == {}


def test_what_is_shared_is_used_more_than_once():
    used = defaultdict(list)
    for table, _, said in columns():
        for name in vars(shared):
            if f"shared.{name})" in said:
                used[name].append(table)
    names = {name for name in vars(shared) if name.isupper() and name != "LIST"}
    assert {name for name in names if len(used[name]) < 2} == set()
