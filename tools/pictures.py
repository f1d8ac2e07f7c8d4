"""Shoots the pictures of the README anew: the report of a built dataset, opened in Chromium without a network.

    python -m tools.pictures [--output output] [--to docs]

Needs the dev dependency playwright and a Chromium; the day is fixed, so that the same page gives the same picture.
"""

from __future__ import annotations

import argparse
import shutil
from io import BytesIO
from pathlib import Path
from typing import Any, NamedTuple

from PIL import Image

WIDTH, HEIGHT = 1280, 900  # pixels
TODAY = "2025-05-20"
_COLOURS = 256
_SETTLED = 400  # milliseconds until a card has come up


class Picture(NamedTuple):
    """A picture: its file, the address of the view, the target that is pointed at."""

    name: str
    address: str
    target_id: str = ""


PICTURES = (
    Picture("ledger.png", f"#ledger?unit=440800/health&year=2025&today={TODAY}"),
    Picture("report.png", f"#document?text=5G基站&today={TODAY}", "responsibility_list/14/2025/1/1"),
)


def shoot(page: Any, report: Path, picture: Picture, to: Path) -> None:
    """Open the view of a picture and save what is seen of it."""
    page.goto("about:blank")
    page.goto(report.resolve().as_uri() + picture.address)
    page.wait_for_selector("html[data-ready]")
    if picture.target_id:
        figure = page.locator(f"[id='fig:{picture.target_id}']")
        figure.evaluate("element => element.scrollIntoView({block: 'center'})")
        figure.hover()
    page.wait_for_timeout(_SETTLED)
    shot = Image.open(BytesIO(page.screenshot()))
    shot.quantize(_COLOURS).save(to / picture.name, optimize=True)
    print(to / picture.name)


def main() -> None:
    """Shoot all pictures."""
    from playwright.sync_api import sync_playwright

    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--output", type=Path, default=Path("output"), help="folder of the dataset")
    parser.add_argument("--to", type=Path, default=Path("docs"))
    given = parser.parse_args()
    browser_path = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=browser_path, args=["--no-sandbox", "--disable-gpu"])
        context = browser.new_context(viewport={"width": WIDTH, "height": HEIGHT}, offline=True, locale="zh-CN")
        page = context.new_page()
        for picture in PICTURES:
            shoot(page, given.output / "report.html", picture, given.to)
        browser.close()


if __name__ == "__main__":
    main()
