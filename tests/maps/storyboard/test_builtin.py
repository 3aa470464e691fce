"""The storyboards that the atlas brings along: what they name is there, and what they say agrees with the data."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from layers.atlas.atlas import Atlas, build_atlas, current_atlas
from layers.atlas.clauses import LOCATORS
from layers.atlas.timeline import outcome_of
from layers.report.outline import home_layers, within
from layers.report.recognise import recognise
from maps.scene.pages import TIMED
from maps.scene.permalink import from_permalink, permalink
from maps.scene.scene import HOME, Scene
from maps.storyboard.file import BUILTIN, FOLDER, builtin, dump, load
from maps.storyboard.storyboard import Step, Storyboard, scene_of
from tests import samples
from tests.maps import scenes
from text import LANGUAGES

BOARDS = {board.id: board for board in builtin(current_atlas())}
STEPS = [(board.id, number, step) for board in BOARDS.values() for number, step in enumerate(board.scenes, start=1)]
EACH = pytest.mark.parametrize("step", [pytest.param(step, id=f"{name}-{number}") for name, number, step in STEPS])
LONGEST = {"zh": 60, "en": 160}
HAN = re.compile(r"[\u3400-\u9fff]")
CITED = re.compile(r"(?<![\d.])\d(?:\.\d{1,2}){1,2}(?![\d.]*\d)")
NAMED_LINES = ["huhang", "shanghehang", "hanglinji", "huzhahang", "ninghang-second", "hangqu", "jinjian", "hangshao",
               "hanghai", "hangde", "huhang-maglev"]  # fmt: skip


def sentences(text: str) -> list[str]:
    return [part for part in re.split(r"(?<=[。!?])|(?<=[^\d ][.!?])\s|\n", text) if part.strip()]


def test_there_are_three_of_eight_to_twelve_scenes() -> None:
    assert tuple(BOARDS) == BUILTIN
    assert {path.stem for path in FOLDER.glob("*.toml")} == set(BUILTIN)
    assert all(8 <= len(board.scenes) <= 12 for board in BOARDS.values())


@pytest.mark.parametrize(
    ("name", "seconds"), [("circle-in-ten-minutes", 600), ("ten-projects", 650), ("one-hour", 570)]
)
def test_each_takes_about_ten_minutes(name: str, seconds: int) -> None:
    assert BOARDS[name].duration_s == seconds
    assert all(30 <= step.duration_s <= 90 for step in BOARDS[name].scenes)


@pytest.mark.parametrize("name", BUILTIN)
def test_the_file_is_sound_names_everything_by_id_and_is_written_back_alike(name: str, atlas: Atlas) -> None:
    data = (FOLDER / f"{name}.toml").read_bytes()
    assert load(data, atlas) == load(data, None) == BOARDS[name]
    assert load(dump(BOARDS[name]), atlas) == BOARDS[name]
    assert all(BOARDS[name].said("title", lang) for lang in LANGUAGES)


@EACH
def test_every_text_is_there_in_both_languages_and_fits_its_place(step: Step) -> None:
    for lang in LANGUAGES:
        title, line, notes = (getattr(step, f"{field}_{lang}") for field in ("title", "line", "notes"))
        assert title
        assert line
        assert len(line) <= LONGEST[lang]
        assert 2 <= len(sentences(notes)) <= 5
        assert bool(HAN.search(title + line + notes)) == (lang == "zh")


def test_sentences_would_be_counted() -> None:
    assert len(sentences("Clause 1.1 has 4.7%. See 2.4 (in part). No more.")) == 3
    assert len(sentences("条款1.1有4.7%。\n见2.4。")) == 2


@EACH
def test_every_clause_exists_and_is_cited_in_the_notes(step: Step) -> None:
    assert step.clause in LOCATORS
    for lang in LANGUAGES:
        notes = getattr(step, f"notes_{lang}")
        cited = {found for found in CITED.findall(notes) if found in LOCATORS}
        whole = {"zh": f"条款{step.clause}。", "en": f"clause {step.clause}."}[lang]
        assert any(within(found, step.clause) for found in cited) or whole in notes
        assert cited == {found for found in CITED.findall(step.notes_zh) if found in LOCATORS}


@EACH
def test_every_scene_shows_what_it_speaks_of(step: Step, atlas: Atlas) -> None:
    for lang in LANGUAGES:
        scene = scene_of(step, atlas, lang, "dark")
        assert scene.layers
        assert set(home_layers(atlas, scene.focus(atlas))) <= set(scene.layers)
        assert set(home_layers(atlas, step.fit)) - {"districts_2019"} <= set(scene.layers)
        assert step.layers is None or set(step.layers) == set(scene.layers)
        assert scene.date is None or scene.page in TIMED
        assert from_permalink(permalink(scene, atlas), atlas) == (scene, ())


@EACH
def test_the_view_shows_whole_what_it_is_about(step: Step, atlas: Atlas) -> None:
    scene = scene_of(step, atlas, "zh")
    assert scene.view != HOME or scene.focus(atlas)
    for ident in step.fit:
        home = atlas.home(ident)
        shapes = atlas.frames[home].loc[[ident]] if home else atlas.frames[ident]
        assert scenes.fits(scene.view, tuple(shapes.total_bounds))


def test_a_scene_that_does_not_show_what_it_speaks_of_would_be_found(atlas: Atlas) -> None:
    scene = scene_of(Step(title_zh="题", clause="2.4.2", layers=("cities",)), atlas, "zh")
    assert not set(home_layers(atlas, scene.focus(atlas))) <= set(scene.layers)


def test_ten_projects_have_a_scene_each() -> None:
    assert [step.clause for step in BOARDS["ten-projects"].scenes] == ["3", *(f"3.{n}" for n in range(1, 11)), "3"]


def test_the_circle_is_told_as_it_was_asked_for() -> None:
    assert [step.clause for step in BOARDS["circle-in-ten-minutes"].scenes] == [
        "1.1", "1.2", "1.3", "1.2.3", "2.6.2", "2.6.1", "2.4.2", "2.3.3", "2.6.1", "2.6.1",
    ]  # fmt: skip
    assert {step.clause for step in BOARDS["one-hour"].scenes} == {"2.6.1"}


def unshown(step: Step, atlas: Atlas, lang: str) -> set[str]:
    """What a scene's title and line name and its map neither makes stand out nor, as a city or the circle, names.

    What has no place on any map is not asked for.
    """
    scene = scene_of(step, atlas, lang)
    shown = {ident: atlas.feature(ident) for ident in scene.focus(atlas)}
    shown |= {ident: atlas.feature(ident) for layer in ("cities", "circle") for ident in atlas.frames[layer].index}
    names = [str(row[f"name_{lang}"]) for row in shown.values()]
    found = recognise(atlas, [step.said("title", lang), step.said("line", lang)]).mentions
    return {
        mention.text
        for mention in found
        if scene.focus(atlas) and not set(mention.ids) & set(shown) and any(map(atlas.home, mention.ids))
        if not any(mention.text in name for name in names)
    }


@EACH
def test_a_sentence_names_nothing_that_its_map_does_not_show(step: Step, atlas: Atlas) -> None:
    assert {lang: unshown(step, atlas, lang) for lang in LANGUAGES} == {lang: set() for lang in LANGUAGES}


def test_what_a_map_does_not_show_would_be_found(atlas: Atlas) -> None:
    step = BOARDS["one-hour"].scenes[2]
    assert unshown(step.model_copy(update={"line_zh": "一座在萧山,一座在上海。"}), atlas, "zh") == {"萧山"}


def test_then_is_the_reports_month_and_now_the_last_of_the_data(atlas: Atlas) -> None:
    dates = {step.date for _, _, step in STEPS if step.date}
    assert dates == {"2019-07", atlas.last_month}
    now = [step for _, _, step in STEPS if step.date == atlas.last_month]
    assert len(now) == 6
    assert all("2026年11月" in step.line_zh and "November 2026" in step.line_en for step in now)


def test_the_count_of_railways_is_that_of_the_data(atlas: Atlas) -> None:
    outcomes = [outcome_of(name, atlas.timelines[f"rail-{name}"]) for name in NAMED_LINES]
    assert {f"rail-{name}" for name in NAMED_LINES} == {
        row["line"] for _, row in atlas.frames["rail"].iterrows() if "2.6.1" in row["clauses"]
    }
    assert [sum(outcome.now == status for outcome in outcomes) for status in ("open", "building")] == [6, 1]
    for board in ("circle-in-ten-minutes", "one-hour"):
        last = BOARDS[board].scenes[-1]
        assert "十一条铁路" in last.line_zh
        assert "六条已全线或部分开通" in last.line_zh
        assert "six of" in last.line_en
        assert "eleven railways" in last.line_en


@pytest.mark.parametrize(
    ("ident", "said"),
    [
        ("rail-huhang", "2022年9月"),
        ("rail-shanghehang", "2020年6月"),
        ("rail-hangqu", "2025年12月26日"),
        ("rail-jinjian", "2026年2月14日"),
        ("rail-hangshao", "2021年6月28日"),
        ("rail-hanghai", "2021年6月28日"),
        ("rail-airport-express", "9月22日"),
        ("station-hangzhou-nan", "2020年7月"),
        ("station-hangzhou-xi", "2022年9月"),
        ("road-linjin", "2023年9月"),
        ("road-hangshaoyong", "2025年4月"),
        ("waterway-second-canal", "2023年7月18日"),
        ("zone-chunan", "2019年9月"),
        ("zone-hehang-mengxiang", "2020年8月"),
        ("zone-binfu", "2019年8月"),
    ],
)
def test_dates_of_opening_are_those_of_the_data(ident: str, said: str, atlas: Atlas) -> None:
    year, month, *day = outcome_of(ident, atlas.timelines[ident]).opened.split("-")
    spoken = f"{year}年{int(month)}月" + (f"{int(day[0])}日" if day else "")
    assert spoken.startswith(said) or said in spoken
    assert any(said in step.notes_zh for _, _, step in STEPS)


def test_they_are_made_once_for_an_atlas(atlas: Atlas) -> None:
    assert builtin(atlas) is builtin(atlas)


def test_where_a_layer_is_broken_the_rest_is_shown(folder: Path) -> None:
    (folder / "zones.geojson").unlink()
    broken = build_atlas(folder)
    assert broken.faults
    boards: tuple[Storyboard, ...] = builtin(broken)
    shown: list[Scene] = [
        scene_of(step, broken, lang) for lang in LANGUAGES for board in boards for step in board.scenes
    ]
    assert len(shown) == 2 * len(STEPS)
    assert all("zones" not in scene.layers and scene == scene.checked(broken) for scene in shown)
    assert any(scene.layers for scene in shown)
    assert set(samples.CATALOGUE.ids()) > {ident for scene in shown for ident in scene.layers}
