"""Texts of data files: what is taken out, what is disarmed, where they are cut, and which of them changed."""

from __future__ import annotations

from xml.etree import ElementTree as ET
from xml.sax.saxutils import escape

import geopandas as gpd
import pandas as pd
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from maps.datasets.cells import cut, differing, disarmed, map_texts, starts_formula, text_columns, tidy


@pytest.mark.parametrize(
    "text",
    [
        '=HYPERLINK("http://x.example","y")', "+1", "-1", "@SUM(1)", "  =1+1", "\u3000=1", "\u200b=1", "\x00\u00ad=1",
        "\t=1", "\r\n=1", "\ta", "\ra", "\na", "=2+1", "-2", "@x", "﹢3", "\u22122",
    ],
)  # fmt: skip
def test_formulas_are_known_and_disarmed(text: str) -> None:
    assert starts_formula(text)
    assert disarmed(text) == f"'{text}"
    assert not starts_formula(disarmed(text))


@pytest.mark.parametrize("text", ["", " ", "X1", "x", "a=1", "'=1", "1-2", "名=1", "(+)", "#=", "–1", "“=”"])
def test_other_texts_are_left_alone(text: str) -> None:
    assert disarmed(text) == text


@given(st.text())
def test_a_tidy_text_can_be_written_anywhere(text: str) -> None:
    clean = tidy(text)
    assert tidy(clean) == clean
    assert (ET.fromstring(f"<a>{escape(clean)}</a>").text or "") == clean
    assert set(clean) <= set(text) | {"\n"}


def test_half_characters_and_controls_go() -> None:
    assert tidy("\ud800a\x00\x1b\ufffe") == "a"
    assert tidy("名\t𠮷\r\nb\rc") == "名\t𠮷\nb\nc"


@given(st.text(st.characters(codec="utf-8")), st.integers(0, 40), st.sampled_from(["utf-8", "utf-16-le"]))
def test_a_cut_ends_at_a_character(text: str, most: int, encoding: str) -> None:
    short = cut(text, most, encoding)
    assert text.startswith(short)
    assert len(short.encode(encoding)) <= most
    following = text[len(short) : len(short) + 1]
    assert not following or len((short + following).encode(encoding)) > most


@pytest.mark.parametrize("sign", ["\t", "\n", " ", "\ud7ff", "\ue000", "\ufffd", "\U00010000", "\U0010ffff"])
def test_what_xml_can_write_stays(sign: str) -> None:
    assert tidy(f"a{sign}b") == f"a{sign}b"


@pytest.mark.parametrize("sign", [0, 0x8, 0xB, 0xC, 0x1F, 0xD800, 0xDFFF, 0xFFFE, 0xFFFF])
def test_what_xml_cannot_write_goes(sign: int) -> None:
    assert tidy(f"a{chr(sign)}b") == "ab"


def test_texts_are_changed_and_what_is_missing_or_a_number_stays() -> None:
    frame = gpd.GeoDataFrame(
        {"name": pd.Series(["a", "b"], dtype=object), "note": pd.Series([None, "c"], dtype=object),
         "none": pd.Series([None, None], dtype=object), "size": [1.5, 2.0]},
        geometry=[shapely.Point(0, 0)] * 2, crs="EPSG:4326",
    ).set_axis(["x", "y"])  # fmt: skip
    assert text_columns(frame) == ["name", "note", "none"]
    changed = map_texts(frame, lambda text: "B" if text == "b" else text * 2)
    told = changed.drop(columns="geometry").fillna("-").to_dict("list")
    assert told == {"name": ["aa", "B"], "note": ["-", "cc"], "none": ["-", "-"], "size": [1.5, 2.0]}
    assert list(frame["name"]) == ["a", "b"]
    assert differing(frame, changed) == {"name": ["x", "y"], "note": ["y"]}
    assert differing(frame, frame) == {}
    assert differing(frame, map_texts(frame, str.upper)) == {"name": ["x", "y"], "note": ["y"]}
