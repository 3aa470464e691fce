"""Scripts and styles in `ui/web/`, put together for the presentation and the plain pages beside it."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from layers.atlas.atlas import Atlas

WEB = Path(__file__).resolve().parent.parent / "web"


@cache
def text_of(*names: str) -> str:
    """The contents of some files one after the other."""
    return "\n".join((WEB / name).read_text(encoding="utf-8") for name in names)


def palette(atlas: Atlas, selector: str) -> str:
    """The atlas's colours as CSS variables; `selector` holds `{theme}`."""
    rules = []
    for theme, colors in atlas.catalogue.palette.items():
        names = "".join(f"--c-{name}:{value};" for name, value in colors.items())
        rules.append(f"{selector.format(theme=theme)}{{{names}color-scheme:{theme}}}")
    return "\n".join(rules)
