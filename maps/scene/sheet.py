"""A Sheet: how a Scene is laid out on paper or a slide. Nothing here changes what is shown."""

from __future__ import annotations

import re
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field

from maps.scene.scene import LONGEST_NOTE, LONGEST_TITLE

Size = Literal["a4", "a3", "16:9", "4:3", "square"]
Orientation = Literal["landscape", "portrait"]
LabelLanguage = Literal["zh", "en", "both"]
Mode = Literal["internal", "publication"]
_DAY = re.compile("(20[0-9]{2})(?:([0-9]{2})([0-9]{2})|[-/.年]([0-9]{1,2})[-/.月]([0-9]{1,2})日?)")
LONGEST_LINE = 120
Line = Annotated[str, Field(max_length=LONGEST_LINE)]

LONG_SIDE_MM: dict[str, tuple[float, float]] = {
    "a4": (297.0, 210.0),
    "a3": (420.0, 297.0),
    "16:9": (338.7, 190.5),
    "4:3": (254.0, 190.5),
    "square": (210.0, 210.0),
}
"""Long and short side in millimetres; 16:9 and 4:3 are slides of 13.33 x 7.5 and 10 x 7.5 inches."""
DPI = (96, 600)
SCALES = (50_000, 6_000_000)
"""The least and the greatest denominator of a scale that is asked for: part of a county, all that a map may show."""
_APART = re.compile("[\\s,\uff0c'\u2009\u202f]")
_SCALE = re.compile("(?:1[:\uff1a])?([0-9]{1,9})(万?)")
LONGEST_REMARKS = 4000


def denominator_of(value: Any) -> Any:
    """The number of a scale as people write it (`1:500 000`, `500,000`, `1:50万`); anything else as it is."""
    if not isinstance(value, str) or not (match := _SCALE.fullmatch(_APART.sub("", value))):
        return value
    return int(match[1]) * (10_000 if match[2] else 1)


def _code(value: Any) -> Any:
    """A content code as it is typed off a page: with spaces, in large letters; anything else as it is."""
    return "".join(value.split()).lower() if isinstance(value, str) else value


def _scale(value: int) -> int:
    if value and not SCALES[0] <= value <= SCALES[1]:
        raise ValueError("scale")
    return value


def _day(value: Any) -> Any:
    """A day as people write it (`2026/1/31`, `20260131`, `2026年1月31日`) as 2026-01-31; anything else as it is."""
    if not isinstance(value, str) or not (match := _DAY.fullmatch("".join(value.split()))):
        return value
    year, *rest = filter(None, match.groups())
    return "-".join([year, *(part.zfill(2) for part in rest)])


Day = Annotated[str, BeforeValidator(_day), Field(pattern=r"^(20[0-9]{2}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01]))?$")]


class Sheet(BaseModel):
    """Page, resolution of pictures, what stands beside the map, and what a review asks for.

    `scale` is the denominator that the map has on paper at its centre, 0 for one at which all of the Scene's view fits.
    `remarks` is the text below the map, such as speaker notes on a handout. `labels` empty means the Scene's language;
    `made` is the day it was made, `page` and `pages` number a series.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    size: Size = "a4"
    orientation: Orientation = "landscape"
    dpi: Annotated[int, Field(ge=DPI[0], le=DPI[1])] = 300
    labels: LabelLanguage | Literal[""] = ""
    scale: Annotated[int, BeforeValidator(denominator_of), AfterValidator(_scale)] = 0
    graticule: bool = False
    inset: bool = True
    title: Annotated[str, Field(max_length=LONGEST_TITLE)] = ""
    note: Annotated[str, Field(max_length=LONGEST_NOTE)] = ""
    remarks: Annotated[str, Field(max_length=LONGEST_REMARKS)] = ""
    mode: Mode = "internal"
    review_number: Line = ""
    author: Line = ""
    reviewed_content: Annotated[str, BeforeValidator(_code), Field(pattern=r"^([0-9a-f]{12})?$")] = ""
    made: Day = ""
    page: Annotated[int, Field(ge=1, le=999)] = 1
    pages: Annotated[int, Field(ge=1, le=999)] = 1

    @property
    def width_mm(self) -> float:
        """Width of the page in millimetres."""
        return LONG_SIDE_MM[self.size][self.orientation == "portrait"]

    @property
    def height_mm(self) -> float:
        """Height of the page in millimetres."""
        return LONG_SIDE_MM[self.size][self.orientation != "portrait"]
