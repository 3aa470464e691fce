"""The command `python -m maps.render`: a Scene as a file, for scripts.

    python -m maps.render --scene '/transport?v=1&lang=zh&theme=light' --format pdf --out transport.pdf
    python -m maps.render --scene old-figure.png --format pptx --out slide.pptx --size 16:9
    python -m maps.render --scene '/zones' --format gpkg --datum epsg4549 --out zones.zip
    python -m maps.render --verification --scene '/checks?lang=zh' --format pdf --out verification.pdf

Ends with 0 when the file is written, with 2 and a sentence when it is not; then nothing is left behind.
"""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace, RawDescriptionHelpFormatter
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any, get_args

from pydantic import ValidationError

from layers.atlas.atlas import Atlas, current_atlas
from layers.errors import AtlasError, ExportError
from layers.measures.datum import DATUMS
from maps.datasets.parts import ENCODINGS, FORMATS
from maps.export.files import write_atomically
from maps.export.renderers import MEDIA_TYPES, render, today
from maps.scene.codec import Notice
from maps.scene.permalink import from_permalink
from maps.scene.scene import THEMES, Scene, plain
from maps.scene.sheet import DPI, SCALES, LabelLanguage, Mode, Orientation, Sheet, Size
from maps.words.faults import sentences
from text import DEFAULT, LANGUAGES

REFUSED = 2
EVERY_FORMAT = (*MEDIA_TYPES, *FORMATS)
LONGEST_VALUE = 60


def _parser() -> ArgumentParser:
    parser = ArgumentParser("python -m maps.render", description=__doc__, formatter_class=RawDescriptionHelpFormatter)
    parser.add_argument("--scene", required=True, help="a link of the atlas, or the path of an exported file")
    parser.add_argument("--format", required=True, help=", ".join(EVERY_FORMAT))
    parser.add_argument("--out", required=True, type=Path, help="the file to write")
    parser.add_argument("--verification", action="store_true", help="the verification sheet in its language: pdf, xlsx")
    parser.add_argument("--lang", choices=LANGUAGES, help="in place of the Scene's language")
    parser.add_argument("--theme", choices=THEMES, help="in place of the Scene's theme")
    sheet = parser.add_argument_group("page")
    sheet.add_argument("--size", type=str.lower, help=", ".join(get_args(Size)))
    sheet.add_argument("--orientation", help=", ".join(get_args(Orientation)))
    sheet.add_argument("--dpi", help=f"pixels to the inch of a picture, {DPI[0]} to {DPI[1]}")
    sheet.add_argument("--labels", help=", ".join(get_args(LabelLanguage)))
    sheet.add_argument("--scale", help=f"denominator of an exact scale, {SCALES[0]} to {SCALES[1]}; 0 fits the view")
    sheet.add_argument("--graticule", action="store_true", default=None)
    sheet.add_argument("--no-inset", dest="inset", action="store_false", default=None)
    sheet.add_argument("--title")
    sheet.add_argument("--note")
    review = parser.add_argument_group("publication")
    review.add_argument("--mode", help=", ".join(get_args(Mode)))
    review.add_argument("--review-number", help="the number of the map review")
    review.add_argument("--author")
    review.add_argument("--made", help="the day it was made, 2026-01-31; without it today, for publication none")
    review.add_argument("--reviewed-content", help="the content code of the draft that was reviewed")
    data = parser.add_argument_group("data")
    data.add_argument("--datum", default=DATUMS[0], help=", ".join(DATUMS))
    data.add_argument("--encoding", default=ENCODINGS[0], help="of a Shapefile's texts: " + ", ".join(ENCODINGS))
    data.add_argument("--selected", action="store_true", help="only the selected features")
    return parser


def _scene(asked: str, atlas: Atlas) -> tuple[Scene, Sheet | None]:
    """The Scene of a link or of an exported file, and the file's Sheet. An address is taken whole or not at all."""
    address, sheet = asked, None
    if not asked.startswith(("/", "?", "http://", "https://")) or _is_file(asked):
        address, sheet = _of_file(asked)
    scene, notices = from_permalink(address, atlas)
    if notices:
        faults = [ExportError.fault("bad_address", part=_part(notice)) for notice in notices]
        raise ExportError(faults=faults)
    return scene, sheet


def _part(notice: Notice) -> str:
    return notice.value if notice.field == "key" else f"{notice.field}={notice.value}"


def _is_file(name: str) -> bool:
    try:
        return Path(name).is_file()
    except OSError:  # an address may be longer than any name of a file
        return False


def _of_file(name: str) -> tuple[str, Sheet]:
    from maps.origin.snapshot import MOST_BYTES, read  # noqa: PLC0415  # it reads every format, which a link needs not

    try:
        with Path(name).open("rb") as file:
            data = file.read(MOST_BYTES + 1)
    except (OSError, ValueError) as error:
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
        options = (plain(f"--{item['loc'][0]} {item['input']}", LONGEST_VALUE) for item in error.errors())
        raise ExportError(faults=[ExportError.fault("bad_sheet", option=option) for option in options]) from error


def _day(made: str) -> date:
    """The day that a Sheet names, which may not be in the calendar."""
    try:
        return date.fromisoformat(made)
    except ValueError as error:
        raise ExportError("bad_sheet", option=plain(f"--made {made}", LONGEST_VALUE)) from error


def _made(said: Namespace, atlas: Atlas) -> bytes:
    if said.format not in EVERY_FORMAT:
        raise ExportError("unknown_format", format=plain(said.format, LONGEST_VALUE), known=", ".join(EVERY_FORMAT))
    scene, kept = _scene(said.scene, atlas)
    scene = replace(scene, lang=said.lang or scene.lang, theme=said.theme or scene.theme)
    sheet = _sheet(said, kept)
    if said.verification:
        from maps.verification.verification import verification  # noqa: PLC0415  # as below

        return verification(atlas, scene.lang, said.format, _day(sheet.made))
    if said.format in FORMATS:
        from maps.datasets.dataset import dataset  # noqa: PLC0415  # its writers bring what a figure need not wait for

        options = {
            "file_format": said.format, "datum": said.datum, "selected_only": said.selected, "encoding": said.encoding,
        }  # fmt: skip
        return dataset(atlas, scene, **options, made=sheet.made).data
    return render(atlas, [scene], sheet, said.format)


def _refused(said: Namespace, atlas: Atlas) -> list[str]:
    """Write the file, or say why not: in the language asked for, else in the Scene's."""
    try:
        write_atomically(said.out, _made(said, atlas))
    except ExportError as error:
        return sentences(error.faults, said.lang or from_permalink(said.scene, atlas)[0].lang)
    return []


def main(arguments: Sequence[str] | None = None) -> int:
    """Write the file; what is wrong is said on standard error. Returns the exit code."""
    said = _parser().parse_args(arguments)
    try:
        refused = _refused(said, current_atlas())
    except AtlasError as error:
        refused = sentences(error.faults, said.lang or DEFAULT)
    sys.stderr.writelines(f"{line}\n" for line in refused)
    return REFUSED if refused else 0
