"""What is in the repository works on any machine, behind any mirror, and does what its pages say."""

from __future__ import annotations

import json
import tomllib
from typing import Any

import pytest

from tests import repository

ROOT = repository.ROOT
LOCKS = ("requirements.lock", "requirements-dev.lock", "requirements-node.lock")


def read(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def wanted(name: str) -> list[str]:
    """The direct requirements that a lock has to fulfil."""
    project: dict[str, Any] = tomllib.loads(read("pyproject.toml"))
    groups = project["dependency-groups"]
    if "node" in name:
        return list(groups["node"])
    tools = [item for group in ("test", "lint") for item in groups[group]]
    return project["project"]["dependencies"] + (tools if "dev" in name else [])


def test_no_file_names_a_machine_or_a_registry() -> None:
    assert repository.machine_faults(repository.texts()) == []


def test_a_machine_and_a_registry_are_found() -> None:
    slash = "/"  # so that this file itself names none
    for bad in (f"open('{slash}root/x')", f"cd {slash}work/main", f"{slash}home/ming/atlas", "py" + "pi.org/simple"):
        assert repository.machine_faults({"a": bad})
    for good in ("$HOME/work/atlas", "network/paths", "geodata/work.geojson", "{root}/work/x"):
        assert repository.machine_faults({"a": good}) == []


@pytest.mark.parametrize("name", LOCKS)
def test_locks_hold_hashes_and_no_address(name: str) -> None:
    assert repository.lock_faults(read(name), wanted(name)) == []


def test_both_locks_pin_the_same() -> None:
    run, dev = (repository.pins(read(name)) for name in LOCKS[:2])
    assert {name: dev.get(name) for name in run} == run


def test_a_bad_lock_is_found() -> None:
    digest = "0" * 64
    hashes = f"    --hash=sha256:{digest} \\\n    --hash=sha256:{digest}\n"
    good = f"numpy==2.4.6 ; python_full_version < '3.12' \\\n{hashes}"
    assert repository.lock_faults(good, ["numpy>=2,<3"]) == []
    assert repository.lock_faults(good, ["numpy>=3"])
    assert repository.lock_faults(good, ["pandas"])
    assert repository.lock_faults("--index-url https://mirror.example\n" + good, [])
    assert repository.lock_faults("numpy @ https://mirror.example/numpy.whl\n", [])
    assert repository.lock_faults("numpy==2.4.6 \\\n    # via pandas\n", [])


def test_npms_lock_holds_hashes_and_no_address() -> None:
    assert repository.npm_lock_faults(read("package-lock.json"), read("package.json")) == []


def test_a_bad_lock_of_npm_is_found() -> None:
    package, digest = {"dependencies": {"leaflet": "^1.9.4"}}, "sha512-" + "A" * 86 + "=="

    def faults(root: dict[str, Any], **entry: str) -> list[str]:
        lock = {"packages": {"": root, "node_modules/leaflet": {"version": "1.9.4", **entry}}}
        return repository.npm_lock_faults(json.dumps(lock), json.dumps(package))

    assert faults(package, integrity=digest) == []
    assert faults(package)
    assert faults(package, integrity="sha1-" + "A" * 27 + "=")
    assert faults(package, integrity=digest, resolved="https://mirror.example/leaflet.tgz")
    assert faults({"dependencies": {"leaflet": "^1.9.3"}}, integrity=digest)


def test_pages_name_commands_that_exist() -> None:
    present = {path.relative_to(ROOT).as_posix() for path in repository.files()}
    for page in ("README.md", "CONTRIBUTING.md"):
        assert repository.command_faults(read(page), read("Makefile"), present) == [], page


def test_the_readme_and_ci_run_the_same_commands() -> None:
    page = read("README.md")
    assert "make run" in page
    assert "make test" in page
    assert "pip install -r requirements.lock" in page
    assert read(".ci/run").splitlines()[-1] == "make test"


def test_a_command_that_does_not_exist_is_found() -> None:
    makefile, present = "run: x ## start\n\tdo\ntest:\n", {"requirements.lock"}
    good = "    make run\n\nthen `make test`, or\n\n    pip install -r requirements.lock\n"
    assert repository.command_faults(good, makefile, present) == []
    assert repository.command_faults("    make all\n", makefile, present)
    assert repository.command_faults("then `make all`", makefile, present)
    assert repository.command_faults("    pip install -r requirements.txt\n", makefile, present)
