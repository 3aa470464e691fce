"""How names are spelt: pinyin of place names, first letters, short forms, twins."""

from __future__ import annotations

import re
from dataclasses import replace

import geopandas as gpd
import pytest
import shapely

from layers.atlas.atlas import Atlas
from layers.search.spellings import Entry, entries, initials, keys_of, normalised, syllables

OFFICE = re.compile(r" \(.*\)$| (?:City|County|District)$")
HOSTILE = ["<img onerror=x>", "{{7*7}}", "\ud800", "\x00", "杭" * 5000, "a\u0301" * 50]


@pytest.fixture(scope="module")
def found(atlas: Atlas) -> dict[str, Entry]:
    return {entry.id: entry for entry in entries(atlas)}


@pytest.mark.parametrize(
    ("name", "pinyin"),
    [
        ("长兴", "chang xing"), ("乐清", "yue qing"), ("衢州", "qu zhou"), ("歙县", "she xian"), ("黟县", "yi xian"),
        ("嵊州", "sheng zhou"), ("诸暨", "zhu ji"), ("重庆", "chong qing"), ("长三角", "chang san jiao"),
        ("长江", "chang jiang"), ("长荡湖", "chang dang hu"), ("荆长路站", "jing chang lu zhan"), ("六安", "lu an"),
        ("沪昆高铁杭长段", "hu kun gao tie hang chang duan"), ("台州", "tai zhou"), ("蚌埠", "beng bu"),
        ("丽水", "li shui"),
        ("乍浦港", "zha pu gang"), ("亳州", "bo zhou"), ("朱家角", "zhu jia jiao"),
        ("大洋", "da yang"), ("滆湖", "ge hu"),
        ("G60科创走廊", "G60 ke chuang zou lang"), ("校长", "xiao zhang"), ("", ""),
    ],
)  # fmt: skip
def test_pinyin_of_place_names(name: str, pinyin: str) -> None:
    assert " ".join(syllables(name)) == pinyin


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("塘栖", "tq"),
        ("杭州西站", "hzxz"),
        ("G60科创走廊", "g60kczl"),
        ("5G创新园", "5gcxy"),
        ("长安—许村区域", "caxcqy"),
        ("", ""),
    ],
)
def test_first_letters(name: str, letters: str) -> None:
    assert initials(name) == letters


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("Xin'an–Fuchun River", "xinanfuchunriver"), ("Hángzhōu", "hangzhou"), ("ＨＺ  ", "hz"), ("lǜtīng", "luting"),
        ("“名城”", "名城"), ("(…)", ""), ("\u200b\x00\n", ""), ("<script>", "script"), ("ß", "ss"), ("Ⅳ", "iv"),
    ],
)  # fmt: skip
def test_normalised(text: str, plain: str) -> None:
    assert normalised(text) == plain
    assert normalised(plain) == plain


def test_the_pinyin_of_administrative_names_is_their_english_name(found: dict[str, Entry]) -> None:
    named = [entry for entry in found.values() if entry.id.startswith(("city-", "region-", "district-"))]
    assert len(named) > 80
    wrong = [entry.names for entry in named if not sounds(entry) & {normalised(OFFICE.sub("", entry.names["en"]))}]
    assert wrong == []


def sounds(entry: Entry) -> set[str]:
    """The Chinese name as it sounds, with and without its office."""
    return {"".join(syllables(name)) for name in (entry.names["zh"], entry.names["zh"][:-1])}


def test_every_feature_is_an_entry_or_its_twin_is(found: dict[str, Entry], atlas: Atlas) -> None:
    names = {entry.names["zh"] for entry in found.values()}
    for layer, frame in atlas.frames.items():
        if atlas.catalogue.layer(layer).geometry == "image":  # a relief is no place
            assert not set(frame.index) & found.keys()
            continue
        assert [i for i, row in frame.iterrows() if i not in found and row["name_zh"] not in names] == []
    assert {item.id for item in atlas.unlocated} <= {ident for ident, entry in found.items() if not entry.located}


def test_twins_are_one_entry(found: dict[str, Entry]) -> None:
    assert "city-hangzhou" in found
    assert "region-330100" not in found
    assert "place-taihu" in found
    assert "ground-lake-tai" not in found
    assert "ground-lake-chao" in found


def test_a_county_alike_in_both_editions_is_one_entry_with_two_layers(found: dict[str, Entry]) -> None:
    assert found["district-330521"].layers == ("districts_2019", "districts_2021")
    assert {"district-330109-2019", "district-330109-2021"} <= found.keys()


def test_equal_names_of_different_kinds_are_all_listed(found: dict[str, Entry]) -> None:
    huangshan = {entry.kind for entry in found.values() if "黄山" in {key.text for key in entry.keys}}
    assert {"joined_city", "district"} <= huangshan


def test_short_forms() -> None:
    texts = {key.text for key in keys_of(("长兴县", "Changxing County"), (), "county")}
    assert {"长兴县", "长兴", "changxing", "changxingxian", "cxx", "cx"} <= texts
    assert "歙" not in {key.text for key in keys_of(("歙县",), (), "county")}
    assert "先行" not in {key.text for key in keys_of(("先行区",), (), "pilot_zone")}
    assert {"湖杭高铁"} <= {key.text for key in keys_of(("湖杭高铁(杭州西以南,示意)",), (), "high_speed_rail")}
    assert keys_of(("", "\u200b", "()"), (), "x") == ()


def test_weight_prefers_cities_and_lies_between_0_and_1(found: dict[str, Entry]) -> None:
    assert found["city-huzhou"].weight > found["station-huzhou"].weight
    assert all(0 <= entry.weight <= 1 for entry in found.values())


def test_hostile_names_are_names() -> None:
    for text in HOSTILE:
        assert all(key.text == normalised(key.text) for key in keys_of((text,), (text,), text))


def spelt(*names: str, aliases: tuple[str, ...] = (), kind: str = "x") -> dict[str, tuple[str, str, frozenset[int]]]:
    return {key.text: (key.form, key.said, key.cuts) for key in keys_of(names, aliases, kind)}


def test_a_chinese_name_is_spelt_as_it_is_as_it_sounds_and_by_first_letters() -> None:
    syllables_end = frozenset({0, 4, 8})
    assert spelt("杭州") == {
        "杭州": ("name", "杭州", frozenset()), "hangzhou": ("sound", "杭州", syllables_end),
        "hz": ("initials", "杭州", frozenset()),
    }  # fmt: skip
    assert spelt("绿江").keys() == {"绿江", "lvjiang", "lujiang", "lj"}
    assert spelt("绿江")["lujiang"] == ("sound", "绿江", frozenset({0, 2, 7}))


def test_a_latin_name_is_cut_at_its_words_and_counts_as_an_alias() -> None:
    assert spelt("West Lake") == {"westlake": ("alias", "West Lake", frozenset({0, 4, 8}))}
    assert spelt("Xin'an–Fuchun")["xinanfuchun"][2] == frozenset({0, 5, 11})


def test_a_spelling_is_kept_in_its_best_form() -> None:
    found = spelt("杭州", aliases=("杭州", "西湖"))
    assert found["杭州"][0] == "name"
    assert found["西湖"] == ("alias", "西湖", frozenset())
    assert found["xihu"][:2] == ("sound", "西湖")
    assert spelt("长兴县", kind="county")["长兴"] == ("alias", "长兴县", frozenset())


@pytest.mark.parametrize(
    ("name", "kind", "short"),
    [
        ("海宁市", "county_city", "海宁"), ("临安区", "district", "临安"), ("杭州西站", "railway_station", "杭州西"),
        ("杭州西站", "station", "杭州西"), ("Haining City", "county_city", "haining"),
        ("Deqing County", "county", "deqing"),
    ],
)  # fmt: skip
def test_an_office_may_be_left_out(name: str, kind: str, short: str) -> None:
    assert short in spelt(name, kind=kind)
    assert short not in spelt(name, kind="place")


def weighed(atlas: Atlas, layer: str, clauses: int) -> float:
    """The weight of a made-up feature of a layer that so many clauses name."""
    row = {"id": "a", "name_zh": "甲乙", "name_en": "Ab", "kind": "x", "aliases": [], "clauses": ["1"] * clauses}
    frame = gpd.GeoDataFrame([row], geometry=[shapely.Point(120, 30)], crs="EPSG:4326", index=["a"])
    (entry,) = entries(replace(atlas, frames={layer: frame}, unlocated=()))
    return entry.weight


def test_a_thing_weighs_by_the_rank_of_its_labels_and_up_to_ten_clauses(atlas: Atlas) -> None:
    cities = atlas.catalogue.layer("cities")
    assert cities.label is not None
    own = 0.7 * (10 - cities.label.rank) / 10
    assert [weighed(atlas, "cities", count) for count in (0, 5, 10, 11)] == pytest.approx(
        [own, own + 0.15, own + 0.3, own + 0.3]
    )
    assert weighed(atlas, "ground", 0) == 0
    assert weighed(atlas, "ground", 10) == pytest.approx(0.3)


def test_what_has_no_position_weighs_as_the_least_of_ranks(atlas: Atlas) -> None:
    lost = [entry for entry in entries(replace(atlas, frames={})) if not entry.located]
    item = {item.id: item for item in atlas.unlocated}
    assert lost
    for entry in lost:
        assert entry.weight == pytest.approx(0.07 + 0.03 * min(len(item[entry.id].clauses), 10))
        assert (entry.kind, entry.names, entry.reasons) == ("", item[entry.id].names, item[entry.id].reasons)
