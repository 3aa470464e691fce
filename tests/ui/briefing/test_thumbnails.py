"""Thumbnails by address: a picture for each scene of a list, and for any nonsense that of a page as it opens."""

from __future__ import annotations

from urllib.parse import parse_qs, quote, urlsplit

import pytest
from starlette.applications import Starlette

from layers.atlas.atlas import Atlas
from maps.storyboard.file import builtin
from tests.ui.server.asgi import Answer, asked
from ui.briefing import thumbnails
from ui.server.assets import prefix

APP = Starlette(routes=[thumbnails.route()])


def got(query: str) -> Answer:
    return asked(APP, f"{prefix()}/{thumbnails.NAME}", query=query.encode())


def test_a_scene_has_a_picture_of_its_own(atlas: Atlas) -> None:
    addresses = [urlsplit(thumbnails.address_of(step, atlas, "light")) for step in builtin(atlas)[0].scenes[2:4]]
    assert {address.path for address in addresses} == {f"{prefix()}/{thumbnails.NAME}"}
    answers = [got(address.query) for address in addresses]
    assert [(answer.status, answer.headers["content-type"]) for answer in answers] == [(200, "image/svg+xml")] * 2
    assert "immutable" in answers[0].headers["cache-control"]
    assert answers[0].body != answers[1].body
    assert "title" not in parse_qs(addresses[0].query)["address"][0]


@pytest.mark.parametrize(
    "said", ["", "x", "/transport?v=9&view=<script>", "/?named=" + "x," * 500, "\ud800", "//[", "a" * 20_000]
)
def test_nonsense_has_a_picture_all_the_same(said: str) -> None:
    answer = got("address=" + quote(said.encode("utf-8", "surrogatepass")))
    assert answer.status == 200
    assert answer.body.startswith(b"<svg")
    assert b"script" not in answer.body


def test_the_rules_hold_nothing_that_ends_them(atlas: Atlas) -> None:
    steps = builtin(atlas)[0].scenes
    rules = thumbnails.styles(steps, atlas, "dark")
    inside = rules.removeprefix("<style>").removesuffix("</style>")
    assert inside.count("{") == inside.count("}") == inside.count('url("') == len(steps)
    assert "<" not in inside
