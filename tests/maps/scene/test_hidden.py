"""What the legend has put away is part of a Scene: checked, said in an address, and the same on paper."""

from __future__ import annotations

from dataclasses import replace

import pytest
import shapely

from layers.atlas.atlas import Atlas
from maps.plan.plan import Plan, plan
from maps.plan.shapes import Drawn
from maps.scene.codec import Notice
from maps.scene.hidden import hidden_of, hideable
from maps.scene.permalink import from_permalink, permalink
from maps.scene.scene import Scene, opening
from maps.scene.sheet import Sheet
from tests import samples


def test_what_can_be_put_away_is_what_the_legend_has(atlas: Atlas) -> None:
    keys = hideable(atlas)
    assert len(set(keys)) == len(keys)
    assert {"rail.maglev", "zones.zone-hanghu", "status.planned", "evidence.indicative"} <= set(keys)
    assert not [key for key in keys if key.split(".")[0] in ("relief", "ground", "streams")]


def test_keys_come_in_the_order_of_the_legend_once_and_only_those_that_exist(atlas: Atlas) -> None:
    asked = ("status.planned", "rail.maglev", "rail.maglev", "rail.tram", "", "__proto__", "rail")
    assert hidden_of(atlas, asked) == ("rail.maglev", "status.planned")
    assert Scene(hidden=asked).checked(atlas).hidden == ("rail.maglev", "status.planned")


def test_an_address_says_it_and_what_is_no_row_gets_a_notice(atlas: Atlas) -> None:
    scene = replace(opening(atlas, "transport"), hidden=("rail.maglev", "evidence.indicative"))
    address = permalink(scene, atlas)
    assert "hidden=rail.maglev,evidence.indicative" in address
    assert from_permalink(address, atlas) == (scene, ())
    found, notices = from_permalink("/transport?hidden=rail.maglev,rail.tram", atlas)
    assert (found.hidden, notices) == (("rail.maglev",), (Notice("hidden", "rail.tram", kept=True),))


def test_a_class_whose_features_have_a_row_each_is_put_away_by_these(atlas: Atlas) -> None:
    """An address that was given when the corridors had a row a class means the same now."""
    assert "corridors.cultural_belt" not in hideable(atlas)
    found, notices = from_permalink("/corridors?hidden=rail.maglev,corridors.cultural_belt", atlas)
    rows = ("corridors.corridor-dayunhe", "corridors.corridor-zhijiang")
    assert (found.hidden, notices) == ((*rows, "rail.maglev"), ())


@pytest.mark.parametrize(
    ("key", "date"),
    [
        ("rail.high_speed_rail", None),
        ("evidence.indicative", None),
        ("status.planned", "2019-07"),
        ("status.open", None),
    ],
)
def test_paper_shows_all_but_what_is_put_away(key: str, date: str | None, atlas: Atlas) -> None:
    scene = replace(opening(atlas, "transport"), date=date)
    whole, less = (plan(atlas, replace(scene, hidden=keys), Sheet()) for keys in ((), (key,)))
    section, name = key.split(".")

    def concerned(item: Drawn) -> bool:
        if section in ("status", "evidence"):
            return bool(getattr(item, section) == name and samples.CATALOGUE.layer(item.layer).panel)
        return (item.layer, item.kind) == (section, name)

    # A shorter legend leaves more to the map: what both frames hold is compared.
    assert whole.projection == less.projection
    shared = shapely.box(*whole.extent).intersection(shapely.box(*less.extent))

    def seen(made: Plan) -> list[Drawn]:
        return [item for item in made.drawn if item.geometry.intersects(shared)]

    gone = {(item.layer, item.id) for item in seen(whole) if concerned(item)}
    assert bool(gone) == (key != "status.open")
    kept = {(item.layer, item.id) for item in seen(whole)} - gone
    assert {(item.layer, item.id) for item in seen(less)} == kept
    assert not [item for item in less.drawn if concerned(item)]
    assert not [item for item in less.legend.rows if (item.row.layer, item.row.kind) == (section, name)]
    assert {label.id for label in less.labels} <= {item.id for item in less.drawn}
