"""The composer as a session runs it: what it shows and makes of a Scene, and the way back from a file."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
import streamlit as st
from shapely import box
from streamlit.testing.v1 import AppTest

from layers.atlas.atlas import Atlas, current_atlas
from layers.measures.datum import DATUMS
from maps.datasets.dataset import ATTRIBUTION, dataset
from maps.datasets.parts import FORMATS
from maps.export.renderers import MEDIA_TYPES, Review, render, today
from maps.origin.content import content_code
from maps.origin.provenance import provenance, to_text
from maps.origin.snapshot import MOST_BYTES, MOST_MEGABYTES, read
from maps.plan.plan import plan
from maps.scene.pages import MAPPED, pages
from maps.scene.permalink import from_permalink, permalink
from maps.scene.scene import Scene, View, opening
from maps.scene.sheet import Sheet
from tests.maps.inks import pdf_texts
from tests.ui.frame.test_pages import HOSTILE, heading, html
from text import LANGUAGES, say
from ui.export import batches, setting
from ui.kit import markup
from ui.session.door import KEY
from ui.session.session import Session

PAGE = Path(__file__).resolve().parents[3] / "pages" / "export.py"
SECONDS = 120
VIEW = View(30.2, 120.1, 9.5, 900, 600)
DARK = replace(
    opening(current_atlas(), "transport"), lang="en", theme="dark", date="2022-05", view=VIEW,
    selected="gateway-xiaoshan-airport",
)  # fmt: skip
LAYOUT = Sheet(size="square", dpi=96, labels="both", graticule=True, inset=False, title="A title", note="A note",
               made="2026-01-02")  # fmt: skip


@dataclass
class Bench:
    """What the composer asked for: the previews, and the files that were handed over, in their order."""

    previews: list[tuple[Scene, Sheet]] = field(default_factory=list)
    taken: dict[str, dict[str, Any]] = field(default_factory=dict)

    @property
    def scene(self) -> Scene:
        """The Scene of the last preview."""
        return self.previews[-1][0]

    @property
    def sheet(self) -> Sheet:
        """The Sheet of the last preview."""
        return self.previews[-1][1]

    @property
    def last(self) -> dict[str, Any]:
        """The file that was handed over last."""
        return list(self.taken.values())[-1]


@pytest.fixture
def bench(monkeypatch: pytest.MonkeyPatch) -> Bench:
    """Watch what the composer asks for; it gets the same."""
    watched, preview, button = Bench(), setting.preview, st.download_button

    def previewed(atlas: Atlas, shown: Scene, on: Sheet) -> tuple[bytes, Review]:
        watched.previews.append((shown, on))
        return preview(atlas, shown, on)

    def offered(label: str, **given: Any) -> bool:
        watched.taken[given["key"]] = given
        return button(label, **given)

    monkeypatch.setattr(setting, "preview", previewed)
    monkeypatch.setattr(st, "download_button", offered)
    return watched


def opened(lang: str = "zh", scene: Scene | str | None = None, **state: Any) -> AppTest:
    """A session that opened the composer, for a Scene in its address."""
    session = AppTest.from_file(str(PAGE), default_timeout=SECONDS)
    session.query_params["lang"] = lang
    if scene is not None:
        session.query_params["scene"] = permalink(scene, current_atlas()) if isinstance(scene, Scene) else scene
    for name, value in state.items():
        session.session_state[name] = value
    return session.run()


def sound(session: AppTest) -> AppTest:
    """The session, in which nothing went wrong."""
    assert not session.exception
    assert not session.error
    return session


def formats(session: AppTest) -> list[Any]:
    """The buttons of the formats."""
    return [button for button in session.button if str(button.key).removeprefix("order_format_") in MEDIA_TYPES]


def made(session: AppTest, bench: Bench, key: str) -> dict[str, Any]:
    """The file that a button gives."""
    before = len(bench.taken)
    sound(session.button(key=key).click().run())
    assert len(bench.taken) == before + 1
    return bench.last


@lru_cache(maxsize=8)
def exported(file_format: str) -> bytes:
    """A dark English figure of a date, with a layout of its own."""
    return render(current_atlas(), [DARK], LAYOUT, file_format)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_it_speaks_the_language_and_offers_every_format(lang: str, bench: Bench) -> None:
    session = sound(opened(lang))
    assert heading(session) == [pages()["export"].title(lang)]
    assert [tab.label for tab in session.tabs] == [
        say(lang, f"export.{tab}") for tab in ("layout", "series", "data", "open")
    ]
    assert [button.label for button in formats(session)] == [name.upper() for name in MEDIA_TYPES]
    assert not any(button.disabled for button in formats(session))
    assert (bench.scene, bench.sheet) == (replace(opening(current_atlas(), "overview"), lang=lang), _today())
    other = next(name for name in LANGUAGES if name != lang)
    assert pages()["export"].lead(other) not in html(session)


def _today() -> Sheet:
    return Sheet(made=today().isoformat())


def test_the_address_says_which_map(bench: Bench) -> None:
    session = sound(opened("en", DARK))
    assert bench.scene == replace(DARK, theme="light")
    assert (
        made(session, bench, "order_format_pdf")["file_name"] == f"hangzhou-circle-transport-2022-05-en-{today()}.pdf"
    )


def test_the_reader_s_language_counts_and_the_paper_s_theme(bench: Bench) -> None:
    session = sound(opened("zh", DARK))
    assert (bench.scene.lang, bench.scene.theme) == ("zh", "light")
    session.segmented_control(key="sheet_theme").set_value("dark").run()
    assert bench.scene == replace(DARK, lang="zh")
    # When one leaves the page, Streamlit forgets the widgets and keeps the rest.
    opened("zh", DARK, **{setting.DRAWN_IN.name: session.session_state[setting.DRAWN_IN.name]})
    assert bench.scene.theme == "dark"


def test_without_an_address_it_is_the_map_one_comes_from(bench: Bench, atlas: Atlas) -> None:
    before = Session(page="zones", layers={"zones": ("cities", "zones")}, selected="zone-hangjia", date="2023-01")
    session = opened("zh", None, **{KEY: before})
    sound(session)
    shown = Scene("zones", ("cities", "zones"), selected="zone-hangjia", date="2023-01")
    assert bench.scene == shown.checked(atlas)
    assert session.query_params["scene"] in (permalink(shown, atlas), [permalink(shown, atlas)])


ODD = [
    "/nowhere?v=1",
    "/zones?v=1&layers=x,y",
    "/zones?v=9&view=1,2,3&date=now&clause=x&selected=<b>",
    "http://[",
    "=" * 60,
]


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("asked", [*HOSTILE, *ODD], ids=lambda value: repr(value)[:30])
def test_a_hostile_address_shows_a_map_and_says_what_it_did_not_understand(asked: str, lang: str, bench: Bench) -> None:
    session = sound(opened(lang, asked))
    assert "<script" not in html(session)
    assert "<b>" not in html(session)
    assert bench.scene == bench.scene.checked(current_atlas())
    assert bench.scene.lang == lang
    _, notices = from_permalink(asked, current_atlas())
    assert html(session).count('class="atlas-notice"') == len(notices)


def test_what_was_understood_is_not_complained_of() -> None:
    assert 'class="atlas-notice"' not in html(opened("zh", DARK))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_publication_says_what_is_missing_and_makes_nothing(lang: str, bench: Bench) -> None:
    session = opened(lang)
    sound(session.segmented_control(key="sheet_mode").set_value("publication").run())
    for name in ("number", "author", "date"):
        assert say(lang, f"fault.review.{name}_missing") in html(session)
    assert bench.sheet.made == ""
    assert all(button.disabled for button in formats(session))
    session.text_input(key="sheet_review_number").set_value("GS(2024)1234").run()
    session.text_input(key="sheet_author").set_value("An institute").run()
    assert say(lang, "fault.review.number_missing") not in html(session)
    assert all(button.disabled for button in formats(session))
    sound(session.text_input(key="sheet_made").set_value("2026/11/20").run())
    assert 'class="atlas-fault"' not in html(session)
    assert not any(button.disabled for button in formats(session))
    assert bench.sheet == Sheet(
        mode="publication", review_number="GS(2024)1234", author="An institute", made="2026-11-20"
    )
    data = made(session, bench, "order_format_svg")["data"].decode()
    assert "GS（2024）1234号" in data
    assert "2026-11-20" in data


def test_publication_tells_the_content_code_and_notices_a_change(bench: Bench) -> None:
    session = opened("zh")
    session.segmented_control(key="sheet_mode").set_value("publication").run()
    code = read("x.svg", bench_svg()).content
    assert say("zh", "export.content_code", code=code) in html(session)
    session.text_input(key="sheet_reviewed_content").set_value("0" * 12).run()
    assert say("zh", "fault.review.content_changed") in html(session)
    session.text_input(key="sheet_reviewed_content").set_value(code).run()
    assert say("zh", "fault.review.content_changed") not in html(session)


def bench_svg() -> bytes:
    """The usual figure."""
    return render(current_atlas(), [opening(current_atlas(), "overview")], _today(), "svg")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_cannot_be_drawn_is_said_and_offers_no_figure(lang: str, bench: Bench) -> None:
    session = opened(lang)
    sound(session.text_input(key="sheet_title").set_value("\U00020bb7").run())
    assert "U+20BB7" in html(session)
    assert formats(session) == []
    session.text_input(key="sheet_title").set_value("样图").run()
    assert "U+20BB7" not in html(session)
    assert len(formats(session)) == len(MEDIA_TYPES)


def test_what_is_clicked_with_a_character_that_cannot_be_drawn_is_answered(bench: Bench) -> None:
    session = sound(opened("en"))
    session.text_input(key="sheet_title").set_value("\U00020bb7")
    sound(session.button(key="order_format_pdf").click().run())
    assert html(session).count("U+20BB7") == 2
    assert bench.taken == {}


@pytest.mark.parametrize("file_format", MEDIA_TYPES)
def test_a_button_makes_the_file_of_the_preview(file_format: str, bench: Bench, atlas: Atlas) -> None:
    session = opened("en", replace(opening(atlas, "places"), view=VIEW))
    session.select_slider(key="sheet_dpi").set_value(96).run()
    sound(session.segmented_control(key="sheet_size").set_value("16:9").run())
    offer = made(session, bench, f"order_format_{file_format}")
    assert offer["mime"] == MEDIA_TYPES[file_format]
    assert (bench.sheet.size, bench.sheet.dpi) == ("16:9", 96)
    assert offer["data"] == render(atlas, [bench.scene], bench.sheet, file_format)
    session.toggle(key="sheet_inset").set_value(False)
    assert read("next", made(session, bench, "order_format_svg")["data"]).sheet.inset is False, (
        "what is set with the click"
    )


def test_a_scale_that_is_typed_counts_and_one_that_is_none_is_answered(bench: Bench) -> None:
    session = sound(opened("en", None, sheet_scale="1:750 000"))
    assert bench.sheet.scale == 750_000
    assert "refusal" not in html(session)
    session = sound(opened("en", None, sheet_scale="1:12"))
    assert bench.sheet.scale == 0
    assert "“1:12”" in html(session)


def test_layout_is_kept_when_one_comes_back(bench: Bench) -> None:
    session = opened("zh")
    session.segmented_control(key="sheet_orientation").set_value("portrait").run()
    session.toggle(key="sheet_inset").set_value(False).run()
    kept = session.session_state["sheet"]
    again = sound(opened("zh", sheet=kept))
    assert again.toggle(key="sheet_inset").value is False
    assert (bench.sheet.orientation, bench.sheet.inset) == ("portrait", False)


def test_a_session_that_begins_anew_takes_what_the_browser_holds(bench: Bench) -> None:
    before = opened("zh", DARK)
    before.text_input(key="sheet_title").set_value("甲").run()
    before.segmented_control(key="sheet_size").set_value("a3").run()
    before.toggle(key="sheet_inset").set_value(False).run()
    assert before._tree is not None
    held, asked = before._tree.get_widget_states(), bench.sheet
    assert (asked.title, asked.size, asked.inset, asked.dpi) == ("甲", "a3", False, 300)
    again = AppTest.from_file(str(PAGE), default_timeout=SECONDS)
    again.query_params["lang"], again.query_params["scene"] = "zh", before.query_params["scene"]
    sound(again._run(held))
    assert bench.sheet == asked
    assert again.text_input(key="sheet_title").value == "甲"
    sound(again.run())
    assert bench.sheet == asked


def test_a_review_s_day_is_kept_when_one_comes_back(bench: Bench) -> None:
    kept = Sheet(mode="publication", review_number="GS(2024)1234", author="An institute", made="2026-11-20")
    sound(opened("zh", sheet=kept))
    assert bench.sheet == kept


# A series.


@pytest.fixture
def two_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    """All pages are two."""
    monkeypatch.setattr(batches, "MAPPED", ("places", "zones"))


@pytest.mark.parametrize(("kind", "lang"), [("pdf", "zh"), ("pptx", "en")])
def test_a_series_titles_each_page_by_its_theme(kind: str, lang: str, two_pages: None, bench: Bench) -> None:
    session = opened(lang)
    session.select_slider(key="sheet_dpi").set_value(96).run()
    session.text_input(key="sheet_title").set_value("QQQ").run()
    session.segmented_control(key="series_kind").set_value(kind).run()
    offer = made(session, bench, "order_series")
    assert offer["file_name"] == f"hangzhou-circle-series-{lang}-{today()}.{kind}"
    origin = read("series", offer["data"])
    assert origin.permalink.startswith("/places?")
    assert origin.sheet.title == ""
    if kind == "pdf":
        pages_said = pdf_texts(offer["data"])
        assert len(pages_said) == 2
        for name, text in zip(("places", "zones"), pages_said, strict=True):
            assert pages()[name].title(lang) in text
            assert "QQQ" not in text
    assert not session.get("progress")


@pytest.mark.parametrize("page", MAPPED)
def test_a_page_of_a_series_shows_all_of_its_theme(page: str, atlas: Atlas) -> None:
    (shown,) = [scene for scene in batches._pages(atlas, opening(atlas, "overview")) if scene.page == page]
    seen = box(*plan(atlas, shown.checked(atlas), Sheet()).seen)
    about = [layer for layer in map(atlas.catalogue.layer, shown.layers) if layer.group == page and not layer.context]
    assert about or page == "overview"
    assert all(seen.covers(box(*atlas.frames[layer.id].total_bounds)) for layer in about)
    assert seen.covers(box(*atlas.frames["circle"].total_bounds))


def test_the_series_are_all_pages_and_the_storyboards(bench: Bench, atlas: Atlas) -> None:
    boards = batches._boards(atlas, opening(atlas, "overview"))
    assert [scene.page for scene in boards[say("zh", "export.all_pages")]()] == list(MAPPED)
    assert len(boards) > 3
    assert all(make() for make in boards.values())
    assert sound(opened("zh")).selectbox(key="series_which").options == list(boards)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_series_has_no_review_number_and_says_what_to_do(lang: str, bench: Bench) -> None:
    session = opened(lang)
    assert say(lang, "fault.review.several_maps") not in html(session)
    session.segmented_control(key="sheet_mode").set_value("publication").run()
    assert say(lang, "fault.review.several_maps") in html(session)
    assert not any(button.key == "order_series" for button in session.button)
    assert any(item.value == markup.plain(say(lang, "export.series_help")) for item in session.caption)


# Data.


def test_data_are_made_when_they_are_asked_for(monkeypatch: pytest.MonkeyPatch, bench: Bench) -> None:
    built: list[str] = []

    def building(*given: Any, **options: Any) -> Any:
        built.append(options["file_format"])
        return dataset(*given, **options)

    monkeypatch.setattr(batches, "dataset", building)
    session = sound(opened("zh", DARK))
    session.selectbox(key="pick_data_format").set_value("gpkg").run()
    sound(session.selectbox(key="pick_datum").set_value("epsg4549").run())
    assert built == []
    offer = made(session, bench, "order_data")
    assert offer["file_name"] == "hangzhou-circle-transport-epsg4549-gpkg.zip"
    with ZipFile(BytesIO(offer["data"])) as archive:
        assert set(archive.namelist()) == {"hangzhou-circle-transport-epsg4549.gpkg", ATTRIBUTION}
        assert today().isoformat() in archive.read(ATTRIBUTION).decode("utf-8-sig")
    assert built == ["gpkg"]


def test_data_are_made_as_set_with_the_click(bench: Bench) -> None:
    session = sound(opened("en", DARK))
    for kind in FORMATS:
        session.selectbox(key="pick_data_format").set_value(kind)
        offer = made(session, bench, "order_data")
        assert offer["file_name"] == f"hangzhou-circle-transport-wgs84-{kind}.zip"
    session.segmented_control(key="data_scope").set_value("selected")
    offer = made(session, bench, "order_data")
    assert offer["file_name"] == "hangzhou-circle-transport-selected-wgs84-xlsx.zip"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_kml_is_offered_in_wgs84_alone(lang: str, bench: Bench) -> None:
    session = opened(lang)
    session.selectbox(key="pick_datum").set_value("gcj02").run()
    assert session.selectbox(key="pick_datum").options == [say(lang, f"export.datums.{name}") for name in DATUMS]
    sound(session.selectbox(key="pick_data_format").set_value("kml").run())
    assert session.selectbox(key="pick_datum").options == [say(lang, "export.datums.wgs84")]
    assert made(session, bench, "order_data")["file_name"].endswith("wgs84-kml.zip")


def test_only_where_something_is_selected_it_can_be_exported_alone(bench: Bench) -> None:
    session = sound(opened("en", DARK))
    control = session.segmented_control(key="data_scope")
    assert control.options == [say("en", f"export.scope_{name}") for name in ("shown", "selected")]
    sound(control.set_value("selected").run())
    session.query_params["scene"] = "/transport?v=1"
    sound(session.run())
    assert session.segmented_control(key="data_scope").options == [say("en", "export.scope_shown")]
    assert made(session, bench, "order_data")["file_name"] == "hangzhou-circle-transport-wgs84-geojson.zip"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_map_without_layers_has_no_data(lang: str, bench: Bench) -> None:
    session = sound(opened(lang, "/places?v=1&layers="))
    assert say(lang, "fault.dataset.no_features") in html(session)
    assert not any(button.key == "order_data" for button in session.button)


# The way back.


def dropped(session: AppTest, name: str, data: bytes) -> AppTest:
    """The session after a file was dropped."""
    return sound(session.file_uploader(key="snapshot").set_value((name, data, "application/octet-stream")).run())


@pytest.mark.parametrize("file_format", MEDIA_TYPES)
def test_an_exported_file_restores_its_scene_and_its_layout(file_format: str, bench: Bench) -> None:
    session = dropped(opened("zh"), f"figure.{file_format}", exported(file_format))
    assert bench.scene != DARK
    assert not session.info
    sound(session.button(key="restore_snapshot").click().run())
    assert bench.scene == DARK
    assert bench.sheet == LAYOUT.model_copy(update={"made": today().isoformat()})
    assert heading(session) == [pages()["export"].title("en")]


def test_a_published_file_restores_its_review(bench: Bench) -> None:
    sheet = Sheet(mode="publication", review_number="GS(2024)1234", author="An institute", made="2026-11-20", dpi=250)
    data = render(current_atlas(), [DARK], sheet, "svg")
    session = dropped(opened("en"), "figure.svg", data)
    sound(session.button(key="restore_snapshot").click().run())
    assert (bench.scene, bench.sheet) == (DARK, sheet)
    assert session.select_slider(key="sheet_dpi").value == 250


FORGED: dict[str, dict[str, Any]] = {
    "long ago": {"mode": "publication", "made": "2000-01-01"},
    "no such day": {"mode": "publication", "made": "2026-02-30"},
    "tomorrow": {"mode": "publication", "made": "2098-01-01"},
    "long": {
        "mode": "publication",
        "review_number": "1" * 120,
        "author": "<b>" * 40,
        "title": "x" * 80,
        "note": "y" * 600,
    },
    "dpi": {"dpi": 97, "remarks": "<script>" * 400},
}


@pytest.mark.parametrize("case", FORGED)
def test_a_forged_file_is_shown_as_far_as_it_can_be(case: str, bench: Bench, atlas: Atlas) -> None:
    origin = provenance(DARK, Sheet(**FORGED[case]), atlas)
    svg = '<svg xmlns="http://www.w3.org/2000/svg"><i xmlns="http://purl.org/dc/elements/1.1/"><identifier>{}</identifier></i></svg>'
    data = svg.format(f"hangzhou-circle-atlas {to_text(origin)}").encode()
    session = dropped(opened("zh"), "forged.svg", data)
    sound(session.button(key="restore_snapshot").click().run())
    assert bench.scene == DARK
    assert "<script" not in html(session)
    assert "<b>" not in html(session)


def test_a_file_of_other_data_and_of_another_version_is_said_to_differ(atlas: Atlas) -> None:
    origin = provenance(DARK, LAYOUT, atlas).model_copy(update={"data": "0" * 12, "version": "0.0.1"})
    page = f"<!DOCTYPE html><html><head><meta name='hangzhou-circle-atlas' content='{to_text(origin)}'></head></html>"
    session = dropped(opened("en"), "old.html", page.encode())
    assert [item.value for item in session.info] == [
        say("en", f"snapshot.differs.{name}") for name in ("data", "version")
    ]


GARBAGE: dict[str, tuple[str, Callable[[], bytes], str]] = {
    "empty": ("a.png", bytes, "unknown_type"),
    "not ours": ("a.svg", lambda: b"<svg xmlns='http://www.w3.org/2000/svg'/>", "not_ours"),
    "cut": ("a.pptx", lambda: exported("pptx")[:9_000], "unreadable"),
    "text": ("a.pdf", lambda: "图".encode() * 9_000, "unknown_type"),
    "too large": ("a.html", lambda: b"<html>" + b" " * MOST_BYTES, "too_large"),
}


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("case", GARBAGE)
def test_any_other_file_gives_a_sentence(case: str, lang: str, bench: Bench) -> None:
    name, data, code = GARBAGE[case]
    session = opened(lang)
    before = bench.scene
    dropped(session, name, data())
    assert say(lang, f"fault.snapshot.{code}", name=name, megabytes=MOST_MEGABYTES) in html(session)
    assert bench.scene == before
    assert not any(button.key == "restore_snapshot" for button in session.button)


def test_a_file_leads_to_its_map() -> None:
    session = dropped(opened("zh"), "figure.svg", exported("svg"))
    sound(session.button(key="snapshot_to_map").click().run())
    remembered: Session = session.session_state[KEY]
    assert remembered.wish == ("transport", {})
    shown = remembered.scene("transport")
    assert (shown.selected, shown.date, shown.layers) == (DARK.selected, DARK.date, DARK.layers)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_is_too_long_for_a_review_or_no_content_code_gets_a_sentence_and_nothing_is_cut(lang: str) -> None:
    session = opened(lang)
    session.segmented_control(key="sheet_mode").set_value("publication").run()
    for name in ("review_number", "author", "reviewed_content"):
        assert session.text_input(key=f"sheet_{name}").max_chars == 0, "Streamlit cuts what is longer without a word"
    session.text_input(key="sheet_author").set_value("规" * 121)
    session.text_input(key="sheet_review_number").set_value("GS(2024)1234号")
    session.text_input(key="sheet_reviewed_content").set_value("12345")
    session.text_input(key="sheet_made").set_value("昨天")
    sound(session.run())
    label = say(lang, "export.author")
    assert say(lang, "panel.too_long", label=label, count=121, most=120) in html(session)
    assert say(lang, "export.content_wrong", value="12345") in html(session)
    assert say(lang, "export.day_wrong", value="昨天") in html(session)
    assert session.text_input(key="sheet_author").value == "规" * 121
    assert all(button.disabled for button in formats(session))


def test_with_a_wrong_content_code_nothing_is_published_and_with_none_or_the_right_one_it_is(bench: Bench) -> None:
    session = opened("zh")
    session.segmented_control(key="sheet_mode").set_value("publication").run()
    for name, value in (("author", "规划院"), ("review_number", "GS(2024)1234号")):
        session.text_input(key=f"sheet_{name}").set_value(value)
    session.text_input(key="sheet_made").set_value(today().isoformat())
    sound(session.run())
    assert not any(button.disabled for button in formats(session))
    sound(session.text_input(key="sheet_reviewed_content").set_value("12345").run())
    assert all(button.disabled for button in formats(session))
    code = content_code(bench.scene, bench.sheet, current_atlas())
    spaced = f" {code[:6].upper()} {code[6:]} "
    sound(session.text_input(key="sheet_reviewed_content").set_value(spaced).run())
    assert not any(button.disabled for button in formats(session))
    assert bench.sheet.reviewed_content == code
