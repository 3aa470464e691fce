"""Documents of each type are read, and each fault has its code: nothing of a refused document comes through."""

from __future__ import annotations

import logging
import tracemalloc
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from random import Random
from types import SimpleNamespace
from zipfile import ZIP_STORED, ZipFile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from layers.errors import AtlasError, DocumentError
from layers.report import extract as extracting
from layers.report.documents import TYPES, Document, checked_archive, document
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
    "pages": ("a.pdf", lambda: made.blank_pdf(501), "too_many_pages"),
    "length": ("a.txt", ("塘栖。\n" * 300_000).encode, "too_long"),
}


@pytest.mark.parametrize(("name", "make", "code"), FAULTS.values(), ids=FAULTS)
def test_a_fault_has_its_code(name: str, make: Callable[[], bytes], code: str) -> None:
    data = make()
    assert len(data) <= 5_000_000 or code == "too_large"
    with pytest.raises(DocumentError) as caught:
        extract(name, data)
    assert caught.value.code == code
    assert isinstance(caught.value, AtlasError)
    assert name not in str(caught.value)
    told = {"too_large": {"megabytes": 5}, "too_many_pages": {"pages": 500}}
    assert caught.value.faults[0].given == told.get(code, {})


def test_every_code_is_tried_but_slowness() -> None:
    assert {code for _, _, code in FAULTS.values()} | {"too_slow"} == set(table("zh")["fault"]["document"])


def test_a_zip_that_lies_about_its_size_gives_what_it_tells_and_costs_nothing_more() -> None:
    bomb = made.lying_zip_bomb()
    tracemalloc.start()
    try:
        packed = checked_archive(bomb)
        _, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert most < 10_000_000  # what it hides are a hundred
    with ZipFile(BytesIO(packed)) as archive:
        assert archive.read("word/document.xml") == b"<a>"
    with pytest.raises(DocumentError, match="unreadable"):
        extract("a.docx", bomb)


@pytest.mark.parametrize(("seconds", "read"), [(20.0, True), (20.1, False)])
def test_a_pdf_that_takes_more_than_twenty_seconds_is_left_between_two_pages(
    seconds: float, read: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(extracting, "time", SimpleNamespace(monotonic=iter([100.0, 101.0, 100.0 + seconds]).__next__))
    data = made.pdf_of(TEXT[:1], TEXT[1:])
    if read:
        assert extract("a.pdf", data).paragraphs == TEXT
    else:
        with pytest.raises(DocumentError, match="too_slow"):
            extract("a.pdf", data)


@pytest.mark.parametrize(("third", "code"), [(0, "unreadable"), (1, "too_long")])
def test_a_pdf_is_left_at_the_page_with_which_it_becomes_too_long(
    third: int, code: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    pages = [SimpleNamespace(extract_text=lambda length=length: "塘" * length) for length in (300_000, 300_000, third)]
    broken = SimpleNamespace()  # reading this page would raise
    monkeypatch.setattr(
        extracting, "PdfReader", lambda *_, **__: SimpleNamespace(is_encrypted=False, pages=[*pages, broken])
    )
    with pytest.raises(DocumentError, match=rf"document\.{code}$"):
        extract("a.pdf", b"%PDF-")


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
        extract("a.txt", bytes(5_000_001))


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


def refused(parts: dict[str, bytes], **how: int) -> str:
    """Why a zip is refused, empty where it is not."""
    return refusal(made.zipped(parts, **how))


def refusal(data: bytes) -> str:
    try:
        checked_archive(data)
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
    assert refused(NEEDED | members(a_bin=30_000_000, b_bin=9_999_992), method=ZIP_STORED) == ""
    assert refused(NEEDED | members(a_bin=30_000_000, b_bin=9_999_993), method=ZIP_STORED) == "zip_bomb"


def test_a_member_that_shrinks_to_less_than_a_two_hundredth_is_refused_from_a_megabyte_on() -> None:
    assert refused(NEEDED | {"a.bin": bytes(1_000_000)}) == ""
    assert refused(NEEDED | {"a.bin": bytes(1_000_001)}) == "zip_bomb"


@pytest.mark.parametrize(
    ("zeros", "least", "most", "code"), [(5_060_000, 199.5, 200, ""), (5_070_000, 200, 200.5, "zip_bomb")]
)
def test_a_large_member_may_shrink_to_a_two_hundredth(zeros: int, least: float, most: float, code: str) -> None:
    data = made.zipped(NEEDED | {"a.bin": Random(1).randbytes(20_000) + bytes(zeros)})
    with ZipFile(BytesIO(data)) as archive:
        member = archive.getinfo("a.bin")
    assert least < member.file_size / member.compress_size < most
    assert refusal(data) == code


@pytest.mark.parametrize(("bits", "code"), [(0x1, "encrypted"), (0x2, ""), (0x800, "")])
def test_a_docx_with_a_member_that_is_marked_as_encrypted_is_refused(bits: int, code: str) -> None:
    data = bytearray(made.zipped(NEEDED))
    for mark, behind in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.rindex(mark) + behind  # the flags of the last member
        data[at : at + 2] = bits.to_bytes(2, "little")
    assert refusal(bytes(data)) == code


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
        (["Plan", "B"], False, ["Plan B"]), (["the", "école"], False, ["the", "école"]),
        (["café", "Bar"], False, ["café", "Bar"]), (["B", "杭州"], False, ["B", "杭州"]),
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


def test_the_types_that_a_reader_may_choose_are_read_by_their_ending_whatever_its_case() -> None:
    assert TYPES == ("txt", "md", "docx", "pdf")
    given = {"txt": b"a", "md": b"a", "docx": made.docx_of(["a"]), "pdf": made.pdf_of(["a"])}
    for kind, data in given.items():
        for name in (f"a.{kind}", f"report.2019.{kind.upper()}"):
            assert extract(name, data) == Document(("a",))


BINARY = (b"%PDF-", b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"\x89PNG", b"\xff\xd8\xff", b"GIF8",
          b"\x7fELF", b"MZ\x90", b"II*\0", b"MM\0*")  # fmt: skip


@pytest.mark.parametrize("head", BINARY)
def test_a_file_of_another_kind_is_no_text_also_where_it_could_be_decoded(head: bytes) -> None:
    for behind in (b" and text", b"\xff\xff\xff"):
        with pytest.raises(DocumentError, match="not_what_it_says"):
            extract("a.txt", head + behind)


@pytest.mark.parametrize("sign", [*range(0x09), *range(0x0E, 0x1B), 0x1C, 0x1F, 0x7F])
def test_a_text_has_no_control_characters(sign: int) -> None:
    with pytest.raises(DocumentError, match="not_what_it_says"):
        extract("a.txt", b"ab" + bytes([sign]) + b"cd")


@pytest.mark.parametrize("sign", [0x09, 0x0A, 0x0D, 0x1B, 0x20, 0x7E])
def test_a_text_may_have_tabs_and_ends_of_lines(sign: int) -> None:
    assert "".join(extract("a.txt", b"ab" + bytes([sign]) + b"cd").paragraphs).startswith("ab")


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_a_wide_text_is_read_by_its_mark_in_either_order(encoding: str) -> None:
    assert extract("a.txt", "\ufeff塘栖".encode(encoding)) == Document(("塘栖",))


def test_lines_of_a_text_stay_apart_where_they_are_chinese_and_join_in_a_pdf() -> None:
    lines = ["从杭州到", "黄山", "the Grand", "Canal"]
    assert extract("a.txt", "\n".join(lines).encode()).paragraphs == ("从杭州到", "黄山", "the Grand Canal")
    assert extract("a.pdf", made.pdf_of(lines)).paragraphs == ("从杭州到黄山the Grand Canal",)


def test_a_cell_is_one_line_and_what_is_merged_is_read_once_in_its_row() -> None:
    table = [["乌\n镇", "南浔", "乌\n镇"], ["周庄", "", "西塘"]]
    assert extract("a.docx", made.docx_of([], table)).paragraphs == ("乌 镇  南浔", "周庄    西塘")


@pytest.mark.parametrize(("junk", "read"), [(1_019, True), (1_020, False)])
def test_a_pdf_begins_within_its_first_1024_bytes(junk: int, read: bool) -> None:
    data = b" " * (junk - 1) + b"\n" + made.pdf_of(TEXT)
    if read:
        assert extract("a.pdf", data).paragraphs == TEXT
    else:
        with pytest.raises(DocumentError, match="not_what_it_says"):
            extract("a.pdf", data)


def test_nothing_that_pypdf_warns_of_is_logged() -> None:
    assert not logging.getLogger("pypdf").isEnabledFor(logging.CRITICAL)
    assert logging.getLogger("another").isEnabledFor(logging.CRITICAL)
