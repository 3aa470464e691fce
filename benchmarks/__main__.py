"""`python -m benchmarks`: a table of times and sizes, beside an empty Streamlit page measured in the same run."""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

from benchmarks.measures import document_rows, empty_page, page_rows
from benchmarks.report import Row, printed
from tests.browser.drive import launched
from tests.browser.serve import ROOT, serving

EMPTY = "import streamlit as st\n\nst.title('empty')\n"
MOST = 50


def arguments() -> argparse.Namespace:
    """How often to repeat."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--loads", type=int, default=3, help="page loads of each kind (default 3)")
    parser.add_argument("--times", type=int, default=15, help="toggles, selections and switches (default 15)")
    return parser.parse_args()


def measured(loads: int, times: int) -> list[Row]:
    """All rows; the empty page first, as every other load is compared with it."""
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        temporary = Path(folder)
        (temporary / "empty.py").write_text(EMPTY, encoding="utf-8")
        browser = launched(playwright)
        with serving(temporary, temporary / "empty.log", script="empty.py", health="/_stcore/health") as server:
            rows = empty_page(browser, server, loads)
        with serving(ROOT, temporary / "atlas.log") as server:
            rows += page_rows(browser, server, loads, times)
        browser.close()
    return rows


def main() -> None:
    """Measure and print."""
    given = arguments()
    loads, times = (max(1, min(MOST, number)) for number in (given.loads, given.times))
    print(printed(document_rows() + measured(loads, times)))


if __name__ == "__main__":
    main()
