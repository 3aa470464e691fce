"""What belongs together, by the data and by where things lie."""

from __future__ import annotations

import pytest
import shapely

from layers.atlas.atlas import current_atlas
from layers.measures.relations import related


def test_a_line_and_its_stations_name_each_other() -> None:
    atlas = current_atlas()
    found = {ident: dict(related(atlas, ident)) for ident in atlas.frames["rail"].index}
    for line, relations in found.items():
        for station in relations.get("stations", ()):
            lines = dict(related(atlas, station))["lines"]
            assert {line, atlas.feature(line)["line"]} & set(lines), (line, station)
    assert sum(map(bool, found.values())) > 20


def test_stations_come_in_the_order_of_the_line() -> None:
    stations = dict(related(current_atlas(), "rail-hanghuang"))["stations"]
    names = [current_atlas().feature(ident)["name_zh"] for ident in stations]
    assert names == ["杭州南站", "富阳站", "桐庐站", "建德站", "千岛湖站", "三阳站", "绩溪北站", "歙县北站", "黄山北站"]


def test_a_zones_towns_lie_in_it_and_know_it() -> None:
    atlas = current_atlas()
    towns = dict(related(atlas, "zone-hangjia"))["towns"]
    assert {"许村镇", "长安镇"} <= {atlas.feature(ident)["name_zh"] for ident in towns}
    zone = atlas.feature("zone-hangjia")["geometry"]
    apart = [ident for ident in atlas.frames["towns"].index if ident not in towns]
    assert not any(shapely.covers(zone.buffer(-0.005), atlas.feature(ident)["geometry"]) for ident in apart)
    assert all("zone-hangjia" in dict(related(atlas, ident))["zones"] for ident in towns)


def test_what_belongs_to_nothing_has_no_relations_and_an_unknown_id_is_refused() -> None:
    assert related(current_atlas(), "city-hangzhou") == ()
    with pytest.raises(KeyError):
        related(current_atlas(), "nobody")
