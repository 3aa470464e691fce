"""What is loaded when: nothing large before the first map, the rest after it, then left alone by the collector."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
LARGE = ("matplotlib", "pptx", "docx", "pypdf", "redis", "jieba", "pypinyin", "xlsxwriter")
"""What draws on paper, reads files, or reads Chinese aloud."""


def loaded(code: str) -> list[str]:
    """Which of the large libraries a fresh Python has after some code, and what the code printed."""
    told = f"{code}\nimport sys\nprint(*[name for name in {LARGE!r} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", told], cwd=ROOT, check=True, capture_output=True, text=True)
    return done.stdout.split()


TALKING = """from maps.words.summarise import describe
from maps.words.tabulate import tabulate
from maps.scene.scene import opening
from layers.atlas.atlas import current_atlas
scene = opening(current_atlas(), "transport")
describe(scene, current_atlas())
tabulate(current_atlas(), scene.layers, "zh")
"""


@pytest.mark.parametrize("code", ["import app", "from ui.frame import warming; warming.load_first()", TALKING])
def test_a_map_needs_no_large_library(code: str) -> None:
    assert loaded(code) == []


def test_a_picture_needs_no_library_of_slides() -> None:
    assert loaded("import maps.render") == ["matplotlib"]


def test_the_rest_is_loaded_and_taken_out_of_the_collectors_rounds() -> None:
    code = (
        "import gc\nfrom ui.frame import warming\nwarming.load_rest()\nwarming.freeze()\nprint(gc.get_freeze_count())"
    )
    count, *names = loaded(code)
    assert int(count) > 200_000
    assert set(names) >= {"matplotlib", "pptx", "docx", "pypinyin", "xlsxwriter"}


def test_no_full_collection_follows_a_run() -> None:
    code = "from streamlit import config; print(config.get_option('runner.postScriptGC'))"
    assert loaded(code) == ["False"]
