"""Which texts the program asks for, read from its syntax trees, templates and scripts.

A key is what stands in `say(lang, key)`, in a template's `t(key)`, or behind an error: `fault.<section>.<code>`. A key
that is put together is followed to the values it is made of: constants, loops over them, arguments of all calls. What
cannot be followed is a pattern with `{}` in its place, and whoever asks must name the closed set of its values.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import product
from typing import Any

from jinja2 import Environment, nodes

Trees = Mapping[str, ast.Module]
Outside = Callable[[str, str], Any]
"""From a module and a name in it to the value, None where there is none."""
OPEN = "{}"
DEEPEST = 4
NAMED = re.compile(r"""(?:\.|["'`])([A-Za-z_]\w*)\b|\b([A-Za-z_]\w*)\s*:""")


def _none(_module: str, _name: str) -> None:
    """Nothing is known of any name."""


SCOPES = (
    ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda, ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp,
)  # fmt: skip


@dataclass
class Reader:
    """Follows expressions of some modules to the texts they can be; `{}` stands for a part that cannot be followed."""

    trees: Trees
    outside: Outside = _none
    scopes: dict[int, tuple[str, list[ast.AST]]] = field(default_factory=dict)
    calls: dict[str, list[tuple[str, ast.Call]]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for module, tree in self.trees.items():
            self._enter(module, tree, [tree])

    def _enter(self, module: str, node: ast.AST, around: list[ast.AST]) -> None:
        if isinstance(node, ast.Call):
            self.calls.setdefault(called(node), []).append((module, node))
        for child in ast.iter_child_nodes(node):
            self.scopes[id(child)] = (module, around)
            self._enter(module, child, [child, *around] if isinstance(child, SCOPES) else around)

    def texts(self, node: ast.AST | None, depth: int = 0) -> set[str]:  # noqa: PLR0911  # one for each kind of expression
        """Every text that an expression can be."""
        match node:
            case ast.Constant(value=str() as text):
                return {text}
            case ast.IfExp():
                return self.texts(node.body, depth) | self.texts(node.orelse, depth)
            case ast.JoinedStr():
                parts = [self.texts(part, depth) for part in node.values]
                return {"".join(combined) for combined in product(*parts)}
            case ast.FormattedValue():
                return self.texts(node.value, depth)
            case ast.Subscript(value=ast.Name() as table):
                return self._values(self.outside(self.scopes[id(table)][0], table.id))
            case ast.Name() if depth < DEEPEST:
                return self._of_name(node, depth + 1)
        return {OPEN}

    def _values(self, table: Any) -> set[str]:
        """The texts that a constant table holds."""
        texts = set(table.values()) if isinstance(table, Mapping) else {OPEN}
        return texts if all(isinstance(text, str) for text in texts) else {OPEN}

    def _of_name(self, name: ast.Name, depth: int) -> set[str]:
        module, around = self.scopes[id(name)]
        for scope in around:
            found = [text for part in self._bound(scope, name.id, depth) for text in part]
            if found:
                return set(found)
            if name.id in parameters(scope):
                return self._of_parameter(module, scope, name.id, depth)
        value = self.outside(module, name.id)
        return {value if isinstance(value, str) else OPEN}

    def _bound(self, scope: ast.AST, name: str, depth: int) -> Iterator[set[str]]:
        """What a scope assigns to a name, or lets it run through; not what the scopes in it do."""
        for node in within(scope):
            match node:
                case ast.For(target=target, iter=run) | ast.comprehension(target=target, iter=run):
                    for item in self._items(run, target):
                        yield from self._taken(target, item, name, depth)
                case ast.Assign(targets=[target], value=value):
                    yield from self._taken(target, value, name, depth)

    def _taken(self, target: ast.AST, value: ast.AST, name: str, depth: int) -> Iterator[set[str]]:
        if isinstance(target, ast.Name) and target.id == name:
            yield self.texts(value, depth)
        elif isinstance(target, ast.Tuple):
            parts = value.elts if isinstance(value, ast.Tuple) else [UNKNOWN] * len(target.elts)
            for part, own in zip(target.elts, parts, strict=True):
                yield from self._taken(part, own, name, depth)

    def _items(self, run: ast.AST, target: ast.AST) -> list[ast.expr]:
        """The elements of what a loop runs through, as far as they are written down."""
        match run:
            case ast.Tuple() | ast.List() | ast.Set():
                return run.elts
            case ast.Dict():
                return [key for key in run.keys if key]
            case ast.IfExp():
                return [*self._items(run.body, target), *self._items(run.orelse, target)]
            case ast.Call(func=ast.Attribute(value=table, attr="items"), args=[]) if isinstance(target, ast.Tuple):
                return [ast.Tuple([key, UNKNOWN]) for key in self._items(table, target)]
            case ast.Name():
                return self._named_items(run)
        return [UNKNOWN]

    def _named_items(self, run: ast.Name) -> list[ast.expr]:
        module, around = self.scopes[id(run)]
        for node in (node for scope in around for node in within(scope)):
            match node:
                case ast.Assign(targets=[ast.Name(id=name)], value=ast.expr() as value) if name == run.id:
                    return self._items(value, run)
        known = self.outside(module, run.id)
        return [ast.Constant(item) for item in known] if isinstance(known, Iterable) else [UNKNOWN]

    def _of_parameter(self, module: str, function: ast.AST, name: str, depth: int) -> set[str]:
        """What all calls of a function say, in its module and in those that import it."""
        title, named = str(getattr(function, "name", "")), parameters(function)
        place = named.index(name) - (named[0] == "self")
        found = [call for where, call in self.calls.get(title, ()) if self._means(where, call, module)]
        said = [argument(call, place, name) for call in found]
        return set().union(*(self.texts(node, depth) for node in said)) if said else {OPEN}

    def _means(self, where: str, call: ast.Call, module: str) -> bool:
        """Whether a call in a module means what another module defines under that name."""
        room, _, last = module.rpartition(".")
        imported = imports(self.trees[where])
        match call.func:
            case ast.Name(id=name):
                return where == module or (module, name) in imported
            case ast.Attribute(value=ast.Name(id=name)):
                return name == "self" if where == module else name == last and (room, last) in imported
        return False


UNKNOWN = ast.Constant(None)


def within(scope: ast.AST) -> Iterator[ast.AST]:
    """All nodes of a scope but those in the scopes in it."""
    for child in ast.iter_child_nodes(scope):
        yield child
        if not isinstance(child, SCOPES):
            yield from within(child)


def imports(tree: ast.Module) -> set[tuple[str, str]]:
    """Module and name of all that is imported from another."""
    found = (node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) and node.module)
    return {(str(node.module), name.name) for node in found for name in node.names}


def called(call: ast.Call) -> str:
    """The last name of what is called."""
    return str(getattr(call.func, "id", getattr(call.func, "attr", "")))


def parameters(scope: ast.AST) -> list[str]:
    """Names of a function's parameters, in order; what is no function has none."""
    told = scope.args if isinstance(scope, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda) else None
    return [part.arg for name in ("posonlyargs", "args", "kwonlyargs") for part in getattr(told, name, ())]


def argument(call: ast.Call, place: int, name: str = "") -> ast.expr | None:
    """What a call says for a parameter."""
    named = next((item.value for item in call.keywords if item.arg == name), None)
    return named or (call.args[place] if len(call.args) > place else None)


def given(reader: Reader, name: str, place: int, keyword: str = "") -> set[str]:
    """The texts that all calls of that name say at a place, as far as they can be followed."""
    said = (reader.texts(argument(call, place, keyword)) for _, call in reader.calls.get(name, ()))
    return set().union(*said) - {OPEN}


def said(reader: Reader) -> set[str]:
    """Keys and patterns that `say` is asked for."""
    return set().union(*(reader.texts(argument(call, 1, "key")) for _, call in reader.calls.get("say", ())))


def said_in_templates(templates: Iterable[str]) -> set[str]:
    """Keys and patterns that templates ask for by `t`."""
    found: set[str] = set()
    for template in templates:
        for call in Environment(autoescape=True).parse(template).find_all(nodes.Call):
            if isinstance(call.node, nodes.Name) and call.node.name == "t":
                found |= _in_template(call.args[0])
    return found


def _in_template(node: nodes.Node) -> set[str]:
    match node:
        case nodes.Const():
            return {str(node.value)}
        case nodes.CondExpr():
            return _in_template(node.expr1) | (_in_template(node.expr2) if node.expr2 else set())
        case nodes.Concat():
            return {"".join(parts) for parts in product(*map(_in_template, node.nodes))}
    return {OPEN}


def raised(reader: Reader, sections: Mapping[str, str]) -> Iterator[tuple[str, ast.Call]]:
    """Keys of the faults that are raised or found, each with its call; `sections` are those of the errors."""
    for call in (call for calls in reader.calls.values() for _, call in calls):
        section = _section(call, sections)
        if called(call) == "Fault":
            places = (reader.texts(argument(call, place)) for place in (0, 1))
            yield from ((f"fault.{own}.{code}", call) for own, code in product(*places))
        elif section and not any(item.arg == "faults" for item in call.keywords):
            yield from ((f"fault.{section}.{code}", call) for code in reader.texts(argument(call, 0)))


def codes(reader: Reader, sections: Mapping[str, str]) -> set[str]:
    """Keys of the faults that are raised or found."""
    return {key for key, _ in raised(reader, sections)}


def unfilled(reader: Reader, sections: Mapping[str, str], wanted: Mapping[str, Iterable[str]]) -> list[str]:
    """Faults that do not give what their sentence wants; a call that passes a table on is not looked into."""
    lacking = [
        (key, set(wanted.get(key, ())) - {str(item.arg) for item in call.keywords})
        for key, call in raised(reader, sections)
        if called(call) != "Fault" and all(item.arg for item in call.keywords)
    ]
    return [f"{key} lacks {', '.join(sorted(names))}" for key, names in lacking if names]


def _section(call: ast.Call, sections: Mapping[str, str]) -> str | None:
    match call.func:
        case ast.Name(id=name) | ast.Attribute(value=ast.Name(id=name), attr="fault"):
            return sections.get(name)
    return None


def named_in_scripts(keys: Iterable[str], scripts: Iterable[str]) -> set[str]:
    """Those of the keys whose last part a script or a page names: as a member, in quotes, or as an object's key."""
    text = "\n".join(scripts)
    named = {word for pair in NAMED.findall(text) for word in pair}
    return {key for key in keys if key.rpartition(".")[2] in named}


def told(asked: Iterable[str], sets: Mapping[str, Iterable[str]]) -> tuple[set[str], list[str]]:
    """Keys with every pattern put in full by its closed set, and what is wrong: patterns without a set, idle sets."""
    asked = set(asked)
    open_ones = {key for key in asked if OPEN in key}
    faults = [f"nobody knows what {pattern} can be" for pattern in sorted(open_ones - sets.keys())]
    faults += [f"nobody asks for {pattern}" for pattern in sorted(sets.keys() - open_ones)]
    full = {key for pattern in open_ones & sets.keys() for key in _filled(pattern, sets[pattern])}
    return (asked - open_ones) | full, faults


def _filled(pattern: str, values: Iterable[str]) -> set[str]:
    """A pattern with each value; a value of a pattern with several open parts is the whole key."""
    return {value if pattern.count(OPEN) > 1 else pattern.replace(OPEN, value) for value in values}


def flat(table: Mapping[str, Any], prefix: str = "") -> Iterator[tuple[str, str]]:
    """Every text of a nested table with its dotted key."""
    for key, value in table.items():
        if isinstance(value, Mapping):
            yield from flat(value, f"{prefix}{key}.")
        else:
            yield f"{prefix}{key}", value
