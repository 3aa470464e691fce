"""The command `python -m maps.render`: a Scene as a file, for scripts.

    python -m maps.render --scene '/transport?v=1&lang=zh&theme=light' --format pdf --out transport.pdf
    python -m maps.render --scene old-figure.png --format pptx --out slide.pptx --size 16:9
    python -m maps.render --scene '/zones' --format gpkg --datum epsg4549 --out zones.zip

Ends with 0 when the file is written, with 2 and a sentence when it is not; then nothing is left behind.
"""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace, RawDescriptionHelpFormatter
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, get_args

from pydantic import ValidationError

from layers.atlas import Atlas, current_atlas
from layers.datum import DATUMS
from layers.errors import AtlasError, ExportError
from maps.datasets.dataset import FORMATS, dataset
from maps.files import write_atomically
from maps.permalink import from_permalink
from maps.refusals import sentences
from maps.renderers import MEDIA_TYPES, render, today
from maps.scene import THEMES, Scene
from maps.sheet import LabelLanguage, Mode, Orientation, Sheet, Size
from maps.snapshot import MOST_BYTES, read
from text import DEFAULT, LANGUAGES

REFUSED = 2


def _parser() -> ArgumentParser:
    parser = ArgumentParser("python -m maps.render", description=__doc__, formatter_class=RawDescriptionHelpFormatter)
    parser.add_argument("--scene", required=True, help="a link of the atlas, or the path of an exported file")
    parser.add_argument("--format", required=True, help=", ".join([*MEDIA_TYPES, *FORMATS]))
    parser.add_argument("--out", required=True, type=Path, help="the file to write")
    parser.add_argument("--lang", choices=LANGUAGES, help="in place of the Scene's language")
    parser.add_argument("--theme", choices=THEMES, help="in place of the Scene's theme")
    sheet = parser.add_argument_group("page")
    sheet.add_argument("--size", choices=get_args(Size))
    sheet.add_argument("--orientation", choices=get_args(Orientation))
    sheet.add_argument("--dpi", type=int, help="96 to 600")
    sheet.add_argument("--labels", choices=get_args(LabelLanguage))
    sheet.add_argument("--graticule", action="store_true", default=None)
    sheet.add_argument("--no-inset", dest="inset", action="store_false", default=None)
    sheet.add_argument("--title")
    sheet.add_argument("--note")
    review = parser.add_argument_group("publication")
    review.add_argument("--mode", choices=get_args(Mode))
    review.add_argument("--review-number", help="the number of the map review")
    review.add_argument("--author")
    review.add_argument("--made", help="the day it was made, 2026-01-31; without it today, for publication none")
    review.add_argument("--reviewed-content", help="the content code of the draft that was reviewed")
    data = parser.add_argument_group("data")
    data.add_argument("--datum", choices=DATUMS, default=DATUMS[0])
    data.add_argument("--selected", action="store_true", help="only the selected features")
    return parser


def _scene(asked: str, atlas: Atlas) -> tuple[Scene, Sheet | None]:
    """The Scene of a link or of an exported file, and the file's Sheet. An address is taken whole or not at all."""
    address, sheet = asked, None
    if not asked.startswith(("/", "?", "http://", "https://")) or Path(asked).is_file():
        address, sheet = _of_file(asked)
    scene, notices = from_permalink(address, atlas)
    if notices:
        raise ExportError("bad_address", faults=", ".join(f"{notice.field}={notice.value}" for notice in notices))
    return scene, sheet


def _of_file(name: str) -> tuple[str, Sheet]:
    try:
        with Path(name).open("rb") as file:
            data = file.read(MOST_BYTES + 1)
    except OSError as error:
        raise ExportError("not_a_scene", scene=name[:80]) from error
    origin = read(Path(name).name, data)
    return origin.permalink, origin.sheet


def _sheet(said: Namespace, kept: Sheet | None) -> Sheet:
    """The Sheet of the file or the usual one, with what the command says."""
    given: dict[str, Any] = {
        name: value for name in Sheet.model_fields if (value := getattr(said, name, None)) is not None
    }
    before = kept.model_dump() if kept else {}
    if "made" not in given and {**before, **given}.get("mode") != "publication":
        given["made"] = today().isoformat()
    try:
        return Sheet.model_validate(before | given)
    except ValidationError as error:
        faults = "; ".join(f"{item['loc'][0]}: {item['msg']}" for item in error.errors())
        raise ExportError("bad_sheet", faults=faults) from error


def _made(said: Namespace, atlas: Atlas) -> bytes:
    scene, kept = _scene(said.scene, atlas)
    scene = replace(scene, lang=said.lang or scene.lang, theme=said.theme or scene.theme)
    sheet = _sheet(said, kept)
    if said.format in FORMATS:
        options = {"file_format": said.format, "datum": said.datum, "selected_only": said.selected}
        return dataset(atlas, scene, **options, made=sheet.made).data
    return render(atlas, [scene], sheet, said.format)


def main(arguments: Sequence[str] | None = None) -> int:
    """Write the file; what is wrong is said on standard error, in the language asked for. Returns the exit code."""
    said = _parser().parse_args(arguments)
    try:
        write_atomically(said.out, _made(said, current_atlas()))
    except ExportError as error:
        sys.stderr.write("\n".join(sentences(error, said.lang or DEFAULT)) + "\n")
        return REFUSED
    except AtlasError as error:
        sys.stderr.write(f"{error}\n")
        return REFUSED
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
