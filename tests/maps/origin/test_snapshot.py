"""Exported files are read back, whatever they are called; of any other file nothing comes but a code."""

from __future__ import annotations

import html
import json
import logging
import struct
import zlib
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from io import BytesIO
from typing import Any

import pptx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from PIL.PngImagePlugin import PngInfo
from pypdf import PdfWriter

from layers.atlas.atlas import Atlas, current_atlas
from layers.errors import AtlasError, SnapshotError
from maps.origin.provenance import (
    KEY,
    NAMESPACE,
    Provenance,
    attach,
    from_text,
    html_meta,
    pdf_metadata,
    png_metadata,
    provenance,
    svg_metadata,
    to_text,
)
from maps.origin.snapshot import HEAD_BYTES, LONGEST_NAME, MOST_BYTES, MOST_KEYWORDS, MOST_MEMBERS, differences, read
from maps.scene.permalink import from_permalink
from maps.scene.scene import Scene
from maps.scene.sheet import Sheet
from maps.words.faults import sentences
from tests import documents as made
from tests.maps.origin import test_provenance
from text import LANGUAGES, table

SCENE = Scene("zones", ("cities", "zones"), lang="en", title="先行区 </title>]]>--><script>", note="(a\\) & {{b}} %")
PROV = provenance(SCENE, Sheet(author="(\\", made="2026-10-01"), current_atlas(), "0123456789ab")
FULLEST = test_provenance.fullest(current_atlas())
CODES = {"too_large", "unknown_type", "unreadable", "not_ours", "bad"}


def slides(prov: Provenance | None) -> bytes:
    out, deck = BytesIO(), pptx.Presentation()
    deck.slides.add_slide(deck.slide_layouts[6])
    if prov:
        attach(deck, prov)
    deck.save(out)
    return out.getvalue()


def page(metas: list[tuple[str, str]]) -> bytes:
    head = "".join(f'<meta name="{name}" content="{html.escape(content)}">' for name, content in metas)
    return f"<!DOCTYPE html>\n<html><head>{head}<title>x</title></head><body><svg></svg></body></html>".encode()


@cache
def sound(kind: str, prov: Provenance = PROV) -> bytes:
    """A small file as the writers of that format make it."""
    match kind:
        case "png":
            return test_provenance.saved(kind, png_metadata(prov, "标题"))
        case "svg":
            return test_provenance.saved(kind, svg_metadata(prov, "标题"))
        case "pdf":
            return test_provenance.saved(kind, pdf_metadata(prov, "标题"))
        case "pptx":
            return slides(prov)
    return page(html_meta(prov))


def with_record(kind: str, record: str) -> bytes:
    """A file with any text where the record belongs."""
    match kind:
        case "png":
            return test_provenance.saved(kind, {KEY: record})
        case "svg":
            return test_provenance.saved(kind, {"Identifier": f"{KEY} {record}"})
        case "pdf":
            return test_provenance.saved(kind, {"Keywords": f"{KEY} {record}"})
        case "pptx":
            content = f'<provenance xmlns="{NAMESPACE}">{html.escape(record)}</provenance>'.encode()
            return made.zipped({"ppt/presentation.xml": b"", "customXml/item3.xml": content})
    return page([(KEY, record)])


KINDS = ("png", "svg", "pdf", "pptx", "html")
IMAGES = ("png", "svg", "pdf")


def code_of(data: bytes, name: str = "a.png") -> str:
    """The code of a refusal; anything else that is raised, or nothing, fails the test."""
    with pytest.raises(AtlasError) as caught:
        read(name, data)
    assert isinstance(caught.value, SnapshotError)
    return caught.value.code


@pytest.mark.parametrize("prov", [PROV, FULLEST], ids=["usual", "fullest"])
@pytest.mark.parametrize("kind", KINDS)
def test_an_exported_file_restores_what_it_was_made_of(kind: str, prov: Provenance, atlas: Atlas) -> None:
    assert read(f"map.{kind}", sound(kind, prov)) == prov
    scene, notices = from_permalink(read("", sound(kind, prov)).permalink, atlas)
    assert notices == ()
    if prov is PROV:
        assert scene == SCENE.checked(atlas)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("name", ["", "a.exe", "图.png", "../../x.pdf", "\0\ud800"], ids=ascii)
def test_the_content_tells_the_type_and_not_the_name(kind: str, name: str) -> None:
    assert read(name, sound(kind)) == PROV


@pytest.mark.parametrize("kind", KINDS)
def test_a_record_is_put_where_it_is_read(kind: str) -> None:
    assert read("", with_record(kind, to_text(PROV))) == PROV


@pytest.mark.parametrize("kind", KINDS)
def test_a_sound_file_without_our_mark_is_not_ours(kind: str) -> None:
    plain = {"pptx": lambda: slides(None), "html": lambda: page([("description", KEY)])}
    data = plain[kind]() if kind in plain else test_provenance.saved(kind, {"Title": KEY})
    assert code_of(data) == "not_ours"


@pytest.mark.parametrize(
    "prefix", [b"\xef\xbb\xbf", b"\n\n ", b"<!-- a > b --><!---->", b"<!-- <svg> -->"], ids=repr
)  # fmt: skip
def test_what_may_stand_before_the_root_is_passed_over(prefix: bytes) -> None:
    assert read("", prefix + sound("html")) == PROV
    bare = sound("svg").partition(b"?>")[2].lstrip()
    assert read("", prefix + bare) == PROV


UNKNOWN: dict[str, Callable[[], bytes]] = {
    "nothing": bytes,
    "text": "钱塘江".encode,
    "json": lambda: to_text(PROV).encode(),
    "jpeg": lambda: b"\xff\xd8\xff" + bytes(99),
    "gif": lambda: b"GIF89a" + bytes(99),
    "docx": lambda: made.docx_of(["塘栖"]),
    "zip": lambda: made.zipped({"customXml/item1.xml": to_text(PROV).encode()}),
    "other xml": lambda: b"<?xml version='1.0'?><kml></kml>",
    "wide svg": lambda: "<svg></svg>".encode("utf-16"),
    "svgz": lambda: b"\x1f\x8b" + bytes(99),
    "comments": lambda: b"<!---->" * 500_000,
    "open comments": lambda: b"<!--" * 500_000,
    "hidden pdf": lambda: bytes(2_000) + sound("pdf"),
}


@pytest.mark.parametrize("make", UNKNOWN.values(), ids=UNKNOWN)
def test_other_types_are_refused(make: Callable[[], bytes]) -> None:
    assert code_of(make(), "map.svg") == "unknown_type"


@pytest.mark.parametrize("kind", KINDS)
def test_a_file_that_is_too_large_is_not_looked_at(kind: str) -> None:
    data = sound(kind)
    assert code_of(data + bytes(MOST_BYTES + 1 - len(data))) == "too_large"


@pytest.mark.parametrize("kind", IMAGES)
def test_a_large_file_is_still_read(kind: str) -> None:
    data = sound(kind)
    filler = b"\n" * (MOST_BYTES - len(data))
    head, root, rest = data.partition(b"\n%" if kind == "pdf" else b"</svg>")
    assert read("", head + root + rest + filler if kind == "png" else head + filler + root + rest) == PROV


@pytest.mark.parametrize(
    "record", ["", "{", "null", "x" * 40_000, "[" * 5_000, to_text(PROV)[:-1], to_text(PROV).replace("zones", "<b>")],
    ids=lambda record: record[:12],
)  # fmt: skip
@pytest.mark.parametrize("kind", KINDS)
def test_a_mangled_record_is_told_from_a_missing_one(kind: str, record: str) -> None:
    assert code_of(with_record(kind, record)) == "bad"


@pytest.mark.parametrize("change", test_provenance.HOSTILE, ids=lambda change: repr(change)[:40])
@pytest.mark.parametrize("kind", KINDS)
def test_a_hostile_record_is_refused(kind: str, change: dict[str, Any]) -> None:
    longest = max(len(str(value)) for value in change.values())
    found = code_of(with_record(kind, json.dumps(json.loads(to_text(PROV)) | change)))
    assert found == "bad" or (longest > HEAD_BYTES / 4 and found in CODES)


BOMB = """<!DOCTYPE svg [<!ENTITY a0 "x">{}]>
<svg xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:identifier>{}</dc:identifier></svg>"""
LAUGHS = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12))
HUGE = struct.pack(">IIBBBBB", 1_000_000, 1_000_000, 8, 2, 0, 0, 0)

OUR_CHUNK, END = (b"tEXt", f"{KEY}\0{to_text(PROV)}".encode()), (b"IDAT", b"")


def chunk(name: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))


def png_of(*chunks: tuple[bytes, bytes]) -> bytes:
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunk(*one) for one in chunks)


def deck_of(**parts: bytes) -> bytes:
    named = {f"customXml/{name}.xml": content for name, content in parts.items()}
    return made.zipped({"ppt/presentation.xml": b""} | named)


def attributes(count: int) -> str:
    return "".join(f"<!ATTLIST svg a{n} CDATA 'x'>" for n in range(count))


UNREADABLE: dict[str, Callable[[], bytes]] = {
    "png, head only": lambda: b"\x89PNG\r\n\x1a\n",
    "png, cut": lambda: sound("png")[:60],
    "png, wrong sum": lambda: sound("png").replace(KEY.encode(), KEY.upper().encode(), 1),
    "png, unfolding text": lambda: png_of((b"IHDR", HUGE), *[
        (b"zTXt", b"a\0\0" + zlib.compress(bytes(1_000_000)))] * 80),
    "png, far behind": lambda: png_of((b"IHDR", HUGE), (b"teSt", bytes(HEAD_BYTES)), OUR_CHUNK, END),
    "svg, no xml": lambda: b"<svg><a></svg>",
    "svg, cut": lambda: sound("svg")[:600],
    "svg, laughs": lambda: BOMB.format(LAUGHS, "&a11;").encode(),
    "svg, outside": lambda: BOMB.format('<!ENTITY a1 SYSTEM "file:///etc/hostname">', "&a1;").encode(),
    "svg, parameter": lambda: BOMB.format('<!ENTITY % a1 SYSTEM "http://127.0.0.1:9/">%a1;', "").encode(),
    "svg, attributes": lambda: BOMB.format(attributes(100_000), "").encode(),
    "svg, unknown entity": lambda: b"<svg>&outside;</svg>",
    "pdf, head only": lambda: b"%PDF-1.7\n",
    "pdf, cut": lambda: sound("pdf")[:-1_500],
    "pdf, open string": lambda: f"%PDF-1.7\n/Keywords ({KEY} {{".encode() + b"(" * 99 + b"%%EOF",
    "pptx, head only": lambda: b"PK\x03\x04",
    "pptx, cut": lambda: slides(PROV)[:-200],
    "pptx, laughs": lambda: deck_of(item1=BOMB.format(LAUGHS, NAMESPACE).encode()),
    "pptx, many members": lambda: made.zipped({f"{n}": b"" for n in range(MOST_MEMBERS + 1)}),
    "pptx, unfolding": lambda: deck_of(item1=f"<a>{NAMESPACE}".encode() + b" " * 100_000_000),
    "svg, cut root": lambda: b"<?xml version='1.0'?><svg",
}  # fmt: skip


@pytest.mark.parametrize("make", UNREADABLE.values(), ids=UNREADABLE)
def test_a_damaged_or_hostile_file_is_unreadable(make: Callable[[], bytes]) -> None:
    data = make()
    assert len(data) < MOST_BYTES
    assert code_of(data) == "unreadable"


def test_what_the_bombs_are_made_of_is_read_when_it_does_not_unfold() -> None:
    declared = f'<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://127.0.0.1:9/">{BOMB.partition("]>")[2]}'
    assert read("", declared.format(f"{KEY} {html.escape(to_text(PROV))}").encode()) == PROV
    huge = png_of((b"IHDR", HUGE), (b"teSt", bytes(HEAD_BYTES // 2)), OUR_CHUNK, END)
    assert read("", huge) == PROV
    own = f'<provenance xmlns="{NAMESPACE}">{to_text(PROV)}</provenance>'.encode()
    assert read("", deck_of(item1=b"<other/>" + bytes(1_000_000), item2=own)) == PROV
    assert code_of(deck_of(item1=b"<other/>", item2=own.replace(b"urn:", b"urn:x"))) == "not_ours"


def test_a_part_packed_in_an_unusual_way_is_left_alone() -> None:
    stored = with_record("pptx", to_text(PROV))
    assert read("", stored) == PROV
    central = stored.rfind(b"PK\x01\x02")
    unusual = stored[: central + 10] + b"\x0e" + stored[central + 11 :]
    assert code_of(unusual) == "not_ours"


@pytest.mark.parametrize("kind", ["svg", "html"])
def test_only_the_beginning_is_searched(kind: str) -> None:
    data = sound(kind)
    at = data.index(b"<metadata>" if kind == "svg" else b"<meta ")
    for distance, ours in ((HEAD_BYTES // 2, True), (HEAD_BYTES + 1, False)):
        moved = data[:at] + b" " * distance + data[at:]
        assert (read("", moved) == PROV) if ours else (code_of(moved) == "not_ours")


def test_a_meta_inside_a_script_or_a_comment_is_no_meta() -> None:
    meta = sound("html").partition(b"<head>")[2].partition(b"<title>")[0]
    for before, after in (
        (b"<script>", b"</script>"),
        (b"<!--", b"-->"),
        (b'<a title="', b'">'),
        (b"<style>", b"</style>"),
    ):
        wrapped = b"<html><head>" + before + meta.replace(b'"', b"'") + after
        assert code_of(wrapped) == "not_ours"
    assert read("", b"<html><head>" + meta.replace(b'"', b"'")) == PROV


def test_the_first_of_two_records_counts() -> None:
    other = provenance(Scene("rail"), Sheet(), current_atlas())
    assert read("", page([*html_meta(PROV), *html_meta(other)])) == PROV
    both = sound("svg").replace(b"</dc:identifier>", b"</dc:identifier><dc:identifier>x</dc:identifier>", 1)
    assert read("", both) == PROV
    before = sound("svg").replace(b"<dc:identifier>", b"<dc:identifier>x</dc:identifier><dc:identifier>", 1)
    assert read("", before) == PROV


def test_a_picture_saved_again_with_its_texts_is_still_ours() -> None:
    out, texts = BytesIO(), PngInfo()
    with Image.open(BytesIO(sound("png"))) as picture:
        texts.add_itxt(KEY, picture.info[KEY], zip=True)
        picture.convert("P").save(out, "PNG", pnginfo=texts)
    assert read("", out.getvalue()) == PROV


def test_a_pdf_made_by_another_hand_is_read_where_the_keywords_are_plain() -> None:
    writer, out = PdfWriter(), BytesIO()
    writer.add_blank_page(width=72, height=72)
    writer.add_metadata({"/Creator": f"{KEY} 1", "/Keywords": f"{KEY} {to_text(PROV)}"})
    writer.write(out)
    assert read("", out.getvalue()) == PROV
    bare = provenance(Scene(), Sheet(), current_atlas())
    many = f"%PDF-1.7\n{'/Keywords (other) ' * (MOST_KEYWORDS - 1)}/Keywords ({KEY} {to_text(bare)})%%EOF"
    assert read("", many.encode()) == bare
    assert code_of(many.replace("(other)", "(other)/Keywords ()", 1).encode()) == "not_ours"


def test_nothing_of_a_file_is_logged(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        assert code_of(f"%PDF-1.7\n/Keywords({KEY} {{\\q\\w secret)%%EOF".encode()) == "bad"
    assert "secret" not in caplog.text
    assert not [record for record in caplog.records if record.name.startswith("pypdf")]
    assert not logging.getLogger("pypdf").isEnabledFor(logging.CRITICAL)
    assert logging.getLogger("another").isEnabledFor(logging.CRITICAL)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_each_code_has_a_sentence_that_names_the_file(lang: str) -> None:
    assert set(table(lang)["fault"]["snapshot"]) == CODES
    for code, data in (("unknown_type", b""), ("too_large", bytes(MOST_BYTES + 1))):
        with pytest.raises(SnapshotError) as caught:
            read("{0.__class__}\n" * 100, data)
        (sentence,) = sentences(caught.value.faults, lang)
        name = str(caught.value.faults[0].given["name"])
        assert caught.value.code == code
        assert name in sentence
        assert len(name) == LONGEST_NAME
        assert "\n" not in sentence


def test_what_is_otherwise_than_it_was_is_told(atlas: Atlas) -> None:
    assert differences(PROV, atlas) == ()
    assert differences(PROV, replace(atlas, digest="f" * 12)) == ("data",)
    assert differences(PROV.model_copy(update={"version": "0.0.1"}), atlas) == ("version",)
    both = differences(PROV.model_copy(update={"version": "0.0.1", "data": ""}), atlas)
    assert both == ("data", "version")
    for lang in LANGUAGES:
        assert set(table(lang)["snapshot"]["differs"]) == set(both)


def outcome(data: bytes) -> Provenance | str:
    """What is read, or the code of the refusal."""
    try:
        return read("a", data)
    except SnapshotError as error:
        return error.code


def is_sound(found: Provenance | str) -> bool:
    return found in CODES if isinstance(found, str) else from_text(to_text(found)) == found


HEADS = (b"", b"\x89PNG\r\n\x1a\n", b"<svg>", b"<?xml version='1.0'?><svg ", b"<html>", b"%PDF-1.7\n", b"PK\x03\x04")


@given(head=st.sampled_from(HEADS), data=st.binary(max_size=400), tail=st.sampled_from([b"", b"%%EOF"]))
def test_any_bytes_give_a_code(head: bytes, data: bytes, tail: bytes) -> None:
    assert outcome(head + data + tail) in CODES


@given(kind=st.sampled_from(KINDS), part=st.floats(0, 1, exclude_max=True))
def test_a_truncated_file_gives_all_or_a_code(kind: str, part: float) -> None:
    data = sound(kind)[: int(len(sound(kind)) * part)]
    assert outcome(data) in (PROV, *CODES)


@given(kind=st.sampled_from(KINDS), flips=st.lists(st.tuples(st.floats(0, 1, exclude_max=True), st.integers(0, 7)),
       min_size=1, max_size=30))  # fmt: skip
def test_flipped_bits_give_a_record_or_a_code(kind: str, flips: list[tuple[float, int]]) -> None:
    data = bytearray(sound(kind))
    for part, bit in flips:
        data[int(part * len(data))] ^= 1 << bit
    assert is_sound(outcome(bytes(data)))


@given(kind=st.sampled_from(KINDS), at=st.floats(0, 1, exclude_max=True), put=st.binary(max_size=60))
def test_a_changed_record_gives_a_record_or_a_code(kind: str, at: float, put: bytes) -> None:
    data = sound(kind)
    start = max(data.find(b"permalink"), 0)
    place = start + int(at * (len(data) - start))
    assert is_sound(outcome(data[:place] + put + data[place + len(put) :]))
