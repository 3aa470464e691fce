"""Which sources state a station's name: those whose row bears it, and Travel Mapping where its label spells it.

Travel Mapping's labels are names in pinyin, with `E`, `S`, `W`, `N` for the compass and a few English words cut short
(`HangZhouE`, `HaiChangRd`), or English names cut to three letters a word (`LeaCit`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import pypinyin

from geodata.recipes.gazetteer import Known
from geodata.recipes.io import read_metric, to_metric

LABELS = "rail_stations_travelmapping2026"
LABEL_WITHIN_M = 500.0
_SPELT = {"E": "dong", "S": "nan", "W": "xi", "N": "bei", "Rd": "lu", "Ave": "dadao", "Hwy": "gonglu"}
_ASIDE = re.compile(r"[((][^()()]*[))]")
_PIECE = re.compile(r"[A-Z]{2,}|[A-Z][a-z]*")
_STATION = re.compile(r"RaiSta|GaoTie|Zhan$")


def bare(name: str) -> str:
    """A station's name without what stands in brackets and without 站."""
    return _ASIDE.sub("", name).removesuffix("站")


def _sounds(name: str) -> re.Pattern[str]:
    """What a Chinese name may sound like, each character in any of its readings."""
    readings = pypinyin.pinyin(name.replace("高铁", ""), style=pypinyin.Style.NORMAL, heteronym=True, v_to_u=False)
    return re.compile("".join(f"(?:{'|'.join(map(re.escape, each))})" for each in readings))


def _spelt_out(label: str) -> str:
    """A label as one word of pinyin."""
    pieces = _PIECE.findall(_STATION.sub("", label))
    return "".join(_SPELT.get(piece, piece) for piece in pieces).lower()


def _abbreviates(label: str, name_en: str) -> bool:
    """Whether a label is an English name cut short, its words in any order."""
    pieces, words = sorted(_PIECE.findall(label)), sorted(name_en.split())
    return len(pieces) == len(words) and all(map(str.startswith, words, pieces))


def spells(label: str, name_zh: str, name_en: str) -> bool:
    """Whether a label of Travel Mapping is a station's Chinese name in pinyin, or its English name cut short."""
    return bool(_sounds(bare(name_zh)).fullmatch(_spelt_out(label))) or _abbreviates(label, name_en)


def _labels_near(known: Known) -> Iterator[tuple[str, str]]:
    """Labels within `LABEL_WITHIN_M` of a known point, each with its source."""
    rows = read_metric(LABELS)
    near = rows[rows.distance(to_metric(known.point)) <= LABEL_WITHIN_M]
    yield from zip(near["label"], near["source_id"], strict=True)


def stated_by(name_zh: str, name_en: str, known: Known) -> list[str]:
    """Ids of the sources that call the station at a known point by its name; a point without a name states none."""
    own = [known.source] if not known.inferred and bare(known.name) == bare(name_zh) else []
    labels = [source for label, source in _labels_near(known) if spells(label, name_zh, name_en)]
    return list(dict.fromkeys([*own, *labels]))
