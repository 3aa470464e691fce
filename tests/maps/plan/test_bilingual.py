"""Names in both languages: the legend and what stands around the map are in both, too, and nothing else is other."""

from __future__ import annotations

from dataclasses import replace
from typing import Literal

import pytest
from lxml import etree

from layers.atlas.atlas import Atlas
from maps.origin.content import content_code
from maps.origin.provenance import provenance
from maps.paper import inset
from maps.paper.formats import svg
from maps.plan.plan import plan
from maps.scene.scene import Scene, opening
from maps.scene.sheet import Sheet
from text import say

INDICATOR = "density.2020.cities.quantiles"


def scenes(atlas: Atlas) -> dict[str, Scene]:
    return {
        "today": opening(atlas, "transport"),
        "dated": replace(opening(atlas, "transport"), date="2022-05"),
        "thematic": replace(opening(atlas, "overview"), indicator=INDICATOR),
    }


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("case", ["today", "dated", "thematic"])
def test_every_row_says_what_it_says_in_either_language(case: str, lang: str, atlas: Atlas) -> None:
    scene = scenes(atlas)[case]
    both = plan(atlas, replace(scene, lang=lang).checked(atlas), Sheet(labels="both", size="a3")).legend.rows
    one, other = (
        plan(atlas, replace(scene, lang=own).checked(atlas), Sheet(size="a3")).legend.rows for own in ("zh", "en")
    )
    assert len(both) > 10
    for mixed, zh, en in zip(both, one, other, strict=True):
        assert (mixed.row.layer, mixed.row.kind, mixed.row.shape, mixed.row.style) == (
            zh.row.layer, zh.row.kind, zh.row.shape, zh.row.style,
        )  # fmt: skip
        # A count stands once, behind both.
        words = {text.partition("\u00a0")[0] for text in (zh.row.text, en.row.text)}
        if mixed.row.layer != "indicator":
            assert all(word in mixed.row.text for word in words)
    texts = [item.row.text for item in both]
    assert {"铁路 Railways", "江河与运河 Rivers and canals"} & set(texts)
    assert [text for text in texts if text.startswith("依据等级 ")]
    if case == "dated":
        assert [text for text in texts if text.startswith("已开通或已设立 Open or established\u00a0\u00a0")]
    if case == "thematic":
        assert "人口密度" in texts[0]
        assert "density" in texts[0].lower()


def test_names_in_one_language_leave_the_legend_as_it_is(atlas: Atlas) -> None:
    scene = opening(atlas, "transport").checked(atlas)
    usual = plan(atlas, scene, Sheet()).legend.rows
    assert [item.row.text for item in plan(atlas, scene, Sheet(labels="en")).legend.rows] == [
        item.row.text for item in usual
    ]


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("case", ["dated", "thematic"])
def test_what_stands_around_the_map_is_in_both_too_chinese_first(case: str, lang: str, atlas: Atlas) -> None:
    scene = replace(scenes(atlas)[case], lang=lang).checked(atlas)
    made = plan(atlas, scene, Sheet(labels="both", size="a3"))
    zh, en = (plan(atlas, replace(scene, lang=own), Sheet(size="a3")).words for own in ("zh", "en"))
    assert made.words.time == f"{zh.time}\n{en.time}"
    assert made.words.sources == f"{zh.sources}\n{en.sources}"
    # The map is smaller for the longer texts, so that the scale may be another.
    projections = [
        text.partition("。" if own == "zh" else ". ")[0] for own, text in (("zh", zh.basis), ("en", en.basis))
    ]
    lines = made.words.basis.split("\n")
    assert [line.startswith(said) for line, said in zip(lines, projections, strict=True)] == [True, True]
    assert inset.title(made) == f"{say('zh', 'paper.inset')}\n{say('en', 'paper.inset')}"


@pytest.mark.parametrize(("labels", "north"), [("", "北"), ("both", "北 N")])
def test_the_north_arrow_and_the_inset_of_a_sheet_say_it(labels: Literal["", "both"], north: str, atlas: Atlas) -> None:
    made = plan(atlas, opening(atlas, "places").checked(atlas), Sheet(labels=labels, dpi=96))
    origin = provenance(made.scene, made.sheet, atlas, content_code(made.scene, made.sheet, atlas))
    root = etree.fromstring(svg(made, atlas, origin))
    texts = ["".join(node.itertext()) for node in root.iter("{http://www.w3.org/2000/svg}text")]
    assert north in texts
    assert any(text.startswith(say("en", "paper.inset")[:8]) for text in texts) == (labels == "both")
