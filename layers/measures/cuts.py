"""`python -m layers.measures.cuts [--check]`: make `geodata/classes.csv` again, or tell whether it would change.

It holds the cuts between the classes of every thematic map, so that a server need not load what makes them.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence

import pandas as pd

from layers.atlas.atlas import Atlas, build_atlas
from layers.atlas.load import GEODATA
from layers.catalogue.indicators import Thematic
from layers.measures.classes import FILE, cut, fingerprint
from layers.measures.people import values_of


def every(atlas: Atlas) -> Iterator[Thematic]:
    """All thematic maps that the catalogue declares."""
    declared = atlas.catalogue.thematic
    for indicator in declared.indicators:
        for year in indicator.years:
            for layer in declared.places:
                for scheme in declared.schemes:
                    yield Thematic(indicator, year, layer, scheme)


def _row(atlas: Atlas, thematic: Thematic) -> tuple[str, str, str]:
    known = values_of(atlas, thematic).dropna().to_numpy()
    ramp = atlas.catalogue.thematic.ramp(thematic.indicator.ramp)
    cuts = cut(known, ramp, thematic.scheme.id)
    return str(thematic), fingerprint(known, ramp), " ".join(f"{value:.10g}" for value in cuts)


def to_csv(atlas: Atlas) -> str:
    """The cuts as text: a row a thematic map, with the fingerprint of the values that they are of."""
    table = pd.DataFrame([_row(atlas, thematic) for thematic in every(atlas)], columns=["thematic", "of", "cuts"])
    return table.to_csv(index=False, lineterminator="\n")


def main(argv: Sequence[str]) -> int:
    """Write the file, or with `--check` say whether its bytes differ; returns the exit code."""
    path, text = GEODATA / FILE, to_csv(build_atlas())
    same = path.is_file() and path.read_text(encoding="utf-8") == text
    if not same and "--check" not in argv:
        path.write_text(text, encoding="utf-8")
    print("changed: " + ("nothing" if same else FILE))
    return int("--check" in argv and not same)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
