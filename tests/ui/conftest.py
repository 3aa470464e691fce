"""What tests of pages share: a session that need not search the environment for components again."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import pytest
from streamlit.components.v2 import manifest_scanner


@pytest.fixture(scope="session", autouse=True)
def components_are_found_once() -> Iterator[None]:
    """A server looks through all installed packages when it starts, and AppTest does so for every session it makes."""
    with pytest.MonkeyPatch.context() as patch:
        found = manifest_scanner.scan_component_manifests
        patch.setattr(manifest_scanner, "scan_component_manifests", cache(found))
        yield
