"""Documents of each type are read, and each fault has its code: nothing of a refused document comes through."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from layers.errors import AtlasError, DocumentError
from layers.report import extract as extracting
from layers.report.documents import MOST_BYTES, MOST_CHARACTERS, MOST_PAGES, TYPES, Document, check_archive, document
from layers.report.extract import closed_up, extract, joined
from tests import documents as made
from text import table

TEXT = ("塘栖在运河边。", "Hangzhou and Jiaxing.")
DTD = b'<?xml version="1.0"?><!DOCTYPE w [<!ENTITY x SYSTEM "file:///etc/hostname">]><w>&x;</w>'
FAULTS: dict[str, tuple[str, Callable[[], bytes], str]] = {
    "6 MB": ("a.txt", lambda: b"a" * 6_000_000, "too_large"),
    "empty": ("a.pdf", bytes, "empty"),
    "blanks": ("a.txt", lambda: b" \n\n\t ", "empty"),
    "type": ("a.exe", lambda: b"text", "unknown_type"),
    "no type": ("report", lambda: b"text", "unknown_type"),
    "image as pdf": ("a.pdf", lambda: made.PNG, "not_what_it_says"),
    "image as docx": ("a.docx", lambda: made.PNG, "not_what_it_says"),
    "image as txt": ("a.txt", lambda: made.PNG, "not_what_it_says"),
    "zip as docx": ("a.docx", lambda: made.zipped({"a.txt": b"a"}), "not_what_it_says"),
    "old doc": ("a.docx", lambda: made.OLE, "not_what_it_says"),
    "encrypted pdf": ("a.pdf", lambda: made.encrypted_pdf(TEXT), "encrypted"),
    "encrypted docx": ("a.docx", lambda: made.OLE + "EncryptedPackage".encode("utf-16-le"), "encrypted"),
    "zip bomb": ("a.docx", made.zip_bomb, "zip_bomb"),
    "many members": ("a.docx", lambda: made.changed_docx(**{f"m{n}": b"" for n in range(2_100)}), "zip_bomb"),
    "entities": ("a.docx", lambda: made.changed_docx(word__document_xml=DTD), "unsafe"),
    "entities, wide": ("a.docx", lambda: made.changed_docx(word__a_xml=DTD.decode().encode("utf-16")), "unsafe"),
    "scan": ("a.pdf", lambda: made.blank_pdf(1), "no_text"),
    "no words": ("a.docx", lambda: made.docx_of([" "]), "no_text"),
    "cut pdf": ("a.pdf", lambda: made.pdf_of(TEXT)[:200], "unreadable"),
    "cut docx": ("a.docx", lambda: made.docx_of(TEXT)[:-200], "unreadable"),
    "broken xml": ("a.docx", lambda: made.changed_docx(word__document_xml=b"<a>"), "unreadable"),
    "no encoding": ("a.txt", lambda: b"\x81\xff\xff\xfe\xff", "unreadable"),
    "half a character": ("a.txt", lambda: b"\xff\xfea", "unreadable"),
    "pages": ("a.pdf", lambda: made.blank_pdf(MOST_PAGES + 1), "too_many_pages"),
    "length": ("a.txt", ("塘栖。\n" * (MOST_CHARACTERS // 2)).encode, "too_long"),
}


@pytest.mark.parametrize(("name", "make", "code"), FAULTS.values(), ids=FAULTS)
def test_a_fault_has_its_code(name: str, make: Callable[[], bytes], code: str) -> None:
    data = make()
    assert len(data) <= MOST_BYTES or code == "too_large"
    with pytest.raises(DocumentError) as caught:
        extract(name, data)
    assert caught.value.code == code
    assert isinstance(caught.value, AtlasError)
    assert name not in str(caught.value)


def test_every_code_is_tried_but_slowness() -> None:
    assert {code for _, _, code in FAULTS.values()} | {"too_slow"} == set(table("zh")["fault"]["document"])


def test_a_zip_that_lies_about_its_size_is_refused() -> None:
    with pytest.raises(DocumentError) as caught:
        extract("a.docx", made.lying_zip_bomb())
    assert caught.value.code in {"zip_bomb", "unreadable"}


def test_a_slow_pdf_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(extracting, "MOST_SECONDS", -1.0)
    with pytest.raises(DocumentError, match="too_slow"):
        extract("a.pdf", made.pdf_of(TEXT))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
@pytest.mark.parametrize("name", ["a.txt", "A.MD"])
def test_a_text_is_read_in_any_usual_encoding(name: str, encoding: str) -> None:
    assert extract(name, "\n\n".join(TEXT).encode(encoding)) == Document(TEXT)


def test_a_docx_is_read_with_its_tables() -> None:
    read = extract("a.docx", made.docx_of(TEXT, [["乌镇", "南浔"], ["周庄", "周庄"]]))
    assert read.paragraphs == (*TEXT, "乌镇  南浔", "周庄")


def test_a_pdf_is_read_page_by_page() -> None:
    read = extract("a.pdf", made.pdf_of(TEXT[:1], ["良渚古", "城遗址。"]))
    assert read.paragraphs == (TEXT[0], "良渚古城遗址。")


def test_the_largest_size_is_still_read() -> None:
    line = "塘栖。\n".encode()
    assert extract("a.txt", line * 100_000).paragraphs[0] == "塘栖。"
    with pytest.raises(DocumentError, match="too_large"):
        extract("a.txt", bytes(MOST_BYTES + 1))


def test_lines_join_where_a_sentence_goes_on() -> None:
    lines = ["从杭州到", "黄山。", "一、开头", "the Grand", "Canal", "", "二要走", "路"]
    assert joined(lines, han=True) == ["从杭州到黄山。", "一、开头the Grand Canal", "二要走路"]
    assert joined(lines[:2], han=False) == lines[:2]


def test_nothing_is_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    for name, data in (("a.docx", made.docx_of(TEXT)), ("a.pdf", made.pdf_of(TEXT)), ("a.txt", b"text")):
        extract(name, data)
    assert list(tmp_path.iterdir()) == []


@given(name=st.sampled_from([f"a.{kind}" for kind in TYPES]), head=st.sampled_from([b"", b"%PDF-1.7\n", b"PK\x03\x04"]),
       data=st.binary(max_size=400))  # fmt: skip
def test_any_bytes_give_text_or_a_code(name: str, head: bytes, data: bytes) -> None:
    try:
        found = extract(name, head + data).paragraphs
    except DocumentError as error:
        found = (error.code,)
    assert found


def lines_of(characters: int) -> bytes:
    return ("塘" * (characters - 1) + "。").encode()


def test_a_document_may_hold_600_000_characters_of_text_and_not_one_more() -> None:
    assert len(extract("a.txt", lines_of(600_000)).paragraphs[0]) == 600_000
    with pytest.raises(DocumentError, match="too_long"):
        extract("a.txt", lines_of(600_001))
    assert document([" 甲 ", "", "\n", "乙"], without=DocumentError("no_text")) == Document(("甲", "乙"))
    with pytest.raises(DocumentError, match="no_text"):
        document([" ", ""], without=DocumentError("no_text"))


def test_a_document_may_have_5_000_000_bytes_and_not_one_more() -> None:
    assert extract("a.txt", b"a" + b" " * 4_999_999).paragraphs == ("a",)
    with pytest.raises(DocumentError, match="too_large"):
        extract("a.txt", b"a" + b" " * 5_000_000)


def members(**sizes: int) -> dict[str, bytes]:
    """A docx's members of these sizes, filled with what does not shrink."""
    return {name.replace("_", "."): Random(name).randbytes(size) for name, size in sizes.items()}


NEEDED = {"[Content_Types].xml": b"<a/>", "word/document.xml": b"<a/>"}


def refused(parts: dict[str, bytes]) -> str:
    """Why a zip is refused, empty where it is not."""
    try:
        check_archive(made.zipped(parts))
    except DocumentError as error:
        return error.code
    return ""


def test_a_docx_may_have_two_thousand_members() -> None:
    assert refused(NEEDED | {f"m{n}": b"" for n in range(1_998)}) == ""
    assert refused(NEEDED | {f"m{n}": b"" for n in range(1_999)}) == "zip_bomb"


@pytest.mark.parametrize("missing", NEEDED)
def test_a_docx_has_its_list_of_types_and_its_text(missing: str) -> None:
    assert refused({name: content for name, content in NEEDED.items() if name != missing}) == "not_what_it_says"


def test_a_docx_may_unpack_to_40_megabytes_of_things_that_do_not_shrink() -> None:
    assert refused(NEEDED | members(a_bin=30_000_000, b_bin=9_999_000)) == ""
    assert refused(NEEDED | members(a_bin=30_000_000, b_bin=10_000_000)) == "zip_bomb"


def test_a_member_that_shrinks_to_less_than_a_two_hundredth_is_refused_from_a_megabyte_on() -> None:
    assert refused(NEEDED | {"a.bin": bytes(1_000_000)}) == ""
    assert refused(NEEDED | {"a.bin": bytes(1_000_001)}) == "zip_bomb"


@pytest.mark.parametrize("name", ["a.xml", "A.XML", "word/_rels/a.rels"])
@pytest.mark.parametrize("declared", [b"<!DOCTYPE a>", b"<!doctype a>", b"<a><!ENTITY b></a>"])
def test_a_declaration_is_refused_in_whatever_is_xml(name: str, declared: bytes) -> None:
    assert refused(NEEDED | {name: declared}) == "unsafe"
    assert refused(NEEDED | {name: b"<a/>"}) == refused(NEEDED | {"a.bin": declared}) == ""


@pytest.mark.parametrize(
    ("lines", "chinese", "paragraphs"),
    [
        (["从杭州", "到黄山"], True, ["从杭州到黄山"]), (["从杭州", "到黄山"], False, ["从杭州", "到黄山"]),
        (["the Grand", "Canal"], False, ["the Grand Canal"]), (["in", "2019"], False, ["in", "2019"]),
        (["in", "2019"], True, ["in 2019"]), (["a.", "b"], True, ["a.", "b"]),
        (["他说:“好!”", "走"], True, ["他说:“好!”", "走"]),
        (["杭", "", "州"], True, ["杭", "州"]), (["杭", "- 一"], True, ["杭", "- 一"]),
        (["杭", "3. 一"], True, ["杭", "3. 一"]),
        (["杭", "(二)一"], True, ["杭", "(二)一"]),
        (["杭", "第三,一"], True, ["杭", "第三,一"]), ([" 杭 ", " 州 "], True, ["杭州"]),
        (["到", "Hangzhou"], True, ["到Hangzhou"]), ([], True, []), (["", " "], True, []),
    ],
)  # fmt: skip
def test_a_sentence_goes_on_unless_it_has_ended_or_a_new_one_opens(
    lines: list[str], chinese: bool, paragraphs: list[str]
) -> None:
    assert joined(lines, han=chinese) == paragraphs


def test_gaps_between_characters_are_closed_and_those_between_words_are_not() -> None:
    assert closed_up("良 渚\u3000古 城 。 the Grand Canal 杭 G60") == "良渚古城。 the Grand Canal 杭 G60"
