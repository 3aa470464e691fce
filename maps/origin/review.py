"""The publication gate: whose review a map needs before it is made public, and what a sheet lacks for that.

The rules, where each was read, and what the gate cannot know stand in docs/publication.md.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain
from typing import Literal

import shapely

from layers.atlas.atlas import Atlas
from layers.errors import Fault, ReviewError
from maps.scene.scene import plain
from maps.scene.sheet import Sheet
from maps.words.grammar import listed
from text import DEFAULT, say

Authority = Literal["ministry", "province"]
Body = Literal["ministry", "delegate", "province", "city"]

ELSEWHERE = "elsewhere"
"""Stands in a list of provinces for land that no prefecture of the atlas covers, and for a view of nothing but sea."""
NEGLIGIBLE_DEG2 = 1e-4
"""About 1 km2: where borders are generalised by up to 1 km, less than that on the far side says nothing."""
NEGLIGIBLE_SHARE = 0.01

SIGNS = {"上海市": "沪", "江苏省": "苏", "浙江省": "浙", "安徽省": "皖"}
"""The sign that a province of the atlas has in its review numbers."""
_ALL_SIGNS = "京津冀晋蒙辽吉黑沪苏浙皖闽赣鲁豫鄂湘粤桂琼渝川蜀黔贵云滇藏陕秦甘陇青宁新"
_BRACKETS = str.maketrans("[]〔〕【】", "()()()")
_NUMBER = re.compile(
    rf"(?:GS(?P<delegate>[{_ALL_SIGNS}])?|(?P<local>[\u4e00-\u9fff]{{1,2}})S)"
    r"\((?P<year>20[0-9]{2})年?\)(?P<serial>(?=0*[1-9])[0-9]{1,6})号?"
)


@dataclass(frozen=True)
class ReviewNumber:
    """A 审图号: who gave it (`place` is the sign of a province or city, or empty), in which year, its serial.

    A delegate is a province's department that reviews in the ministry's name. Leading zeros of the serial are kept.
    """

    body: Body
    place: str
    year: int
    serial: str

    @property
    def normalised(self) -> str:
        """The number as it is printed, with full-width brackets."""
        code = f"GS{self.place}" if self.body in ("ministry", "delegate") else f"{self.place}S"
        return f"{code}（{self.year}）{self.serial}号"


def _share(shapes: Sequence[object], view: object) -> float:
    """How much of a view, in square degrees of EPSG:4326, shapes cover together."""
    return float(shapely.area(shapely.union_all(shapely.intersection(shapes, view))))


def provinces(atlas: Atlas, extent: tuple[float, float, float, float]) -> tuple[str, ...]:
    """The provinces that an extent shows, by their Chinese names and in the order of the data.

    `extent` is west, south, east and north in EPSG:4326 degrees. Sea belongs to no province, and land beyond the
    atlas's prefectures is `ELSEWHERE`, as is everything while the layers that tell are broken. What is smaller than
    `NEGLIGIBLE_DEG2`, or than a hundredth of a small view, does not count.
    """
    if not {"regions", "ground"} <= atlas.frames.keys():
        return (ELSEWHERE,)
    view = shapely.box(*extent)
    least = min(NEGLIGIBLE_DEG2, view.area * NEGLIGIBLE_SHARE)
    regions, ground = atlas.frames["regions"], atlas.frames["ground"]
    parts = {name: part.geometry.to_numpy() for name, part in regions.groupby("province", sort=False)}
    found = tuple(str(name) for name, shapes in parts.items() if _share(shapes, view) > least)
    sea = ground[ground["kind"] == "sea"].geometry
    known = _share([*chain(*parts.values()), *sea], view)
    return found if found and view.area - known <= least else (*found, ELSEWHERE)


def authority(province_names: Sequence[str]) -> Authority:
    """Who reviews a map of these provinces: the department of a single known one, else the ministry."""
    return "province" if len(province_names) == 1 and ELSEWHERE not in province_names else "ministry"


def _solid(text: str) -> str:
    """A text without spaces and invisible characters, its full-width signs and brackets made half-width."""
    folded = unicodedata.normalize("NFKC", text).translate(_BRACKETS)
    return "".join(character for character in folded if character.isprintable() and not character.isspace())


def _giver(delegate: str | None, local: str | None) -> tuple[Body, str]:
    """The body and its sign, of the signs that stand behind GS or before S."""
    if local is None:
        return ("delegate", delegate) if delegate else ("ministry", "")
    return ("province" if local in set(_ALL_SIGNS) else "city"), local


def parse_number(text: str) -> ReviewNumber | None:
    """The review number that a text is, its label and blanks aside; None where it is none or more than one."""
    bare = _solid(text).upper().removeprefix(say(DEFAULT, "review.label")).lstrip(":")
    if not (match := _NUMBER.fullmatch(bare)):
        return None
    return ReviewNumber(*_giver(match["delegate"], match["local"]), int(match["year"]), match["serial"])


def _day(text: str) -> date | None:
    """An ISO day; None where the calendar lacks it (the 30th of February passes the Sheet's pattern)."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _belongs(number: ReviewNumber, reviewer: Authority, province_names: Sequence[str]) -> bool:
    """Whether the body that gave a number may review a map of these provinces."""
    if number.body in ("ministry", "delegate"):
        return True
    if reviewer == "ministry":
        return False
    return number.body == "city" or number.place in {SIGNS.get(name) for name in province_names}


def _author(sheet: Sheet) -> str:
    return plain(sheet.author, len(sheet.author))


def _number_faults(sheet: Sheet, reviewer: Authority, province_names: Sequence[str], latest: date) -> list[Fault]:
    if not _solid(sheet.review_number):
        return [ReviewError.fault("number_missing")]
    number = parse_number(sheet.review_number)
    if number is None:
        return [ReviewError.fault("number_malformed")]
    found = [] if _belongs(number, reviewer, province_names) else [ReviewError.fault("number_of_other_authority")]
    return [*found, ReviewError.fault("number_after_date")] if number.year > latest.year else found


def _date_faults(text: str, day: date | None, today: date) -> list[Fault]:
    if not text:
        return [ReviewError.fault("date_missing")]
    if day is None:
        return [ReviewError.fault("date_impossible")]
    return [ReviewError.fault("date_in_future")] if day > today else []


def faults(
    sheet: Sheet, *, authority: Authority, province_names: Sequence[str], content: str, today: date
) -> tuple[Fault, ...]:
    """Everything a sheet lacks or has wrong for publication, all at once; nothing in internal mode.

    `province_names` is what `provinces` returns and `authority` who reviews them; `content` is the code (12 hex digits)
    of the map as it would now be drawn.
    """
    if sheet.mode == "internal":
        return ()
    day = _day(sheet.made)
    found = _number_faults(sheet, authority, province_names, min(day or today, today))
    found += [] if _author(sheet) else [ReviewError.fault("author_missing")]
    found += _date_faults(sheet.made, day, today)
    found += [] if sheet.reviewed_content in ("", content) else [ReviewError.fault("content_changed")]
    return tuple(found)


def mark(sheet: Sheet, lang: str) -> str:
    """What stands on a map that is not for the public; empty in publication mode."""
    return say(lang, "review.internal") if sheet.mode == "internal" else ""


def imprint(sheet: Sheet, lang: str) -> str:
    """The line with review number, author and date of a published map, without what is missing; else empty.

    The number carries its Chinese label in every language, since that is what the rule asks to be shown.
    """
    if sheet.mode == "internal":
        return ""
    number = parse_number(sheet.review_number)
    said = {"number": number.normalised if number else "", "author": _author(sheet), "date": sheet.made}
    label = say(DEFAULT, "review.label")
    lines = [say(lang, f"review.{name}", label=label, value=value) for name, value in said.items() if value]
    return say(lang, "review.between").join(lines)


def advice(authority: Authority, province_names: Sequence[str], lang: str) -> str:
    """The sentence that says which review a map of these provinces needs, and why."""
    names = [say(lang, f"review.province.{name}") for name in province_names]
    return say(lang, f"review.advice.{authority}", provinces=listed(names, lang))
