"""What the reading of the report is worth beside a key made by hand."""

from __future__ import annotations

import pytest

from layers.atlas.atlas import Atlas
from layers.atlas.clauses import LOCATORS
from tests.keys.score import read_key, score
from tests.test_report_not_copied import REPORT

LEAST = 0.97


def test_the_key_names_what_exists(atlas: Atlas) -> None:
    same, namings = read_key()
    unplaced = {entry.id for entry in atlas.unlocated}
    named = {ident for _, ident in namings}
    assert {clause for clause, _ in namings} <= set(LOCATORS)
    assert [ident for ident in named | set(same) if ident not in unplaced and atlas.home(ident) is None] == []
    assert not named & set(same)
    assert len(named) > 150


@pytest.mark.sources
@pytest.mark.skipif(not REPORT.is_file(), reason="the report is not on this machine; set ATLAS_SHARED")
def test_precision_and_recall(atlas: Atlas) -> None:
    result = score(atlas, REPORT)
    assert result.precision >= LEAST, result.extra
    assert result.recall >= LEAST, result.missed
