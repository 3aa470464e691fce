"""Values of places in classes, as mapclassify puts them; the cuts between classes are round where that moves nobody."""

from __future__ import annotations

import math
import warnings
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from layers.atlas.atlas import Atlas
from layers.atlas.load import GEODATA
from layers.catalogue.indicators import Ramp, Thematic
from layers.measures.people import values_of

FILE = "classes.csv"
STEPS = (5.0, 2.0, 1.0)
FINEST = -2
"""The smallest power of ten that a cut is rounded to; values have two decimals at most."""
LEAST = 2
NEARLY = 0.06
"""How far a cut of equal intervals may be rounded, as a share of an interval."""


@dataclass(frozen=True)
class Classes:
    """Classes of values: `cuts` between them, ascending, a value on a cut being in the upper class; their colours by
    name, one more than cuts; how many places each has, and how many have no value. No value at all: no colours.
    """

    cuts: tuple[float, ...]
    colors: tuple[str, ...]
    counts: tuple[int, ...]
    missing: int

    def number(self, value: float) -> int:
        """In which class a value is, the lowest being 0."""
        return bisect_right(self.cuts, value)


def _round(target: float, above: float, upto: float, within: float) -> float:
    """The roundest number that is at most `within` from a target, larger than `above` and no larger than `upto`.

    Where there is none, the target itself if it lies between these, else `upto`.
    """
    for power in range(math.ceil(math.log10(max(abs(above), abs(upto), 1.0))), FINEST - 1, -1):
        for step in STEPS:
            unit = step * 10.0**power
            number = round(round(target / unit) * unit, -FINEST)
            if above < number <= upto and abs(number - target) <= within:
                return number
    return target if above < target <= upto else upto


def _bins(found: np.ndarray, scheme: str, count: int) -> np.ndarray:
    """The upper ends of classes, each included; by mapclassify, which takes two seconds to load."""
    import mapclassify  # noqa: PLC0415  # most commands classify nothing

    with warnings.catch_warnings():
        # Where many values are alike it makes fewer classes; what is slow for a million values is not for a hundred.
        warnings.filterwarnings("ignore", message="Not enough unique|Numba not installed")
        if scheme == "quantiles":
            return np.asarray(mapclassify.Quantiles(found, k=count).bins)
        if scheme == "equal_intervals":
            return np.asarray(mapclassify.EqualInterval(found, k=count).bins)
        return _natural(found, mapclassify.FisherJenks, count)


def _natural(found: np.ndarray, method: Any, count: int) -> np.ndarray:
    # The method works in single precision, where a million squared is not exact; natural breaks do not depend on scale.
    middle, spread = found.mean(), found.std()
    made = method((found - middle) / spread, k=count)
    return np.array([found[made.yb == number].max() for number in range(made.k)])


def cuts_of(found: np.ndarray, scheme: str, count: int) -> tuple[float, ...]:
    """Where values are cut into at most so many classes: fewer where fewer differ.

    Quantiles are cut near their bins, natural breaks in the middle of their gap. Equal intervals stay nearly equal.
    """
    ordered = np.sort(np.asarray(found, dtype=float))
    count = min(count, len(np.unique(ordered)))
    if count < LEAST:
        return ()
    nearly = NEARLY * float(ordered[-1] - ordered[0]) / count if scheme == "equal_intervals" else math.inf
    cuts: list[float] = []
    for end in _bins(ordered, scheme, count)[:-1]:
        below, above = ordered[ordered <= end], ordered[ordered > end]
        if not len(below) or not len(above):
            continue
        target = (below[-1] + above[0]) / 2 if scheme == "natural_breaks" else float(end)
        floor = max([float(below[-1]), *cuts[-1:]])
        if floor < above[0]:
            cuts.append(_round(target, floor, float(above[0]), nearly))
    return tuple(cuts)


def cut(found: np.ndarray, ramp: Ramp, scheme: str) -> tuple[float, ...]:
    """The cuts of values for a ramp; zero is one where a ramp has colours on both sides of it and values are, too."""
    if not ramp.below:
        return cuts_of(found, scheme, len(ramp.above))
    below, above = found[found < 0], found[found >= 0]
    zero = (0.0,) if len(below) and len(above) else ()
    return (*cuts_of(below, scheme, len(ramp.below)), *zero, *cuts_of(above, scheme, len(ramp.above)))


def colors_of(found: np.ndarray, ramp: Ramp, cuts: Sequence[float]) -> tuple[str, ...]:
    """The colours of the classes, the palest next to zero where a ramp has two sides; none where there is no value."""
    if not len(found):
        return ()
    if not ramp.below:
        return _spread(ramp.above, len(cuts) + 1)
    under = sum(cut < 0 for cut in cuts) + 1 if (found < 0).any() else 0
    over = sum(cut > 0 for cut in cuts) + 1 if (found >= 0).any() else 0
    return (*ramp.below[len(ramp.below) - under :], *ramp.above[:over])


def _spread(colors: Sequence[str], count: int) -> tuple[str, ...]:
    """So many colours of a ramp, the first and the last among them."""
    return tuple(colors[round(place)] for place in np.linspace(0, len(colors) - 1, count))


def fingerprint(found: np.ndarray, ramp: Ramp) -> str:
    """8 hex digits of what cuts are made of: the values, and how many classes there may be."""
    told = f"{len(ramp.below)} {len(ramp.above)} " + " ".join(f"{value:.10g}" for value in found)
    return sha256(told.encode()).hexdigest()[:8]


@lru_cache(maxsize=2)
def _kept(content: bytes) -> dict[tuple[str, str], tuple[float, ...]]:
    """Cuts by thematic map and fingerprint, of a file that the recipes make; none of a file that is none."""
    try:
        table = pd.read_csv(BytesIO(content), dtype=str, keep_default_na=False)
        rows = zip(table["thematic"], table["of"], table["cuts"], strict=True)
        return {(name, of): tuple(map(float, cuts.split())) for name, of, cuts in rows}
    except (ValueError, KeyError):
        return {}


def _shipped(folder: Path = GEODATA) -> bytes:
    try:
        return (folder / FILE).read_bytes()
    except OSError:
        return b""


@lru_cache(maxsize=256)
def classes_of(atlas: Atlas, thematic: Thematic) -> Classes:
    """The classes of a thematic map: of all places of its layer, whatever a view shows. `KeyError` when it is off.

    Those that the recipes have made are taken where they are of these very values: to load mapclassify takes longer
    than to make the whole map. What is not there, it makes now.
    """
    values, ramp = values_of(atlas, thematic), atlas.catalogue.thematic.ramp(thematic.indicator.ramp)
    known = values.dropna().to_numpy()
    cuts = _kept(_shipped()).get((str(thematic), fingerprint(known, ramp)))
    if cuts is None:
        cuts = cut(known, ramp, thematic.scheme.id)
    colors = colors_of(known, ramp, cuts)
    numbers = [bisect_right(cuts, value) for value in known]
    return Classes(cuts, colors, tuple(numbers.count(place) for place in range(len(colors))), int(values.isna().sum()))
