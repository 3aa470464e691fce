"""What is seen until the map is drawn: the cities' outlines, small, and none where the layer is off."""

from __future__ import annotations

import re
from dataclasses import replace

from layers.atlas.atlas import Atlas
from tests.ui.server.test_shell import URL
from ui.server.shell import shell
from ui.server.skeleton import KINDS, skeleton


def test_every_city_of_the_circle_is_in_the_box_and_small(atlas: Atlas) -> None:
    svg = skeleton(atlas)
    rings = re.findall(r"M([^Z]+)Z", svg)
    cities = atlas.frames["cities"]
    assert len(rings) >= int(cities["kind"].isin(KINDS).sum()) == 6
    x, y, width, height = map(int, re.findall(r'viewBox="([^"]+)"', svg)[0].split())
    for across, down in (point.split() for ring in rings for point in ring.split("L")):
        assert x <= int(across) <= x + width
        assert y <= int(down) <= y + height
    assert 1.0 < width / height < 1.6, "wider than high, as the circle is"
    assert len(svg) < 6_000


def test_without_the_layer_there_is_none(atlas: Atlas) -> None:
    others = {name: frame for name, frame in atlas.frames.items() if name != "cities"}
    assert skeleton(replace(atlas, frames=others)) == ""


def test_it_comes_with_a_page_that_starts_the_map_where_the_circle_is_seen(atlas: Atlas) -> None:
    assert '<div class="atlas-skeleton"' in shell("", "zones", {}, atlas, URL)
    for page, named in (("export", {}), ("zones", {"view": "30,120,9"})):
        assert '<div class="atlas-skeleton"' not in shell("", page, named, atlas, URL)
