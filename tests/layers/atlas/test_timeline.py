"""What became of a plan: the status at a date, plan against outcome, and what a broken file tells."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from layers.atlas.timeline import Timeline, load_timelines, outcome_of
from layers.errors import LayerError


def timeline(*events: tuple[str, str], **plan: Any) -> Timeline:
    """A subject whose events say in their note when they were and in their source where that is written."""
    said = [
        {"date": date, "status": status, "source": f"https://a.example/{date}", "note_zh": f"{date}年", "note_en": date}
        for date, status in events
    ]
    return Timeline.model_validate({"looked_up": "2026-11-01", "events": said, **plan})


STORY = timeline(
    ("2018", "idea"), ("2019-07-30", "planned"), ("2021-05", "building"), ("2024-12-26", "open"),
    plan_zh="计划", plan_en="plan", planned_year=2022,
)  # fmt: skip


@pytest.mark.parametrize(
    ("date", "status"),
    [
        ("2017", "unknown"), ("2018", "idea"), ("2019-07-29", "idea"), ("2019-07-30", "planned"),
        ("2019-07", "planned"), ("2019", "planned"), ("2021-04-30", "planned"), ("2021-05-01", "building"),
        ("2024-12-25", "building"), ("2024-12-26", "open"), ("2024", "open"), ("9999", "open"),
    ],
)  # fmt: skip
def test_a_status_holds_from_its_day_month_or_year_on(date: str, status: str) -> None:
    assert STORY.status_at(date) == status


@pytest.mark.parametrize(
    ("date", "status"), [("2022-03-01", "open"), ("2022-03-02", "unknown"), ("2022-03", "open"), ("2022-04", "unknown"),
                         ("2022", "open"), ("2023", "unknown")]
)  # fmt: skip
def test_what_is_lost_from_sight_is_unknown_from_the_next_day_month_or_year(date: str, status: str) -> None:
    assert timeline(("2020", "open"), unknown_since="2022-03-01").status_at(date) == status


def test_changes_are_the_events_and_at_last_the_loss() -> None:
    assert timeline(("2020", "open")).changes() == [("2020", "open")]
    assert timeline(("2020", "open"), unknown_since="2022-03").changes() == [("2020", "open"), ("2022-03", "unknown")]
    assert timeline().changes() == []


def test_an_outcome_sets_the_plan_of_2019_beside_what_came() -> None:
    found = outcome_of("rail-a", STORY)
    assert (found.id, found.then, found.now, found.opened) == ("rail-a", "planned", "open", "2024-12-26")
    assert (found.planned_year, found.delay_years) == (2022, 2)
    assert found.plan == {"zh": "计划", "en": "plan"}
    assert found.note == {"zh": "2024-12-26年", "en": "2024-12-26"}
    assert found.source == "https://a.example/2024-12-26"
    assert found.looked_up == "2026-11-01"


def test_the_first_opening_counts_and_a_later_change_does_not_move_it() -> None:
    found = outcome_of("a", timeline(("2020-01", "open"), ("2022", "open"), ("2023", "changed"), planned_year=2021))
    assert (found.opened, found.delay_years, found.now) == ("2020-01", -1, "changed")


def test_what_has_not_opened_or_had_no_year_has_no_delay() -> None:
    waiting = outcome_of("a", timeline(("2020", "building"), planned_year=2021))
    assert (waiting.opened, waiting.delay_years, waiting.then, waiting.now) == ("", None, "unknown", "building")
    unplanned = outcome_of("a", timeline(("2020", "open")))
    assert (unplanned.planned_year, unplanned.delay_years) == (None, None)


def test_a_subjects_own_note_comes_before_its_last_events_and_nothing_is_empty() -> None:
    noted = outcome_of("a", timeline(("2020", "open"), note_zh="注", note_en="note"))
    assert noted.note == {"zh": "注", "en": "note"}
    bare = outcome_of("a", timeline(note_zh="注", note_en="note"))
    assert (bare.note, bare.source, bare.now) == ({"zh": "注", "en": "note"}, "", "unknown")
    assert outcome_of("a", timeline()).note == {"zh": "", "en": ""}


SOUND = """[rail-a]
looked_up = "2026-11-27"
planned_year = 2020
planned_source = "report-2019"
[[rail-a.events]]
date = "2020-01"
status = "open"
source = "https://a.example/b"
note_zh = "开"
note_en = "open"
"""
WRONG = {
    ("rail-a.planned_year", "'soon'"): ("planned_year = 2020", 'planned_year = "soon"'),
    ("rail-a.events.0.date", "'20-01'"): ('"2020-01"', '"20-01"'),
    ("rail-a.events.0.status", "'gone'"): ('"open"\nsource', '"gone"\nsource'),
    ("rail-a.events.0.source", "'ftp://a.example'"): ('"https://a.example/b"', '"ftp://a.example"'),
    ("rail-a.looked_up", "'2026-11'"): ('"2026-11-27"', '"2026-11"'),
    ("rail-a.events.0.also.0", "'a page'"): ('note_zh = "开"', 'also = ["a page"]\nnote_zh = "开"'),
    ("rail-a.planned_source", "'report-2020'"): ('"report-2019"', '"report-2020"'),
    ("rail-a.events.0.source", repr("https://a.example/" + "x" * 300)[:60]): (
        "https://a.example/b", "https://a.example/" + "x" * 300
    ),
}  # fmt: skip


def told(folder: Path, content: str) -> tuple[str, ...]:
    (folder / "status.toml").write_text(content, encoding="utf-8")
    with pytest.raises(LayerError) as caught:
        load_timelines(folder)
    (fault,) = caught.value.faults
    return fault.code, *(str(fault.given.get(name, "")) for name in ("file", "where", "detail"))


def test_a_sound_file_loads(tmp_path: Path) -> None:
    (tmp_path / "status.toml").write_text(SOUND, encoding="utf-8")
    assert load_timelines(tmp_path)["rail-a"].changes() == [("2020-01", "open")]


@pytest.mark.parametrize(("where", "shown"), WRONG, ids=lambda value: value[:30])
def test_a_wrong_value_is_told_with_its_place(where: str, shown: str, tmp_path: Path) -> None:
    assert told(tmp_path, SOUND.replace(*WRONG[where, shown])) == ("bad_value", "status.toml", where, shown)


def test_the_day_on_which_it_was_looked_up_has_to_be_said(tmp_path: Path) -> None:
    code, file, where, _ = told(tmp_path, SOUND.replace('looked_up = "2026-11-27"\n', ""))
    assert (code, file, where) == ("missing_field", "status.toml", "rail-a.looked_up")


@pytest.mark.parametrize("page", ["http://a.example/b", "https://a.example/c"])
def test_a_page_is_cited_as_it_is_stored_and_further_ones_beside_it(page: str, tmp_path: Path) -> None:
    content = SOUND.replace('note_zh = "开"', f'also = ["{page}"]\nnote_zh = "开"')
    (tmp_path / "status.toml").write_text(content, encoding="utf-8")
    (event,) = load_timelines(tmp_path)["rail-a"].events
    assert (event.source, event.also) == ("https://a.example/b", (page,))


def test_a_field_that_does_not_exist_is_told(tmp_path: Path) -> None:
    code, file, where, _ = told(tmp_path, SOUND.replace("planned_year = 2020", "planned_year = 2020\ncolour = 1"))
    assert (code, file, where) == ("unknown_field", "status.toml", "rail-a.colour")


@pytest.mark.parametrize("day", ["2020", "2020-01", "2020-01-31"])
def test_a_date_is_a_year_a_month_or_a_day(day: str, tmp_path: Path) -> None:
    (tmp_path / "status.toml").write_text(SOUND.replace('"2020-01"', f'"{day}"'), encoding="utf-8")
    assert load_timelines(tmp_path)["rail-a"].changes() == [(day, "open")]


def test_a_file_that_is_missing_or_no_toml_is_told(tmp_path: Path) -> None:
    code, file, where, detail = told(tmp_path, "a = [")
    assert (code, file, where) == ("file_unreadable", "status.toml", "")
    assert detail
    assert len(told(tmp_path, "[" * 200)[3]) <= 60
    (tmp_path / "status.toml").unlink()
    with pytest.raises(LayerError) as caught:
        load_timelines(tmp_path)
    assert [(fault.code, fault.given["file"]) for fault in caught.value.faults] == [("file_missing", "status.toml")]
