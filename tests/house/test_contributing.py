"""CONTRIBUTING.md: every worked example is done on a copy of the code, and its command prints what the page says.

A fence `csv FILE` adds rows to a table, `python FILE` writes a file, `diff` is applied, `console` is run: lines that begin with `$ `
are commands, the others what they print (`…` stands for anything).
"""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.house.survey import ROOT

PAGE = ROOT / "CONTRIBUTING.md"
SECTION = re.compile(r"^### (.+?)\n(.*?)(?=^##|\Z)", re.DOTALL | re.MULTILINE)
FENCE = re.compile(r"^```(csv|python|diff|console)(?: (\S+))?\n(.*?)^```$", re.DOTALL | re.MULTILINE)
EXAMPLES = {title: FENCE.findall(body) for title, body in SECTION.findall(PAGE.read_text(encoding="utf-8"))}


def do(folder: Path, kind: str, name: str, body: str) -> None:
    path = folder / name
    if kind == "csv":
        text = path.read_text(encoding="utf-8")
        assert body not in text, "the row stands in the table already"
        path.write_text(text + body, encoding="utf-8")
    elif kind == "python":
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(body, encoding="utf-8")
    elif kind == "diff":
        done = subprocess.run(
            ["git", "apply", "--unidiff-zero", "--recount", "-"], cwd=folder, input=body, text=True, capture_output=True, check=False
        )  # fmt: skip
        assert done.returncode == 0, f"the diff does not fit the code any more:\n{done.stderr}"
    else:
        run(folder, body)


def run(folder: Path, body: str) -> None:
    for part in re.split(r"^\$ ", body, flags=re.MULTILINE)[1:]:
        command, _, wanted = part.partition("\n")
        environment = os.environ | {
            "PYTHONPATH": str(folder),
            "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}",
        }
        command = re.sub(r"\bpledges\b", "python -m pipeline", command)
        done = subprocess.run(
            command, shell=True, cwd=folder, env=environment, text=True, capture_output=True, check=False
        )
        said = done.stdout + done.stderr
        pattern = "".join(".*" if piece == "…" else re.escape(piece) for piece in re.split("(…)", wanted.strip()))
        assert re.fullmatch(pattern, said.strip(), re.DOTALL), f"$ {command}\n{said}"


def test_there_is_an_example_of_every_kind():
    assert {"A unit", "A word", "A heading", "A department", "A check", "A column", "A table", "A format"} <= set(
        EXAMPLES
    )


@pytest.mark.parametrize("title", [title for title, fences in EXAMPLES.items() if fences])
def test_a_worked_example(tmp_path, title):
    for name in ("pipeline", "schemas", "raw"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__"))
    for kind, name, body in EXAMPLES[title]:
        do(tmp_path, kind, name, body)
