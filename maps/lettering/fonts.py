"""The typeface of figures: Noto Sans SC as TrueType, whole, regular and bold; a glyph it lacks is an error."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache, lru_cache
from importlib.util import find_spec
from itertools import chain, pairwise
from pathlib import Path
from unicodedata import category

from matplotlib.font_manager import FontProperties
from matplotlib.ft2font import FT2Font
from matplotlib.textpath import text_to_path

from layers.errors import ExportError
from maps.web.bundle import BUILT, build

PACKAGE, FILE = "zhplot", "fonts/NotoSansSC-Regular.ttf"
BOLD_PACKAGE, BOLD_FILE = "@expo-google-fonts/noto-sans-sc", "NotoSansSC-Bold.ttf"
"""What carries the bold cut, and its name among what is built of the packages that `package-lock.json` pins."""
FAMILY = "Noto Sans SC"
STACK = (FAMILY, "Noto Sans CJK SC", "Source Han Sans SC", "PingFang SC", "Microsoft YaHei", "sans-serif")
"""What a program that opens an SVG or a slide may use instead where our typeface is not installed."""
REGULAR, BOLD = 400, 600
"""The usual weight, and the least that is set in the bold cut."""
_MEASURED_PT = 100.0
_HYPHENED = re.compile(r"[^-]*-+|[^-]+")
_TYING = "°×\u2009\u00a0"
NOT_FIRST = _TYING + " ,.;:!?)]}%·…–—、。〉》」』】’”\uff01\uff05\uff09\uff0c\uff0e\uff1a\uff1b\uff1f"
NOT_LAST = _TYING + "([{〈《「『【‘“\uff08"
"""What does not begin a line, and what does not end one; the escapes are thin spaces and the wide forms of signs."""


def is_bold(weight: int) -> bool:
    """Whether a weight is set in the bold cut."""
    return weight >= BOLD


@cache
def font_file() -> Path:
    """The font file of the regular cut; `ExportError` when the package that carries it is not installed."""
    spec = find_spec(PACKAGE)  # found, never imported: importing it would change matplotlib's settings
    folders = spec.submodule_search_locations if spec else None
    path = Path(next(iter(folders))) / FILE if folders else None
    if path is None or not path.is_file():
        raise ExportError("no_font", package=PACKAGE, file=FILE)
    return path


@cache
def bold_file() -> Path:
    """The font file of the bold cut; `ExportError` when it is not there and cannot be brought."""
    path = BUILT / BOLD_FILE
    if not path.is_file():
        try:
            build()
        except SystemExit as error:
            raise ExportError("no_font", package=BOLD_PACKAGE, file=BOLD_FILE) from error
    if not path.is_file():
        raise ExportError("no_font", package=BOLD_PACKAGE, file=BOLD_FILE)
    return path


@lru_cache(maxsize=128)
def font(size_pt: float, weight: int = REGULAR) -> FontProperties:
    """The typeface at a size in points, in the cut for a weight; an SVG says the weight itself."""
    file = bold_file() if is_bold(weight) else font_file()
    return FontProperties(family=[FAMILY], fname=file, size=size_pt, weight=weight)


@cache
def _covered() -> frozenset[int]:
    return frozenset(FT2Font(str(font_file())).get_charmap())


def missing(text: str) -> str:
    """The characters of a text that the typeface lacks, once each; spaces of any width are made of its own space."""
    lacking = {character for character in text if ord(character) not in _covered()}
    return "".join(sorted(character for character in lacking if category(character) != "Zs"))


def check(texts: Iterable[str]) -> None:
    """Raise `ExportError` that names the characters for which there is no glyph."""
    lacking = missing("".join(texts))
    if lacking:
        raise ExportError("missing_glyph", characters=" ".join(f"{c} (U+{ord(c):04X})" for c in lacking[:20]))


@lru_cache(maxsize=16_384)
def _advance(text: str, *, bold: bool) -> float:
    cut = font(_MEASURED_PT, BOLD if bold else REGULAR)
    width, _, _ = text_to_path.get_text_width_height_descent(text, cut, ismath=False)
    return float(width) / _MEASURED_PT


def width_of(text: str, size: float, weight: int = REGULAR) -> float:
    """The width of one line of text, in the unit of its size."""
    return _advance(text, bold=is_bold(weight)) * size


def widths_of(text: str, size: float, weight: int = REGULAR) -> tuple[float, ...]:
    """The widths of the letters of a line, which together are as wide as the line, in the unit of its size."""
    ends = [width_of(text[:end], size, weight) for end in range(len(text) + 1)]
    return tuple(end - begin for begin, end in pairwise(ends))


def _holds(before: str, character: str) -> bool:
    """Whether a line may not be broken between two neighbours."""
    if character in NOT_FIRST or before in NOT_LAST:
        return True
    return before.isascii() and character.isascii() and before != " "


def _pieces(text: str) -> list[str]:
    """A text cut where a line may be broken: after spaces, and around what is no Latin letter or digit."""
    pieces: list[str] = []
    for character in text:
        if pieces and _holds(pieces[-1][-1], character):
            pieces[-1] += character
        else:
            pieces.append(character)
    return pieces


def _short(piece: str, size: float, width: float, weight: int) -> list[str]:
    """A piece, in parts where it is wider than a whole line, cut after hyphens if it has some: an address, a word
    without end. Elsewhere no line ends with a hyphen: who copies the text from a PDF would lose it.
    """
    if width_of(piece, size, weight) <= width:
        return [piece]
    if len(words := _HYPHENED.findall(piece)) > 1:
        return [part for word in words for part in _short(word, size, width, weight)]
    parts = [""]
    for character in piece:
        if parts[-1] and width_of(parts[-1] + character, size, weight) > width:
            parts.append("")
        parts[-1] += character
    return parts


@lru_cache(maxsize=4096)
def wrapped(text: str, size: float, width: float, weight: int = REGULAR) -> tuple[str, ...]:
    """The lines of a text of a size in a width of the same unit; none is wider, were it cut within a word."""
    lines, used = [""], 0.0
    for piece in chain.from_iterable(_short(piece, size, width, weight) for piece in _pieces(text)):
        if lines[-1] and used + width_of(piece.rstrip(), size, weight) > width:
            lines.append("")
            used = 0.0
        written = piece if lines[-1] else piece.lstrip()
        lines[-1] += written
        used += width_of(written, size, weight)
    return tuple(line.rstrip() for line in lines if line.strip())
