"""No text that nobody asks for, and nothing asked for that has no text: every fault has its sentence with a cure."""

from __future__ import annotations

import ast
import importlib
import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Any, get_args

import pytest

from layers.atlas.atlas import current_atlas
from layers.atlas.load import GEODATA
from layers.catalogue.legend import EVIDENCE
from layers.checks.check import Method, Reason
from layers.checks.checks import SIDES, STATES
from layers.errors import AtlasError, Fault
from layers.measures.annotation import Dimension
from layers.measures.datum import DATUMS
from layers.measures.relations import Relation
from layers.report.figures import By
from maps.datasets.parts import ENCODINGS, FORMATS
from maps.datasets.spreadsheet import PLACES, WKT
from maps.datasets.tables import parts_of
from maps.origin.review import ELSEWHERE, SIGNS, Authority
from maps.origin.snapshot import Difference
from maps.scene.pages import GROUPS
from maps.scene.permalink import NAMES
from maps.scene.scene import THEMES, Scene, View
from maps.scene.sheet import LONG_SIDE_MM, LabelLanguage, Mode, Orientation
from maps.slides.boxes import FOOT, HEAD
from maps.words.checks import BASES
from maps.words.faults import sentence
from maps.words.filtering import FACETS
from tests import repository, texts
from tests.texts import OPEN, Reader
from text import DEFAULT, LANGUAGES, table
from ui.briefing.shelf import Told
from ui.export.batches import SCOPES
from ui.export.extent import WORDS, Refusal
from ui.frame.destinations import KINDS
from ui.frame.search import WORDS as BOX_WORDS
from ui.kit.notices import CURED
from ui.panels.checks import EVERY
from ui.rooms.room import Refused
from ui.rooms.settings import SettingError

FOLDERS = ("layers", "maps", "pages", "ui")
SENT = {"map", "present"}
"""Sections that go to the browser whole; scripts and pages pick their texts."""
ADDED = {"storyboard": {"where"}, "snapshot": {"name", "megabytes"}}
"""What a section adds to its faults on their way: their place in the file, the file."""
CURELESS = {"room"}
"""Sections that say what is so: nothing is to be mended but by waiting or asking for another link."""
KEYS = dict(texts.flat(table(DEFAULT)))


def outside(module: str, name: str) -> Any:
    """The value of a name in a module of ours."""
    return getattr(importlib.import_module(module), name, None)


@cache
def reader() -> Reader:
    paths = (path for name in FOLDERS for path in (repository.ROOT / name).rglob("*.py"))
    named = {".".join(path.relative_to(repository.ROOT).with_suffix("").parts): path for path in paths}
    trees = {name: ast.parse(path.read_text(encoding="utf-8")) for name, path in named.items()}
    return Reader({name: tree for name, tree in trees.items() if name != "layers.errors"}, outside)


def contents(*suffixes: str, templates: bool) -> list[str]:
    """Files of the interface and the map: the templates that are filled here, or what goes to the browser as it is."""
    found = (path for path in repository.files() if path.suffix in suffixes)
    ours = (path for path in found if path.relative_to(repository.ROOT).parts[0] in ("maps", "ui"))
    return [path.read_text(encoding="utf-8") for path in ours if (path.parent.name == "templates") is templates]


def kinds_of_error(kind: type[AtlasError] = AtlasError) -> Iterator[type[AtlasError]]:
    for below in kind.__subclasses__():
        yield below
        yield from kinds_of_error(below)


def sections() -> dict[str, str]:
    return {kind.__name__: kind.section for kind in kinds_of_error()}


@cache
def codes() -> frozenset[str]:
    return frozenset(texts.codes(reader(), sections()))


def columns() -> set[str]:
    """Names of all columns that data files can have."""
    atlas = current_atlas()
    dated = Scene(layers=tuple(atlas.frames), date="2020-01", indicator="density.2020.cities.quantiles")
    near = Scene(layers=tuple(atlas.frames), view=View(30.2, 120.1, 12.0))  # context has no date
    parts = [part for scene in (dated, near) for part in parts_of(atlas, scene, "wgs84", selected_only=False)]
    return {str(name) for part in parts for name in part.frame if name != "geometry"} | {*PLACES, WKT}


def units() -> set[str]:
    """Units of figures and checks that are written behind a number."""
    figures = tomllib.loads((GEODATA / "figures.toml").read_text(encoding="utf-8"))
    indicators = {item.unit for item in current_atlas().catalogue.thematic.indicators}
    return {row["unit"] for row in figures.values()} | texts.given(reader(), "Check", 99, "unit") | indicators


def sets() -> dict[str, Iterable[str]]:
    """What each open part of a key can be, as the code declares it."""
    known = reader()
    questions = texts.given(known, "Family", 1, "kind") | texts.given(known, "Check", 1, "kind")
    templates = texts.said_in_templates(contents(".html", ".svg", templates=True))
    return {
        "{}": {key for key in templates if OPEN not in key},
        "briefing.news.{}": get_args(Told),
        "chips.{}": ("selected", *get_args(Relation)),
        "filter.{}": FACETS,
        "checks.about.{}": BASES,
        "checks.kind.{}": questions,
        "checks.method.{}": get_args(Method),
        "checks.reason.{}": get_args(Reason),
        "checks.{}": (*STATES, EVERY),
        "data.datum.{}": DATUMS,
        "data.note.{}": texts.given(known, "Note", 0, "key"),
        "evidence.{}": EVIDENCE,
        "evidence.{}_means": EVIDENCE,
        "export.data_formats.{}": FORMATS,
        "export.datums.{}": DATUMS,
        "export.encodings.{}": ENCODINGS,
        "export.extent.{}": (*get_args(Refusal), *WORDS, "own", "chosen"),
        "export.labels_{}": (*get_args(LabelLanguage), "own"),
        "export.mode_{}": get_args(Mode),
        "export.orientation_{}": get_args(Orientation),
        "export.scope_{}": SCOPES,
        "export.size_{}": [size.replace(":", "_") for size in LONG_SIDE_MM],
        "export.theme_{}": THEMES,
        "fault.{}.{}": codes(),
        "figures.{}": get_args(By),
        "field.{}": [name for name in get_args(Dimension) if name],
        "header.group.{}": GROUPS,
        "permalink.cure.{}": (*CURED, "any"),
        "permalink.{}": {*NAMES, "page", *texts.given(known, "Notice", 0, "field")},
        "review.advice.{}": get_args(Authority),
        "review.province.{}": (*SIGNS, ELSEWHERE),
        "search.{}": (*KINDS, *BOX_WORDS),
        "slides.{}": {*HEAD, *FOOT, *texts.given(known, "name", 1, "key")},
        "snapshot.differs.{}": get_args(Difference),
        "verification.side.{}": SIDES,
        "unit.{}": units() - {"none", "count", "m"},
    }


@cache
def asked() -> tuple[frozenset[str], tuple[str, ...]]:
    """All keys that are asked for by name, and what cannot be followed."""
    templates = texts.said_in_templates(contents(".html", ".svg", templates=True))
    found, faults = texts.told(texts.said(reader()) | templates, sets())
    known = {f"data.{part}.{name}" for name in columns() for part in ("field", "header")}
    known |= {key for key in KEYS if key.startswith("streamlit.")}  # sent whole, as pairs of two languages
    known |= {f"map.{grade}" for grade in EVIDENCE}  # the scripts name a feature's grade by what the data say
    return frozenset(found | (known & KEYS.keys())), tuple(faults)


def test_every_key_can_be_followed_to_its_closed_set() -> None:
    assert asked()[1] == ()


def test_what_is_asked_for_has_a_text() -> None:
    assert sorted(asked()[0] - KEYS.keys()) == []


def test_every_text_is_asked_for() -> None:
    sent = {key for key in KEYS if key.split(".")[0] in SENT}
    scripts = contents(".js", ".mjs", ".ts", ".html", templates=False)
    assert sorted(KEYS.keys() - asked()[0] - texts.named_in_scripts(sent, scripts)) == []


def test_every_fault_gives_what_its_sentence_wants() -> None:
    wanted = {key: set(repository.placeholders(KEYS[key])) for key in codes()}
    asked_for = {key: names - ADDED.get(key.split(".")[1], set()) for key, names in wanted.items()}
    assert texts.unfilled(reader(), sections(), asked_for) == []


def test_every_reason_is_given_by_a_check() -> None:
    rules = (GEODATA / "checks.toml").read_text(encoding="utf-8")
    said = {
        node.value
        for name, tree in reader().trees.items()
        if name.startswith("layers.checks.") and name != "layers.checks.check"
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant)
    }
    assert [reason for reason in get_args(Reason) if reason not in said and f'"{reason}"' not in rules] == []


def test_no_two_kinds_of_error_share_a_section() -> None:
    kinds = list(kinds_of_error())
    assert {Refused, SettingError} <= set(kinds)
    assert len({kind.section for kind in kinds}) == len(kinds)
    assert {kind.section for kind in kinds} | {"page"} == set(table(DEFAULT)["fault"])


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("key", [key for key in KEYS if key.startswith("fault.")])
def test_a_fault_is_said_with_its_cure(key: str, lang: str) -> None:
    _, section, code = key.split(".")
    given = {name: f"<{name}>" for name in repository.placeholders(KEYS[key])}
    said = sentence(Fault(section, code, given), lang)
    assert all(value in said for value in given.values())
    parts = re.split(r"[。；]|\. ", said.rstrip("。."))
    assert len([part for part in parts if part.strip()]) > 1 or section in CURELESS


# The twins: what the two readings above would miss if they found nothing.

CODE = """
from text import say
PAGES = ("map", "list")

def title(lang):
    return [say(lang, f"page.{page}") for page in PAGES] + [say(lang, "app.a" if lang else "app.b")]

def part(lang, name):
    return say(lang, f"part.{name}")

def parts(lang, thing):
    key = "app.c"
    for end, _ in (("one", 1), ("two", 2)):
        part(lang, f"x_{end}")
    return say(lang, key) + say(lang, f"thing.{thing.kind}")

def refuse():
    raise ExportError("no_room")

def faults(wide):
    return [ExportError.fault("wide" if wide else "long", sign="x"), Fault("page", "lost")]
"""


def reading(code: str, **known: Any) -> Reader:
    return Reader({"maps.a": ast.parse(code)}, lambda _, name: known.get(name))


def test_keys_are_followed_through_loops_names_and_calls() -> None:
    assert texts.said(reading(CODE, PAGES=("map", "list"))) == {
        "page.map", "page.list", "app.a", "app.b", "app.c", "part.x_one", "part.x_two", "thing.{}",
    }  # fmt: skip


def test_the_codes_of_all_faults_are_found() -> None:
    assert texts.codes(reading(CODE), {"ExportError": "export"}) == {
        "fault.export.no_room", "fault.export.wide", "fault.export.long", "fault.page.lost",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("code", "faults"),
    [
        ("raise ExportError('wide', sign='x', other=1)", []),
        ("raise ExportError('wide', **given)", []),
        ("raise ExportError('wide', other=1)", ["fault.export.wide lacks sign"]),
        ("ExportError.fault('wide')", ["fault.export.wide lacks sign"]),
    ],
)
def test_a_fault_that_gives_too_little_is_found(code: str, faults: list[str]) -> None:
    assert texts.unfilled(reading(code), {"ExportError": "export"}, {"fault.export.wide": ["sign"]}) == faults


@pytest.mark.parametrize(
    ("code", "found"),
    [
        ("raise ExportError(code)", {"fault.export.{}"}),
        ("raise ExportError(faults=found)", set()),
        ("raise ValueError('no_room')", set()),
        ("def no(code):\n    raise ExportError(code)\nno('a')\nno('b')", {"fault.export.a", "fault.export.b"}),
    ],
)
def test_a_code_that_cannot_be_followed_is_open(code: str, found: set[str]) -> None:
    assert texts.codes(reading(code), {"ExportError": "export"}) == found


@pytest.mark.parametrize(
    ("code", "found"),
    [
        ("say(lang, key)", {"{}"}),
        ("say(lang, f'a.{row.kind}')", {"a.{}"}),
        ("def f(kind):\n    return say(lang, f'a.{kind}')", {"a.{}"}),
        ("def _f(kind):\n    return say(lang, f'a.{kind}')\n_f('b')", {"a.b"}),
        ("[say(lang, f'a.{kind}') for kind in ('b', 'c')]", {"a.b", "a.c"}),
        ("[say(lang, f'a.{kind}') for kind, _ in TABLE.items()]", {"a.b"}),
        ("say(lang, TABLE[name])", {"x"}),
    ],
)
def test_a_key_is_followed_as_far_as_it_is_written_down(code: str, found: set[str]) -> None:
    assert texts.said(reading(code, TABLE={"b": "x"})) == found


def test_a_call_of_another_module_s_function_is_not_taken_for_ours() -> None:
    own = "def title(lang, key):\n    return say(lang, f'a.{key}')\n"
    trees: Mapping[str, ast.Module] = {
        "maps.a": ast.parse(own),
        "maps.b": ast.parse("from maps.a import title\ntitle(lang, 'b')"),
        "maps.c": ast.parse("from maps import a\na.title(lang, 'c')"),
        "maps.d": ast.parse("from elsewhere import title\ntitle(lang, 'd')"),
    }
    assert texts.said(Reader(trees)) == {"a.b", "a.c"}


def test_templates_are_read() -> None:
    template = '{{ t("a.b") }}{% if x %}{{ t("a.c" if y else "a.d", n=1) }}{% endif %}{{ t("e." ~ x.a) }}{{ u("f") }}'
    assert texts.said_in_templates([template]) == {"a.b", "a.c", "a.d", "e.{}"}


def test_a_script_names_a_text_as_a_member_in_quotes_or_as_a_key() -> None:
    keys = ["map.close", "map.keys", "map.home", "map.zoom_in", "map.fold"]
    script = "text.close; A.text('keys'); <b data-text=\"home\">; ({ zoom_in: act }) // fold unfold"
    assert texts.named_in_scripts(keys, [script]) == set(keys[:4])


def test_patterns_without_a_set_and_idle_sets_are_found() -> None:
    assert texts.told({"a.{}", "b"}, {"a.{}": ["x"]}) == ({"a.x", "b"}, [])
    assert texts.told({"{}.{}"}, {"{}.{}": ["c.d"]}) == ({"c.d"}, [])
    assert len(texts.told({"a.{}"}, {"c.{}": []})[1]) == 2
