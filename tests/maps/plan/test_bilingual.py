"""Names in both languages: the legend is in both, too, each row once, and nothing else of it is other."""

from __future__ import annotations

from dataclasses import replace

import pytest

from layers.atlas.atlas import Atlas
from maps.plan.plan import plan
from maps.scene.scene import Scene, opening
from maps.scene.sheet import Sheet

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
        words = {text.partition("  ")[0] for text in (zh.row.text, en.row.text)}
        if mixed.row.layer != "indicator":
            assert all(word in mixed.row.text for word in words)
    texts = [item.row.text for item in both]
    assert {"铁路 Railways", "江河与运河 Rivers and canals"} & set(texts)
    assert [text for text in texts if text.startswith("依据等级 ")]
    if case == "dated":
        assert [text for text in texts if text.startswith("已开通或已设立 Open or established  ")]
    if case == "thematic":
        assert "人口密度" in texts[0]
        assert "density" in texts[0].lower()


def test_names_in_one_language_leave_the_legend_as_it_is(atlas: Atlas) -> None:
    scene = opening(atlas, "transport").checked(atlas)
    usual = plan(atlas, scene, Sheet()).legend.rows
    assert [item.row.text for item in plan(atlas, scene, Sheet(labels="en")).legend.rows] == [
        item.row.text for item in usual
    ]
