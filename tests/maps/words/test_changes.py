"""What is read out when the map changes: what is different, no more, in both languages."""

from __future__ import annotations

from dataclasses import replace

import pytest

from layers.atlas.atlas import Atlas
from layers.report.outline import title
from maps.scene.scene import Scene, View, opening
from maps.words.changes import changes
from maps.words.summarise import describe
from text import LANGUAGES, say

AIRPORT = "gateway-xiaoshan-airport"
CLAUSE = "2.6.1"


@pytest.fixture(params=LANGUAGES)
def scene(request: pytest.FixtureRequest, atlas: Atlas) -> Scene:
    return replace(opening(atlas, "transport"), lang=request.param).checked(atlas)


@pytest.mark.parametrize(
    "same",
    [{}, {"lang": "en"}, {"lang": "zh"}, {"theme": "dark"}, {"view": View(30.2, 120.1, 9.0)}, {"filter": "pass"},
     {"title": "x", "note": "y"}],
    ids=str,
)  # fmt: skip
def test_what_shows_the_same_says_nothing(same: dict[str, object], scene: Scene, atlas: Atlas) -> None:
    assert changes(scene, replace(scene, **same), atlas) == ""  # type: ignore[arg-type]  # fields of a Scene


def test_layers_are_named_and_then_counted(scene: Scene, atlas: Atlas) -> None:
    fewer = replace(scene, layers=tuple(ident for ident in scene.layers if ident not in ("rail", "stations")))
    names = [getattr(atlas.catalogue.layer(ident), scene.lang) for ident in ("rail", "stations")]
    off, on = changes(scene, fewer, atlas), changes(fewer, scene, atlas)
    assert all(name in said for name in names for said in (off, on))
    assert off.startswith(say(scene.lang, "access.off", names="\0").split("\0")[0])
    assert on.startswith(say(scene.lang, "access.on", names="\0").split("\0")[0])
    assert off.endswith(describe(fewer, atlas)[0])
    assert on.endswith(describe(scene, atlas)[0])


def test_other_layers_that_come_with_another_page_are_only_counted(scene: Scene, atlas: Atlas) -> None:
    other = replace(opening(atlas, "places"), lang=scene.lang)
    assert changes(scene, other, atlas) == describe(other, atlas)[0]
    assert changes(scene, replace(scene, page="zones"), atlas) == ""


def test_no_layer_at_all_is_said(scene: Scene, atlas: Atlas) -> None:
    assert changes(scene, replace(scene, layers=()), atlas).endswith(say(scene.lang, "summary.empty"))


def test_a_selection_is_named_with_its_kind_and_its_end_is_said(scene: Scene, atlas: Atlas) -> None:
    chosen = replace(scene, selected=AIRPORT)
    row = atlas.feature(AIRPORT)
    kind = atlas.class_names("gateways", scene.lang)[row["kind"]]
    said = say(scene.lang, "access.selected", name=row[f"name_{scene.lang}"], kind=kind)
    assert changes(scene, chosen, atlas) == said
    assert changes(chosen, scene, atlas) == say(scene.lang, "access.unselected")


def test_a_month_and_a_clause_are_said_and_their_end(scene: Scene, atlas: Atlas) -> None:
    dated, within = replace(scene, date="2019-07"), replace(scene, clause=CLAUSE)
    assert changes(scene, dated, atlas) == say(scene.lang, "access.date", month="2019-07")
    assert changes(dated, scene, atlas) == say(scene.lang, "access.date_off")
    about = title(CLAUSE, scene.lang)
    assert changes(scene, within, atlas) == say(scene.lang, "access.clause", clause=CLAUSE, title=about)
    assert changes(within, scene, atlas) == say(scene.lang, "access.clause_off")


def test_several_changes_stand_in_one_order(scene: Scene, atlas: Atlas) -> None:
    after = replace(scene, layers=scene.layers[1:], selected=AIRPORT, date="2020-01", clause=CLAUSE)
    said = changes(scene, after, atlas)
    parts = [
        changes(scene, replace(scene, **{name: getattr(after, name)}), atlas)
        for name in ("clause", "date", "layers", "selected")
    ]
    assert [said.index(part) for part in parts] == sorted(said.index(part) for part in parts)
    assert len(said) <= sum(len(part) + 1 for part in parts)


def test_a_scene_is_described_once(scene: Scene, atlas: Atlas) -> None:
    assert describe(replace(scene), atlas) is describe(scene, atlas)
    assert describe(replace(scene, selected=AIRPORT), atlas) is not describe(scene, atlas)


def test_all_that_changed_is_said_in_one_breath_in_the_order_of_what_matters(atlas: Atlas) -> None:
    before = Scene("transport", ("cities", "rail"), lang="en", selected="city-hangzhou")
    after = Scene("transport", ("cities", "roads"), lang="en", selected=AIRPORT, date="2021-05", clause="2.6.1")
    kind = atlas.class_names("gateways", "en")[atlas.feature(AIRPORT)["kind"]]
    name = atlas.feature(AIRPORT)["name_en"]
    counted = describe(after, atlas)[0]
    assert changes(before, after, atlas) == (
        f"Clause 2.6.1: {title('2.6.1', 'en')}. Shown as of 2021-05. "
        f"Switched on: {atlas.catalogue.layer('roads').en}. Switched off: Railways. {counted} Selected: {name}, {kind}."
    )
    assert changes(after, replace(after, date=None, clause=None, selected=None), atlas) == (
        "No clause stands out. Shown at any date. Nothing is selected."
    )
    both = replace(before, layers=("cities", "rail", "roads", "stations"))
    names = [atlas.catalogue.layer(ident).en for ident in ("roads", "stations")]
    assert changes(before, both, atlas).startswith(f"Switched on: {names[0]} and {names[1]}. The map shows 4 layers")


def test_a_selection_is_named_as_at_the_date(atlas: Atlas) -> None:
    scene = replace(opening(atlas, "transport"), lang="en", date="2014-06").checked(atlas)
    assert "Shangyu North" in changes(scene, replace(scene, selected="station-shangyu-bei"), atlas)
    dateless = replace(scene, date=None)
    assert "Shaoxing East" in changes(dateless, replace(dateless, selected="station-shangyu-bei"), atlas)


def test_how_many_are_selected_together_is_said_and_their_names_are_described(scene: Scene, atlas: Atlas) -> None:
    one = replace(scene, selected=AIRPORT)
    three = replace(one, besides=("city-huzhou", "city-hangzhou"))
    assert changes(one, three, atlas).endswith(say(scene.lang, "access.selected_together", count=3))
    names = [str(atlas.feature(ident)[f"name_{scene.lang}"]) for ident in three.besides]
    assert all(name in describe(three, atlas)[-1] for name in names)
    assert describe(three, atlas)[:-1] == describe(one, atlas)
