import gzip
import json
import re
import urllib.error
import urllib.request

import pytest

from benchmarks.floors import Leaflet, answering, features, plain, shown
from layers.atlas.atlas import current_atlas
from maps.scene.pages import pages


def test_the_floor_has_the_overviews_layers_in_drawing_order_with_geometry_alone() -> None:
    atlas = current_atlas()
    layers = shown(atlas)
    opening = set(pages()["overview"].layers)
    assert set(layers) == opening | {layer.id for layer in atlas.catalogue.layers if not layer.panel}
    orders = [atlas.catalogue.layer(name).order for name in layers]
    assert orders == sorted(orders)
    assert features(layers) == {name: len(atlas.frames[name]) for name in layers}
    assert set(layers["rail"]["features"][0]["properties"]) == {"id"}


def test_plain_leaflet_carries_the_layers_as_inert_data() -> None:
    layers = {"a": {"type": "FeatureCollection", "features": [{"properties": {"id": "</script><b>"}}]}}
    page = plain(layers, Leaflet("L = {}", "b { }"))
    assert page.count("</script>") == 3
    found = re.search(r'id="data">(.*?)</script>', page)
    assert found is not None
    assert json.loads(found[1]) == layers


def test_single_pages_are_answered_compressed_and_others_are_not_there() -> None:
    with answering({"/plain": "<p>plain"}) as origin:
        with urllib.request.urlopen(f"{origin}/plain") as answer:
            assert gzip.decompress(answer.read()) == b"<p>plain"
        with pytest.raises(urllib.error.HTTPError, match="404") as refused:
            urllib.request.urlopen(f"{origin}/other")
        refused.value.close()
