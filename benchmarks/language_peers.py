"""Thin adapters of the libraries that people use today; each runs in its own interpreter.

    python benchmarks/language_peers.py jionlp < texts.jsonl

reads JSON strings, one a line; writes one line {"version", "seconds"} and then one list of quantities a line.
Exit status 3: the library is not installed.
"""

from __future__ import annotations

import contextlib
import json
import re
import sys
import time
from collections.abc import Callable
from importlib.metadata import version

NOT_INSTALLED = 3
Quantity = dict[str, object]
Reader = Callable[[str], list[Quantity]]


def load_cn2an() -> Reader:
    """cn2an converts numbers and finds none: every run of numeral characters is given to it."""
    import cn2an

    numbers = re.compile(
        r"[\d.]*\d[\d.]*[十百千万亿]*|[零一二两三四五六七八九十百千万亿]+(?:点[零一二三四五六七八九]+)?"
    )

    def read(text: str) -> list[Quantity]:
        found = []
        for match in numbers.finditer(text):
            with contextlib.suppress(ValueError):
                found.append({"value": float(cn2an.cn2an(match[0], "smart")), "unit": None, "comparator": "eq"})
        return found

    return read


def load_jionlp() -> Reader:
    """JioNLP finds sums of money and says how exact they are; it has no reader for other quantities."""
    with contextlib.redirect_stdout(sys.stderr):
        import jionlp

    comparators = {"accurate": "eq", "blur": "approx", "blur+": "ge", "blur-": "le"}
    units = {"元": "CNY", "美元": "USD", "欧元": "EUR", "港元": "HKD", "日元": "JPY", "英镑": "GBP"}

    def read(text: str) -> list[Quantity]:
        found = []
        for money in jionlp.ner.extract_money(text, with_parsing=True):
            detail = money.get("detail") or {}
            number = detail.get("num")
            if number is None:
                continue
            low, high = (number[0], number[-1]) if isinstance(number, list) else (number, None)
            comparator = comparators.get(detail.get("definition", ""), "eq") if high is None else "range"
            found.append(
                {
                    "value": float(low),
                    "value_max": None if high is None else float(high),
                    "unit": units.get(detail.get("case"), detail.get("case")),
                    "comparator": comparator,
                }
            )
        return found

    return read


def load_recognizers() -> Reader:
    """Recognizers-Text: numbers, percentages, currency and dimensions; of what overlaps, the longest."""
    from recognizers_number import Culture, recognize_number, recognize_percentage
    from recognizers_number_with_unit import recognize_currency, recognize_dimension

    recognize = (recognize_currency, recognize_dimension, recognize_percentage, recognize_number)
    units = {
        "Chinese yuan": "CNY",
        "United States dollar": "USD",
        "Kilometer": "公里",
        "Square meter": "平方米",
        "Meter": "米",
    }

    def read(text: str) -> list[Quantity]:
        entities = [entity for reader in recognize for entity in reader(text, Culture.Chinese)]
        found, end = [], -1
        for entity in sorted(entities, key=lambda e: (e.start, -e.end)):
            value = str((entity.resolution or {}).get("value") or "")
            if entity.start <= end or not re.fullmatch(r"-?[\d.]+%?", value):
                continue
            end = entity.end
            unit = "%" if value.endswith("%") else entity.resolution.get("unit")
            unit = "pp" if entity.text.endswith("百分点") else units.get(unit, unit)
            found.append({"value": float(value.rstrip("%")), "unit": unit, "comparator": "eq"})
        return found

    return read


PEERS: dict[str, tuple[str, Callable[[], Reader]]] = {
    "recognizers-text": ("recognizers-text-suite 'emoji<2'", load_recognizers),
    "jionlp": ("jionlp", load_jionlp),
    "cn2an": ("cn2an", load_cn2an),
}


def main() -> int:
    """Read the texts of stdin with one library."""
    package, load = PEERS[sys.argv[1]]
    try:
        read = load()
    except ImportError as error:
        print(error, file=sys.stderr)
        return NOT_INSTALLED
    texts = [json.loads(line) for line in sys.stdin]
    read(texts[0])  # libraries build their tables at the first call
    start = time.perf_counter()
    results = [read(text) for text in texts]
    print(json.dumps({"version": version(package.split()[0]), "seconds": time.perf_counter() - start}))
    for result in results:
        print(json.dumps(result, ensure_ascii=False))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
