"""A Sheet: what a page is where nothing is said of it, what may be said, and how large it is."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError

from maps.scene.sheet import Sheet


def test_a_sheet_is_a_landscape_a4_for_internal_use_unless_something_else_is_said() -> None:
    assert Sheet().model_dump() == {
        "size": "a4", "orientation": "landscape", "dpi": 300, "labels": "", "scale": 0, "graticule": False,
        "inset": True, "title": "", "note": "", "remarks": "", "mode": "internal", "review_number": "", "author": "",
        "reviewed_content": "", "made": "", "page": 1, "pages": 1,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("size", "landscape"),
    [("a4", (297.0, 210.0)), ("a3", (420.0, 297.0)), ("16:9", (338.7, 190.5)), ("4:3", (254.0, 190.5)),
     ("square", (210.0, 210.0))],
)  # fmt: skip
def test_a_sheet_has_the_size_of_its_paper_or_slide(size: Any, landscape: tuple[float, float]) -> None:
    wide, tall = Sheet(size=size), Sheet(size=size, orientation="portrait")
    assert (wide.width_mm, wide.height_mm) == (tall.height_mm, tall.width_mm) == landscape


@pytest.mark.parametrize(
    ("field", "values"),
    [
        ("dpi", (96, 600)), ("page", (1, 999)), ("pages", (1, 999)), ("labels", ("zh", "en", "both", "")),
        ("mode", ("internal", "publication")), ("title", ("", "x" * 80)), ("note", ("", "x" * 600)),
        ("remarks", ("", "x" * 4000)), ("author", ("", "x" * 120)), ("review_number", ("", "x" * 120)),
        ("reviewed_content", ("", "0123456789ab", "cdef00000000")),
        ("made", ("", "2000-01-01", "2019-07-09", "2019-09-10", "2019-10-19", "2099-12-29", "2020-12-31")),
    ],
)  # fmt: skip
def test_a_sheet_keeps_what_it_may_say(field: str, values: tuple[Any, ...]) -> None:
    for value in values:
        assert getattr(Sheet(**{field: value}), field) == value


@pytest.mark.parametrize(
    ("field", "values"),
    [
        ("dpi", (95, 601)), ("page", (0, 1000)), ("pages", (0, 1000)), ("labels", ("de", "ZH")), ("mode", ("x",)),
        ("size", ("a5", "A4")), ("orientation", ("x",)), ("title", ("x" * 81,)), ("note", ("x" * 601,)),
        ("remarks", ("x" * 4001,)), ("author", ("x" * 121,)), ("review_number", ("x" * 121,)),
        ("reviewed_content", ("0" * 11, "0" * 13, "0123456789ag")),
        ("made", ("1999-01-01", "2100-01-01", "2019-00-01", "2019-13-01", "2019-07-00", "2019-07-32", "2019-07",
                  "2019-7-32", "2019701", "2019-07-01x")),
        ("colour", ("red",)),
    ],
)  # fmt: skip
def test_a_sheet_refuses_what_it_may_not_say(field: str, values: tuple[Any, ...]) -> None:
    for value in values:
        with pytest.raises(ValidationError):
            Sheet(**{field: value})


def test_a_sheet_cannot_be_changed() -> None:
    with pytest.raises(ValidationError):
        Sheet().size = "a3"


@pytest.mark.parametrize("typed", ["2026-1-5", " 2026-01-05 ", "20260105", "2026/1/5", "2026.1.05", "2026年1月5日"])
def test_a_day_may_be_typed_as_people_write_it(typed: str) -> None:
    assert Sheet(made=typed).made == "2026-01-05"


def test_a_content_code_may_be_typed_in_large_letters_and_with_spaces() -> None:
    assert Sheet(reviewed_content=" 012345 6789AB ").reviewed_content == "0123456789ab"
