"""The first list, built once for all tests of this room; a Chromium to look at it."""

from pathlib import Path

import pytest

from pipeline import read
from pipeline.run import build
from tests.publish.browser import CHROMIUM

ROOT = Path(__file__).parents[2]
REAL = ROOT.parent / "shared/real"


@pytest.fixture(scope="session")
def output(tmp_path_factory):
    folder = tmp_path_factory.mktemp("publish")
    assert build(ROOT / "raw", folder / "interim", folder / "output").status == 0
    return folder / "output"


@pytest.fixture(scope="session")
def real():
    """The tables of every real document."""
    if not REAL.is_dir():
        pytest.skip("../shared is not there")
    return [read(file) for file in sorted(REAL.iterdir()) if file.suffix in (".pdf", ".txt")]


@pytest.fixture(scope="module")  # not longer: the driver keeps an event loop
def chromium():
    from playwright.sync_api import sync_playwright

    with sync_playwright() as driver:
        flags = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=flags)
        yield browser
        browser.close()


@pytest.fixture
def visit(chromium):
    """Open a file; whatever it asks for and whatever the console says is noted, and has to be nothing."""
    said, asked, contexts, wanted = [], [], [], []

    def go(path, width=1440, height=1000, files=1, address="", **options):
        wanted.append(files)
        context = chromium.new_context(viewport={"width": width, "height": height}, offline=True, **options)
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: said.append(message.text))
        page.on("pageerror", lambda error: said.append(str(error)))
        page.on("request", lambda request: asked.append(request.url))
        page.set_default_timeout(30_000)  # a busy machine is no fault of the page
        page.goto(path.as_uri() + address)
        if files == 1:
            page.wait_for_selector("html[data-ready]")
        return page

    yield go
    for context in contexts:
        context.close()
    assert said == []
    assert [url for url in asked if not url.startswith(("file:", "blob:"))] == []
    assert len([url for url in asked if url.startswith("file:")]) == sum(wanted)


@pytest.fixture
def page(visit, output):
    return visit(output / "report.html")
