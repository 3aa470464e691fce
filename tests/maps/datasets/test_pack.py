"""An archive is equal when its contents are, and smaller than they are."""

from __future__ import annotations

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

from maps.datasets.pack import zipped

FILES = {"b.txt": b"beta " * 400, "a/c.bin": bytes(2000), "\u4e2d.txt": "\u6587".encode()}


def test_every_member_is_packed_and_bears_the_same_day() -> None:
    data = zipped(FILES)
    with ZipFile(BytesIO(data)) as archive:
        assert {name: archive.read(name) for name in archive.namelist()} == FILES
        assert list(archive.namelist()) == list(FILES)
        assert {info.compress_type for info in archive.infolist()} == {ZIP_DEFLATED}
        assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    assert len(data) < 800
    assert zipped(dict(FILES)) == data
