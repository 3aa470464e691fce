"""`python -m benchmarks.first_figure FORMAT`: seconds of the first figure of a process that has the atlas loaded."""

from __future__ import annotations

import sys
import time

from layers.atlas.atlas import current_atlas
from maps.export.renderers import render
from maps.scene.scene import opening
from maps.scene.sheet import Sheet

SHEET = Sheet(dpi=300, made="2026-01-01")

if __name__ == "__main__":
    atlas = current_atlas()
    scene = opening(atlas, "overview").checked(atlas)
    start = time.perf_counter()
    render(atlas, [scene], SHEET, sys.argv[1])
    print(time.perf_counter() - start)
