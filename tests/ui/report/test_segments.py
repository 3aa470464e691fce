"""A text in parts of bearable length, plain words and marked names."""

from __future__ import annotations

import pytest

from layers.atlas.atlas import Atlas
from layers.report.recognise import Mention, Reading
from layers.report.split import Piece
from ui.report.segments import cut, marked, window_of

LONG = Piece("字" * 9_000, None, opens=True)
XIZI, XIZHAN = "place-xihu", "station-hangzhou-xi"


@pytest.mark.parametrize(
    ("lengths", "windows"),
    [
        ([], [range(0)]),
        ([5], [range(1)]),
        ([10_000, 10_000], [range(2)]),
        ([10_000, 10_001], [range(1), range(1, 2)]),
        ([30_000, 5, 30_000], [range(1), range(1, 2), range(2, 3)]),
        ([9_000, 9_000, 9_000, 9_000, 9_000], [range(2), range(2, 4), range(4, 5)]),
    ],
)
def test_windows_hold_twenty_thousand_characters_and_every_piece_once(lengths: list[int], windows: list[range]) -> None:
    assert cut([Piece("字" * length, None, opens=True) for length in lengths]) == windows


def test_the_window_opens_where_the_selected_is_named_else_at_the_clause_else_at_the_beginning() -> None:
    pieces = [LONG, LONG, Piece("…", "2.1", opens=True), LONG, Piece("…", "3.4", opens=True)]
    reading = Reading(tuple(piece.text for piece in pieces), (Mention(3, 0, 2, "西湖", ("other", XIZI)),))
    windows = [range(2), range(2, 4), range(4, 5)]

    def opened(selected: str | None, clause: str | None) -> int:
        return window_of(pieces, reading, windows, selected, clause)

    assert opened(XIZI, "3.4") == 1
    assert opened("nobody", "3.4") == 2
    assert opened(None, "2.1") == 1
    assert [opened(None, None), opened("nobody", "9.9"), opened(None, "")] == [0, 0, 0]


def test_names_stand_between_plain_words_with_the_ids_that_have_a_place(atlas: Atlas) -> None:
    pieces = [
        Piece("先到西湖。", "1.1", opens=True),
        Piece("西站与西湖", None, opens=False),
        Piece("没有名字", None, opens=True),
    ]
    mentions = (
        Mention(0, 2, 4, "西湖", (XIZI, "nowhere-at-all")),
        Mention(1, 0, 2, "西站", (XIZHAN,)),
        Mention(1, 3, 5, "西湖", (XIZI,)),
    )
    reading = Reading(tuple(piece.text for piece in pieces), mentions)
    assert marked(atlas, pieces, reading, range(3)) == [
        {"clause": "1.1", "opens": True, "segments": ["先到", ["西湖", [XIZI]], "。"]},
        {"clause": None, "opens": False, "segments": [["西站", [XIZHAN]], "与", ["西湖", [XIZI]]]},
        {"clause": None, "opens": True, "segments": ["没有名字"]},
    ]
    assert [part["segments"] for part in marked(atlas, pieces, reading, range(2, 3))] == [["没有名字"]]
