"""What the side panel makes once and keeps."""

from __future__ import annotations

from dataclasses import replace

from layers.atlas.atlas import Atlas
from maps.scene.scene import Scene
from ui.panels.panels import _came


def test_plan_and_outcome_are_made_again_for_a_month_only_where_something_is_put_away(atlas: Atlas) -> None:
    scene = Scene("transport", ("rail", "roads"), date="2019-07")
    assert _came(atlas, scene) is _came(atlas, replace(scene, date="2024-01"))
    less = replace(scene, hidden=("status.open",))
    assert len(_came(atlas, less).idents) > len(_came(atlas, replace(less, date="2024-01")).idents)
