"""The palette in simulated colour blindness, in grey and on a washed-out projector (decision 11 states the minima)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import combinations, pairwise, product

import pytest

from layers.atlas.atlas import Atlas
from layers.catalogue.catalogue import Layer, LayerClass
from layers.catalogue.style import Stroke, Style, bare_style, patterned, style_of, themed_style, unthemed_style
from maps.scene.pages import PAGES, pages
from tests import samples
from tests.looks import Gap, Least, Look, Palette, edges, form, gaps, inside, outstanding, within
from tests.vision import SIGHTS, contrast, difference, laid, lightness, seen, washed

IN_A_LAYER = Least(inside=5, edge=10)
BETWEEN_LAYERS = Least(inside=3.5, edge=5)
SIDE_BY_SIDE = 13
"""Of the own colours of one class in full sight: their lines run along each other for hundreds of kilometres."""
TEXT, SYMBOL, HAIRLINE, PROJECTED, VEIL = 4.5, 3.0, 1.5, 2.0, 0.35
QUIET = {"stream", "border_faint", "road_context", "metro_context"}
"""Hairlines of the ground, of the prefectures and of what lies around: context that themes must outshine."""
TOLD_BY_NAME = {"district": ("区", "District"), "county": ("县", "County"), "county_city": ("市", "City")}
"""Counties share their borders, so no line can tell their kinds apart: the name on the map does, in both languages."""
NAMED = ("districts_2019", "districts_2021")

PALETTES: Mapping[str, Palette] = {str(theme): colors for theme, colors in samples.CATALOGUE.palette.items()}
LEGENDS = [layer for layer in samples.LAYERS if layer.panel]
TIMED = [layer for layer in LEGENDS if layer.timed]
every_theme = pytest.mark.parametrize("theme", PALETTES)


def grounds(palette: Palette) -> list[str]:
    """What symbols lie on: the land, the lighter land of the Delta, and the land in the tints of the cities."""
    cities = samples.CATALOGUE.layer("cities").classes  # open on every page
    tinted = [laid(palette[cls.fill], cls.fill_opacity, palette["land"]) for cls in cities]
    return [palette["land"], palette["delta"], *tinted]


def shape_of(layer: Layer, cls: LayerClass) -> str:
    return layer.geometry if layer.geometry != "mixed" else "point" if cls.glyph else "polygon"


def looks(layer: Layer) -> list[Look]:
    """Every class at every evidence grade, whether or not a feature has it today; and what has its own colour."""
    return [
        Look(layer.id, ident or cls.kind, grade, shape_of(layer, cls), style_of(cls, grade, ident))
        for cls in layer.classes
        for ident in ("", *cls.hues)
        for grade in samples.EVIDENCE
    ]


def shown(layer: Layer, atlas: Atlas) -> list[Look]:
    """The looks that features of the layer have, by class and by own colour; of a class without a feature all."""
    frame = atlas.frames[layer.id]
    grades = {**frame.groupby("kind")["evidence"].agg(set), **frame.groupby(level=0)["evidence"].agg(set)}
    return [look for look in looks(layer) if look.grade in grades.get(look.kind, samples.EVIDENCE)]


def statuses(layer: Layer, cls: LayerClass) -> list[Look]:
    """The looks of a class's features when the map shows a date."""
    base = bare_style(cls, "surveyed")
    return [
        Look(layer.id, f"{cls.kind}, {spec.id}", "surveyed", shape_of(layer, cls), patterned(base, spec.dash))
        for spec in samples.CATALOGUE.statuses
    ]


def confused(found: Iterable[Gap]) -> list[str]:
    """The pairs that are too close, the closest first; with its sight, ground and differences each."""
    return [str(gap) for gap in found if gap.share < 1]


def line(color: str, **changes: object) -> Style:
    return Style(strokes=(replace(Stroke(color, 2.0), **changes),))  # type: ignore[arg-type]  # fields of a Stroke


def pair(one: Style, other: Style, shape: str = "line") -> list[tuple[Look, Look]]:
    return [(Look("made", "one", "up", shape, one), Look("made", "other", "up", shape, other))]


# The instrument itself.


def test_contrast_is_that_of_wcag() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)
    assert contrast("#777777", "#ffffff") < 4.5


def test_a_protanope_sees_red_dark() -> None:
    assert seen("#ff0000", "protan").convert("srgb").to_string(hex=True) == "#6d5f00"
    assert seen("#ff0000", "full").convert("srgb").to_string(hex=True) == "#ff0000"


@pytest.mark.parametrize("sight", SIGHTS)
def test_greys_are_grey_to_everybody(sight: str) -> None:
    assert seen("#888888", sight).convert("srgb").to_string(hex=True) == "#888888"
    assert difference("#888888", "#888888", sight) == 0
    assert difference("#888888", "#222222", sight) > 30


@pytest.mark.parametrize(
    ("one", "other", "blind"),
    [("#a04a3c", "#6a6a38", "deutan"), ("#5a6fa8", "#6d6aa5", "protan"), ("#4a7fb0", "#3e8588", "tritan")],
)
def test_what_one_sight_confuses_is_found(one: str, other: str, blind: str) -> None:
    palette = {"one": one, "other": other}
    (gap,) = gaps(pair(line("one"), line("other")), palette, ["#ffffff"], Least(5, 5))
    assert difference(one, other, "full") > 5
    assert difference(one, other, blind) < 5
    assert confused([gap])


def test_what_only_grey_confuses_is_found() -> None:
    palette = {"one": "#2f6fd0", "other": "#8a6a00"}
    (gap,) = gaps(pair(line("one"), line("other")), palette, ["#ffffff"], IN_A_LAYER)
    assert all(difference(*palette.values(), sight) > 30 for sight in SIGHTS if sight != "grey")
    assert gap.sight == "grey"
    assert confused([gap])


@pytest.mark.parametrize(
    ("one", "other", "by"),
    [
        (line("ink"), line("ink", dash=(7, 4)), "dash"),
        (line("ink", dash=(7, 4)), line("ink", dash=(2, 4)), "dash"),
        (line("ink", dash=(7, 4)), line("ink", dash=(6, 5)), ""),
        (line("ink"), line("ink", width=2.8), "width"),
        (line("ink"), line("ink", width=2.6), ""),
        (line("ink", width=0.4), line("ink", width=0.6), ""),
        (line("ink"), Style((*line("ink").strokes, Stroke("paper", 1.0))), "strokes"),
        (line("ink"), replace(line("ink"), glow=True), "glow"),
        (line("ink"), line("muted"), ""),
        (Style(glyph="dot", glyph_color="ink", size=12), Style(glyph="ring", glyph_color="ink", size=12), "glyph"),
        (Style(glyph="dot", glyph_color="ink", size=12), Style(glyph="dot", glyph_color="ink", size=17), "size"),
        (Style(glyph="dot", glyph_color="ink", size=12), Style(glyph="dot", glyph_color="ink", size=13), ""),
    ],
)
def test_form_is_what_is_no_colour(one: Style, other: Style, by: str) -> None:
    ((a, b),) = pair(one, other)
    assert form(a, b) == form(b, a) == by
    assert form(a, replace(b, shape="polygon")) == "shape"


def test_one_colour_for_two_classes_is_found_unless_their_forms_differ() -> None:
    palette = PALETTES["light"]
    assert confused(gaps(pair(line("ink"), line("ink")), palette, grounds(palette), IN_A_LAYER))
    assert not gaps(pair(line("ink"), line("ink", dash=(2, 4))), palette, grounds(palette), IN_A_LAYER)


def test_a_faint_fill_counts_as_faint() -> None:
    palette = {"blue": "#1b3f80", "red": "#e07060"}
    for opacity, alike in ((1, False), (0.05, True)):
        blue, red = (Style(fill=name, fill_opacity=opacity) for name in palette)
        assert bool(confused(gaps(pair(blue, red, "polygon"), palette, ["#ffffff"], Least(5, 5)))) == alike


# Classes.


@every_theme
@pytest.mark.parametrize("layer", [layer for layer in LEGENDS if layer.id not in NAMED], ids=samples.ids)
def test_classes_of_a_layer_are_told_apart(layer: Layer, theme: str) -> None:
    palette = PALETTES[theme]
    pairs = [pair for pair in within(looks(layer)) if not told_by_name(layer, *pair)]
    found = confused(gaps(pairs, palette, grounds(palette), IN_A_LAYER))
    assert not found, "\n".join(found)


def told_by_name(layer: Layer, one: Look, other: Look) -> bool:
    """Whether both belong to one class whose features have their own colours: each is named, on map and in legend."""
    return any({one.kind, other.kind} <= {cls.kind, *cls.hues} for cls in layer.classes)


@every_theme
def test_what_has_a_colour_of_its_own_is_told_apart_in_every_sight_and_named(theme: str, atlas: Atlas) -> None:
    palette = PALETTES[theme]
    hued = [(layer, cls) for layer in LEGENDS for cls in layer.classes if cls.hues]
    assert {layer.id for layer, _ in hued} == {"corridors", "zones"}
    for layer, cls in hued:
        assert layer.label
        assert set(atlas.frames[layer.id].query("kind == @cls.kind").index) == set(cls.hues)
        assert hues_alike(cls, palette) == []


def hues_alike(cls: LayerClass, palette: Palette) -> list[str]:
    """The features of a class whose own colours are too close in some sight, a grey print among them."""
    return [
        f"{one} and {other}, {sight}: {difference(palette[one], palette[other], sight):.1f}"
        for one, other in combinations(cls.hues.values(), 2)
        for sight in SIGHTS
        if difference(palette[one], palette[other], sight) < (SIDE_BY_SIDE if sight == "full" else IN_A_LAYER.edge)
    ]


@every_theme
def test_corridors_of_one_class_have_a_colour_each(theme: str, atlas: Atlas) -> None:
    """Where two belts cross, it is said whose outline is whose."""
    frame, layer = atlas.frames["corridors"], samples.CATALOGUE.layer("corridors")
    for kind, ids in frame.groupby("kind").groups.items():
        drawn = [edges(style_of(layer.class_of(kind), "surveyed", ident), PALETTES[theme], "#808080") for ident in ids]
        assert len(set(drawn)) == len(ids)


def test_hues_that_only_a_colour_blind_reader_or_a_grey_print_confuses_are_found() -> None:
    cls = LayerClass(kind="made", zh="", en="", color="one", hues={"a": "one", "b": "other"})
    assert [line.split(": ")[0] for line in hues_alike(cls, {"one": "#b3361f", "other": "#8a6200"})] == [
        "one and other, protan", "one and other, deutan", "one and other, grey",
    ]  # fmt: skip


def both_quiet(one: Look, other: Look) -> bool:
    """Whether neither is a subject: a lake may look like the sea; what lies around is grey, told by width and name."""
    layers = [samples.CATALOGUE.layer(look.layer) for look in (one, other)]
    return all(layer.context or not layer.panel for layer in layers)


@every_theme
@pytest.mark.parametrize("page", PAGES)
def test_layers_that_open_together_are_told_apart(page: str, theme: str, atlas: Atlas) -> None:
    palette = PALETTES[theme]
    there = [shown(layer, atlas) for layer in samples.LAYERS if layer.id in pages()[page].layers or not layer.panel]
    pairs = [pair for one, other in combinations(there, 2) for pair in product(one, other) if not both_quiet(*pair)]
    found = confused(gaps(pairs, palette, grounds(palette), BETWEEN_LAYERS))
    assert not found, "\n".join(found)


@every_theme
@pytest.mark.parametrize(
    ("layer", "same"),
    [
        ("cities", {"joined": "land", "core": "land"}),
        ("zones", {"town": "renewal"}),
    ],
)
def test_a_palette_with_one_colour_for_two_classes_is_refused(layer: str, same: Mapping[str, str], theme: str) -> None:
    palette = {**PALETTES[theme], **{name: PALETTES[theme][other] for name, other in same.items()}}
    assert confused(gaps(within(looks(samples.CATALOGUE.layer(layer))), palette, grounds(palette), IN_A_LAYER))


@every_theme
def test_a_palette_of_one_colour_leaves_only_forms(theme: str, atlas: Atlas) -> None:
    palette = dict.fromkeys(PALETTES[theme], "#808080")
    every = [shown(layer, atlas) for layer in LEGENDS]
    found = gaps((pair for part in every for pair in within(part)), palette, ["#808080"], IN_A_LAYER)
    assert len(confused(found)) == len(found) > 0


@pytest.mark.parametrize("ident", NAMED)
def test_the_kind_of_a_county_stands_in_its_name(ident: str, atlas: Atlas) -> None:
    layer = samples.CATALOGUE.layer(ident)
    assert layer.label
    assert set(layer.kinds()) == set(TOLD_BY_NAME)
    for row in atlas.frames[ident].itertuples():
        zh, en = TOLD_BY_NAME[row.kind]
        assert row.name_zh.endswith(zh)
        assert row.name_en.endswith(f" {en}")


def test_without_their_names_counties_would_be_confused() -> None:
    palette = PALETTES["light"]
    for ident in NAMED:
        assert confused(gaps(within(looks(samples.CATALOGUE.layer(ident))), palette, grounds(palette), IN_A_LAYER))


# Then and now.

timed = [(layer, cls) for layer in TIMED for cls in layer.classes]
every_timed = pytest.mark.parametrize(("layer", "cls"), timed, ids=[f"{layer.id}-{cls.kind}" for layer, cls in timed])


@every_timed
def test_statuses_differ_by_form_alone(layer: Layer, cls: LayerClass) -> None:
    """Hue says what a thing is: on lines, on outlines and on glyphs a status is told without any colour."""
    pairs = list(within(statuses(layer, cls)))
    assert [pair for pair in pairs if not form(*pair)] == []
    assert len({look.style.glyph_color for look in statuses(layer, cls)}) == 1


def plainly_apart(one: Sequence[float], other: Sequence[float]) -> bool:
    """Whether two rhythms differ at a glance: one is whole or has a dot between, or a dash or gap is twice as long."""
    return len(one) != len(other) or any(max(pair) >= 2 * min(pair) for pair in zip(one, other, strict=True))


def test_rhythms_of_statuses_differ_at_a_glance() -> None:
    dashes = {spec.id: spec.dash for spec in samples.CATALOGUE.statuses}
    assert [pair for pair in combinations(dashes, 2) if not plainly_apart(dashes[pair[0]], dashes[pair[1]])] == []
    assert not plainly_apart((14, 3), (8, 3))
    assert not plainly_apart((8, 3), (5, 4))


def test_two_statuses_of_one_dash_are_found() -> None:
    first, second = samples.CATALOGUE.statuses[:2]
    glyph = Style(glyph="station", glyph_color="rail", size=12)
    for base, shape in ((line("rail"), "line"), (glyph, "point")):
        (alike,) = pair(patterned(base, first.dash), patterned(base, first.dash), shape)
        (apart,) = pair(patterned(base, first.dash), patterned(base, second.dash), shape)
        assert not form(*alike)
        assert form(*apart)


def test_at_a_date_rail_motorway_and_water_keep_their_hues() -> None:
    """Whatever their status: told apart by colour where their widths and casings do not."""
    palette = PALETTES["light"]
    dashed = {
        layer: [patterned(bare_style(cls, "surveyed"), spec.dash) for cls in samples.CATALOGUE.layer(layer).classes
                for spec in samples.CATALOGUE.statuses]
        for layer in ("rail", "roads", "waterways")
    }  # fmt: skip
    hues = {layer: {style.strokes[0].color for style in styles} for layer, styles in dashed.items()}
    for one, other in combinations(hues, 2):
        assert not hues[one] & hues[other]
        assert min(difference(palette[a], palette[b], "full") for a, b in product(hues[one], hues[other])) >= 10


# Contrast.


def is_quiet(look: Look) -> bool:
    return bool({stroke.color for stroke in look.style.strokes} & QUIET)


@pytest.fixture(scope="module")
def drawn(atlas: Atlas) -> list[Look]:
    """All looks that have a line or a glyph, those at a date among them."""
    every = [look for layer in samples.LAYERS for look in shown(layer, atlas)]
    every += [look for layer, cls in timed for look in statuses(layer, cls)]
    return [look for look in every if look.style.strokes or look.style.glyph]


@pytest.fixture(scope="module")
def symbols(drawn: list[Look]) -> list[Look]:
    """What must be read."""
    return [look for look in drawn if not is_quiet(look)]


@pytest.fixture(scope="module")
def hairlines(drawn: list[Look]) -> list[Look]:
    """What is context."""
    return [look for look in drawn if is_quiet(look)]


def faint(found: Iterable[Look], palette: Palette, on: Iterable[str], least: float) -> list[str]:
    """The looks that stand out too little, with the contrast they have, the faintest first."""
    cases = ((outstanding(look.style, palette, ground), look, ground) for look in found for ground in on)
    low = sorted((ratio, f"{look} on {ground}") for ratio, look, ground in cases if ratio < least)
    return [f"{ratio:.2f}: {name}" for ratio, name in low]


@every_theme
def test_symbols_stand_out_from_the_land_and_its_tints(theme: str, symbols: list[Look]) -> None:
    palette = PALETTES[theme]
    found = faint(symbols, palette, grounds(palette), SYMBOL)
    assert not found, "\n".join(found)


@every_theme
def test_hairlines_can_be_seen_and_are_outshone(theme: str, hairlines: list[Look]) -> None:
    palette = PALETTES[theme]
    ground = [palette["land"], palette["delta"]]
    found = faint(hairlines, palette, ground, HAIRLINE)
    assert not found, "\n".join(found)
    assert len(faint(hairlines, palette, ground, SYMBOL)) == len(ground) * len(hairlines)


def projected(palette: Palette) -> Palette:
    """The colours under a veil of light."""
    return {name: washed(color, VEIL) for name, color in palette.items()}


def test_symbols_survive_a_washed_out_projector(symbols: list[Look]) -> None:
    palette = projected(PALETTES["light"])
    found = faint(symbols, palette, [palette["land"], palette["delta"]], PROJECTED)
    assert not found, "\n".join(found)


def test_a_pale_symbol_is_found(symbols: list[Look]) -> None:
    pale = {**PALETTES["light"], "rail": "#9aa0a2"}
    veiled = projected(pale)
    for palette, least in ((pale, SYMBOL), (veiled, PROJECTED)):
        assert any("rail/high_speed_rail" in name for name in faint(symbols, palette, [palette["land"]], least))


def written(palette: Palette) -> list[tuple[float, str]]:
    """The contrast of every colour of text with the grounds, the waters, the paper and its own layer's fills."""
    ground = [*grounds(palette), *(palette[name] for name in ("sea", "water", "paper"))]
    own = [
        (layer.label.color, inside(style_of(cls, "surveyed"), palette, under))
        for layer in samples.LAYERS if layer.label for cls in layer.classes for under in grounds(palette)
    ]  # fmt: skip
    cases = [*product(sorted({"ink", "muted"} | {name for name, _ in own}), ground), *own]
    return sorted((contrast(palette[name], under), f"{name} on {under}") for name, under in cases)


@every_theme
def test_text_is_legible_on_land_water_paper_and_its_own_fill(theme: str) -> None:
    assert [case for case in written(PALETTES[theme]) if case[0] < TEXT] == []


@every_theme
def test_pale_text_is_found(theme: str) -> None:
    palette = {**PALETTES[theme], "muted": "#808080"}
    assert any("muted" in name for ratio, name in written(palette) if ratio < TEXT)


def test_what_is_laid_on_the_ground_is_measured_as_it_lies() -> None:
    palette = {"ink": "#000000"}
    assert edges(line("ink", opacity=0.5), palette, "#ffffff") == ("#808080",)
    assert outstanding(line("ink", opacity=0.5), palette, "#ffffff") == pytest.approx(3.95, abs=0.01)
    assert inside(Style(fill="ink", fill_opacity=0.5), palette, "#ffffff") == "#808080"


# Thematic maps.

RAMPS = {ramp.id: ramp for ramp in samples.CATALOGUE.thematic.ramps}
every_ramp = pytest.mark.parametrize("ramp", RAMPS)
NEXT, ANY, STEP_GREY = 7, 10, 5
"""CIEDE2000 between neighbours of a ramp and between all others, in every sight; L* between neighbours of one side."""


def ramp_on(ramp: str, palette: Palette) -> list[str]:
    """The colours of a ramp as they lie on the land, from the lowest class."""
    names = (*RAMPS[ramp].below, *RAMPS[ramp].above)
    return [inside(themed_style(name), palette, palette["land"]) for name in names]


def alike(colors: Sequence[str], sights: Iterable[str], least: Callable[[int], float]) -> list[str]:
    """Classes of one ramp that look too much alike: by how many steps they are apart decides what is asked."""
    return [
        f"{sight}: {one} and {other}, {difference(one, other, sight):.1f}"
        for sight in sights
        for (i, one), (j, other) in combinations(enumerate(colors), 2)
        if difference(one, other, sight) < least(j - i)
    ]


@every_theme
@every_ramp
def test_classes_of_a_thematic_map_are_told_apart_in_every_sight(ramp: str, theme: str) -> None:
    colors, sights = ramp_on(ramp, PALETTES[theme]), [sight for sight in SIGHTS if sight != "grey"]
    assert alike(colors, sights, lambda steps: NEXT if steps == 1 else ANY) == []


@every_theme
@every_ramp
def test_a_ramp_goes_from_light_to_dark_without_a_turn(ramp: str, theme: str) -> None:
    """Also in grey print: on either side of zero each class is darker (on a dark map lighter) than the one before."""
    palette, declared = PALETTES[theme], RAMPS[ramp]
    for names in (declared.below[::-1], declared.above):
        seen_as = [lightness(inside(themed_style(name), palette, palette["land"])) for name in names]
        steps = [after - before for before, after in pairwise(seen_as)]
        assert all(step <= -STEP_GREY if theme == "light" else step >= STEP_GREY for step in steps), seen_as


@every_ramp
def test_classes_survive_a_washed_out_projector(ramp: str) -> None:
    colors = [washed(color, VEIL) for color in ramp_on(ramp, PALETTES["light"])]
    assert alike(colors, ["full"], lambda steps: 5 if steps == 1 else 8) == []


def test_a_ramp_with_two_alike_is_found() -> None:
    palette = {**PALETTES["light"], "ramp_3": PALETTES["light"]["ramp_2"]}
    assert alike(ramp_on("sequential", palette), ["full"], lambda _: NEXT)


@every_theme
def test_a_hatch_is_seen_on_the_land(theme: str) -> None:
    palette = PALETTES[theme]
    assert contrast(palette[unthemed_style().hatch], palette["land"]) >= PROJECTED
