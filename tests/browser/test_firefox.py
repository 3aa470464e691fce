"""Every page in Firefox, by its own address, in both languages in turn; and what a hand does first on a map."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from maps.scene.pages import pages
from tests.browser.drive import LANGUAGES, PAGES, address
from tests.browser.serve import ROOT, Server
from text import say

SCRIPT = Path(__file__).with_name("firefox.js")
NAMES = ("firefox-esr", "firefox")
LIMIT_S = 300
LEAVING = "WebSocket onclose: code=1001"
"""What Streamlit's client says in Firefox as its page is left."""
VISITS = [(page, LANGUAGES[number % 2]) for number, page in enumerate((*PAGES, PAGES[1], PAGES[0]))]


def node() -> str:
    """The machine's Node, else the one that `scripts/web` installs."""
    return shutil.which("node") or str(next((ROOT / "build" / "node").glob("**/bin/node")))


@pytest.fixture(scope="module")
def report(server: Server) -> dict[str, Any]:
    """What Firefox saw on all visits, one after another in one window."""
    firefox = next(filter(None, map(shutil.which, NAMES)), None)
    assert firefox, "no Firefox: `make browser` installs Debian's; elsewhere install Firefox"
    visits = [{"name": page, "lang": lang, "address": address(page, lang)} for page, lang in VISITS]
    task = json.dumps({"executable": firefox, "origin": server.origin, "visits": visits})
    done = subprocess.run(
        [node(), str(SCRIPT), task], check=False, capture_output=True, encoding="utf-8", timeout=LIMIT_S, cwd=ROOT
    )
    assert done.returncode == 0, done.stderr[-4000:]
    return dict(json.loads(done.stdout))


def test_every_page_opens_in_firefox(report: dict[str, Any]) -> None:
    assert [(visit["name"], visit["lang"]) for visit in report["visits"]] == VISITS
    assert {name for name, _ in VISITS} == set(PAGES)
    for visit in report["visits"]:
        page = pages()[visit["name"]]
        shown = {ident for ident, layer in visit["state"]["layers"].items() if layer["visible"]}
        assert shown >= {*page.layers}
        assert (visit["heading"], visit["title"]) == (page.title(visit["lang"]), say(visit["lang"], "app.title"))
        assert visit["state"]["lang"] == visit["lang"]
        assert visit["labels"] > 5
        assert visit["share"] > (0.45 if visit["name"] == "report" else 0.55), "the text of the report has two columns"
        assert not visit["wide"]


def test_nothing_is_asked_of_another_address_and_nothing_complains_in_firefox(report: dict[str, Any]) -> None:
    assert [fault for fault in report["faults"] if not fault.startswith(LEAVING)] == []


def test_a_map_is_used_in_firefox(report: dict[str, Any]) -> None:
    used = report["used"]
    assert used["off"] == used["before"]["shown"] - 1
    assert 0 < used["nearer"] - used["before"]["zoom"] <= 2
    assert "杭州" in used["text"] or "Hangzhou" in used["text"]
