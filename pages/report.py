"""报告 report: the report read both ways, from its clauses to the map and back, and any other document likewise."""

import streamlit as st

from layers.atlas import Atlas
from maps.scene import Scene
from text import say
from ui import outline, panels, reading, report


def both_ways(atlas: Atlas, scene: Scene) -> None:
    """The outline, and the text of a document, side by side as tabs."""
    report.begin(atlas)
    chosen = report.clause()
    clauses, document = st.tabs([say(scene.lang, "report.outline"), say(scene.lang, "report.document")])
    with clauses:
        outline.tree(atlas, scene, chosen)
    with document:
        reading.pane(atlas, scene, chosen)


panels.page("report", both_ways)
