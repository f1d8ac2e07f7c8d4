"""A dependency is imported, or it is not one; both lock files pin it, with the same version and hashes."""

import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
DECLARED = [
    re.match(r"[\w-]+", line)[0]
    for line in tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["dependencies"]
]
MODULES = {"python-docx": "docx"}  # where a package is not called like its module
CODE = "\n".join(
    path.read_text(encoding="utf-8") for folder in ("pipeline", "schemas") for path in (ROOT / folder).rglob("*.py")
)


def pins(name: str) -> dict[str, tuple[str, ...]]:
    """The packages of a lock file: name==version with its hashes."""
    found: dict[str, list[str]] = {}
    for line in (ROOT / name).read_text(encoding="utf-8").splitlines():
        if pin := re.match(r"([\w.-]+==\S+)", line):
            hashes = found.setdefault(pin[1].lower(), [])
        elif "--hash=" in line:
            hashes.append(line.strip(" \\"))
    return {pin: tuple(hashes) for pin, hashes in found.items()}


@pytest.mark.parametrize("name", DECLARED)
def test_a_dependency_is_imported(name):
    module = MODULES.get(name, name.lower())
    assert re.search(rf"^\s*(?:import|from) {module}\b", CODE, re.MULTILINE), f"no module imports {module}"


@pytest.mark.parametrize("name", DECLARED)
def test_a_dependency_is_pinned(name):
    assert [pin for pin in pins("requirements.lock") if pin.startswith(f"{name.lower()}==")]


def test_the_lock_files_agree():
    run = pins("requirements.lock")
    for more in map(pins, ("requirements-dev.lock", "requirements-ocr.lock")):
        assert {pin: hashes for pin, hashes in run.items() if more.get(pin) != hashes} == {}
    names = [pin.partition("==")[0] for pin in run]
    assert names == sorted(names)
