"""Checks of names against how other sources write them: in Chinese, or as a label in pinyin."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import product

from pypinyin import Style, pinyin

from layers.atlas.atlas import Atlas
from layers.atlas.controls import Control
from layers.checks.check import Check, complete
from layers.checks.positions import controls_of

SHORT = {
    "Rd": "Lu", "Ave": "DaDao", "Hwy": "GongLu", "Squ": "GuangChang", "E": "Dong", "S": "Nan", "W": "Xi", "N": "Bei",
}  # fmt: skip
"""English endings that labels shorten, in pinyin."""
_HAN = re.compile(r"[\u3400-\u9fff]")
_KIND = re.compile(r"(?<=.)(?:古镇|街道|镇|乡|站)$")


def stem(name: str) -> str:
    """A Chinese name without the word for what it is: town, township, station."""
    return _KIND.sub("", name)


@cache
def readings(name: str) -> frozenset[str]:
    """All ways to read a Chinese name, in small letters without tones."""
    return frozenset("".join(read) for read in product(*pinyin(name, Style.NORMAL, heteronym=True)))


def spelt_out(label: str) -> frozenset[str]:
    """A label in small letters, as it is and with its English ending in pinyin."""
    endings = {re.sub(rf"(?<=[a-z]){short}$", long, label) for short, long in SHORT.items()}
    return frozenset(text.lower() for text in endings | {label})


def agrees(name: str, control: Control) -> bool:
    """Whether a Chinese name is one of those that the other source writes."""
    written = [*control.names, control.reading_zh] if control.reading_zh else control.names
    chinese = {form for text in written if _HAN.search(text) for form in (text, stem(text))}
    if chinese:
        return bool(chinese & {name, stem(name)})
    sounds = readings(name) | readings(stem(name))
    return any(spelt_out(label) & sounds for label in written)


def names(atlas: Atlas, layer: str) -> Iterator[Check]:
    """Features of a layer that are called as another source calls what stands there."""
    frame = atlas.frames[layer]
    controls = [control for control in controls_of(atlas, layer, "place", "name") if control.names]
    base = Check("names", "names", about=layer)
    wrong = [control.feature for control in controls if not agrees(frame.loc[control.feature, "name_zh"], control)]
    yield complete(base, controls, wrong, "renamed") if controls else base.open("no_control")
