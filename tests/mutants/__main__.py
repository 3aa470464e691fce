"""Which small wrong changes of the pure rooms no test notices (`make mutants`, `make mutants MODULE=layers/search`)."""

from __future__ import annotations

import argparse
import os
import random
import tomllib
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from fnmatch import fnmatch
from functools import cache, partial
from hashlib import sha256
from pathlib import Path
from typing import Any

import geopandas as gpd  # noqa: F401  # read once here: every trial would else wait for it

from tests.mutants.mutations import Mutant, mutants
from tests.mutants.trial import CAUGHT, ROOT, SURVIVED, UNREADABLE, Trial, in_a_process, tests_of

AIM_PERCENT = 85.0


@dataclass(frozen=True)
class Equivalent:
    """Mutants that do what the module does: in which, on what line, made what, and why nobody can tell."""

    module: str
    before: str
    after: str
    reason: str

    def holds(self, module: str, mutant: Mutant) -> bool:
        """Whether it speaks of this mutant; `before` and `after` are parts of the lines."""
        return fnmatch(module, self.module) and self.before in mutant.before and self.after in mutant.after


@dataclass(frozen=True)
class Count:
    """Results of a room or a module."""

    name: str
    caught: int
    survived: int
    unreadable: int
    equal: int

    def line(self) -> str:
        """A line of the table; the share is of those that can be imported and are not known to be equivalent."""
        tried = self.caught + self.survived
        share = f"{100 * self.caught / tried:6.1f} %" if tried else "     –  "
        return f"{self.name:<40}{self.caught:>8}{tried:>8}{share:>10}{self.unreadable:>12}{self.equal:>12}"


HEAD = f"{'':<40}{'caught':>8}{'tried':>8}{'share':>10}{'unreadable':>12}{'equivalent':>12}"


def settings() -> dict[str, Any]:
    """The table `[tool.mutants]` of pyproject.toml."""
    found: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["mutants"]
    return found


def rooms(wanted: Sequence[str]) -> Iterator[tuple[str, list[Path]]]:
    """Each room with its modules, those alone that are wanted (a path, a room or a pattern) where any are."""
    for room, patterns in settings()["rooms"].items():
        paths = sorted({path for pattern in patterns for path in ROOT.glob(pattern) if path.name != "__init__.py"})
        if not paths:
            raise SystemExit(f"pyproject.toml: no file of room {room} is there")
        chosen = [path for path in paths if room in wanted or any(path.match(name) for name in wanted)]
        if chosen or not wanted:
            yield room, chosen or paths


def equivalents() -> list[Equivalent]:
    """The list of mutants that cannot be told from the module, each with its reason."""
    told = tomllib.loads((ROOT / settings()["equivalent"]).read_text(encoding="utf-8"))
    return [Equivalent(row["module"], row["before"], row.get("after", ""), row["reason"]) for row in told["mutants"]]


class Ledger:
    """Results by mutant and tests, kept in a file of a line each: a run that was stopped goes on where it was."""

    def __init__(self, path: Path, tests: Sequence[str]) -> None:
        self._path = ROOT / ".mutants" / str(path.relative_to(ROOT)).replace("/", ".")
        self._tests = "".join((ROOT / test).read_text(encoding="utf-8") for test in tests)
        self._path.parent.mkdir(exist_ok=True)
        self._path.touch()
        self._known = dict(line.split() for line in self._path.read_text(encoding="utf-8").splitlines())

    def result(self, mutant: Mutant, find: Callable[[str], str]) -> str:
        """What is known of a mutant with these tests, else what `find` finds."""
        key = sha256(f"{mutant.source}{self._tests}".encode()).hexdigest()[:24]
        if key not in self._known:
            self._known[key] = find(mutant.source)
            with self._path.open("a", encoding="utf-8") as file:
                file.write(f"{key} {self._known[key]}\n")
        return self._known[key]


def trial(path: Path, sample: int) -> list[str]:
    """Results of a module's mutants, and a line for each that survives."""
    module = str(path.relative_to(ROOT))
    known, found = equivalents(), list(mutants(path))
    apart = [mutant for mutant in found if not any(row.holds(module, mutant) for row in known)]
    chosen = random.Random(module).sample(apart, min(sample or len(apart), len(apart)))  # no secret
    results = ["equivalent"] * (len(found) - len(apart))
    ready = cache(partial(Trial, path))

    def find(source: str) -> str:
        return ready().result(source)

    ledger = Ledger(path, tests_of(path))
    for mutant in sorted(chosen, key=lambda mutant: mutant.line):
        results.append(ledger.result(mutant, find))
        if results[-1] == SURVIVED:
            print(f"  {module}:{mutant.line}\n    - {mutant.before}\n    + {mutant.after}", flush=True)
    return results


def counted(name: str, results: Sequence[str]) -> Count:
    """How many of each result there are."""
    found = Counter(results)
    return Count(name, found[CAUGHT], found[SURVIVED], found[UNREADABLE], found["equivalent"])


def main() -> None:
    """Try the mutants room by room, print those that survive and the table, end with 1 below the aim."""
    parser = argparse.ArgumentParser(prog="make mutants", description=__doc__)
    parser.add_argument("module", nargs="*", help="rooms, paths or patterns; all where none is given")
    parser.add_argument("--sample", type=int, default=0, help="so many mutants of each module, always the same ones")
    options = parser.parse_args()
    os.chdir(ROOT)
    modules: list[Count] = []
    whole: list[Count] = []
    for room, paths in rooms(options.module):
        found: list[str] = []
        for path in paths:
            results = in_a_process(partial(trial, path, options.sample))
            modules.append(counted(str(path.relative_to(ROOT)), results))
            print(modules[-1].line(), flush=True)
            found += results
        whole.append(counted(room, found))
    print(HEAD, *(count.line() for count in (*modules, *whole)), sep="\n")
    below = [count.name for count in whole if count.caught < AIM_PERCENT / 100 * (count.caught + count.survived)]
    if below:
        raise SystemExit(f"below {AIM_PERCENT:g} %: {', '.join(below)}")


if __name__ == "__main__":
    main()
