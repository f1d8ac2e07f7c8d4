"""How long a page takes to open in Chromium: the first list's own page, and the index over 20 and over 300 documents.

The documents of the index are the first list under other names and regions, each with its 120 targets and its texts. Measured: from the start
of the navigation until the page says that it is drawn, and until the answer to a first search stands there. The median of five.
"""

import json
import statistics
import sys
import tempfile
import time
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from pipeline.publish.index.compact import DOCUMENT_COLUMNS, render_row
from pipeline.publish.index.overview import Index
from pipeline.run import build
from pipeline.store.part import Part, open_part
from tests.publish.browser import CHROMIUM

ROOT = Path(__file__).parents[1]
ROUNDS = 5
MOST = {"the first list": 1.0, "index over 20": 1.0, "index over 300": 2.0}  # seconds
PLACES = (("湛江市", "440800", "广东省"), ("成都市", "510100", "四川省"), ("合肥市", "340100", "安徽省"))


def make_index(part: Part, count: int, folder: Path) -> Path:
    """An index of so many documents."""
    document, *rest = render_row(part.dataset(), part.findings).encode().rstrip(b"\n").split(b"\t")
    told = dict(zip(DOCUMENT_COLUMNS, json.loads(document), strict=True))
    folder.mkdir()
    with Index(folder, []) as index:
        for n in range(count):
            region, code, province = PLACES[n % len(PLACES)]
            own = told | {
                "doc_id": f"list-{n}",
                "page": f"list-{n}",
                "region": region,
                "code": code,
                "province": province,
            }
            line = json.dumps([own[name] for name in DOCUMENT_COLUMNS], ensure_ascii=False).encode()
            index.add(b"\t".join((line, *rest)) + b"\n")
    return folder / "report.html"


def measure(browser: Browser, path: Path) -> tuple[float, float]:
    """Seconds until the page is drawn, and from a question until its answer stands there."""
    context = browser.new_context(viewport={"width": 1440, "height": 1000}, offline=True)
    page = context.new_page()
    page.goto(path.as_uri(), wait_until="commit")
    page.wait_for_selector("html[data-ready]", state="attached")
    opened = page.evaluate(
        "new Promise(go => requestAnimationFrame(() => setTimeout(() => go(performance.now() / 1000))))"
    )
    start = time.perf_counter()
    page.fill("#filter-text", "直播")
    page.wait_for_selector("mark.hit")
    searched = time.perf_counter() - start
    context.close()
    return opened, searched


def main() -> int:
    """Print the seconds; the exit status is 1 where a page takes longer than it may."""
    with tempfile.TemporaryDirectory() as name, sync_playwright() as driver:
        folder = Path(name)
        assert build(ROOT / "raw", folder / "interim", folder / "output").status == 0
        part = open_part(next((folder / "interim").rglob("part.zip")).read_bytes())
        pages = {"the first list": folder / "output/report.html"}
        pages |= {f"index over {count}": make_index(part, count, folder / str(count)) for count in (20, 300)}
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        print("| page | size | opens in | first search |\n|---|---|---|---|")
        slow = False
        for title, path in pages.items():
            opened, searched = (
                statistics.median(times) for times in zip(*(measure(browser, path) for _ in range(ROUNDS)), strict=True)
            )
            print(f"| {title} | {path.stat().st_size / 1e6:.2f} MB | {opened:.2f} s | {searched:.2f} s |")
            slow |= opened > MOST[title]
        browser.close()
    return int(slow)


if __name__ == "__main__":
    sys.exit(main())
