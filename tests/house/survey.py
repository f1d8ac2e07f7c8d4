"""What the tests of the house look at: the source of the pipeline as syntax trees."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
PIPELINE = ROOT / "pipeline"
HAN = re.compile("[\u3400-\u4dbf\u4e00-\u9fff]")


@cache
def modules() -> dict[str, ast.Module]:
    """Dotted name → tree of every module of the pipeline."""
    paths = sorted(PIPELINE.rglob("*.py"))
    return {
        ".".join(path.relative_to(ROOT).with_suffix("").parts): ast.parse(path.read_text(encoding="utf-8"))
        for path in paths
    }


def docstrings(tree: ast.Module) -> set[ast.Constant]:
    """The docstrings of a module, its classes and functions."""
    owners = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    first = [node.body[0] for node in ast.walk(tree) if isinstance(node, owners) and node.body]
    return {node.value for node in first if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)}


def literals(tree: ast.Module) -> Iterator[str]:
    """String literals of a module; docstrings and comments do not count."""
    told = docstrings(tree)
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node not in told:
            yield node.value


def count_han(tree: ast.Module) -> int:
    """Chinese characters in the literals of a module."""
    return sum(len(HAN.findall(text)) for text in literals(tree))


def room_of(module: str) -> str:
    """`extract.numeral` of pipeline.extract.numeral.find, `flow` of pipeline.flow."""
    parts = module.split(".")[1:]
    return ".".join(parts[:2]) if parts[0] == "extract" and len(parts) > 2 else parts[0]


def definitions(tree: ast.Module) -> Iterator[str]:
    """Public names that a module defines at its top."""
    for node in tree.body:
        if isinstance(node, ast.ClassDef | ast.FunctionDef):
            names = [node.name]
        elif isinstance(node, ast.Assign):
            names = [name.id for target in node.targets for name in ast.walk(target) if isinstance(name, ast.Name)]
        elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            names = [node.target.id]
        else:
            continue
        yield from (name for name in names if not name.startswith("_"))


def homonyms() -> dict[str, list[str]]:
    """Public names that more than one module defines."""
    where: dict[str, list[str]] = {}
    for module, tree in modules().items():
        for name in dict.fromkeys(definitions(tree)):
            where.setdefault(name, []).append(module)
    return {name: found for name, found in where.items() if len(found) > 1}
