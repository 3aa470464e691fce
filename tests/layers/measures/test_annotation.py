"""What is known of a feature, for every feature of the atlas."""

from __future__ import annotations

from pathlib import Path

import pytest

from layers.atlas.atlas import Atlas, build_atlas
from layers.atlas.clauses import in_reading_order
from layers.measures.annotation import annotate
from tests import samples


@pytest.mark.parametrize("layer", samples.CATALOGUE.ids())
def test_every_feature_is_annotated_in_both_languages(layer: str, atlas: Atlas) -> None:
    for ident, row in atlas.frames[layer].iterrows():
        known = annotate(atlas, str(ident))
        assert known.id == ident
        assert known.layer == atlas.home(str(ident))
        assert known.names == {"zh": row["name_zh"], "en": row["name_en"]}
        assert all(known.names.values())
        assert known.clauses == tuple(in_reading_order(row["clauses"]))
        assert set(known.source) <= set(atlas.sources)


@pytest.mark.parametrize("layer", samples.CATALOGUE.ids())
def test_indicative_features_are_explained_and_not_measured(layer: str, atlas: Atlas) -> None:
    for ident in atlas.frames[layer].index:
        known = annotate(atlas, ident)
        if known.evidence == "indicative":
            assert (known.area_km2, known.length_km) == (None, None)
            assert all(known.basis.values())
        else:
            assert (known.area_km2 is not None) == (known.dimension == "area")
            assert (known.length_km is not None) == (known.dimension == "length")


def one(folder: Path, geometry: str, **changes: object) -> Atlas:
    """A small atlas in which one layer's feature is changed."""
    layer = samples.of_type(geometry)
    samples.write(folder, layer.file, [samples.feature(layer, "it", **changes)])
    return build_atlas(folder)


def test_a_point_has_no_dimension(folder: Path) -> None:
    known = annotate(one(folder, "point"), "it")
    assert (known.dimension, known.area_km2, known.length_km) == ("", None, None)


@pytest.mark.parametrize(("geometry", "dimension"), [("line", "length"), ("polygon", "area")])
def test_a_line_has_a_length_and_an_area_an_area(geometry: str, dimension: str, folder: Path) -> None:
    known = annotate(one(folder, geometry), "it")
    assert known.dimension == dimension
    assert (known.length_km is None, known.area_km2 is None) == (dimension == "area", dimension == "length")


@pytest.mark.parametrize("geometry", ["line", "polygon"])
def test_what_is_drawn_by_us_has_no_measure(geometry: str, folder: Path) -> None:
    known = annotate(one(folder, geometry, evidence="indicative", basis_zh="画", basis_en="drawn"), "it")
    assert (known.area_km2, known.length_km) == (None, None)
    assert known.basis == {"zh": "画", "en": "drawn"}


def test_what_is_not_said_is_empty(folder: Path) -> None:
    known = annotate(one(folder, "point"), "it")
    assert known.basis == {"zh": "", "en": ""}
    assert (known.published_area_km2, known.timeline, known.aliases) == (None, None, ())


def test_an_unknown_feature_is_a_key_error(atlas: Atlas) -> None:
    with pytest.raises(KeyError, match="nobody"):
        annotate(atlas, "nobody")
