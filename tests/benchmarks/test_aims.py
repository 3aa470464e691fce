import pytest

from benchmarks.aims import AIMS, Aim, printed, verdicts
from benchmarks.report import Row, Section

RATIO = Aim("beside the floor", "visits", "ours", 0.5, floor="base")
PLAIN = Aim("by itself", "acts", "select", 150, "ms")
NONE = Aim("lost", "sessions", "lost", 0, "count")


def section(name: str, *rows: Row) -> Section:
    return Section(name, name, rows, 0)


def test_an_aim_beside_a_floor_is_held_against_the_ratio_of_the_medians() -> None:
    base = Row("base", [4, 2, 30])
    (good,) = verdicts([section("visits", base, Row("ours", [1, 2, 99]))], [RATIO])
    (bad,) = verdicts([section("visits", base, Row("ours", [2.1]))], [RATIO])
    assert (good.figure, good.met, good.word) == (0.5, True, "met")
    assert (bad.figure, bad.met, bad.word) == (0.525, False, "**not met**: 1.05 × the aim")


def test_what_keeps_an_aim_from_being_met_is_said_where_it_is_not() -> None:
    told = Aim("told", "acts", "select", 150, "ms", why="The wire is long")
    found = [verdicts([section("acts", Row("select", [ms]))], [told])[0].word for ms in (150, 300)]
    assert found == ["met", "**not met**: 2.00 × the aim. The wire is long"]


def test_an_aim_by_itself_is_held_against_the_median() -> None:
    (good,) = verdicts([section("acts", Row("select", [1, 150, 999]))], [PLAIN])
    (bad,) = verdicts([section("acts", Row("select", [151]))], [PLAIN])
    assert [good.met, bad.met] == [True, False]
    assert good.cells() == ("by itself", "150.0 ms", "150.0 ms", "met")


def test_nothing_may_be_lost() -> None:
    (good,) = verdicts([section("sessions", Row("lost", [0]))], [NONE])
    (bad,) = verdicts([section("sessions", Row("lost", [1]))], [NONE])
    assert (good.word, bad.word) == ("met", "**not met**")


@pytest.mark.parametrize(
    "sections",
    [
        [],
        [section("acts", Row("ours", [1]), Row("base", [1]))],
        [section("visits", Row("ours", [1]))],
        [section("visits", Row("base", [1]))],
    ],
)
def test_what_was_not_measured_is_not_met(sections: list[Section]) -> None:
    (found,) = verdicts(sections, [RATIO])
    assert (found.figure, found.met, found.word) == (None, False, "not measured")
    assert found.cells() == ("beside the floor", "0.50 ×", "", "not measured")


def test_every_aim_stands_once_in_the_table() -> None:
    lines = printed(verdicts([])).splitlines()[2:]
    assert len({aim.what for aim in AIMS}) == len(AIMS) == len(lines)
    assert all(line.endswith("| not measured |") for line in lines)
