"""Statistics are read whole or not at all, with every fault at once."""

from __future__ import annotations

from pathlib import Path

import pytest

from layers.atlas import statistics
from layers.atlas.atlas import build_atlas, digest_of
from layers.atlas.load import GEODATA
from layers.atlas.sources import load_sources
from layers.atlas.statistics import FILE, load_statistics
from layers.errors import Fault, LayerError
from maps.words.faults import sentence
from tests import samples
from text import LANGUAGES

HEAD = "place_id,indicator,year,value,unit,source"
SOUND = "city-a,residents,2020,1200,persons,sample"
PLACES = {"city-a", "city-b"}


def faults_of(folder: Path, *rows: str, head: str = HEAD) -> list[Fault]:
    (folder / FILE).write_text("\n".join([head, *rows, ""]), encoding="utf-8")
    try:
        load_statistics({samples.SOURCE}, PLACES, folder)
    except LayerError as error:
        return list(error.faults)
    return []


def test_sound_rows_are_read_with_numbers_as_numbers(tmp_path: Path) -> None:
    assert faults_of(tmp_path, SOUND, "city-b,urban_share,2020,83.29,percent,sample") == []
    table = load_statistics({samples.SOURCE}, PLACES, tmp_path)
    assert table["value"].tolist() == [1200.0, 83.29]
    assert table["year"].tolist() == [2020, 2020]
    assert table["place_id"].tolist() == ["city-a", "city-b"]


def test_no_rows_are_sound(tmp_path: Path) -> None:
    assert faults_of(tmp_path) == []


@pytest.mark.parametrize(
    ("row", "field"),
    [
        ("city-a,residents,2020,many,persons,sample", "value"),
        ("city-a,residents,2020,,persons,sample", "value"),
        ("city-a,residents,2020,-1,persons,sample", "value"),
        ("city-a,residents,2020,nan,persons,sample", "value"),
        ("city-a,residents,2020,inf,persons,sample", "value"),
        ("city-a,urban_share,2020,100.1,percent,sample", "value"),
        ("city-a,residents,20,1,persons,sample", "year"),
        ("city-a,residents,2020.5,1,persons,sample", "year"),
        ("city-a,residents,2020,1,people,sample", "unit"),
        ("City A,residents,2020,1,persons,sample", "place_id"),
        ("city-a,<b>,2020,1,persons,sample", "indicator"),
        ("city-a,residents,2020,1,persons,", "source"),
    ],
)
def test_a_wrong_cell_is_named_with_its_line(row: str, field: str, tmp_path: Path) -> None:
    (fault,) = faults_of(tmp_path, SOUND, row)
    assert (fault.code, fault.given["where"]) == ("bad_value", f"#3 · {field}")


BESIDE = {
    "repeated_row": "city-a,residents,2020,7,persons,sample",
    "unknown_place": "city-z,residents,2020,7,persons,sample",
    "unknown_source": "city-b,residents,2020,7,persons,nobody",
}


@pytest.mark.parametrize("code", BESIDE)
def test_a_row_that_does_not_fit_the_rest_is_named_with_its_line(code: str, tmp_path: Path) -> None:
    (fault,) = faults_of(tmp_path, SOUND, BESIDE[code])
    assert (fault.code, fault.given["where"]) == (code, "#3")


def test_all_faults_are_told_at_once_and_each_has_its_sentence(tmp_path: Path) -> None:
    found = faults_of(tmp_path, SOUND, *BESIDE.values())
    assert {fault.code for fault in found} == set(BESIDE)
    found += faults_of(tmp_path, "city-a,residents,x,y,z,sample")
    assert len(found) == 3 + 3
    for lang in LANGUAGES:
        assert all("{" not in sentence(fault, lang) and FILE in sentence(fault, lang) for fault in found)


def test_where_places_are_not_known_they_are_not_looked_up(tmp_path: Path) -> None:
    (tmp_path / FILE).write_text(f"{HEAD}\n{BESIDE['unknown_place']}\n", encoding="utf-8")
    assert len(load_statistics({samples.SOURCE}, None, tmp_path)) == 1


def test_columns_that_lack_or_are_not_declared_are_named(tmp_path: Path) -> None:
    found = faults_of(tmp_path, "1", head="place_id,indicator,year,amount,unit,source")
    assert [(fault.code, fault.given["where"]) for fault in found] == [
        ("missing_field", "value"),
        ("unknown_field", "amount"),
    ]


@pytest.mark.parametrize("content", [b"", b"\xff\xfe\x00", b'a,b\n"', b"a,b\n1,2,3\n4,5,6,7,8"], ids=repr)
def test_what_is_no_table_is_refused(content: bytes, tmp_path: Path) -> None:
    (tmp_path / FILE).write_bytes(content)
    with pytest.raises(LayerError) as caught:
        load_statistics({samples.SOURCE}, PLACES, tmp_path)
    assert {fault.code for fault in caught.value.faults} <= {"file_unreadable", "missing_field", "unknown_field"}


def test_a_file_without_end_is_not_read_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(statistics, "MAX_ROWS", 2)
    assert [fault.code for fault in faults_of(tmp_path, SOUND, SOUND, SOUND)] == ["too_many_rows"]


def test_a_broken_file_costs_the_thematic_maps_only(tmp_path: Path) -> None:
    folder = samples.write_all(tmp_path)
    (folder / FILE).write_text("nonsense", encoding="utf-8")
    broken = build_atlas(folder)
    assert set(broken.faults) == {"statistics"}
    assert set(broken.frames) == {layer.id for layer in samples.LAYERS}
    assert len(broken.statistics) == 0
    (folder / FILE).unlink()
    assert [fault.code for fault in build_atlas(folder).faults["statistics"]] == ["file_missing"]


def test_a_layer_that_is_off_is_not_a_fault_of_every_row(tmp_path: Path) -> None:
    folder = samples.write_all(tmp_path)
    (folder / FILE).write_text(f"{HEAD}\n{SOUND}\n", encoding="utf-8")
    (folder / "cities.geojson").unlink()
    assert "statistics" not in build_atlas(folder).faults


def test_the_statistics_are_part_of_what_the_data_are_called(tmp_path: Path) -> None:
    folder = samples.write_all(tmp_path)
    before = digest_of(folder, samples.CATALOGUE)
    (folder / FILE).write_text(f"{HEAD}\n{SOUND}\n", encoding="utf-8")
    assert digest_of(folder, samples.CATALOGUE) != before


def test_the_shipped_file_is_sound() -> None:
    assert (GEODATA / FILE).is_file()
    assert len(load_statistics(load_sources())) > 300
