"""What is written around a map: projection and datum by their figures, and which page of how many it is."""

from __future__ import annotations

import pytest
from pyproj import CRS

from layers.atlas.atlas import Atlas
from maps.plan.extent import Projection
from maps.plan.plan import plan
from maps.plan.wording import projection_words
from maps.scene.scene import opening
from maps.scene.sheet import Sheet


def test_a_projection_is_said_with_its_meridian_and_its_parallels() -> None:
    gauss = Projection(CRS.from_epsg(4549), 120.0)
    assert projection_words(gauss, "zh") == "高斯—克吕格投影,中央经线120°E(EPSG:4549);CGCS2000"
    assert projection_words(gauss, "en") == "Gauss–Krüger, central meridian 120°E (EPSG:4549); CGCS2000"
    lambert = projection_words(Projection(CRS.from_epsg(4490), 119.5, (28.5, 31.0)), "en")
    for figure in ("119.5°", "28.5°", "31°"):
        assert figure in lambert


@pytest.mark.parametrize(("page", "pages", "said"), [(1, 1, ""), (2, 7, "2 / 7")])
def test_a_page_of_several_says_which_it_is(page: int, pages: int, said: str, atlas: Atlas) -> None:
    sheet = Sheet().model_copy(update={"page": page, "pages": pages})
    assert plan(atlas, opening(atlas, "overview"), sheet).words.page == said
