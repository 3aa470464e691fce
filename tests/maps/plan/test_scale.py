"""An exact scale is honoured on paper: what is measured on the page stands for as much ground as the scale says."""

from __future__ import annotations

from dataclasses import replace

import pytest
from pydantic import ValidationError
from pyproj import Geod, Transformer

from layers.atlas.atlas import Atlas
from maps.plan.extent import Extent, share_of
from maps.plan.plan import Plan, plan
from maps.plan.wording import rounded
from maps.scene.scene import HOME, Scene, View, opening
from maps.scene.sheet import SCALES, Orientation, Sheet, Size
from text import LANGUAGES, say

HANGZHOU, EAST = (30.2, 120.15), (30.05, 121.1)
GEOD = Geod(ellps="GRS80")


def ground_per_paper(made: Plan, along: tuple[float, float]) -> float:
    """Metres on the ellipsoid for a metre of paper, over a tenth of the frame from its centre in a direction."""
    frame, (west, south, east, north) = made.layout.frame, made.extent
    x, y = (west + east) / 2, (south + north) / 2
    mm = frame.w / 10
    metres = mm * (east - west) / frame.w
    to_degrees = Transformer.from_crs(made.projection.crs, 4326, always_xy=True)
    (lng_a, lng_b), (lat_a, lat_b) = to_degrees.transform([x, x + along[0] * metres], [y, y + along[1] * metres])
    return float(GEOD.inv(lng_a, lat_a, lng_b, lat_b)[2]) / (mm / 1000)


@pytest.mark.parametrize(("size", "orientation"), [("a4", "landscape"), ("a3", "portrait"), ("16:9", "landscape")])
@pytest.mark.parametrize("scale", [100_000, 500_000, 2_000_000])
def test_a_millimetre_stands_for_what_the_scale_says(
    size: Size, orientation: Orientation, scale: int, atlas: Atlas
) -> None:
    scene = replace(opening(atlas, "transport"), view=View(*HANGZHOU, 9.0)).checked(atlas)
    made = plan(atlas, scene, Sheet(size=size, orientation=orientation, scale=scale))
    for along in ((1.0, 0.0), (0.0, 1.0)):
        assert ground_per_paper(made, along) == pytest.approx(scale, rel=0.01)
    assert made.denominator == pytest.approx(scale, rel=1e-6)
    # The bar, too: as long as the length that it names.
    assert made.bar.metres / (made.bar.mm / 1000) == pytest.approx(scale, rel=0.01)
    west, south, east, north = made.seen
    assert west < HANGZHOU[1] < east
    assert south < HANGZHOU[0] < north


def test_the_centre_stays_and_without_a_scale_all_of_the_view_is_shown(atlas: Atlas) -> None:
    scene = replace(opening(atlas, "overview"), view=View(*EAST, 10.0)).checked(atlas)
    free, exact = (plan(atlas, scene, Sheet(scale=scale)) for scale in (0, 250_000))
    for made in (free, exact):
        west, south, east, north = made.seen
        assert ((west + east) / 2, (south + north) / 2) == pytest.approx((EAST[1], EAST[0]), abs=0.01)
    assert free.denominator != pytest.approx(250_000, rel=0.01)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_foot_says_an_exact_scale_as_it_is(lang: str, atlas: Atlas) -> None:
    scene = Scene("overview", ("cities", "circle"), HOME, lang=lang).checked(atlas)
    exact, free = (plan(atlas, scene, Sheet(scale=scale)).words.basis for scale in (1_500_000, 0))
    said = "1\u2009500\u2009000" if lang == "zh" else "1,500,000"
    assert say(lang, "paper.scale_exact", denominator=said) in exact
    about = say(lang, "paper.scale", denominator="|").partition("|")[0]
    assert about in free
    assert about not in exact
    assert rounded(1_500_000, lang) == said


@pytest.mark.parametrize(
    ("said", "wanted"),
    [
        ("1:500 000", 500_000),
        ("500000", 500_000),
        ("1:750,000", 750_000),
        ("1:50万", 500_000),
        ("1\uff1a50万", 500_000),
        ("500\uff0c000", 500_000),
        (0, 0),
        ("0", 0),
    ],
)
def test_a_scale_is_read_as_people_write_it(said: str | int, wanted: int) -> None:
    assert Sheet.model_validate({"scale": said}).scale == wanted


@pytest.mark.parametrize(
    "said", [1, SCALES[0] - 1, SCALES[1] + 1, -500_000, "1:0.5", "half", "2:500000", "1:" + "9" * 12]
)
def test_what_is_no_scale_is_refused(said: str | int) -> None:
    with pytest.raises(ValidationError):
        Sheet.model_validate({"scale": said})


@pytest.mark.parametrize(
    ("shown", "share"),
    [((0, 0, 10, 10), 1), ((2, 2, 7, 7), 0.25), ((-5, -5, 15, 15), 4), ((-5, 0, 15, 5), 0.5), ((20, 0, 30, 10), 0)],
)
def test_how_much_a_page_shows_of_an_extent(shown: Extent, share: float) -> None:
    assert share_of((0, 0, 10, 10), shown) == share
