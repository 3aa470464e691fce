"""Every class at every evidence grade, and the contrast of the colours it is drawn in."""

from __future__ import annotations

from typing import Any

import pytest

from layers.catalogue.catalogue import LayerClass
from layers.catalogue.style import (
    DASHES,
    THINNED_OPACITY,
    Stroke,
    Style,
    bare_style,
    key_style,
    patterned,
    status_style,
    style_of,
)
from tests import samples

THEMES = ("light", "dark")
GROUNDS = ("land", "delta")
TEXT_GROUNDS = ("paper", "land", "delta")
QUIET = {"stream", "border_faint", "road_context", "metro_context"}
"""Hairlines of the ground and of what lies around: context that themes must outshine, not symbols to be read."""
every_class = pytest.mark.parametrize(
    "cls", [cls for _, cls in samples.CLASSES], ids=[f"{layer}-{cls.kind}" for layer, cls in samples.CLASSES]
)
bordered = pytest.mark.parametrize(
    "cls",
    [cls for _, cls in samples.CLASSES if cls.width],
    ids=[f"{layer}-{cls.kind}" for layer, cls in samples.CLASSES if cls.width],
)
every_grade = pytest.mark.parametrize("evidence", samples.EVIDENCE)
SYMBOLS = sorted({cls.color for _, cls in samples.CLASSES if cls.pattern != "cased"} - QUIET - {"sea"})
CASED = sorted({cls.color for _, cls in samples.CLASSES if cls.pattern == "cased"})
LABELS = sorted({layer.label.color for layer in samples.LAYERS if layer.label} | {"ink", "muted"})


def luminance(color: str) -> float:
    """Relative luminance of WCAG 2."""
    parts = [int(color[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(theme: str, one: str, other: str) -> float:
    """Contrast ratio of two named colours in a theme."""
    palette = samples.CATALOGUE.palette[theme]  # type: ignore[index]  # the themes are literal
    darker, lighter = sorted((luminance(palette[one]), luminance(palette[other])))
    return (lighter + 0.05) / (darker + 0.05)


@every_grade
@every_class
def test_a_style_is_drawable(cls: LayerClass, evidence: str) -> None:
    style = style_of(cls, evidence)
    assert style.fill or style.glyph or any(item.width > 0 for item in style.strokes)
    assert style.badge == (evidence == "indicative")
    assert all(
        item.width >= 0 and 0 < item.opacity <= 1 and all(part > 0 for part in item.dash) for item in style.strokes
    )
    names = {style.fill, style.held, style.glyph_color, *(item.color for item in style.strokes)} - {""}
    for theme in THEMES:
        assert names <= set(samples.CATALOGUE.palette[theme])  # type: ignore[index]  # the themes are literal
    assert (style.glyph, style.glow) == (cls.glyph, cls.glow)
    assert (style.size > 0) == bool(cls.glyph)


@every_grade
@every_class
def test_style_is_a_pure_function(cls: LayerClass, evidence: str) -> None:
    assert style_of(cls, evidence) == style_of(cls, evidence)


@bordered
def test_indicative_is_the_same_symbol_narrower_in_a_wide_and_pale_line(cls: LayerClass) -> None:
    """How sure a shape is changes no hue and no dash: those say what it is and what its status is."""
    sure, style = style_of(cls, "surveyed"), style_of(cls, "indicative")
    pale, *symbol = style.strokes
    assert (pale.color, pale.opacity) == (cls.color, 0.35)
    assert pale.width > max(item.width for item in symbol) + 3
    assert [(item.color, item.dash, item.opacity) for item in symbol] == [
        (item.color, item.dash, item.opacity) for item in sure.strokes
    ]
    assert [item.width for item in symbol] == pytest.approx([item.width * 0.8 for item in sure.strokes])


@every_class
def test_surveyed_and_generalised_differ_by_opacity_alone(cls: LayerClass) -> None:
    surveyed, thinned = style_of(cls, "surveyed"), style_of(cls, "generalised")
    for one, other in zip(surveyed.strokes, thinned.strokes, strict=True):
        assert other.opacity == pytest.approx(one.opacity * THINNED_OPACITY)
        assert (one.color, one.width, one.dash) == (other.color, other.width, other.dash)


@bordered
def test_surveyed_is_not_taken_for_indicative(cls: LayerClass) -> None:
    assert style_of(cls, "surveyed") != style_of(cls, "indicative")


@pytest.mark.parametrize(
    ("pattern", "dash"),
    [
        ("solid", ()), ("border_province", (10, 3, 2, 3, 2, 3)), ("border_city", (9, 3, 2, 3)),
        ("border_county", (5, 3, 1.5, 3)),
    ],
)  # fmt: skip
def test_a_border_has_the_dash_of_its_rank(pattern: str, dash: tuple[float, ...]) -> None:
    cls = LayerClass.model_validate({"kind": "a", "zh": "甲", "en": "A", "color": "ink", "pattern": pattern})
    (stroke,) = style_of(cls, "surveyed").strokes
    assert stroke == Stroke("ink", 1.0, dash, 1.0)


def test_what_nothing_is_said_of_is_not_drawn() -> None:
    assert Stroke("ink", 2.0) == Stroke("ink", 2.0, dash=(), opacity=1.0)
    assert Style() == Style(
        strokes=(), fill="", fill_opacity=0.0, glyph="", glyph_color="", size=0.0, glow=False, dash=(), relief=(),
        hatch="", held="", badge=False,
    )  # fmt: skip


def test_a_style_has_all_that_its_class_has_and_no_rim() -> None:
    cls = made(fill="land", fill_opacity=0.3, glyph="dot", size=9.0, glow=True)
    assert style_of(cls, "surveyed") == Style((Stroke("ink", 3.0),), "land", 0.3, "dot", "ink", 9.0, True, ())


def test_a_relief_is_its_two_sides_at_every_grade() -> None:
    cls = made("relief", fill="land", fill_opacity=0.4)
    for grade in ("surveyed", "generalised", "indicative"):
        assert style_of(cls, grade) == Style(relief=("ink", "land"), fill_opacity=0.4)


def test_no_two_borders_look_alike() -> None:
    assert len(set(DASHES.values())) == len(DASHES)
    assert not {status.dash for status in samples.CATALOGUE.statuses} & set(DASHES.values())


@pytest.mark.parametrize("ground", TEXT_GROUNDS)
@pytest.mark.parametrize("color", LABELS)
@pytest.mark.parametrize("theme", THEMES)
def test_text_is_legible(theme: str, color: str, ground: str) -> None:
    least = 4.5 if color in {"ink", "muted"} else 3.0
    assert contrast(theme, color, ground) >= least
    assert contrast(theme, color, "halo") >= 4.5 or ground != "paper"


@pytest.mark.parametrize("ground", GROUNDS)
@pytest.mark.parametrize("color", SYMBOLS)
@pytest.mark.parametrize("theme", THEMES)
def test_symbols_stand_out(theme: str, color: str, ground: str) -> None:
    assert contrast(theme, color, ground) >= 3


@pytest.mark.parametrize("ground", GROUNDS)
@pytest.mark.parametrize("color", CASED)
@pytest.mark.parametrize("theme", THEMES)
def test_a_cased_line_stands_out_by_its_casing_or_its_core(theme: str, color: str, ground: str) -> None:
    assert max(contrast(theme, name, ground) for name in (color, f"{color}_case")) >= 3
    assert contrast(theme, color, f"{color}_case") >= 2


@pytest.mark.parametrize("theme", THEMES)
def test_the_selection_stands_out(theme: str) -> None:
    assert all(contrast(theme, "select", ground) >= 3 for ground in (*GROUNDS, "halo"))


def made(pattern: str = "solid", **look: Any) -> LayerClass:
    """A class three pixels wide, in ink."""
    known = {"kind": "a", "zh": "甲", "en": "A", "color": "ink", "width": 3.0, "pattern": pattern}
    return LayerClass.model_validate(known | look)


@pytest.mark.parametrize(
    ("pattern", "evidence", "strokes"),
    [
        ("solid", "surveyed", (Stroke("ink", 3.0),)),
        ("solid", "generalised", (Stroke("ink", 3.0, opacity=0.9),)),
        ("solid", "indicative", (Stroke("ink", 6.5, opacity=0.35), Stroke("ink", 2.4))),
        ("railway", "surveyed", (Stroke("ink", 3.0), Stroke("paper", 1.4, (8.0, 8.0)))),
        ("railway", "indicative", (Stroke("ink", 6.5, opacity=0.35), Stroke("ink", 2.4),
                                   Stroke("paper", 1.12, (8.0, 8.0)))),
        ("cased", "surveyed", (Stroke("ink_case", 3.0), Stroke("ink", 1.4))),
        ("cased", "indicative", (Stroke("ink", 6.5, opacity=0.35), Stroke("ink_case", 2.4), Stroke("ink", 1.12))),
        ("double", "surveyed", (Stroke("ink", 3.0), Stroke("paper", 1.0))),
    ],
)  # fmt: skip
def test_a_pattern_is_drawn_from_the_bottom_to_the_top(
    pattern: str, evidence: str, strokes: tuple[Stroke, ...]
) -> None:
    drawn = style_of(made(pattern), evidence).strokes
    assert [(item.color, item.dash) for item in drawn] == [(item.color, item.dash) for item in strokes]
    assert [item.width for item in drawn] == pytest.approx([item.width for item in strokes])
    assert [item.opacity for item in drawn] == pytest.approx([item.opacity for item in strokes])


def test_what_has_no_line_has_none_at_any_grade() -> None:
    assert style_of(made(width=0, fill="land"), "indicative").strokes == ()
    drawn = style_of(made(fill="land", fill_opacity=0.3), "surveyed")
    assert (drawn.fill, drawn.fill_opacity, drawn.glyph_color, drawn.size) == ("land", 0.3, "ink", 0.0)
    assert style_of(made(glyph="dot", size=9.0), "surveyed").size == 9.0


def test_what_is_held_has_its_own_colour_in_hand() -> None:
    cls = made(held=True, hues={"b": "muted"})
    assert [style_of(cls, "surveyed", ident).held for ident in ("a", "b")] == ["ink", "muted"]
    assert style_of(cls, "surveyed", "b").strokes == (Stroke("muted", 3.0),)
    assert style_of(made(), "surveyed").held == ""


@pytest.mark.parametrize("evidence", samples.EVIDENCE)
@pytest.mark.parametrize("pattern", ["solid", "double", "railway", "cased"])
def test_a_status_changes_the_dashes_alone(pattern: str, evidence: str) -> None:
    bare = bare_style(made(pattern), evidence)
    dashed = patterned(bare, (5.0, 4.0))
    assert all(stroke.dash == (5.0, 4.0) for stroke in dashed.strokes)
    kept = [stroke for stroke in bare.strokes if not stroke.dash]
    assert [(s.color, s.width, s.opacity) for s in dashed.strokes] == [(s.color, s.width, s.opacity) for s in kept]
    assert len(bare.strokes) - len(kept) == (pattern == "railway")
    assert patterned(bare, ()) == bare
    assert style_of(made(pattern, dash=(5.0, 4.0)), evidence) == dashed


def test_a_symbol_has_its_status_on_its_rim() -> None:
    glyph = bare_style(made(glyph="dot", width=0), "surveyed")
    assert patterned(glyph, (5.0, 4.0)).dash == (5.0, 4.0)
    assert patterned(bare_style(made(), "surveyed"), (5.0, 4.0)).dash == ()


def test_the_keys_are_drawn_as_classes_are() -> None:
    assert [key_style(grade).badge for grade in samples.EVIDENCE] == [False, False, True]
    assert [len(key_style(grade).strokes) for grade in samples.EVIDENCE] == [1, 1, 2]
    assert status_style((5.0, 4.0)).strokes[0].dash == status_style((5.0, 4.0)).dash == (5.0, 4.0)


def test_borders_are_a_long_stroke_and_dots_and_the_higher_the_rank_the_more_dots_or_the_longer() -> None:
    province, city, county = (style_of(made(f"border_{rank}"), "surveyed").strokes[0].dash
                              for rank in ("province", "city", "county"))  # fmt: skip
    assert (len(province), len(city), len(county)) == (6, 4, 4)
    assert province[0] > city[0] > county[0]
    assert all(max(dash[2::2]) < dash[0] / 3 and set(dash[1::2]) == {3} for dash in (province, city, county))
