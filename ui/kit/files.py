"""Scripts, styles and templates of the pages; whoever wants the text of one asks here."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from layers.atlas.atlas import Atlas
from maps.web import bundle

UI = Path(__file__).resolve().parent.parent


@cache
def path_of(name: str) -> Path:
    """Where a script, style or template lies, whichever room it belongs to; `FileNotFoundError` for an unknown name."""
    found = next(UI.glob(f"*/{name}"), None)
    if found is None:
        raise FileNotFoundError(name)
    return found


@cache
def text_of(*names: str) -> str:
    """The contents of some files one after the other: of a script its bundle, of anything else the file of a room."""
    return "\n".join(
        bundle.text_of(name) if name.endswith(".js") else path_of(name).read_text(encoding="utf-8") for name in names
    )


def palette(atlas: Atlas, selector: str) -> str:
    """The atlas's colours as CSS variables; `selector` holds `{theme}`."""
    rules = []
    for theme, colors in atlas.catalogue.palette.items():
        names = "".join(f"--c-{name}:{value};" for name, value in colors.items())
        rules.append(f"{selector.format(theme=theme)}{{{names}color-scheme:{theme}}}")
    return "\n".join(rules)
