"""One tree of errors: each carries all its faults, and each fault its section and code."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from layers import errors
from layers.errors import AtlasError, DatasetError, DocumentError, ExportError, Fault, LayerError, ReviewError


def below(kind: type[AtlasError]) -> Iterator[type[AtlasError]]:
    for each in kind.__subclasses__():
        yield each
        yield from below(each)


OWN = [kind for kind in below(AtlasError) if kind.__module__ == errors.__name__]


def test_the_tree_that_is_drawn_is_the_tree_that_is_there() -> None:
    lines = str(errors.__doc__).splitlines()
    drawn = {line.split("── ")[1].split()[0]: line.index("──") for line in lines if "── " in line}
    assert {kind.__name__ for kind in OWN} == drawn.keys() - {"(ui/rooms)"}
    depths = {kind.__name__: len(kind.__mro__) for kind in OWN}
    order = dict(zip(sorted({*depths.values()}), sorted({*drawn.values()}), strict=True))
    assert all(drawn[name] == order[depth] for name, depth in depths.items())


@pytest.mark.parametrize("kind", OWN)
def test_a_fault_has_the_section_of_its_error(kind: type[AtlasError]) -> None:
    error = kind("a_code", file="x.geojson", where="id")
    assert error.faults == (Fault(kind.section, "a_code", {"file": "x.geojson", "where": "id"}),)
    assert error.code == "a_code"
    assert str(error) == f"{kind.section}.a_code file=x.geojson where=id"


def test_an_error_carries_all_its_faults() -> None:
    found = [ReviewError.fault("date_missing"), ReviewError.fault("author_missing")]
    error = ReviewError(faults=iter(found))
    assert error.faults == tuple(found)
    assert error.code == "date_missing"
    assert str(error) == "review.date_missing; review.author_missing"


def test_faults_are_equal_by_what_they_say() -> None:
    one, same, other = (LayerError.fault("bad_value", where=name) for name in ("a", "a", "b"))
    assert one == same != other
    assert len({one, same, other}) == 2
    assert LayerError.fault("bad_value") != DocumentError.fault("bad_value")


def test_who_waits_for_an_export_hears_of_every_kind() -> None:
    for kind in (DatasetError, ReviewError, errors.SnapshotError):
        with pytest.raises(ExportError, match="no_room"):
            raise kind("no_room")
