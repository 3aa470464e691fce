"""What tests share: the atlas, its document and a server of it, made once a session; a small geodata folder."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from layers.atlas.atlas import Atlas, current_atlas
from maps.web.document import Document, current_document
from tests import samples
from tests.browser.serve import ROOT, Server, serving

# Seconds belong in benchmarks/: a slow machine fails no property, and the same examples are tried everywhere.
settings.register_profile("atlas", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("atlas")


def pytest_collection_finish() -> None:
    """What is loaded by now stays to the end: the collector need not search it again after every script of a page."""
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="session")
def atlas() -> Atlas:
    """The shipped atlas, the very one that the pages use."""
    return current_atlas()


@pytest.fixture(scope="session")
def document() -> Document:
    """The shipped atlas's map document."""
    return current_document()


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The repository as it is, served."""
    with serving(ROOT, tmp_path_factory.mktemp("server") / "log") as running:
        yield running


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A geodata folder with one sound feature for each declared layer."""
    return samples.write_all(tmp_path)
