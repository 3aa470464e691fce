"""What Streamlit's client says of its own is known to the letter: a version that says it otherwise is noticed."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest
from streamlit import file_util

from tests.ui.server.test_shell import read
from text import table
from ui.server.shell import shell

SAID = table("en")["streamlit"]
PUT_TOGETHER = {
    "not_found_main", "lost_silent", "lost_status", "fullscreen_of", "fullscreen_close_of", "upload_size", "help_for",
    "results", "result_one", "upload_cancel", "upload_remove", "upload_type", "enter", "enter_submit",
}  # fmt: skip
"""What the client puts together from parts: their fixed words stand somewhere in it, the whole does not."""


@cache
def client() -> str:
    folder = Path(file_util.get_static_dir()) / "static" / "js"
    return "\n".join(path.read_text(encoding="utf-8") for path in folder.glob("*.js"))


@pytest.mark.parametrize("key", sorted(SAID.keys() - PUT_TOGETHER))
def test_the_client_still_says_so(key: str) -> None:
    assert f"`{SAID[key]}`" in client()


@pytest.mark.parametrize("key", sorted(PUT_TOGETHER))
def test_the_client_still_says_the_fixed_words(key: str) -> None:
    for word in re.findall(r"\w{2,}", re.sub(r"\{\w+\}", "", SAID[key])):
        assert word in client()


def test_the_page_brings_every_phrase_in_every_language_that_the_client_does_not_speak() -> None:
    html = shell("", "zones", {"lang": "zh"}, None, "")
    data = read(html).data
    assert '"Connection error", "与服务器的连接断了"' in data or '"Connection error","与服务器的连接断了"' in data


@pytest.mark.parametrize(
    ("page", "lost"), [("nowhere", '"nowhere"'), ("overview", '""'), ("zones", "null"), ("", "null"), ("x" * 99, None)]
)
def test_an_address_that_no_page_has_is_told_to_the_page(page: str, lost: str | None) -> None:
    data = read(shell("", page, {}, None, "")).data.replace('": ', '":')
    assert f'"lost":{lost or chr(34) + "x" * 40 + chr(34)}' in data
