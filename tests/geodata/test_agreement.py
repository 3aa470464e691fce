"""What the docs say of accuracy is what the page of checks says: two measures, one set of points."""

from __future__ import annotations

import pytest

from geodata.recipes.accuracy import AGAINST, measures
from layers.atlas.atlas import Atlas
from layers.checks.positions import line_positions
from tests.geodata import shipped


@pytest.mark.parametrize("layer", ["rail", "roads"])
def test_the_table_and_the_page_measure_the_same(layer: str, atlas: Atlas) -> None:
    told = {(one.ident, one.against): one for one in measures() if one.distances_m}
    rows = [row for row in line_positions(atlas, layer) if row.found is not None]
    assert len(rows) == sum(ident in shipped.features(layer) for ident, _ in told)
    for row in rows:
        measure = told[row.subject, AGAINST["line", row.about]]
        assert row.found == pytest.approx(measure.measured_m, abs=0.01)
        assert row.aside == len(measure.distances_m)
        assert row.state == "pass"
