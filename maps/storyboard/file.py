"""Storyboards as files: read and checked, written, and those that the atlas brings along."""

from __future__ import annotations

import re
import tomllib
from functools import lru_cache
from pathlib import Path
from typing import Any

import tomli_w

from layers.atlas.atlas import Atlas
from layers.errors import StoryboardError
from maps.storyboard.storyboard import Storyboard, checked

MOST_BYTES = 512 * 1024
FOLDER = Path(__file__).parent / "builtin"
BUILTIN = ("circle-in-ten-minutes", "ten-projects", "one-hour")
_LINE = re.compile(r"\(at line (\d+),")
# A key of a storyboard has two parts at most; the time and memory that tomllib takes for one grow with their square.
_ENDLESS_KEY = re.compile(
    r"""(?<![\w\\-])(?:(?:[\w-]++|"(?:[^"\\\n]|\\.)*+"|'[^'\n]*+')[ \t]*+\.[ \t]*+){30}""",
)


def _decoded(content: str | bytes) -> str:
    data = content.encode("utf-8", "surrogatepass") if isinstance(content, str) else content
    if len(data) > MOST_BYTES:
        raise StoryboardError("too_large", kilobytes=MOST_BYTES // 1024)
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise StoryboardError("not_utf8") from error


def _line_of(error: Exception, text: str) -> str:
    match = _LINE.search(str(error))
    return match[1] if match else str(text.count("\n") + 1)


def _table(text: str) -> dict[str, Any]:
    endless = _ENDLESS_KEY.search(text)
    if endless:
        raise StoryboardError("not_toml", line=str(text.count("\n", 0, endless.start()) + 1))
    try:
        return tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        raise StoryboardError("not_toml", line=_line_of(error, text)) from error


def load(content: str | bytes, atlas: Atlas | None) -> Storyboard:
    """The storyboard of a file's content, every name in it looked up in the atlas.

    Raises `StoryboardError` with all faults. Without an atlas what it names is taken for ids and not looked up.
    """
    return checked(Storyboard, _table(_decoded(content)), atlas)


def dump(storyboard: Storyboard) -> str:
    """A storyboard as the text of a file, which `load` reads back as an equal one; what is usual is left out."""
    told = storyboard.model_dump(exclude_defaults=True)
    first = {name: told.pop(name) for name in ("version", "id")}
    return tomli_w.dumps(first | told, multiline_strings=True)


@lru_cache(maxsize=2)
def builtin(atlas: Atlas) -> tuple[Storyboard, ...]:
    """The atlas's own storyboards, which name everything by id.

    Where some data are broken nothing is looked up: the scenes then show what there is.
    """
    files = [(FOLDER / f"{name}.toml").read_bytes() for name in BUILTIN]
    return tuple(load(content, None if atlas.faults else atlas) for content in files)
