"""Every benchmark, one after the other, each in a process of its own: `make bench`.

Peers that are not installed are left out; so that one slow machine compares with another, read the ratios.
"""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
ALL = (
    ("A cold process", "benchmarks.cold_start"),
    ("Looking something up in 5 000 documents", "benchmarks.look_up"),
    ("Opening a page in Chromium", "benchmarks.open_page"),
    ("Reading a .docx", "benchmarks.read_docx"),
    ("Reading a PDF", "benchmarks.read_pdf"),
    ("A document, from its bytes to its part", "benchmarks.scale", "readers"),
    ("Long documents", "benchmarks.scale", "linear"),
    ("Builds", "benchmarks.scale", "build", "100"),
    ("The extractor", "benchmarks.extract_speed"),
    ("What is found, and how fast", "benchmarks.language"),
)


def main() -> int:
    """Run all; the exit status is that of the worst."""
    worst = 0
    for title, *module in ALL:
        print(f"\n## {title}\n", flush=True)
        worst = max(worst, subprocess.run([sys.executable, "-m", *module], cwd=ROOT, check=False).returncode)
    return worst


if __name__ == "__main__":
    sys.exit(main())
