"""The import direction, the budgets and the texts, each check with an invalid twin."""

from __future__ import annotations

import ast
import sys
import tomllib
from functools import cache
from importlib.metadata import packages_distributions
from pathlib import Path
from typing import Any

import pytest
from packaging.utils import canonicalize_name

from tests import repository, structure

ROOT = repository.ROOT
PACKAGES = tuple(structure.MAY_IMPORT)
CODE = {".py", ".js", ".mjs", ".css", ".html", ".jinja", ".j2", ".toml", ".svg"}


def module_name(path: Path) -> str:
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


def ours() -> list[Path]:
    """The project's files outside tests and benchmarks."""
    apart = {"tests", "benchmarks", "docs"}
    return [path for path in repository.files() if path.relative_to(ROOT).parts[0] not in apart]


@cache
def _tree(path: Path) -> ast.Module:
    """The tree of a file, which every check looks at and none changes."""
    return ast.parse(path.read_text(encoding="utf-8"))


def project_trees(*packages: str) -> dict[str, ast.Module]:
    modules = {module_name(path): path for path in ours() if path.suffix == ".py"}
    return {name: _tree(path) for name, path in modules.items() if name.split(".")[0] in packages}


def trees(**sources: str) -> dict[str, ast.Module]:
    """Small examples; `__` in a name stands for a dot."""
    return {name.replace("__", "."): ast.parse(source) for name, source in sources.items()}


def line_counts(suffixes: set[str], below: str = "") -> dict[str, int]:
    contents = repository.texts(path for path in ours() if path.suffix in suffixes)
    return {name: len(text.splitlines()) for name, text in contents.items() if name.startswith(below)}


def test_every_python_file_has_its_place() -> None:
    apart = {"scripts", *PACKAGES}
    assert [path for path in ours() if path.suffix == ".py" and module_name(path).split(".")[0] not in apart] == []


def test_imports_go_one_way() -> None:
    assert structure.direction_faults(project_trees(*PACKAGES)) == []


@pytest.mark.parametrize(
    ("module", "source"),
    [
        ("layers__style", "import folium"),
        ("layers__style", "from streamlit.testing import v1"),
        ("layers__style", "from text import words"),
        ("layers__style", "from maps.scene import Scene"),
        ("layers__style", "def late():\n    import ui.host"),
        ("maps__scene", "import streamlit as st"),
        ("maps__scene", "from ui import host"),
        ("text", "import layers"),
        ("geodata", "import layers"),
        ("ui__host", "import pages.map"),
        ("ui__host", "from geodata import recipes"),
        ("geodata", "import geodata.recipes.rail"),
    ],
)
def test_an_import_against_the_direction_is_found(module: str, source: str) -> None:
    assert structure.direction_faults(trees(**{module: source}))


@pytest.mark.parametrize(
    ("module", "source"),
    [
        ("layers__style", "import geopandas\nfrom layers.catalogue import load"),
        ("maps__scene", "import folium\nfrom text import words\nfrom layers import style"),
        ("ui__host", "import streamlit\nfrom maps import scene"),
        ("geodata__recipes__rail", "from geodata.recipes import io"),
        ("text", "import tomllib"),
    ],
)
def test_an_import_along_the_direction_is_allowed(module: str, source: str) -> None:
    assert structure.direction_faults(trees(**{module: source})) == []


FACES = {
    "layers": ast.parse('"""Layers.\n\n    errors, atlas\n"""'),
    "maps": ast.parse('"""Maps.\n\n    scene, paper\n"""'),
    "ui": ast.parse('"""The interface.\n\n    frame\n"""'),
    "maps.scene": ast.parse('"""A Scene.\n\nOut: one.\n\nImports: layers.atlas, text.\n"""'),
}


def test_every_room_imports_what_its_face_names() -> None:
    assert structure.room_faults(project_trees(*structure.HOUSED)) == []


def test_every_room_says_what_enters_and_leaves_it() -> None:
    assert structure.silent_rooms(project_trees(*structure.HOUSED)) == []


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("from layers.atlas.load import GEODATA\nfrom text import say", None),
        ("from layers.atlas.load import GEODATA", "in vain"),
        ("from layers.atlas import load\nfrom text import say\nimport layers.errors", "does not name"),
        ("from layers.atlas import load\nfrom text import say\nfrom maps.paper import ink", "lies below"),
    ],
)
def test_an_import_against_the_face_is_found(source: str, said: str | None) -> None:
    faults = structure.room_faults(FACES | {"maps.scene.scene": ast.parse(source)})
    assert (faults == []) if said is None else any(said in fault for fault in faults)


def test_a_room_that_nobody_lists_is_found() -> None:
    source = ast.parse("from layers.atlas import load\nfrom text import say")
    assert structure.room_faults(FACES | {"maps.scene.scene": source, "maps.attic.box": ast.parse("")}) == [
        "maps.attic is in no list of rooms"
    ]


def test_a_silent_room_is_found() -> None:
    silent = FACES | {"maps.scene.scene": ast.parse(""), "maps.paper": ast.parse('"""Paper."""')}
    assert structure.silent_rooms(silent | {"maps.paper.ink": ast.parse("")}) == [
        "maps.paper does not say what enters and leaves it"
    ]


def test_there_is_one_door_to_the_session() -> None:
    assert structure.session_faults(project_trees("ui", "pages", "app")) == []


@pytest.mark.parametrize(
    "source",
    [
        "import streamlit as st\nst.session_state['x'] = 1",
        "from streamlit import session_state",
        "import streamlit as st\ngetattr(st, 'session_state')",
        "from streamlit import session_state as kept",
    ],
)
def test_another_door_to_the_session_is_found(source: str) -> None:
    assert structure.session_faults(trees(ui__panels=source))
    assert structure.session_faults({structure.DOOR: ast.parse(source)}) == []


def test_no_room_is_crowded() -> None:
    names = [path.relative_to(ROOT).as_posix() for path in ours() if path.suffix in {".py", ".js", ".css"}]
    assert structure.crowded_rooms(name for name in names if name.split("/")[0] in structure.HOUSED) == []


@pytest.mark.parametrize(("many", "faults"), [(12, 0), (13, 1)])
def test_a_crowded_room_is_found(many: int, faults: int) -> None:
    assert len(structure.crowded_rooms(["a/__init__.py", *(f"a/{number}.py" for number in range(many))])) == faults


def test_no_import_cycles() -> None:
    assert structure.cycle_faults(project_trees(*PACKAGES)) == []


def test_an_import_cycle_is_found() -> None:
    chain = {"layers__a": "from layers import b", "layers__b": "import layers.c", "layers__c": "import json"}
    assert structure.cycle_faults(trees(**chain)) == []
    (fault,) = structure.cycle_faults(trees(**chain | {"layers__c": "from layers.a import name"}))
    assert "layers.b" in fault


def test_functions_keep_their_budget() -> None:
    assert structure.function_budget_faults(project_trees(*PACKAGES)) == []


def test_the_median_function_is_short() -> None:
    assert structure.median_faults(project_trees("layers", "maps", "ui")) == []


@pytest.mark.parametrize(("lines", "faults"), [(29, 0), (30, 1)])
def test_a_long_function_is_found_without_its_docstring(lines: int, faults: int) -> None:
    source = 'def area():\n    """One.\n\n    Two.\n    """\n' + "    pass\n" * lines
    assert len(structure.function_budget_faults(trees(layers=source))) == faults


@pytest.mark.parametrize(("lines", "faults"), [(7, 0), (8, 1)])
def test_a_high_median_is_found(lines: int, faults: int) -> None:
    source = "".join(f"def f{index}():\n" + "    pass\n" * count for index, count in enumerate((1, lines, 20)))
    assert len(structure.median_faults(trees(layers=source))) == faults


def test_files_keep_their_budget() -> None:
    assert structure.line_budget_faults(line_counts({".py", ".js", ".mjs", ".css"}), 400) == []


def test_pages_keep_their_budget() -> None:
    assert structure.line_budget_faults(line_counts({".py"}, "pages/"), 60) == []


def test_a_long_file_is_found() -> None:
    faults = structure.line_budget_faults({"short.py": 400, "long.py": 401}, 400)
    assert faults == ["long.py has 401 lines; 400 at most"]


def test_public_names_have_docstrings() -> None:
    assert structure.docstring_faults(project_trees(*PACKAGES)) == []


def test_a_missing_docstring_is_found() -> None:
    source = 'class A:\n    """A."""\n    def b(self): ...\n    def _c(self): ...\ndef d():\n    """D."""\n'
    assert structure.docstring_faults(trees(layers=source)) == ["layers.A.b has no docstring"]


def test_public_functions_are_annotated() -> None:
    assert structure.annotation_faults(project_trees(*PACKAGES)) == []


def test_a_missing_annotation_is_found() -> None:
    source = "class A:\n    def b(self, c: int, *d, e) -> int: ...\ndef f(): ...\ndef _g(h): ...\n"
    faults = structure.annotation_faults(trees(layers=source))
    assert [fault.split()[1] for fault in faults] == ["d", "e", "return"]


def test_what_runs_imports_only_what_the_run_lock_installs() -> None:
    locked = repository.pins((ROOT / "requirements.lock").read_text(encoding="utf-8"))
    held = packages_distributions().items()
    available = {top for top, owners in held if {canonicalize_name(owner) for owner in owners} & set(locked)}
    running = {n: tree for n, tree in project_trees(*PACKAGES).items() if not n.startswith(structure.PRIVATE)}
    assert structure.undeclared_faults(running, available | set(sys.stdlib_module_names), set(PACKAGES)) == []


def test_an_import_outside_the_lock_is_found() -> None:
    example = trees(layers="import json, numpy\nfrom layers import style\nimport leafmap.common")
    (fault,) = structure.undeclared_faults(example, {"json", "numpy"}, {"layers"})
    assert "leafmap" in fault


def test_code_names_no_content_network() -> None:
    code = repository.texts(path for path in ours() if path.suffix in CODE)
    assert repository.foreign_address_faults(code) == []


@pytest.mark.parametrize("host", ["cdn.example.com", "unpkg.com", "cdn.jsdelivr.net", "fonts.googleapis.com"])
def test_a_content_network_is_found(host: str) -> None:
    assert repository.foreign_address_faults({"a.js": f"fetch('//{host}/leaflet.js')"})
    assert repository.foreign_address_faults({"a.js": "fetch('/maps/leaflet.js')"}) == []


def test_both_languages_say_the_same() -> None:
    zh, en = (tomllib.loads((ROOT / "text" / f"{lang}.toml").read_text(encoding="utf-8")) for lang in ("zh", "en"))
    assert repository.language_faults(zh, en) == []


def test_texts_that_differ_are_found() -> None:
    zh: dict[str, Any] = {"page": {"title": "{count} 个", "only": "甲", "empty": ""}, "list": ["一", "二"]}
    en: dict[str, Any] = {"page": {"title": "{number} items", "empty": "x", "other": "B"}, "list": ["one", "two"]}
    faults = repository.language_faults(zh, en)
    assert len(faults) == 4
    assert all(any(key in fault for fault in faults) for key in ("page.title", "page.only", "page.empty", "page.other"))
    assert repository.language_faults(zh["page"] | {"empty": "乙"}, zh["page"] | {"empty": "B"}) == []
