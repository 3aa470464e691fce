"""报告 report: the report read both ways, from its clauses to the map and back, and any other document likewise."""

import streamlit as st

from layers.atlas.atlas import Atlas
from maps.scene.scene import Scene
from text import say
from ui.panels import panels
from ui.report import focus, outline, reading


def both_ways(atlas: Atlas, scene: Scene) -> None:
    """The outline, and the text of a document, side by side as tabs."""
    focus.begin(atlas)
    chosen = focus.clause()
    clauses, document = st.tabs([say(scene.lang, "report.outline"), say(scene.lang, "report.document")])
    with clauses:
        outline.tree(atlas, scene, chosen)
    with document:
        reading.pane(atlas, scene, chosen)


panels.page("report", both_ways, reading=True)
