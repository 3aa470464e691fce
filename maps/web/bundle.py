"""What `scripts/web` makes of the modules that the browser runs. Whoever wants the text of a bundle asks here."""

from __future__ import annotations

import runpy
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
BUILT = ROOT / "build" / "web"


@cache
def build() -> None:
    """Make the bundles where they are missing or older than their sources; once a process.

    Raises `SystemExit` with the reason in both languages where that cannot be done.
    """
    runpy.run_path(str(ROOT / "scripts" / "web"))["main"]([])


@cache
def text_of(name: str) -> str:
    """The text of a script or style in `build/web/`."""
    build()
    return (BUILT / name).read_text(encoding="utf-8")
