"""Looking names up: every feature by each of its names, errors forgiven, and nonsense answered by nothing."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from layers.atlas.atlas import Atlas, current_atlas
from layers.atlas.naming import short_names
from layers.search.search import EXACT, FUZZY, MOST_SIGNS, Hit, Index, build, index_of, search
from layers.search.spellings import LANGUAGES, Entry, keys_of, syllables
from tests import samples

ALL = 1000
LAYERS = [layer.id for layer in samples.LAYERS]


@pytest.fixture(scope="module")
def index(atlas: Atlas) -> Index:
    return index_of(atlas)


def first(index: Index, query: str, lang: str = "zh") -> str:
    hits = search(index, query, lang)
    return hits[0].id if hits else ""


def ties(index: Index, query: str) -> set[str]:
    """Ids of all hits as good as the first."""
    hits = search(index, query, "zh", ALL)
    return {hit.id for hit in hits if hit.score == hits[0].score}


def of_layer(index: Index, layer: str) -> list[Entry]:
    return [entry for entry in index.entries if layer in entry.layers]


@pytest.mark.parametrize("layer", LAYERS)
def test_every_entry_is_found_first_or_tied_by_its_names(index: Index, layer: str) -> None:
    for entry in of_layer(index, layer):
        zh, en = entry.names["zh"], entry.names["en"]
        for query in (zh, en, en.upper(), " ".join(syllables(zh)), "".join(syllables(zh))):
            found = ties(index, query)
            # What lies around the subjects comes after a subject of the same name.
            behind = entry.context and not any(other.context for other in index.entries if other.id in found)
            assert entry.id in found or behind, (entry.id, query)


@pytest.mark.parametrize("layer", LAYERS)
def test_every_entry_is_found_by_all_its_spellings(index: Index, layer: str) -> None:
    for entry in of_layer(index, layer):
        for key in entry.keys:
            found = {hit.id: hit.score for hit in search(index, key.text[:MOST_SIGNS], "zh", ALL)}
            assert found[entry.id] >= EXACT["initials"], (entry.id, key)


def test_every_name_that_the_map_writes_finds_its_feature(index: Index, atlas: Atlas) -> None:
    for entry in index.entries:
        if entry.located:
            layer = atlas.catalogue.layer(entry.layers[0])
            for short in short_names(atlas.catalogue, layer, atlas.frames[layer.id].loc[entry.id]).values():
                scores = {hit.id: hit.score for hit in search(index, short, "zh", ALL)}
                assert scores.get(entry.id, 0) >= EXACT["alias"], short


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize(
    ("query", "ident"),
    [
        ("塘栖", "place-tangqi"), ("tangqi", "place-tangqi"), ("tq", "place-tangqi"), ("Tangqi", "place-tangqi"),
        ("TANG QI", "place-tangqi"), ("táng qī", "place-tangqi"), ("塘栖镇", "place-tangqi"),
        ("湖杭铁路", "rail-huhang"), ("湖杭高铁", "rail-huhang"), ("huhangtielu", "rail-huhang"),
        ("杭州", "city-hangzhou"), ("hangzhou", "city-hangzhou"), ("hz", "city-hangzhou"), ("西湖", "place-xihu"),
        ("west lake", "place-xihu"), ("xihu", "place-xihu"), ("长兴", "district-330522"),
        ("changxing", "district-330522"),
        ("衢州", "city-quzhou"), ("大运河", "place-dayunhe"), ("萧山机场", "gateway-xiaoshan-airport"),
        ("达摩院", "place-damo"), ("g60", "corridor-g60"), ("csj", "place-changsanjiao"),
        ("lv ting lu", "station-luting-lu"),
        ("lüting", "station-luting-lu"), ("杭州xi", "station-hangzhou-xi"), ("hzxz", "station-hangzhou-xi"),
        ("国际机场", "gateway-xiaoshan-airport"), ("Hangzhou West railway station", "station-hangzhou-xi"),
    ],
)  # fmt: skip
def test_what_readers_type_finds_what_they_mean(index: Index, query: str, ident: str, lang: str) -> None:
    assert first(index, query, lang) == ident


@pytest.mark.parametrize(
    ("query", "ident"),
    [
        ("tangxi", "place-tangqi"), ("Tangqqi", "place-tangqi"), ("tagnqi", "place-tangqi"), ("tanqi", "place-tangqi"),
        ("塘溪", "place-tangqi"), ("hangzhuo west", "station-hangzhou-xi"), ("杭州西栈", "station-hangzhou-xi"),
        ("hangzuo", "city-hangzhou"), ("shaoxin", "city-shaoxing"), ("湖抗高铁", "rail-huhang"),
        ("浙江大雪", "place-zju"), ("wset lake", "place-xihu"), ("良渚古成遗址", "place-liangzhu"),
        ("Liangzu Archaeological Park", "place-liangzhu-park"), ("zhejaing university", "place-zju"),
    ],
)  # fmt: skip
def test_typing_errors_are_forgiven(index: Index, query: str, ident: str) -> None:
    assert first(index, query) == ident


def test_who_forgives_nothing_looks_for_no_error(monkeypatch: pytest.MonkeyPatch, index: Index) -> None:
    monkeypatch.setattr("layers.search.search._forgiving", lambda *_: pytest.fail("an error was looked for"))
    assert search(index, "tangxi", "zh", forgiving=False) == []


@pytest.mark.parametrize(
    ("query", "ident"),
    [
        ("杭绍", "rail-hangshao"), ("沪杭甬", "road-huhangyong"), ("宁杭二通道", "road-ninghang-second"),
        ("铁路南站", "station-hangzhou-nan"), ("铁路西站", "station-hangzhou-xi"), ("杭衢", "rail-hangqu"),
        ("铁路南", "station-hangzhou-nan"), ("大学城", "zone-zhexi-daxuecheng"), ("塘栖雷甸", "zone-tangqi-leidian"),
        ("太湖流域", "place-basin-taihu"), ("上海高校联盟", "place-alliance"), ("铁路", ""),
    ],
)  # fmt: skip
def test_the_report_s_wordings_find_what_they_mean(index: Index, query: str, ident: str) -> None:
    hits = search(index, query, "zh", ALL)
    assert ident in (hits[0].id, "")
    assert ident or not hits[0].id.startswith("station")


def test_a_wording_is_found_behind_a_name_and_is_not_shown(index: Index) -> None:
    hits = search(index, "沪杭甬", "en")
    assert hits[0].id == "road-huhangyong"
    assert "plate-huhangyong" in {hit.id for hit in hits}
    assert {hit.matched for hit in search(index, "湖州至杭州西", "zh") if hit.id == "rail-huhang"} == {""}
    named = build([Entry("a", ("rail",), "rail", {"zh": "红绿", "en": "a"}, keys_of(("红绿",), (), "rail"), 0.1),
                   Entry("b", ("rail",), "rail", {"zh": "青山", "en": "b"},
                         keys_of(("青山",), (), "rail", ["红绿"]), 0.9)])  # fmt: skip
    assert [hit.id for hit in search(named, "红绿", "zh")] == ["a", "b"]


@pytest.mark.parametrize("query", ["青白", "黄青白黑", "黄青百黑灰", "黄青白黑灰紫", "huangqingbaiheihui"])
def test_of_a_wording_no_part_counts_and_no_error_is_forgiven(query: str) -> None:
    keys = keys_of(("天地",), (), "rail", ["黄青白黑灰"])
    index = build([Entry("a", ("rail",), "rail", {"zh": "天地", "en": "a"}, keys, 0.5)])
    assert bool(search(index, query, "zh")) == (query == "黄青白黑")
    assert search(index, "黄青白黑灰", "zh")[0].score == EXACT["wording"]


@pytest.mark.parametrize("wordings", [None, float("nan"), (), ["塘栖雷甸"]])
def test_what_is_no_wording_or_holds_the_name_adds_no_key(wordings: object) -> None:
    assert keys_of(("塘栖",), (), "town", wordings) == keys_of(("塘栖",), (), "town")


@pytest.mark.parametrize("query", ["", " ", "\n\t", "?!", "()", "“”", "\u200b", "<>", "🚄", "\x00"])
def test_nothing_asked_is_nothing_found(index: Index, query: str) -> None:
    assert search(index, query, "zh") == []


@pytest.mark.parametrize(
    "query",
    ["qqqqqq", "zvq", "xxyyzz", "x" * 100_000, "{{7*7}}", "'; DROP TABLE x", "../../etc/passwd", "%00%ff", "囗囗囗"],
)
def test_nonsense_finds_nothing(index: Index, query: str) -> None:
    assert search(index, query, "en") == []


@pytest.mark.parametrize("query", ["tx", "tk", "塘七"])
def test_two_signs_are_not_taken_for_other_letters(index: Index, query: str) -> None:
    assert all(hit.score != FUZZY for hit in search(index, query, "zh", ALL))
    assert query == "塘七" or "place-tangqi" not in {hit.id for hit in search(index, query, "zh", ALL)}


@given(st.text(max_size=200), st.sampled_from(LANGUAGES), st.integers(0, 30))
def test_any_text_is_harmless(query: str, lang: str, limit: int) -> None:
    hits = search(index_of(current_atlas()), query, lang, limit)
    assert len(hits) <= limit
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)
    assert len({hit.id for hit in hits}) == len(hits)


def test_only_the_beginning_of_a_long_query_counts(index: Index) -> None:
    assert search(index, "塘栖" + " " * MOST_SIGNS + "x" * 10**6, "zh") == search(index, "塘栖", "zh")


def test_whole_names_come_before_beginnings_before_first_letters_before_parts(index: Index) -> None:
    scores = [search(index, query, "zh")[0].score for query in ("塘栖", "tangqi", "塘栖雷", "tq", "tqld", "雷甸交界")]
    assert scores == sorted(scores, reverse=True)
    assert scores[-1] > search(index, "tangxi", "zh")[0].score


def test_a_hit_says_what_is_shown(index: Index) -> None:
    zh, en = (search(index, "湖杭铁路", lang)[0] for lang in LANGUAGES)
    assert zh == Hit(
        "rail-huhang", "rail", "high_speed_rail", "湖杭高铁", en.name, "湖杭铁路", EXACT["alias"], located=True
    )
    assert (en.other, en.matched) == ("湖杭高铁", "湖杭铁路")
    assert search(index, "塘栖", "zh")[0].matched == ""


def test_an_unlocated_entry_says_so_and_why(index: Index, atlas: Atlas) -> None:
    for item in atlas.unlocated:
        hit = next(hit for hit in search(index, item.names["zh"], "en", ALL) if hit.id == item.id)
        assert (hit.located, hit.name, hit.reason) == (False, item.names["en"], item.reasons["en"])


def test_an_index_is_built_once_and_may_be_empty(atlas: Atlas) -> None:
    assert index_of(atlas) is index_of(atlas)
    assert search(build([]), "塘栖", "zh") == []


def test_equals_are_ordered_by_weight_then_by_length() -> None:
    def entry(ident: str, zh: str, weight: float) -> Entry:
        return Entry(ident, ("rail",), "rail", {"zh": zh, "en": ident}, keys_of((zh,), (), "rail"), weight)

    index = build([entry("long", "甲乙丙丁", 0.5), entry("short", "甲乙丙", 0.5), entry("heavy", "甲乙丙丁戊", 0.9)])
    assert [hit.id for hit in search(index, "甲", "zh")] == ["heavy", "short", "long"]


def of_names(*names: str) -> Index:
    """An index of things that are called so, and nothing else."""
    return build([Entry(name, ("rail",), "rail", {"zh": name, "en": name}, keys_of((name,), (), "rail"), 0.5)
                  for name in names])  # fmt: skip


def forgiven(name: str, errors: int) -> bool:
    """Whether a name is found when so many of its signs are others: the last ones, so that its beginning is right."""
    wrong = "囗" if name > "\u3400" else "7"
    return bool(search(of_names(name), name[: len(name) - errors] + wrong * errors, "zh"))


@pytest.mark.parametrize(
    ("signs", "errors"), [(3, 0), (4, 1), (5, 1), (7, 1), (8, 2), (9, 2), (13, 2), (14, 3), (15, 3), (30, 3)]
)
def test_letters_are_forgiven_one_error_from_four_two_from_eight_three_from_fourteen(signs: int, errors: int) -> None:
    name = "abcdefghijklmnopqrstuvwxyzabcd"[:signs]
    assert [forgiven(name, count) for count in (errors, errors + 1)] == [True, False]


@pytest.mark.parametrize(("signs", "errors"), [(2, 0), (3, 1), (4, 1), (5, 1), (6, 2), (7, 2), (12, 2)])
def test_characters_are_forgiven_one_error_from_three_two_from_six(signs: int, errors: int) -> None:
    name = "天地玄黄宇宙洪荒日月盈昃"[:signs]
    assert [forgiven(name, count) for count in (errors, errors + 1)] == [True, False]
