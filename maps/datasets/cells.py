"""Texts of data files: made writable, disarmed against spreadsheets, and cut without splitting a character."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence

import geopandas as gpd
import numpy as np

_LINE_END = re.compile(r"\r\n?")
_UNWRITABLE = re.compile("[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 cannot write (https://www.w3.org/TR/xml/#charsets); NUL also ends a text in GDAL."""
_FORMULA = "=+-@"
_MINUS = "\u2212"


def tidy(text: str) -> str:
    """A text without control characters and halves of characters, and with one kind of line end."""
    return _UNWRITABLE.sub("", _LINE_END.sub("\n", text))


def _unseen(character: str) -> bool:
    return character.isspace() or unicodedata.category(character) in ("Cc", "Cf")


def starts_formula(text: str) -> bool:
    """Whether a spreadsheet may take a text for a formula: by its first visible character, in any width, or a tab."""
    first = next((character for character in text if not _unseen(character)), "")
    plain = unicodedata.normalize("NFKC", first)[:1]
    return text[:1] in ("\t", "\r", "\n") or (plain != "" and plain in _FORMULA + _MINUS)


def disarmed(text: str) -> str:
    """A text that no spreadsheet runs: with a leading apostrophe where one would.

    The danger and the cure are described at https://owasp.org/www-community/attacks/CSV_Injection.
    """
    return f"'{text}" if starts_formula(text) else text


def replaced(text: str, encoding: str) -> str:
    """A text with a question mark for every character that an encoding lacks."""
    return text.encode(encoding, "replace").decode(encoding)


def cut(text: str, most: int, encoding: str) -> str:
    """The longest beginning of a text of at most so many bytes in an encoding that ends with a whole character."""
    return text.encode(encoding)[:most].decode(encoding, "ignore")


def text_columns(frame: gpd.GeoDataFrame) -> list[str]:
    """The columns that hold texts."""
    return [str(name) for name, kind in frame.dtypes.items() if kind == np.dtype(object)]


def map_texts(frame: gpd.GeoDataFrame, change: Callable[[str], str]) -> gpd.GeoDataFrame:
    """A new frame with every text changed; missing values stay missing."""
    changed = {name: frame[name].map(change, na_action="ignore").astype(object) for name in text_columns(frame)}
    return frame.assign(**changed)


def differing(before: gpd.GeoDataFrame, after: gpd.GeoDataFrame) -> Mapping[str, Sequence[str]]:
    """Ids of the features whose text is another than before, by column; columns without any are left out."""
    changed = {name: before[name].notna() & (before[name] != after[name]) for name in text_columns(before)}
    return {name: [str(ident) for ident in before.index[where]] for name, where in changed.items() if where.any()}
