"""Checks of the repository's files: what stands in them and what must not. Each returns the list of faults it found."""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from string import Formatter
from typing import Any

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parent.parent
RUN = 20

_TOOLS = {".git", ".hypothesis", ".mypy_cache", ".pytest_cache", ".ruff_cache", ".uv", ".venv"}
_LEFT_BEHIND = {"__pycache__", "build", "node_modules", *_TOOLS}
_FOREIGN = re.compile(r"\bcdn(?:js)?[.-]|unpkg|jsdelivr|googleapis|gstatic|bootstrapcdn", re.IGNORECASE)
_MACHINE = re.compile(r"(?<![\w.~}])/(?:work|root|tmp/env|home/\w+|Users/\w+)/|pypi\.org|python[h]osted|npm[j]s")
_TARGET = re.compile(r"^([a-z]+):", re.MULTILINE)
_MAKE = re.compile(r"^(?: {4}|```|`)?\$? ?make ([a-z]+)|`make ([a-z]+)", re.MULTILINE)
_FILE = re.compile(r"pip install (?:--\S+ )*-r (\S+)")
_PIN = re.compile(r"^(\S+)==(\S+)((?: ;.*?)?) \\$((?:\n {4}--hash=sha256:[0-9a-f]{64}(?: \\)?$)*)", re.MULTILINE)


def files() -> list[Path]:
    """Every file of the project: tracked, or new and not ignored; without Git, all but what tools leave behind."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    try:
        listed = subprocess.run(command, cwd=ROOT, capture_output=True, check=True, text=True).stdout
    except (OSError, subprocess.CalledProcessError):
        found = (path for path in ROOT.rglob("*") if not _LEFT_BEHIND & set(path.relative_to(ROOT).parts))
    else:
        found = (ROOT / name for name in listed.split("\0") if name)
    return sorted(path for path in set(found) if path.is_file())


def texts(paths: Iterable[Path] | None = None) -> dict[str, str]:
    """Contents by relative name of those files that are UTF-8 text."""
    contents = {}
    for path in files() if paths is None else paths:
        try:
            contents[path.relative_to(ROOT).as_posix()] = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue
    return contents


def _pattern_faults(contents: Mapping[str, str], pattern: re.Pattern[str], what: str) -> list[str]:
    return [
        f"{name}:{number}: {match[0]!r} is {what}"
        for name, text in contents.items()
        for number, line in enumerate(text.splitlines(), start=1)
        if (match := pattern.search(line))
    ]


def foreign_address_faults(contents: Mapping[str, str]) -> list[str]:
    """Content networks named in code: the atlas fetches nothing from outside."""
    return _pattern_faults(contents, _FOREIGN, "a content network")


def machine_faults(contents: Mapping[str, str]) -> list[str]:
    """Paths of one machine and addresses of package registries."""
    return _pattern_faults(contents, _MACHINE, "a path of one machine or a package registry")


def _runs(text: str, length: int) -> Iterator[str]:
    """Every run of characters of a text without its whitespace."""
    solid = re.sub(r"\s", "", text)
    return (solid[start : start + length] for start in range(len(solid) - length + 1))


def copied_faults(contents: Mapping[str, str], original: str, length: int = RUN) -> list[str]:
    """Files that hold a run of `length` characters of the original, whitespace aside."""
    known = set(_runs(original, length))
    shared = {name: next((run for run in _runs(text, length) if run in known), None) for name, text in contents.items()}
    return [f"{name} copies {run!r}" for name, run in shared.items() if run]


def _flat(table: Mapping[str, Any], prefix: str = "") -> Iterator[tuple[str, str]]:
    """Every text of a nested table with its dotted key."""
    for key, value in table.items():
        if isinstance(value, Mapping):
            yield from _flat(value, f"{prefix}{key}.")
        elif isinstance(value, list):
            yield from _flat({str(index): item for index, item in enumerate(value)}, f"{prefix}{key}.")
        else:
            yield f"{prefix}{key}", str(value)


def placeholders(text: str) -> list[str]:
    """Names of the `{placeholders}` in a text, sorted."""
    return sorted(name for _, name, _, _ in Formatter().parse(text) if name is not None)


def language_faults(zh: Mapping[str, Any], en: Mapping[str, Any]) -> list[str]:
    """Keys that one language lacks, empty texts, and placeholders that differ."""
    left, right = dict(_flat(zh)), dict(_flat(en))
    faults = [f"en lacks {key}" for key in left if key not in right]
    faults += [f"zh lacks {key}" for key in right if key not in left]
    for key in left.keys() & right.keys():
        faults += [f"{lang}: {key} is empty" for lang, text in (("zh", left[key]), ("en", right[key])) if not text]
        names = placeholders(left[key]), placeholders(right[key])
        faults += [f"{key}: zh has {names[0]}, en has {names[1]}"] if names[0] != names[1] else []
    return sorted(faults)


def command_faults(page: str, makefile: str, present: Iterable[str]) -> list[str]:
    """Commands of a page that nothing carries out: an unknown `make` target, a missing requirements file."""
    targets, known = set(_TARGET.findall(makefile)), set(present)
    asked = {first or second for first, second in _MAKE.findall(page)}
    faults = [f"make {target} is no target of the Makefile" for target in sorted(asked - targets)]
    return faults + [f"{name} does not exist" for name in sorted(set(_FILE.findall(page)) - known)]


def pins(lock: str) -> dict[str, set[str]]:
    """Versions by package name; several where they depend on the Python."""
    found: dict[str, set[str]] = {}
    for name, version, _, _ in _PIN.findall(lock):
        found.setdefault(canonicalize_name(name), set()).add(version)
    return found


def lock_faults(lock: str, wanted: Iterable[str]) -> list[str]:
    """An address, a package without hashes, a wanted requirement that the lock does not fulfil."""
    faults = [f"an address: {line}" for line in lock.splitlines() if re.search(r"://|index-url|find-links|\S/\S", line)]
    faults += [f"no hash: {name}=={version}" for name, version, _, hashes in _PIN.findall(lock) if not hashes]
    locked = pins(lock)
    for requirement in map(Requirement, wanted):
        versions = locked.get(canonicalize_name(requirement.name), set())
        if not versions or not all(map(requirement.specifier.contains, versions)):
            faults.append(f"{requirement} is not met by {sorted(versions)}")
    return faults


def npm_lock_faults(lock: str, package: str) -> list[str]:
    """An address in npm's lock, a package without a hash, a lock that is not of this package.json."""
    listed = json.loads(lock)["packages"]
    root = listed.pop("")
    faults = [f"an address: {name}" for name, entry in listed.items() if "resolved" in entry]
    hashes = {name: str(entry.get("integrity", "")) for name, entry in listed.items()}
    faults += [f"no hash: {name}" for name, digest in hashes.items() if not digest.startswith("sha512-")]
    wanted = json.loads(package)
    groups = ("dependencies", "devDependencies")
    return faults + [f"{group} have changed" for group in groups if root.get(group) != wanted.get(group)]
