"""Classes: mapclassify's, cut at round numbers where that moves no place; the shipped cuts are of shipped values."""

from __future__ import annotations

import warnings
from dataclasses import replace
from itertools import pairwise

import mapclassify
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from layers.atlas.atlas import Atlas, current_atlas
from layers.atlas.load import GEODATA
from layers.catalogue.indicators import Ramp, Thematic
from layers.measures import classes
from layers.measures.classes import FILE, Classes, classes_of, colors_of, cut, cuts_of, fingerprint
from layers.measures.cuts import every, main, to_csv
from layers.measures.people import values_of

SCHEMES = ("natural_breaks", "quantiles", "equal_intervals")
ONE = Ramp(id="one", above=("a", "b", "c", "d", "e"))
TWO = Ramp(id="two", below=("z", "y", "x"), above=("a", "b", "c", "d"))
EVERY = list(every(current_atlas()))
each = pytest.mark.parametrize("shown", EVERY, ids=str)
numbers = st.lists(st.integers(-50_000, 5_000_000).map(float), min_size=1, max_size=60)


def groups(values: np.ndarray, cuts: tuple[float, ...]) -> list[list[float]]:
    """The values class by class, empty classes left out."""
    numbers = [sum(value >= one for one in cuts) for value in values]
    found = [
        [value for value, number in zip(values, numbers, strict=True) if number == place] for place in set(numbers)
    ]
    return sorted(sorted(group) for group in found)


def test_natural_breaks_find_the_gaps() -> None:
    values = np.array([1.0, 2, 3, 101, 102, 103, 501, 502, 503])
    assert groups(values, cuts_of(values, "natural_breaks", 3)) == [[1, 2, 3], [101, 102, 103], [501, 502, 503]]


def test_quantiles_have_as_many_places_each() -> None:
    values = np.arange(1.0, 51)
    assert [len(group) for group in groups(values, cuts_of(values, "quantiles", 5))] == [10] * 5


def test_equal_intervals_are_nearly_equal() -> None:
    values = np.array([0.0, 11, 24, 37, 52, 68, 83, 100])
    widths = [high - low for low, high in pairwise((0, *cuts_of(values, "equal_intervals", 5), 100))]
    assert max(widths) - min(widths) < 5


@pytest.mark.parametrize(
    ("scheme", "made"), [("quantiles", mapclassify.Quantiles), ("equal_intervals", mapclassify.EqualInterval)]
)
@given(values=numbers)
def test_rounding_moves_no_place(scheme: str, made: type, values: list[float]) -> None:
    distinct = len(set(values))
    found = np.sort(np.array(values))
    cuts = cuts_of(found, scheme, 5)
    if distinct < 2:
        assert cuts == ()
        return
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        ends = made(found, k=min(5, distinct)).bins
    wanted = groups(found, tuple(np.nextafter(ends[:-1], np.inf)))
    assert groups(found, cuts) == wanted
    assert list(cuts) == sorted(set(cuts))


@given(values=numbers)
def test_natural_breaks_are_those_of_fisher_and_jenks_in_double_precision(values: list[float]) -> None:
    found = np.sort(np.array(values))
    distinct = np.unique(found)
    if len(distinct) < 3 or len(found) > 14:
        return
    cuts = cuts_of(found, "natural_breaks", 3)

    def spread(parts: list[list[float]]) -> float:
        return sum(float(((np.array(part) - np.mean(part)) ** 2).sum()) for part in parts)

    best = min(
        spread(groups(found, (distinct[i], distinct[j])))
        for i in range(1, len(distinct))
        for j in range(i + 1, len(distinct))
    )
    assert spread(groups(found, cuts)) <= best * 1.001 + 1e-6


@given(values=numbers, scheme=st.sampled_from(SCHEMES))
def test_zero_parts_gain_and_loss(values: list[float], scheme: str) -> None:
    found = np.array(values)
    cuts = cut(found, TWO, scheme)
    colors = colors_of(found, TWO, cuts)
    assert len(colors) == len(cuts) + 1
    assert list(cuts) == sorted(set(cuts))
    for value in values:
        number = Classes(cuts, colors, (), 0).number(value)
        assert (colors[number] in TWO.below) == (value < 0)


def test_the_palest_colours_lie_next_to_zero() -> None:
    cuts = cut(np.array([-30.0, -3, 5, 50]), TWO, "quantiles")
    assert colors_of(np.array([-30.0, -3, 5, 50]), TWO, cuts) == ("y", "x", "a", "b")
    assert colors_of(np.array([5.0]), TWO, ()) == ("a",)
    assert colors_of(np.array([]), TWO, ()) == ()


def test_fewer_classes_take_colours_from_the_whole_ramp() -> None:
    assert colors_of(np.array([1.0, 2, 3]), ONE, (2.0, 3.0)) == ("a", "c", "e")
    assert colors_of(np.array([1.0]), ONE, ()) == ("a",)


def test_a_value_on_a_cut_is_in_the_upper_class() -> None:
    made = Classes((10.0, 20.0), ("a", "b", "c"), (1, 1, 1), 0)
    assert [made.number(value) for value in (9.9, 10, 19.9, 20)] == [0, 1, 1, 2]


@each
def test_every_thematic_map_has_five_to_seven_classes_and_counts_every_place(shown: Thematic, atlas: Atlas) -> None:
    made, values = classes_of(atlas, shown), values_of(atlas, shown)
    assert 4 <= len(made.colors) <= 7
    assert sum(made.counts) + made.missing == len(values)
    assert made.missing == values.isna().sum()
    known = values.dropna()
    for place, color in enumerate(made.colors):
        assert sum(made.number(value) == place for value in known) == made.counts[place], color


@each
def test_the_cuts_of_a_map_are_short_numbers(shown: Thematic, atlas: Atlas) -> None:
    if shown.scheme.id == "natural_breaks":
        assert all(len(f"{abs(one):.10g}".replace(".", "").strip("0")) <= 3 for one in classes_of(atlas, shown).cuts)


def test_the_shipped_cuts_are_those_of_the_shipped_values(atlas: Atlas, capsys: pytest.CaptureFixture[str]) -> None:
    assert to_csv(atlas) == (GEODATA / FILE).read_text(encoding="utf-8")
    assert main(["--check"]) == 0
    assert capsys.readouterr().out == "changed: nothing\n"


def test_cuts_of_other_values_are_made_anew(atlas: Atlas) -> None:
    shown = atlas.catalogue.thematic.thematic("residents.2020.cities.quantiles")
    assert shown
    table = atlas.statistics
    doubled = replace(
        atlas, statistics=table.assign(value=table["value"].where(table["unit"] != "persons", table["value"] * 2))
    )
    assert classes_of(doubled, shown).counts == classes_of(atlas, shown).counts
    assert classes_of(doubled, shown).cuts[0] > classes_of(atlas, shown).cuts[0] * 1.5


@pytest.mark.parametrize("content", [b"", b"\xff\xfe", b"thematic,of\n", b"thematic,of,cuts\nx,y,many"], ids=repr)
def test_a_broken_list_of_cuts_is_none(content: bytes, atlas: Atlas, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(classes, "_shipped", lambda: content)
    shown = EVERY[0]
    values, ramp = values_of(atlas, shown).dropna().to_numpy(), atlas.catalogue.thematic.ramp(shown.indicator.ramp)
    assert classes_of.__wrapped__(atlas, shown).cuts == cut(values, ramp, shown.scheme.id)
    assert fingerprint(values, ramp) != fingerprint(values + 1, ramp)
