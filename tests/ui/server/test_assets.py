"""Styles and scripts by their content, and components that only load them."""

from __future__ import annotations

import gzip
import re

import pytest
from starlette.applications import Starlette
from starlette.types import ASGIApp

from tests.ui.frame.test_pages import run
from tests.ui.server.asgi import asked
from ui.frame.routes import routes
from ui.server import assets
from ui.server.compressed import FOR_EVER

NAMES = sorted(assets.PARTS)


@pytest.fixture(scope="module")
def web() -> ASGIApp:
    """Our own routes."""
    return Starlette(routes=routes())


@pytest.mark.parametrize("name", NAMES)
def test_an_asset_is_served_for_ever_under_its_content(web: ASGIApp, name: str) -> None:
    answer = asked(web, assets.address(name), accept_encoding="gzip")
    assert answer.status == 200
    text = gzip.decompress(answer.body).decode()
    assert (".st-key-atlas_side" in text) if name == assets.STYLES else ("export" in text)
    assert answer.headers["cache-control"] == FOR_EVER
    assert answer.headers["content-encoding"] == "gzip"
    kind = {"css": "text/css", "js": "text/javascript"}[name.rpartition(".")[2]]
    assert answer.headers["content-type"].startswith(kind)


@pytest.mark.parametrize("name", NAMES)
def test_a_page_of_an_older_server_gets_ours_but_does_not_keep_it(web: ASGIApp, name: str) -> None:
    answer = asked(web, f"{assets.prefix()}/asset/{'0' * 20}/{name}")
    assert answer.body == asked(web, assets.address(name)).body
    assert answer.headers["cache-control"] == "no-cache"


@pytest.mark.parametrize("name", ["none.js", "frame.css", "..%2Fapp.py", "%2Fetc%2Fpasswd"])
def test_no_other_file_is_served(web: ASGIApp, name: str) -> None:
    assert asked(web, f"{assets.prefix()}/asset/{'0' * 20}/{name}").status == 404


def test_the_address_lies_below_the_base_path(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("streamlit.config.get_option", lambda _: "/deep/path/")
    assert assets.address("host.js").startswith("/deep/path/atlas/asset/")


@pytest.mark.parametrize("page", ["overview", "transport", "checks", "report"])
def test_no_run_sends_the_text_of_a_script_or_of_the_styles(page: str) -> None:
    session = run(f"pages/{page}.py") if page != "overview" else run("ui/frame/main.py")
    components = [element.proto for element in session.get("bidi_component")]
    assert components
    for proto in components:
        (path,) = re.findall(r'new URL\("([^"]+)"', proto.js_content)
        assert path == assets.address(path.rpartition("/")[2])
        assert len(proto.js_content) < 200
    shown = "".join(element.proto.body for element in session.get("html"))
    assert ".st-key-atlas" not in shown
