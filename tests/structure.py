"""Checks of the code's shape by its syntax trees. Each returns the list of faults it found."""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from graphlib import CycleError, TopologicalSorter
from statistics import median

Trees = Mapping[str, ast.Module]
"""Syntax trees by dotted module name; a package has the name of its folder."""
Function = ast.FunctionDef | ast.AsyncFunctionDef

MAY_IMPORT = {
    "geodata": {"geodata"},
    "layers": {"layers"},
    "text": {"text"},
    "maps": {"layers", "maps", "text"},
    "ui": {"layers", "maps", "text", "ui"},
    "pages": {"layers", "maps", "text", "ui"},
    "app": {"layers", "maps", "text", "ui"},
}
MUST_NOT_USE = {
    "geodata": {"branca", "folium", "streamlit"},
    "layers": {"branca", "folium", "jinja2", "streamlit", "streamlit_folium"},
    "text": {"branca", "folium", "geopandas", "shapely", "streamlit"},
    "maps": {"streamlit", "streamlit_folium"},
}
PRIVATE = "geodata.recipes"
HOUSED = ("layers", "maps", "ui")
"""The packages that are divided into rooms."""
ENTRIES = {"maps.render"}
"""Modules that only start something; they stand beside the rooms and may import any of them."""
SIBLINGS = 12
FUNCTION_LINES = 30
MEDIAN_LINES = 8


def imported_names(tree: ast.Module) -> set[str]:
    """Every dotted name that an import statement anywhere in the module mentions."""
    names: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return names


def _is_inside(name: str, package: str) -> bool:
    return name == package or name.startswith(f"{package}.")


def direction_faults(trees: Trees) -> list[str]:
    """Imports against the one-way direction, of a forbidden library, or of the recipes."""
    faults = []
    for module, tree in trees.items():
        package, names = module.split(".")[0], imported_names(tree)
        tops = {name.split(".")[0] for name in names}
        wrong = tops & set(MAY_IMPORT) - MAY_IMPORT[package] | tops & MUST_NOT_USE.get(package, set())
        faults += [f"{module} must not import {top}" for top in sorted(wrong)]
        if not _is_inside(module, PRIVATE) and any(_is_inside(name, PRIVATE) for name in names):
            faults.append(f"{module} must not import {PRIVATE}")
    return faults


def room_of(name: str) -> str:
    """The room that a dotted name lies in: `layers.atlas`, or `text`, which is one."""
    parts = name.split(".")
    return ".".join(parts[:2]) if parts[0] in HOUSED else parts[0]


def listed_rooms(trees: Trees) -> list[str]:
    """Every room in the order in which the faces of the packages list them, `text` before `maps`."""
    rooms = []
    for package in HOUSED:
        face = ast.get_docstring(trees[package], clean=False) or ""
        listed = next((line for line in face.splitlines() if line.startswith("    ")), "")
        rooms += [f"{package}.{name.strip()}" for name in listed.split(",") if name.strip()]
    return [*rooms, "text"]


def named_rooms(face: ast.Module) -> set[str]:
    """The rooms that a face says it imports (`Imports: layers.atlas, text.`)."""
    _, _, named = (ast.get_docstring(face) or "").partition("Imports:")
    return {name.strip() for name in named.strip().rstrip(".").split(",") if name.strip()}


def _used_rooms(trees: Trees, room: str) -> set[str]:
    own = (tree for module, tree in trees.items() if room_of(module) == room)
    names = {name for tree in own for name in imported_names(tree) if name.split(".")[0] in {*HOUSED, "text"}}
    return {room_of(name) for name in names} - {room, *HOUSED}


def room_faults(trees: Trees) -> list[str]:
    """Rooms that no face lists or that have no face; imports that the face does not name, that it names in vain, or
    that lie below the room in the list.
    """
    rooms = listed_rooms(trees)
    there = {room_of(module) for module in trees if module.count(".") and room_of(module) in module} - ENTRIES
    faults = [f"{room} is in no list of rooms" for room in sorted(there - set(rooms))]
    for place, room in enumerate(rooms):
        used, named = _used_rooms(trees, room), named_rooms(trees.get(room, ast.parse("")))
        faults += [f"{room} imports {other}, which its face does not name" for other in sorted(used - named)]
        faults += [f"{room} names {other} in vain" for other in sorted(named - used)]
        faults += [f"{room} imports {other}, which lies below it" for other in rooms[place:-1] if other in used]
    return faults


def silent_rooms(trees: Trees) -> list[str]:
    """Rooms of several files whose face does not say what enters and what leaves."""
    faces = {room: ast.get_docstring(trees[room]) or "" for room in listed_rooms(trees) if _is_folder(trees, room)}
    return [f"{room} does not say what enters and leaves it" for room, face in faces.items() if "Out:" not in face]


def _is_folder(trees: Trees, room: str) -> bool:
    return any(module.startswith(f"{room}.") for module in trees)


DOOR = "ui.session.door"
"""The one module that may touch what Streamlit keeps of a session."""


def session_faults(trees: Trees) -> list[str]:
    """Modules beside the door that name Streamlit's `session_state`."""
    return [
        f"{module} touches session_state; {DOOR} is the door to it"
        for module, tree in trees.items()
        if module != DOOR and any(_names_state(node) for node in ast.walk(tree))
    ]


def _names_state(node: ast.AST) -> bool:
    named = getattr(node, "attr", None) or getattr(node, "id", None) or getattr(node, "name", None)
    return named == "session_state" or (isinstance(node, ast.Constant) and node.value == "session_state")


def crowded_rooms(paths: Iterable[str], most: int = SIBLINGS) -> list[str]:
    """Folders, of files given with their names, in which more files of one kind stand than one can take in."""
    count = Counter((path.rpartition("/")[0], path.rpartition(".")[2]) for path in paths if "__init__" not in path)
    return [
        f"{folder} has {many} files .{kind}; {most} at most" for (folder, kind), many in count.items() if many > most
    ]


def cycle_faults(trees: Trees) -> list[str]:
    """The first import cycle among the modules, if there is one."""
    graph = {module: imported_names(tree) & set(trees) - {module} for module, tree in trees.items()}
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        return ["import cycle: " + " <- ".join(error.args[1])]
    return []


def functions_of(tree: ast.AST) -> Iterator[Function]:
    """Every function and method, nested ones too."""
    return (node for node in ast.walk(tree) if isinstance(node, Function))


def function_lines(function: Function) -> int:
    """Lines from `def` to the end, without the docstring."""
    first, lines = function.body[0], (function.end_lineno or 0) - function.lineno + 1
    if ast.get_docstring(function, clean=False) is None:
        return lines
    return lines - ((first.end_lineno or 0) - first.lineno + 1)


def function_budget_faults(trees: Trees) -> list[str]:
    """Functions that are too long."""
    return [
        f"{module}.{function.name} has {function_lines(function)} lines; {FUNCTION_LINES} at most"
        for module, tree in trees.items()
        for function in functions_of(tree)
        if function_lines(function) > FUNCTION_LINES
    ]


def median_faults(trees: Trees) -> list[str]:
    """The median length of all functions together, if it is too high."""
    lengths = [function_lines(function) for tree in trees.values() for function in functions_of(tree)]
    middle = median(lengths or [0])
    return [f"the median function has {middle} lines; {MEDIAN_LINES} at most"] if middle > MEDIAN_LINES else []


def line_budget_faults(lines: Mapping[str, int], most: int) -> list[str]:
    """Files, given with their number of lines, that are too long."""
    return [f"{name} has {count} lines; {most} at most" for name, count in lines.items() if count > most]


def _public(body: Iterable[ast.stmt], prefix: str) -> Iterator[tuple[str, Function | ast.ClassDef]]:
    """Public functions, classes and their public methods with dotted names."""
    for node in body:
        if isinstance(node, Function | ast.ClassDef) and not node.name.startswith("_"):
            name = f"{prefix}.{node.name}"
            yield name, node
            if isinstance(node, ast.ClassDef):
                yield from _public(node.body, name)


def docstring_faults(trees: Trees) -> list[str]:
    """Public functions and classes that say nothing about themselves."""
    return [
        f"{name} has no docstring"
        for module, tree in trees.items()
        for name, node in _public(tree.body, module)
        if not ast.get_docstring(node)
    ]


def _unannotated(function: Function) -> Iterator[str]:
    """Parameters without a type, and `return` where the result has none."""
    given = function.args
    positional = [*given.posonlyargs, *given.args]
    others = [given.vararg, *given.kwonlyargs, given.kwarg]
    if positional and positional[0].arg in {"self", "cls"}:
        positional = positional[1:]
    yield from (item.arg for item in [*positional, *others] if item is not None and item.annotation is None)
    if function.returns is None:
        yield "return"


def annotation_faults(trees: Trees) -> list[str]:
    """Public functions with a parameter or a result of no declared type."""
    return [
        f"{name}: {missing} is not annotated"
        for module, tree in trees.items()
        for name, node in _public(tree.body, module)
        if isinstance(node, Function)
        for missing in _unannotated(node)
    ]


def undeclared_faults(trees: Trees, available: set[str], own: set[str]) -> list[str]:
    """Top-level imports that are neither in the standard library, nor ours, nor in an available package."""
    return [
        f"{module} imports {top}, which no package of requirements.lock holds"
        for module, tree in trees.items()
        for top in sorted({name.split(".")[0] for name in imported_names(tree)} - available - own)
    ]
