"""What became of what the report planned: dated events of each subject, from `geodata/status.toml`."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from layers.atlas.load import GEODATA
from layers.atlas.schema import Ident, IsoDate, Text, is_past
from layers.atlas.validate import value_fault
from layers.errors import LayerError

FILE = "status.toml"
REPORT_DATE = "2019-07-30"
FIRST_MONTH = "2010-01"
"""The first month that is shown: of that year is the first high-speed line, and names changed since."""
Status = Literal["idea", "planned", "building", "open", "changed"]
IsoDay = Annotated[str, Field(pattern=r"^\d{4}-\d{2}-\d{2}$")]
Address = Annotated[str, Field(pattern=r"^(https?://\S+|report-2019)$", max_length=300)]
"""The address of a page as it is stored, or the report itself."""


class Table(BaseModel):
    """A table of `status.toml`: immutable, and an unknown key is an error that names it."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Event(Table):
    """One dated change: ISO date (year, month or day), the status from then on, and the pages that say so."""

    date: IsoDate
    status: Status
    source: Address
    also: tuple[Address, ...] = ()
    clause: str = ""
    note_zh: Text
    note_en: Text


class Timeline(Table):
    """A subject's plan of 2019 and its events in order; `looked_up` is the day on which they were last looked for."""

    looked_up: IsoDay
    plan_zh: str = ""
    plan_en: str = ""
    planned_year: int | None = None
    planned_source: Address | None = None
    not_sourced: bool = False
    unknown_since: IsoDate | None = None
    note_zh: str = ""
    note_en: str = ""
    events: tuple[Event, ...] = ()

    def status_at(self, date: str) -> str:
        """The status at the end of an ISO day, month or year: the last event's, "unknown" before the first, or if lost.

        What was last known in a month is what the month shows; it is lost from sight in the next.
        """
        if self.unknown_since and date > self.unknown_since[: len(date)]:
            return "unknown"
        past = [event.status for event in self.events if is_past(event.date, date)]
        return past[-1] if past else "unknown"

    @property
    def opened(self) -> Event | None:
        """The first event by which it was open; None where it is not, or where nobody says when."""
        return next((event for event in self.events if event.status == "open"), None)

    def changes(self) -> list[tuple[str, str]]:
        """(date, status) of every change, in order; what is lost from sight ends as "unknown"."""
        steps = [(event.date, str(event.status)) for event in self.events]
        return [*steps, (self.unknown_since, "unknown")] if self.unknown_since else steps


def last_month_of(timelines: Mapping[str, Timeline]) -> str:
    """The last month in which anything happened or was looked up, that of the report where there are no timelines."""
    dates = [date for timeline in timelines.values() for date, _ in timeline.changes()]
    dates += [timeline.looked_up for timeline in timelines.values()]
    return max([date[:7] for date in dates if len(date) > len("2026")], default=REPORT_DATE[:7])


@dataclass(frozen=True)
class Outcome:
    """A subject's plan against what came: status then and now, when it opened, the delay in years if known."""

    id: str
    then: str
    now: str
    opened: str
    planned_year: int | None
    delay_years: int | None
    plan: Mapping[str, str]
    note: Mapping[str, str]
    source: str
    looked_up: str


def outcome_of(ident: str, timeline: Timeline) -> Outcome:
    """Plan against outcome; the delay is the year it opened less the year that was planned."""
    opened = timeline.opened.date if timeline.opened else ""
    planned = timeline.planned_year
    last = timeline.events[-1] if timeline.events else None
    note = last or timeline
    return Outcome(
        id=ident,
        then=timeline.status_at(REPORT_DATE),
        now=timeline.status_at("9999"),
        opened=opened,
        planned_year=planned,
        delay_years=int(opened[:4]) - planned if opened and planned else None,
        plan={"zh": timeline.plan_zh, "en": timeline.plan_en},
        note={"zh": timeline.note_zh or note.note_zh, "en": timeline.note_en or note.note_en},
        source=last.source if last else "",
        looked_up=timeline.looked_up,
    )


_TIMELINES: TypeAdapter[dict[Ident, Timeline]] = TypeAdapter(dict[Ident, Timeline])


def load_timelines(folder: Path = GEODATA) -> dict[str, Timeline]:
    """All timelines by subject id; raises `LayerError` that names the file, the table and the field."""
    try:
        tables: Any = tomllib.loads((folder / FILE).read_text(encoding="utf-8"))
        return _TIMELINES.validate_python(tables)
    except FileNotFoundError as error:
        raise LayerError("file_missing", file=FILE) from error
    except ValidationError as error:
        raise LayerError(faults=[value_fault(FILE, item) for item in error.errors()]) from error
    except (OSError, ValueError) as error:
        raise LayerError("file_unreadable", file=FILE, detail=str(error)[:60]) from error
