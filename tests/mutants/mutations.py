"""Small wrong changes of a module: mutmut's own, and the same ones where mutmut makes none.

mutmut changes the bodies of undecorated functions only. What decides here often stands elsewhere: a limit is a constant
of its module, a measure is cached, a figure is a property. Its visitor is told to look there too.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import libcst as cst
from libcst.metadata import MetadataWrapper
from mutmut.mutation.file_mutation import Mutation, MutationVisitor, deep_replace
from mutmut.mutation.mutators import mutation_operators
from mutmut.mutation.pragma_handling import IgnoredCode


@dataclass(frozen=True)
class Mutant:
    """A module's source with one change: its line, what stood there and what stands there now."""

    line: int
    before: str
    after: str
    source: str


class _Visitor(MutationVisitor):  # type: ignore[misc]  # mypy does not read mutmut (pyproject.toml)
    """mutmut's visitor, which also enters decorated functions; type aliases, which nothing runs, are left alone."""

    def _skip_node_and_children(self, node: cst.CSTNode) -> bool:
        if isinstance(node, cst.FunctionDef):
            return False
        return _is_alias(node) or super()._skip_node_and_children(node)


def _is_alias(node: cst.CSTNode) -> bool:
    """Whether a statement only names a type: `Row = Mapping[str, Any]`. A `Literal` or an `Annotated` can decide."""
    if not isinstance(node, cst.Assign) or not isinstance(node.targets[0].target, cst.Name):
        return False
    name, value = node.targets[0].target.value, node.value
    if name.isupper() or not name[:1].isupper():
        return False
    called = value.value if isinstance(value, cst.Subscript) else value
    if isinstance(called, cst.Call):
        called = called.func
        return isinstance(called, cst.Name) and called.value == "TypeVar"
    return isinstance(called, cst.BinaryOperation) or (
        isinstance(called, cst.Name) and called.value not in ("Literal", "Annotated")
    )


def _mutations(module: cst.Module) -> tuple[cst.Module, list[Mutation]]:
    nothing: IgnoredCode = IgnoredCode(set(), set(), set())
    visitor = _Visitor(mutation_operators, nothing)
    return MetadataWrapper(module).visit(visitor), visitor.mutations


def _difference(before: list[str], after: list[str]) -> tuple[int, str, str]:
    """The first line that differs, counted from one, and the lines that were and are there."""
    for tag, low, high, new_low, new_high in difflib.SequenceMatcher(a=before, b=after, autojunk=False).get_opcodes():
        if tag != "equal":
            was, now = (" ".join(line.strip() for line in part) for part in (before[low:high], after[new_low:new_high]))
            return low + 1, was, now
    return 0, "", ""


def mutants(path: Path) -> Iterator[Mutant]:
    """Every mutant of a source file that differs from it and from those before."""
    source = path.read_text(encoding="utf-8")
    module, found = _mutations(cst.parse_module(source))
    before, seen = source.splitlines(), {source}
    for mutation in found:
        changed = deep_replace(module, mutation.original_node, mutation.mutated_node)
        if isinstance(changed, cst.Module) and changed.code not in seen:
            seen.add(changed.code)
            yield Mutant(*_difference(before, changed.code.splitlines()), changed.code)
