"""Storyboards as files: what is good is read and written back alike, what is bad is refused with every fault named."""

from __future__ import annotations

import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
import tomli_w
from hypothesis import given, settings
from hypothesis import strategies as st

from layers.atlas.atlas import Atlas
from layers.atlas.load import GEODATA
from layers.errors import Fault, StoryboardError
from maps.scene.pages import PAGES
from maps.scene.scene import LONGEST_NOTE, LONGEST_TITLE, Scene, opening
from maps.storyboard.faults import MOST_FAULTS
from maps.storyboard.file import MOST_BYTES, dump, load
from maps.storyboard.parts import LONGEST_NOTES, MOST_NAMES
from maps.storyboard.storyboard import DURATIONS_S, MOST_SCENES, Step, Storyboard, capture, scene_of
from maps.words.faults import sentences
from tests import repository
from tests.maps import scenes
from text import LANGUAGES, table

SLOW_S = 20


def content(*steps: dict[str, Any], **told: Any) -> str:
    """A file with one sound scene, or with the given ones."""
    head = {"version": 1, "id": "ours", "title_zh": "例"} | told
    return tomli_w.dumps(head | {"scenes": [{"title_zh": "题"} | each for each in steps or ({},)]})


def faults(text: str | bytes, atlas: Atlas | None) -> set[tuple[str, str, str]]:
    """Of each fault its code, its place, and what else it says."""
    with pytest.raises(StoryboardError) as caught:
        load(text, atlas)
    assert all(all(sentences(caught.value.faults, lang)) for lang in LANGUAGES)
    told = [(fault.code, dict(fault.given)) for fault in caught.value.faults]
    return {(code, str(values.pop("where", "")), " ".join(map(str, values.values()))) for code, values in told}


def first(text: str, atlas: Atlas) -> Step:
    return load(text, atlas).scenes[0]


def test_the_shortest_file_is_a_title_and_a_scene(atlas: Atlas) -> None:
    storyboard = load('version = 1\nid = "ours"\ntitle_zh = "例"\n[[scenes]]\ntitle_zh = "题"\n', atlas)
    assert storyboard == Storyboard(version=1, id="ours", title_zh="例", scenes=(Step(title_zh="题"),))
    assert scene_of(storyboard.scenes[0], atlas, "zh") == Scene(
        "overview", opening(atlas, "overview").layers, title="题"
    )


def test_the_example_of_the_documentation_is_loaded(atlas: Atlas) -> None:
    page = (repository.ROOT / "docs" / "storyboards.md").read_text(encoding="utf-8")
    example = page.split("```toml\n")[1].split("```")[0]
    storyboard = load(example, atlas)
    assert len(storyboard.scenes) == 2
    assert load(dump(storyboard), atlas) == storyboard


@pytest.mark.parametrize(
    ("field", "written", "meant"),
    [
        ("page", "交通", "transport"),
        ("page", "Transport", "transport"),
        ("page", "transport", "transport"),
        ("layers", "铁路", ("rail",)),
        ("layers", ["Railways", "区县(2019年7月)"], ("rail", "districts_2019")),
        ("layers", [], ()),
        ("selected", "杭州西站", "station-hangzhou-xi"),
        ("selected", "station-hangzhou-xi", "station-hangzhou-xi"),
        ("selected", " West Lake ", "place-xihu"),
        ("fit", "杭衢高铁", ("rail-hangqu", "rail-hangqu-north", "rail-hangqu-south")),
        ("fit", ["Stations", "西湖", "西湖"], ("stations", "place-xihu")),
        ("fit", "大运河", ("place-dayunhe",)),
        ("fit", "region-341300", ("region-341300",)),
        ("view", "30.050,119.55,8.5", "30.05,119.55,8.5"),
        ("notes_zh", "一\n二\n", "一\n二"),
        ("title_en", ' \'"""\\ ', '\'"""\\'),
    ],
)
def test_names_are_what_a_person_reads_on_the_screen(field: str, written: Any, meant: Any, atlas: Atlas) -> None:
    assert getattr(first(content({field: written}), atlas), field) == meant


@pytest.mark.parametrize(
    ("field", "bad", "code", "detail"),
    [
        ("page", "trams", "unknown_page", "trams"),
        ("layers", ["rail", "tram", "bus"], "unknown_layer", "tram"),
        ("layers", "tram", "unknown_layer", "tram"),
        ("selected", "rail-nowhere", "unknown_feature", "rail-nowhere"),
        ("fit", ["西湖", "东湖"], "unknown_feature", "东湖"),
        ("fit", "城市大脑", "unplaced_feature", "城市大脑"),
        ("fit", "Suzhou", "ambiguous_feature", "Suzhou: city-suzhou, region-341300"),
        ("clause", "2.6.9", "unknown_clause", "2.6.9"),
        ("date", "2019-13", "unknown_date", "2019-13"),
        ("date", "2019/07", "unknown_date", "2019/07"),
        ("filter", "passed", "unknown_filter", "passed"),
        ("hidden", "rail.tram", "unknown_hidden", "rail.tram"),
        ("opacity", "rail.100", "unknown_opacity", "rail.100"),
        ("opacity", "tram.50", "unknown_opacity", "tram.50"),
        ("unnamed", "circle", "unknown_unnamed", "circle"),
        ("view", "30,120", "bad_view", "30,120"),
        ("view", "120,30,9", "bad_view", "120,30,9"),
        ("title_zh", "", "no_title", ""),
        ("title_zh", "题\u0007", "bad_text", "U+0007"),
        ("title_zh", "题\n题", "bad_text", "U+000A"),
        ("line_zh", "句\u202e", "bad_text", "U+202E"),
        ("notes_en", "a\u0000b", "bad_text", "U+0000"),
        ("title_zh", "题" * (LONGEST_TITLE + 1), "too_long", str(LONGEST_TITLE)),
        ("line_en", "x" * (LONGEST_NOTE + 1), "too_long", str(LONGEST_NOTE)),
        ("notes_zh", "注" * (LONGEST_NOTES + 1), "too_long", str(LONGEST_NOTES)),
        ("layers", ["rail"] * (MOST_NAMES + 1), "too_many", str(MOST_NAMES)),
        ("duration_s", DURATIONS_S[0] - 1, "out_of_range", str(DURATIONS_S[0] - 1)),
        ("duration_s", DURATIONS_S[1] + 1, "out_of_range", str(DURATIONS_S[1] + 1)),
        ("duration_s", "60", "wrong_type", "60"),
        ("duration_s", 60.0, "wrong_type", "60.0"),
        ("duration_s", True, "wrong_type", "True"),
        ("focus", "no", "wrong_type", "no"),
        ("title_zh", 5, "wrong_type", "5"),
        ("layers", [5], "wrong_type", "5"),
        ("layers", {"rail": True}, "wrong_type", ""),
        ("colour", "red", "unknown_key", ""),
    ],
)
def test_a_bad_value_is_named_with_its_scene(field: str, bad: Any, code: str, detail: str, atlas: Atlas) -> None:
    assert len(load(content({}, {}), atlas).scenes) == 2
    (found,) = {fault for fault in faults(content({}, {field: bad}), atlas) if fault[2] != "bus"}
    assert found[0] == code
    assert found[1].startswith(f"scenes 2, {field if code != 'no_title' else 'title_en'}")
    assert found[2] == detail


@pytest.mark.parametrize(
    ("field", "good"),
    [
        ("title_zh", "题" * LONGEST_TITLE),
        ("line_en", "x" * LONGEST_NOTE),
        ("notes_zh", "注" * LONGEST_NOTES),
        ("duration_s", DURATIONS_S[0]),
        ("duration_s", DURATIONS_S[1]),
        ("layers", ["rail"] * MOST_NAMES),
        ("date", "2019-12"),
        ("filter", "differs"),
        ("focus", False),
        ("title_en", "<script>alert(1)</script> {{7*7}} 　é"),
    ],
)
def test_what_is_just_allowed_is_loaded(field: str, good: Any, atlas: Atlas) -> None:
    value = getattr(first(content({field: good}), atlas), field)
    assert value == (tuple(good) if isinstance(good, list) else good)


def test_markup_is_text_and_is_kept_as_it_is(atlas: Atlas) -> None:
    hostile = "<script>alert(1)</script>"
    storyboard = load(content({"title_zh": hostile, "notes_zh": hostile}, title_zh=hostile), atlas)
    assert storyboard.title_zh == storyboard.scenes[0].title_zh == storyboard.scenes[0].notes_zh == hostile
    assert load(dump(storyboard), atlas) == storyboard


@pytest.mark.parametrize(
    ("told", "fault"),
    [
        ({"version": 2}, ("unknown_version", "version", "2")),
        ({"version": "1"}, ("wrong_type", "version", "1")),
        ({"id": "Our board"}, ("bad_id", "id", "Our board")),
        ({"id": "../x"}, ("bad_id", "id", "../x")),
        ({"title_zh": ""}, ("no_title", "title_en", "")),
        ({"author": "x"}, ("unknown_key", "author", "")),
    ],
)
def test_a_bad_head_is_refused(told: dict[str, Any], fault: tuple[str, str, str], atlas: Atlas) -> None:
    assert faults(content(**told), atlas) == {fault}


def test_all_faults_come_at_once(atlas: Atlas) -> None:
    bad, worse = '[[scenes]]\ntitle_zh = "题"\nclause = "9"\n', '[[scenes]]\npage = "trams"\nduration_s = "x"\n'
    text = f'title_zh = "例"\ncolour = 1\n{worse}{bad}'
    assert {fault[:2] for fault in faults(text, atlas)} == {
        ("missing", "version"),
        ("missing", "id"),
        ("unknown_key", "colour"),
        ("no_title", "scenes 1, title_en"),
        ("unknown_page", "scenes 1, page"),
        ("wrong_type", "scenes 1, duration_s"),
        ("unknown_clause", "scenes 2, clause"),
    }


def test_a_view_stands_beside_no_fit(atlas: Atlas) -> None:
    assert first(content({"view": "30,120,9"}), atlas).view == "30,120,9"
    assert faults(content({"view": "30,120,9", "fit": "西湖"}), atlas) == {
        ("view_and_fit", "scenes 1, view", "30,120,9")
    }


def test_no_scene_and_too_many_scenes_are_refused(atlas: Atlas) -> None:
    assert len(load(content(*[{}] * MOST_SCENES), atlas).scenes) == MOST_SCENES
    assert faults(content(*[{}] * (MOST_SCENES + 1)), atlas) == {("too_many", "scenes", str(MOST_SCENES))}
    assert ("too_many", "scenes", str(MOST_SCENES)) in faults("[[scenes]]\n" * 10_000, atlas)
    assert faults('version = 1\nid = "a"\ntitle_zh = "x"\nscenes = []', atlas) == {("no_scenes", "scenes", "")}
    assert ("missing", "scenes", "") in faults('version = 1\nid = "a"\ntitle_zh = "x"', atlas)


def test_a_file_that_is_too_large_is_refused(atlas: Atlas) -> None:
    text = content({})
    spare = MOST_BYTES - len(text.encode()) - 1
    assert load(text + "#" * spare + "\n", atlas) == load(text, atlas)
    assert faults(text + "#" * (spare + 1) + "\n", atlas) == {("too_large", "", str(MOST_BYTES // 1024))}
    assert faults("注" * (MOST_BYTES // 3 + 1), atlas) == {("too_large", "", str(MOST_BYTES // 1024))}


def test_a_file_may_come_as_bytes_with_a_mark_and_other_line_ends(atlas: Atlas) -> None:
    text = content({"notes_zh": "一"})
    storyboard = load(text, atlas)
    assert (
        load(text.encode(), atlas) == load(b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode(), atlas) == storyboard
    )
    assert faults(text.encode("gb18030"), atlas) == {("not_utf8", "", "")}
    assert faults(text.encode("utf-16"), atlas) == {("not_utf8", "", "")}
    assert faults("\ud800", atlas) == {("not_utf8", "", "")}


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("version = 1\nid = ours\n", "2"),
        ("a = 1\na = 2\n", "2"),
        ("a = [1,\n2\n", "3"),
        ("\n\n\x00", "3"),
        ("<xml/>", "1"),
        ("\n\n" + "a." * 30 + "b = 1\n\n\n", "3"),
    ],
)
def test_what_is_no_toml_is_told_with_its_line(text: str, line: str, atlas: Atlas) -> None:
    assert faults(text, atlas) == {("not_toml", "", line)}


@pytest.mark.parametrize(
    "text",
    [
        "[" * 500_000,
        "x=" + "{a=" * 150_000,
        "x=" + "[" * 500_000,
        ".".join(["a"] * 250_000) + "=1",
        "[" + " . ".join(['"a\\"b"'] * 40_000) + "]",
        ".".join(["'a'"] * 1000) + "=1",
        "version=" + "9" * 500_000,
        '"' + '\\"' * 200_000,
        '"""' + '\\"""' * 100_000,
        "a" * 500_000,
        "'a" * 250_000,
    ],
)
def test_a_file_made_to_exhaust_the_reader_is_refused_soon(text: str, atlas: Atlas) -> None:
    begun = time.process_time()
    assert {fault[0] for fault in faults(text, atlas)} == {"not_toml"}
    assert time.process_time() - begun < SLOW_S


def test_long_numbers_and_many_faults_do_no_harm(atlas: Atlas) -> None:
    assert ("unknown_version", "version", "") in faults("version=0x" + "f" * 100_000, atlas)
    text = "\n".join(f"key{index} = 1" for index in range(MOST_FAULTS * 3))
    assert len(faults(text, atlas)) == MOST_FAULTS


def test_prose_with_many_full_stops_is_no_endless_key(atlas: Atlas) -> None:
    notes = "See 1.1, 2.6.1, 3.10. " + "Well. " * 25 + "...... e.g. a.b.c.d."
    assert first(content({"notes_en": notes}), atlas).notes_en == notes


def test_without_an_atlas_names_are_taken_for_ids(atlas: Atlas) -> None:
    text = content({"layers": ["rail-of-tomorrow"], "selected": "nothing", "fit": "nobody", "page": "transport"})
    step = load(text, None).scenes[0]
    assert (step.layers, step.selected, step.fit) == (("rail-of-tomorrow",), "nothing", ("nobody",))
    shown = scene_of(step, atlas, "zh")
    assert (shown.layers, shown.selected) == (opening(atlas, "transport").layers, None), "as an address that says so"
    assert scene_of(load(content({"page": "trams"}), None).scenes[0], atlas, "zh").page == PAGES[0]
    assert faults(content({"clause": "9"}), None) == {("unknown_clause", "scenes 1, clause", "9")}


TEXT = st.text(st.characters(exclude_categories=("C", "Z")) | st.sampled_from("\n\t '\"\\"), max_size=60)


TOLD = st.fixed_dictionaries(
    {"notes_zh": TEXT, "line_en": TEXT, "duration_s": st.integers(*DURATIONS_S), "focus": st.booleans()}
)


@settings(max_examples=60)
@given(shown=st.lists(st.tuples(scenes.scenes(), TOLD), min_size=1, max_size=4))
def test_what_is_written_is_read_back_alike(atlas: Atlas, shown: list[tuple[Scene, dict[str, Any]]]) -> None:
    steps = tuple(capture(scene, atlas, **told) for scene, told in shown)
    storyboard = Storyboard(version=1, id="ours", title_en="Ours", scenes=steps)
    assert load(dump(storyboard), atlas) == storyboard
    assert load(dump(storyboard).encode(), atlas) == storyboard


def test_a_written_file_is_one_that_a_person_can_go_on_with(atlas: Atlas) -> None:
    step = Step(title_zh="题", notes_zh="一\n二", page="transport", fit=("rail-hangqu",), line_zh="句" * 40)
    text = dump(Storyboard(version=1, id="ours", title_zh="例", scenes=(step, step)))
    assert text.startswith('version = 1\nid = "ours"\ntitle_zh = "例"\n\n[[scenes]]\ntitle_zh = "题"\n')
    assert text.count("[[scenes]]") == 2
    assert '"""\n一\n二"""' in text
    assert "duration_s" not in text


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20) | st.dates() | st.datetimes(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=5,
)
KEYS = st.sampled_from([*Step.model_fields, *Storyboard.model_fields]) | st.text(max_size=8)


def without_none(value: Any) -> Any:
    """A value that TOML can say."""
    if isinstance(value, dict):
        return {key: without_none(item) for key, item in value.items() if item is not None}
    return [without_none(item) for item in value if item is not None] if isinstance(value, list) else value


def faults_or_none(value: dict[str, Any], atlas: Atlas) -> Sequence[Fault]:
    try:
        text = tomli_w.dumps(without_none(value))
        load(text, atlas)
    except StoryboardError as error:
        return error.faults
    return ()


@settings(max_examples=300)
@given(head=st.dictionaries(KEYS, VALUES, max_size=4), step=st.dictionaries(KEYS, VALUES, max_size=6))
def test_any_table_is_loaded_or_every_fault_has_its_sentence(
    atlas: Atlas, head: dict[str, Any], step: dict[str, Any]
) -> None:
    value = {"version": 1, "id": "a", "title_zh": "例"} | head | {"scenes": [{"title_zh": "题"} | step]}
    for lang in LANGUAGES:
        assert all(sentences(faults_or_none(value, atlas), lang))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_limits_in_the_sentences_are_those_of_the_code(lang: str) -> None:
    said = table(lang)["fault"]["storyboard"]
    assert all(str(limit) in said["out_of_range"] for limit in DURATIONS_S)
    assert "40" in said["bad_id"]
    assert load(content(id="a" * 40), None).id == "a" * 40
    assert faults(content(id="a" * 41), None) == {("bad_id", "id", "a" * 41)}


def test_an_error_says_all_its_faults() -> None:
    found = StoryboardError.fault("missing", where="id"), StoryboardError.fault("bad_id", where="id", detail="X")
    assert str(StoryboardError(faults=found)) == "storyboard.missing where=id; storyboard.bad_id where=id detail=X"


def test_no_storyboard_is_taken_for_data() -> None:
    assert not list(Path(GEODATA).glob("*storyboard*"))


@pytest.mark.parametrize(
    ("field", "most", "of"),
    [("title_zh", 80, "题"), ("title_en", 80, "x"), ("line_zh", 600, "句"), ("line_en", 600, "x"),
     ("notes_zh", 4000, "注"), ("notes_en", 4000, "x")],
)  # fmt: skip
def test_a_text_is_as_long_as_the_documentation_says_and_no_longer(
    field: str, most: int, of: str, atlas: Atlas
) -> None:
    assert getattr(first(content({field: of * most}), atlas), field) == of * most
    assert {fault[::2] for fault in faults(content({field: of * (most + 1)}), atlas)} == {("too_long", str(most))}


@pytest.mark.parametrize(("good", "bad"), [(5, 4), (3600, 3601)])
def test_a_scene_lasts_five_seconds_to_an_hour_and_usually_a_minute(good: int, bad: int, atlas: Atlas) -> None:
    assert first(content({"duration_s": good}), atlas).duration_s == good
    assert faults(content({"duration_s": bad}), atlas) == {("out_of_range", "scenes 1, duration_s", str(bad))}
    assert first(content({}), atlas).duration_s == 60


def test_a_storyboard_has_sixty_scenes_and_a_scene_sixty_names_at_most(atlas: Atlas) -> None:
    assert load(content(*[{}] * 60), atlas).duration_s == 3600
    assert faults(content(*[{}] * 61), atlas) == {("too_many", "scenes", "60")}
    assert len(first(content({"layers": ["rail"] * 60}), atlas).layers or ()) == 60
    assert faults(content({"layers": ["rail"] * 61}), atlas) == {("too_many", "scenes 1, layers", "60")}
    railways = [ident for ident in scenes.IDS if atlas.home(ident)][:61]
    assert len(first(content({"fit": railways[:60]}), atlas).fit) == 60
    assert faults(content({"fit": railways}), atlas) == {("too_many", "scenes 1, fit", "60")}


def test_a_file_has_half_a_megabyte_at_most(atlas: Atlas) -> None:
    text = content({})
    assert load(text + "#" * (524_288 - len(text.encode())), atlas) == load(text, atlas)
    assert faults(text + "#" * (524_289 - len(text.encode())), atlas) == {("too_large", "", "512")}


def test_a_hundred_faults_are_told_and_each_is_cut_at_sixty_signs(atlas: Atlas) -> None:
    assert len(faults("\n".join(f"key{number} = 1" for number in range(300)), atlas)) == 100
    ((_, where, _),) = faults(content({"x" * 100: "y" * 100}), atlas)
    assert where == ("scenes 1, " + "x" * 100)[:60]
    ((_, _, detail),) = faults(content({"page": "y" * 100}), atlas)
    assert detail == "y" * 60


@pytest.mark.parametrize(
    ("ident", "good"),
    [("a", True), ("a" * 40, True), ("a-1", True), ("a" * 41, False), ("1a", False), ("A", False), ("a_b", False),
     ("", False)],
)  # fmt: skip
def test_a_storyboard_is_called_by_up_to_forty_small_letters_digits_and_hyphens(
    ident: str, good: bool, atlas: Atlas
) -> None:
    if good:
        assert load(content({}, id=ident), atlas).id == ident
    else:
        assert {fault[:2] for fault in faults(content({}, id=ident), atlas)} == {("bad_id", "id")}


def test_long_numbers_are_not_written_out_and_short_ones_are(atlas: Atlas) -> None:
    assert faults(content({}, version=10**15 - 1), atlas) == {("unknown_version", "version", "9" * 15)}
    assert faults(content({}, version=10**15), atlas) == {("unknown_version", "version", "")}
