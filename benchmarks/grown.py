"""`python -m benchmarks.grown FOLDER HTML LAYERS`: load a data folder, build its document, say what it took as JSON.

The document is written to HTML, the layers of the overview to LAYERS. The atlas's own limit for a file is lifted here,
to see what lies beyond; how many layers it would have refused is said.
"""

from __future__ import annotations

import gzip
import json
import sys
import time
from pathlib import Path
from urllib.parse import urlencode

from benchmarks.floors import shown
from layers.atlas import load
from layers.atlas.atlas import Atlas, build_atlas
from maps.scene.pages import pages
from maps.web.document import render

LIMIT = load.MAX_BYTES


def main(folder: Path, html: Path, layers: Path) -> None:
    """Measure, write, print."""
    load.MAX_BYTES = sys.maxsize
    start = time.perf_counter()
    atlas = build_atlas(folder)
    loaded = time.perf_counter()
    document = render(atlas)
    built = time.perf_counter()
    html.write_text(document.html, encoding="utf-8")
    layers.write_text(json.dumps(shown(atlas)), encoding="utf-8")
    told = {"load_s": loaded - start, "build_s": built - loaded} | _sizes(atlas, folder, document.html.encode())
    print(json.dumps(told))


def _sizes(atlas: Atlas, folder: Path, document: bytes) -> dict[str, object]:
    if atlas.faults:
        raise SystemExit(f"not loaded: {atlas.faults}")
    files = [folder / f"{layer.file}.geojson" for layer in atlas.catalogue.layers]
    opening = {"lang": "zh", "theme": "light", "layers": ",".join(pages()["overview"].layers)}
    return {
        "bytes": len(document),
        "gzip_bytes": len(gzip.compress(document, 6)),
        "features": sum(map(len, atlas.frames.values())),
        "too_large": sum(path.stat().st_size > LIMIT for path in files),
        "opening": urlencode(opening),
    }


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:4]))
