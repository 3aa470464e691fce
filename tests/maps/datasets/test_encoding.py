"""A Shapefile in the encoding of one's choice, read by its .cpg alone; what the encoding lacks is said."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import geopandas as gpd
import pandas as pd
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from layers.atlas.atlas import Atlas
from layers.errors import DatasetError
from maps.datasets.cells import replaced
from maps.datasets.dataset import Dataset, dataset
from maps.datasets.parts import Note, Part
from maps.datasets.shapefile import SHAPEFILE
from maps.scene.scene import Scene
from tests import samples
from tests.maps.datasets.datafiles import about, files_of
from text import say

SCENE = Scene("transport", ("cities", "rail", "stations"))


def unpacked(data: Dataset, folder: Path) -> dict[str, gpd.GeoDataFrame]:
    """The Shapefiles of a data set by name, as geopandas reads them without being told of an encoding."""
    for name, content in files_of(data).items():
        (folder / name).write_bytes(content)
    return {path.stem: gpd.read_file(path).set_index("id") for path in folder.glob("*.shp")}


@pytest.mark.parametrize(("encoding", "page"), [("utf-8", b"UTF-8"), ("gbk", b"GBK")])
def test_texts_come_back_by_the_code_page_that_stands_beside(
    encoding: str, page: bytes, atlas: Atlas, tmp_path: Path
) -> None:
    data = dataset(atlas, SCENE, file_format="shp", datum="wgs84", encoding=encoding)
    tables = unpacked(data, tmp_path)
    assert {path.read_bytes() for path in tmp_path.glob("*.cpg")} == {page}
    for name, table in tables.items():
        ours = atlas.frames[name.partition("_")[0]].loc[table.index]
        for column in ("name_zh", "name_en"):
            assert list(table[column]) == list(ours[column])
    raw = (tmp_path / "cities_wgs84_polygon.dbf").read_bytes()
    assert "杭州市".encode(encoding) in raw
    assert "杭州市".encode("gbk" if encoding == "utf-8" else "utf-8") not in raw
    assert f"({page.decode()})" in about(data)


def test_twice_as_much_chinese_has_room_in_gbk_nearly(atlas: Atlas) -> None:
    text = "字" * 200
    for encoding, signs in (("utf-8", 84), ("gbk", 127)):
        (fitted,), _ = SHAPEFILE.fit(replace(part(text), encoding=encoding))
        assert fitted.frame["name"].iloc[0] == "字" * signs


def part(text: str) -> Part:
    told = pd.DataFrame({"id": ["a"], "name": [text]}, index=["a"], dtype=object)
    frame = gpd.GeoDataFrame(told, geometry=[shapely.Point(120, 30)], crs="EPSG:4326")
    return Part("cities_wgs84", samples.CATALOGUE.layer("cities"), "wgs84", frame)


def test_a_character_that_gbk_lacks_is_a_question_mark_and_is_said(atlas: Atlas) -> None:
    given = part("平方米 m² 和 ก")
    (fitted,), notes = SHAPEFILE.fit(replace(given, encoding="gbk"))
    assert fitted.frame["name"].iloc[0] == "平方米 m? 和 ?"
    assert Note("lost", {"table": "cities_wgs84", "ids": "a"}) in notes
    (kept,), quiet = SHAPEFILE.fit(given)
    assert kept.frame["name"].iloc[0] == given.frame["name"].iloc[0]
    assert not [note for note in quiet if note.key == "lost"]
    assert say("en", "data.note.lost", table="t", ids="a").startswith("t: ")


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=60))
def test_what_is_replaced_can_be_encoded_and_what_can_be_is_not_replaced(text: str) -> None:
    found = replaced(text, "gbk")
    assert found.encode("gbk").decode("gbk") == found
    assert len(found) == len(text)
    assert all(one in (other, "?") for one, other in zip(found, text, strict=True))


@pytest.mark.parametrize("encoding", ["latin-1", "", "GBK ", "../x"])
def test_another_encoding_is_refused(encoding: str, atlas: Atlas) -> None:
    with pytest.raises(DatasetError) as caught:
        dataset(atlas, SCENE, file_format="shp", datum="wgs84", encoding=encoding)
    assert caught.value.code == "unknown_encoding"
