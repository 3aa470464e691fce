"""The project says what the report says in its own words."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests import repository

SHARED = Path(os.environ.get("ATLAS_SHARED", repository.ROOT.parent / "shared"))
REPORT = SHARED / "report" / "report-2019.txt"


@pytest.mark.sources
@pytest.mark.skipif(not REPORT.is_file(), reason="the report is not on this machine; set ATLAS_SHARED")
def test_no_sentence_of_the_report_stands_in_the_project() -> None:
    assert repository.copied_faults(repository.texts(), REPORT.read_text(encoding="utf-8")) == []


def test_a_copied_sentence_is_found() -> None:
    original = "".join(map(chr, range(0x4E00, 0x4E40)))
    copied, short = original[5:25], original[5:24]
    assert repository.copied_faults({"a": f"x{copied[:9]}\n  {copied[9:]}y"}, original)
    assert repository.copied_faults({"a": f"x{short}y"}, original) == []
