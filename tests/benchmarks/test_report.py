import re

import pytest

from benchmarks.report import Row, Section, p95, printed, said, table


def section(*rows: Row, note: str = "") -> Section:
    return Section("visits", "Visits", rows, 1.5, note)


@pytest.mark.parametrize(
    ("values", "found"), [([1], 1), (range(1, 101), 96), (range(100, 0, -1), 96), ([1, 2, 3, 50], 50), ([5, 1], 5)]
)
def test_the_95th_percentile_is_a_value_by_rank(values: list[int], found: int) -> None:
    assert p95(values) == found


@pytest.mark.parametrize(("values", "found"), [([3, 1, 2], 2), ([9, 1, 1, 1, 9], 1), ([1, 2, 3, 10], 2.5)])
def test_a_row_stands_for_its_median(values: list[float], found: float) -> None:
    assert Row("a", values).median == found


@pytest.mark.parametrize(
    ("value", "unit", "text"),
    [
        (1.234, "s", "1.23 s"), (15.96, "ms", "16.0 ms"), (2_049_600, "B", "2,050 kB"), (1_234, "B", "1.2 kB"),
        (812, "MB", "812 MB"), (3, "count", "3"),
    ],
)  # fmt: skip
def test_a_value_is_said_with_its_unit(value: float, unit: str, text: str) -> None:
    assert said(value, unit) == text


def test_an_unknown_unit_is_refused() -> None:
    with pytest.raises(KeyError):
        said(1, "km")


def test_a_ratio_is_that_of_the_medians() -> None:
    base, ours = Row("base", [1, 2, 9]), Row("ours", [3, 5, 7], floor="base")
    assert section(base, ours).ratio(ours) == 2.5
    assert section(base, ours).ratio(base) is None


def test_there_is_no_ratio_without_the_floor_or_over_nothing() -> None:
    ours = Row("ours", [3], floor="base")
    assert section(ours).ratio(ours) is None
    assert section(Row("base", [0]), ours).ratio(ours) is None


def test_a_row_is_found_by_its_name() -> None:
    row = Row("a", [1])
    assert section(Row("b", [2]), row).row("a") is row
    assert section(row).row("c") is None


def test_a_section_is_printed_with_load_note_spread_and_ratio() -> None:
    text = printed(section(Row("base", [1, 2, 9]), Row("ours", [3, 5, 7], floor="base"), note="Said."))
    assert text.startswith("## Visits\n\nLoad average when it began: 1.5.\n\nSaid.\n\n| what |")
    assert "| base | 2.00 s | 1.00 s – 9.00 s | 3 |  |  |" in text
    assert "| ours | 5.00 s | 3.00 s – 7.00 s | 3 | 2.50 | base |" in text


def test_a_single_value_has_no_spread() -> None:
    assert "| once | 4.00 s |  | 1 |  |  |" in printed(section(Row("once", [4])))


def test_a_table_has_as_many_columns_in_every_line() -> None:
    lines = table(("a", "b", "c"), [("1", "2", "3"), ("4", "5", "6")]).splitlines()
    assert lines[1] == "| --- | ---: | ---: |"
    assert {len(re.findall(r"\|", line)) for line in lines} == {4}
