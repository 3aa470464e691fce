"""Try mutants of one module on its tests: a process forked for each, in which only what depends on it is read anew.

Nothing is written to the source: the mutant is read in its place from memory.
"""

from __future__ import annotations

import ast
import importlib
import os
import resource
import signal
import sys
import tempfile
import time
import traceback
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec, PathFinder, SourceFileLoader
from pathlib import Path
from types import CodeType
from typing import Any

import hypothesis
import pytest

ROOT = Path(__file__).resolve().parents[2]
OURS = ("layers", "maps", "ui", "text")
MOST_FILES = 3
"""Test files for one module: all that are named after it; where they are fewer, so many with those that import it."""
LEAST_S, TIMES = 60, 6
"""A mutant is given up, and counts as caught, after so many times what the sound module needs."""
MOST_BYTES = 16 * 2**30
CAUGHT, SURVIVED, UNREADABLE = "caught", "survived", "unreadable"
_NO_IMPORT = 77


def name_of(path: Path) -> str:
    """The dotted name of a module of ours."""
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


@cache
def _imports(path: Path) -> frozenset[str]:
    """Every module that a file names in an import, anywhere in it; `from a import b` may mean the module `a.b`."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return frozenset(found)


@cache
def _modules() -> dict[str, Path]:
    return {name_of(path): path for top in OURS for path in (ROOT / top).rglob("*.py")}


def _users(name: str) -> Iterator[set[str]]:
    """A module, then those that import it, then those that import them, and so on."""
    found, new = {name}, {name}
    while new:
        yield new
        new = {other for other, path in _modules().items() if other not in found and _imports(path) & new}
        found |= new


def dependents(name: str) -> set[str]:
    """A module and all that import it, directly or through others."""
    return set().union(*_users(name))


def _using(names: set[str], files: Sequence[Path]) -> list[Path]:
    """The test files that import one of some modules, first those that import the fewest others."""
    using = [file for file in files if _imports(file) & names]
    return sorted(using, key=lambda file: len(_imports(file) & set(_modules())))


def tests_of(path: Path) -> list[str]:
    """The test files of a module: those named after it, then those that import it, else those that import its users."""
    name, stem = name_of(path), path.stem
    slow = {"benchmarks", "browser", "journeys", "ui"} - set(path.parts)
    files = [file for file in sorted((ROOT / "tests").rglob("test_*.py")) if not slow & set(file.parts)]
    named = [file for file in files if file.stem in (f"test_{stem}", f"test_{path.parent.name}_{stem}")]
    near = [file for file in named if file.parent.name == path.parent.name or name in _imports(file)]
    for users in _users(name):
        near += [file for file in _using(users, files) if file not in near][: max(0, MOST_FILES - len(near))]
        if near:
            break
    return [str(file.relative_to(ROOT)) for file in near]


class _Loader(SourceFileLoader):
    def __init__(self, name: str, path: str, source: str) -> None:
        super().__init__(name, path)
        self._source = source

    def get_code(self, fullname: str) -> CodeType:
        return compile(self._source, self.get_filename(fullname), "exec", dont_inherit=True)


class _Finder(MetaPathFinder):
    """Reads one module from a text in place of its file."""

    def __init__(self, name: str, source: str) -> None:
        self._name, self._source = name, source

    def find_spec(self, fullname: str, path: Any, target: Any = None) -> ModuleSpec | None:
        spec = PathFinder.find_spec(fullname, path, target) if fullname == self._name else None
        if spec and spec.origin:
            spec.loader = _Loader(fullname, spec.origin, self._source)
        return spec


class _Plugin:
    """A property that fails has failed: the smallest example is not looked for."""

    @pytest.hookimpl(tryfirst=True)
    def pytest_collection(self) -> None:
        phases = (hypothesis.Phase.explicit, hypothesis.Phase.generate)
        known = hypothesis.settings.get_profile("atlas")
        hypothesis.settings.register_profile("mutants", parent=known, phases=phases)
        hypothesis.settings.load_profile("mutants")


def _forget(names: set[str]) -> None:
    for name in names:
        sys.modules.pop(name, None)
        parent, _, child = name.rpartition(".")
        if parent in sys.modules and hasattr(sys.modules[parent], child):
            delattr(sys.modules[parent], child)


def _in_child(work: Callable[[], int], seconds: float) -> int | None:
    """The exit code of a piece of work in a forked process, None where it took too long."""
    child = os.fork()
    if child == 0:
        code = 70
        try:
            code = work()
        finally:
            os._exit(code)
    end = time.monotonic() + seconds
    pause = 0.005
    while time.monotonic() < end:
        done, status = os.waitpid(child, os.WNOHANG)
        if done:
            return os.waitstatus_to_exitcode(status)
        time.sleep(pause)
        pause = min(pause * 1.5, 0.1)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    return None


class Trial:
    """The tests of one module, ready to be run on its mutants; made in a process that does nothing else."""

    def __init__(self, path: Path) -> None:
        self.name, self.tests = name_of(path), tests_of(path)
        after = dependents(self.name)
        if "layers.atlas.atlas" not in after:
            importlib.import_module("layers.atlas.atlas").current_atlas()
        for test in self.tests:
            for name in sorted(_imports(ROOT / test) & set(_modules())):
                importlib.import_module(name)
        _forget(after)
        self._folder = tempfile.mkdtemp(prefix="mutants-")
        self.seconds = 3600.0
        start = time.monotonic()
        if self.tests and self.result(path.read_text(encoding="utf-8")) != SURVIVED:
            raise SystemExit(f"{path}: its tests fail as it is: {' '.join(self.tests)}")
        self.seconds = max(LEAST_S, TIMES * (time.monotonic() - start))

    def _run(self, source: str) -> int:
        resource.setrlimit(resource.RLIMIT_AS, (MOST_BYTES, MOST_BYTES))
        sys.meta_path.insert(0, _Finder(self.name, source))
        quiet = os.open(os.devnull, os.O_WRONLY)
        os.dup2(quiet, 1)
        os.dup2(quiet, 2)
        try:
            importlib.import_module(self.name)
        except Exception:  # noqa: BLE001  # whatever it is, no test was needed to see it
            return _NO_IMPORT
        options = ["-q", "-x", "--tb=no", f"--basetemp={self._folder}", "-m", "not browser and not sources"]
        switched = [f"-pno:{plugin}" for plugin in ("cacheprovider", "xdist", "rerunfailures")]
        warned = ["-W", "ignore::pytest.PytestAssertRewriteWarning"]
        return int(pytest.main([*options, *switched, *warned, *self.tests], plugins=[_Plugin()]))

    def result(self, source: str) -> str:
        """Whether the tests catch a source in the module's place, or it cannot even be imported."""
        if not self.tests:
            return SURVIVED
        code = _in_child(lambda: self._run(source), self.seconds)
        return {0: SURVIVED, _NO_IMPORT: UNREADABLE}.get(-1 if code is None else code, CAUGHT)


def in_a_process(work: Callable[[], Sequence[Any]]) -> list[Any]:
    """The items that a piece of work gives in a forked process of its own."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        code = 1
        try:
            os.close(reading)
            with os.fdopen(writing, "w") as pipe:
                pipe.write(repr(list(work())))
            code = 0
        except Exception:  # noqa: BLE001  # told here: a forked process must not go on as its parent would
            traceback.print_exc()
        finally:
            sys.stdout.flush()
            sys.stderr.flush()
            os._exit(code)
    os.close(writing)
    with os.fdopen(reading) as pipe:
        said = pipe.read()
    _, status = os.waitpid(child, 0)
    if status:
        raise SystemExit(f"a trial ended with status {os.waitstatus_to_exitcode(status)}")
    return list(ast.literal_eval(said))
