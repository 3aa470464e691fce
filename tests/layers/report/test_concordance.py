"""How often each feature is named, and the words around each naming."""

from __future__ import annotations

from layers.atlas.atlas import Atlas
from layers.report.recognise import Mention, Reading, counts, lines, recognise
from tests.documents import OTHER_TEXT


def test_counts_are_by_feature_the_most_frequent_first(atlas: Atlas) -> None:
    found = counts(recognise(atlas, OTHER_TEXT))
    assert found["city-huangshan"] == 2
    assert next(iter(found)) == "city-huangshan"
    assert found["rail-hanghuang"] == found["place-tangqi"] == 1


def test_a_name_of_two_features_counts_for_both() -> None:
    assert counts(Reading(("两港",), (Mention(0, 0, 2, "两港", ("a", "b")),))) == {"a": 1, "b": 1}


def test_a_line_has_the_words_around_the_name() -> None:
    text = "前" * 30 + "塘栖" + "后" * 3
    (line,) = lines(Reading((text,), (Mention(0, 30, 32, "塘栖", ("a",)),)), "a", width=4)
    assert (line.before, line.name, line.after) == ("…前前前前", "塘栖", "后后后")
    assert lines(Reading((text,), ()), "a") == []


def test_words_around_a_name_are_cut_at_24_characters_on_either_side_and_only_where_there_are_more() -> None:
    exact, more = "前" * 24 + "塘栖" + "后" * 24, "前" * 25 + "塘栖" + "后" * 25
    (line,) = lines(Reading((exact,), (Mention(0, 24, 26, "塘栖", ("a",)),)), "a")
    assert (line.paragraph, line.before, line.after) == (0, "前" * 24, "后" * 24)
    (line,) = lines(Reading(("", more), (Mention(1, 25, 27, "塘栖", ("a", "b")),)), "b")
    assert (line.paragraph, line.before, line.after) == (1, "…" + "前" * 24, "后" * 24 + "…")


def test_namings_are_in_reading_order_and_of_the_feature_alone() -> None:
    text = "塘栖乌镇塘栖"
    mentions = (Mention(0, 0, 2, "塘栖", ("a",)), Mention(0, 2, 4, "乌镇", ("b",)), Mention(0, 4, 6, "塘栖", ("a",)))
    found = lines(Reading((text,), mentions), "a")
    assert [(line.before, line.name, line.after) for line in found] == [
        ("", "塘栖", "乌镇塘栖"),
        ("塘栖乌镇", "塘栖", ""),
    ]
    assert list(counts(Reading((text,), mentions)).items()) == [("a", 2), ("b", 1)]
