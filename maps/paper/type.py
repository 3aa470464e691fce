"""Lines of type on a page measured in mm: halos beneath, the text itself as text."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from math import cos, degrees, sin

from matplotlib.axes import Axes

from maps.lettering.along import BASE, Letter, Setting, pieces
from maps.lettering.fonts import font, width_of
from maps.paper import ink
from maps.paper.joined import part_id
from maps.plan.layout import LEADING, MM_PER_PT, MM_PER_PX, Box
from maps.plan.page import Line
from maps.plan.placing import LINE_HEIGHT, Placed, sizes

HALO_ID = "haloed"
"""The ids of texts with a halo begin so."""
HIDDEN_PT = 0.5
ASCENT = 0.88
"""The height of a Chinese character above the baseline, as a share of its size (Noto Sans SC)."""


def baseline_mm(size_pt: float, leading: float = LEADING) -> float:
    """How far the baseline lies below the top of a line."""
    return size_pt * MM_PER_PT * ((leading - 1) / 2 + ASCENT)


@dataclass(frozen=True)
class Written:
    """A text on the page: baseline start in mm, size in points, weight, colour; with a halo or without.

    It is turned around that start, in radians clockwise. A `part` is one of several of a text, by its number.
    """

    text: str
    x: float
    y: float
    size: float
    color: str
    weight: int = 400
    halo: str = ""
    turn: float = 0.0
    part: int | None = None

    @property
    def set(self) -> ink.Outlined:
        """What its outlines are made from."""
        return self.text, self.x, self.y, self.size, self.turn, self.weight


def _last(part: Sequence[Letter]) -> Letter:
    """The last letter of a part that is seen."""
    return next(letter for letter in reversed(part) if letter.sign.strip())


@dataclass
class Typesetter:
    """Collects the texts of a page and puts them on its Axes together.

    `outlined`: halos are drawn as shapes, which a format needs that cannot say them of a text.
    """

    page: Axes
    name: str
    outlined: bool = True
    texts: list[Written] = field(default_factory=list)

    def add(self, written: Written) -> None:
        """Take a text."""
        self.texts.append(written)

    def lines(self, lines: Iterable[Line], box: Box, colors: Mapping[str, str]) -> None:
        """Take the lines of a box, those on the right against its right edge."""
        for line in lines:
            x = box.right - width_of(line.text, line.size * MM_PER_PT, line.weight) if line.right else box.x
            y = box.y + line.y + baseline_mm(line.size)
            self.add(Written(line.text, x, y, line.size, colors[line.color], line.weight))

    def labels(self, labels: Sequence[Placed], frame: Box, colors: Mapping[str, str]) -> None:
        """Take the names on the map, centred in their boxes or along their lines."""
        for label in labels:
            if label.setting:
                self._along(label, label.setting, frame, colors)
                continue
            top = frame.y + label.box.y * MM_PER_PX
            for text, size_px in zip(label.lines, sizes(label.lines, label.size), strict=True):
                size = size_px * ink.PT_PER_PX
                middle = frame.x + (label.box.x + label.box.w / 2) * MM_PER_PX
                x = middle - width_of(text, size * MM_PER_PT, label.weight) / 2
                y = top + baseline_mm(size, LINE_HEIGHT)
                self.add(Written(text, x, y, size, colors[label.color], label.weight, colors["halo"]))
                top += size_px * LINE_HEIGHT * MM_PER_PX

    def _along(self, label: Placed, setting: Setting, frame: Box, colors: Mapping[str, str]) -> None:
        """Take a name along a line: what runs straight as one text; in an SVG letter by letter, to be joined there."""
        for line in setting.lines:
            parts = pieces(line, whole=not self.outlined)
            if len(parts) > 1 and self.outlined:
                self._hidden(line, frame, colors[label.color])
            for number, part in enumerate(parts):
                text, size, turn = "".join(letter.sign for letter in part), part[0].size * ink.PT_PER_PX, part[0].turn
                x, y = ((one + other) / 2 for one, other in zip(part[0].at, _last(part).at, strict=True))
                half = width_of(text.strip(), size * MM_PER_PT, label.weight) / 2
                down = BASE * size * MM_PER_PT
                x, y = frame.x + x * MM_PER_PX, frame.y + y * MM_PER_PX
                x, y = x - half * cos(turn) - down * sin(turn), y - half * sin(turn) + down * cos(turn)
                written = Written(text, x, y, size, colors[label.color], label.weight, colors["halo"], turn)
                self.add(replace(written, part=number if len(parts) > 1 else None))

    def _hidden(self, line: Sequence[Letter], frame: Box, color: str) -> None:
        """Write a name small and unseen where its letters are drawn one by one, so that a search finds it there."""
        text, (x, y) = "".join(letter.sign for letter in line), line[len(line) // 2].at
        left = frame.x + x * MM_PER_PX - width_of(text, HIDDEN_PT * MM_PER_PT) / 2
        self.page.text(
            left, frame.y + y * MM_PER_PX, text, color=color, alpha=0.0, fontproperties=font(HIDDEN_PT), va="baseline",
            ha="left", parse_math=False,
        )  # fmt: skip

    def set(self) -> None:
        """Put everything on the page: halos first, then the texts."""
        if self.outlined:
            self._halos()
        whole = 0
        for number, text in enumerate(self.texts):
            whole = whole if text.part else number
            artist = self.page.text(
                text.x, text.y, text.text, color=text.color, fontproperties=font(text.size, text.weight), va="baseline",
                ha="left", parse_math=False, rotation=-degrees(text.turn), rotation_mode="anchor",
            )  # fmt: skip
            name = f"{HALO_ID if text.halo else 'text'}.{self.name}.{whole}"
            artist.set_gid(name if text.part is None else part_id(name, text.part))

    def _halos(self) -> None:
        for color in dict.fromkeys(text.halo for text in self.texts if text.halo):
            self.page.add_artist(ink.halos([text.set for text in self.texts if text.halo == color], color, self.page))
