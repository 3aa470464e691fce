"""Every template in both languages, with hostile values in every place a value can stand."""

from __future__ import annotations

from html.parser import HTMLParser
from types import SimpleNamespace
from typing import Any

import pytest
from jinja2 import UndefinedError

from text import LANGUAGES
from ui.kit import markup

HOSTILE = [
    "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "{{7*7}}", "{% for x in y %}", "{#",
    '" onclick="alert(1)', "' onclick='alert(1)", "</section>", "<!--", "]]>", "`", "${7*7}", "\\", "\u2028", "&lt;",
    "{0.__class__}", "{value}",
]  # fmt: skip
TEMPLATES = sorted(path.stem for path in markup.FOLDER.glob("*.html"))


def values_of(text: str) -> dict[str, dict[str, Any]]:
    """For each template what it is rendered with, the text in every place."""
    names = {"zh": text, "en": text}
    figure = SimpleNamespace(id="area", names=names, value=text, unit="km2", clause=text, ours=text, by="geometry")
    source = dict.fromkeys(
        ("id", "title", "licence", "layers", "publisher", "address", "version", "datum", "steps"), text
    )
    progress: dict[str, Any] = {
        "plan": text,
        "events": ((text,) * 4,),
        "progress_note": text,
        "looked_up": text,
        "note": text,
    }
    item = dict.fromkeys(("id", "name", "other_name", "kind", "grade", "evidence", "evidence_means"), text)
    return {
        "board": {"count": text, "minutes": text},
        "cards": {"figures": [figure, SimpleNamespace(**vars(figure) | {"ours": None})]},
        "clause": {"locator": text, "title": text, "figures": [figure], "unplaced": [text]},
        "concordance": {"lines": [SimpleNamespace(before=text, name=text, after=text)], "more": 2},
        "details": {"item": SimpleNamespace(**item, **progress, clauses=(text,), rows=((text, text),))},
        "document": {"read": SimpleNamespace(name=text, is_report=True), "names": 2, "features": 1},
        "empty": {"text": text},
        "finding": {"said": text, "rest": text},
        "faults": {"layers": [{"name": text, "lines": [text, text], "more": 2}]},
        "heading": {"page": SimpleNamespace(title=lambda _: text, lead=lambda _: text)},
        "missing": {"words": [(text, 3)]},
        "notice": {"text": text},
        "refusal": {"sentences": [text, text]},
        "uploader": {"megabytes": 30},
        "review": {"advice": text, "content": text},
        "sources": {"sources": [source | {"files": [{"name": text, "sha256": text}]}, source | {"files": []}]},
        "summary": {"paragraphs": (text, text)},
        "unlocated": {"entries": [SimpleNamespace(names=names, clauses=(text,), reasons=names, notes=names)]},
    }


class Page(HTMLParser):
    """The elements, attribute names and texts of a piece of HTML."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, tuple[str, ...]]] = []
        self.said: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an element and its attributes' values."""
        self.elements.append((tag, tuple(name for name, _ in attrs)))
        self.said += [value or "" for _, value in attrs]

    def handle_data(self, data: str) -> None:
        """Note a text."""
        self.said.append(data)


def test_every_template_is_tested() -> None:
    assert sorted(values_of("x")) == TEMPLATES


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("template", TEMPLATES)
def test_a_template_says_its_values(template: str, lang: str) -> None:
    html = markup.render(template, lang, **values_of("VALUE")[template])
    assert "VALUE" in html or template == "uploader"
    assert "{" not in html or template == "uploader"
    assert "None" not in html
    assert Page(html).elements


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("template", TEMPLATES)
def test_a_hostile_value_stays_text(template: str, text: str) -> None:
    clean = Page(markup.render(template, "zh", **values_of("VALUE")[template]))
    spoilt = Page(markup.render(template, "zh", **values_of(text)[template]))
    assert spoilt.elements == clean.elements
    assert "".join(spoilt.said) == "".join(clean.said).replace("VALUE", text)


@pytest.mark.parametrize("template", [name for name in TEMPLATES if values_of("x")[name]])
def test_a_missing_value_is_an_error(template: str) -> None:
    with pytest.raises(UndefinedError):
        markup.render(template, "zh")


def test_an_unknown_text_is_an_error() -> None:
    with pytest.raises(KeyError):
        markup.render(
            "cards",
            "zh",
            figures=[SimpleNamespace(names={"zh": "x"}, value=1.0, unit="no-such-unit", ours=None, by="geometry")],
        )
