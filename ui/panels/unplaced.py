"""The list of what could not be placed: it begins with the clause that is open, which a chip takes back."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from layers.atlas.atlas import Atlas
from layers.atlas.unlocated import Unlocated
from layers.report.outline import title, unplaced_of
from maps.scene.scene import Scene
from ui.kit import markup
from ui.session.door import Slot


def _taken_back(page: str) -> Slot[str | None]:
    """The clause by which a page's list was narrowed, and is no more."""
    return Slot(f"unplaced_{page}", lambda: None)


def _narrowed(scene: Scene, about: Sequence[Unlocated]) -> bool:
    slot = _taken_back(scene.page)
    if slot.get() != scene.clause:
        slot.set(None)  # whoever comes back to the clause begins with its list again
    return bool(about) and slot.get() is None


def listed(atlas: Atlas, scene: Scene) -> list[Unlocated]:
    """What the open clause names, else what belongs to the layers that are on, and what the clause names besides."""
    about = unplaced_of(atlas, scene.clause) if scene.clause else ()
    if _narrowed(scene, about):
        return list(about)
    files = {atlas.catalogue.layer(ident).file for ident in scene.layers}
    return [entry for entry in atlas.unlocated if entry.layer in files or entry in about]


def show(atlas: Atlas, scene: Scene) -> None:
    """The list, under a chip that says by which clause it is narrowed."""
    clause = scene.clause
    if clause and _narrowed(scene, unplaced_of(atlas, clause)):
        with st.container(key="atlas_asked_unplaced", horizontal=True, gap="xsmall"):
            st.button(
                f"{clause} {title(clause, scene.lang)}", key=f"drop_unplaced_{clause}", icon=":material/close:",
                icon_position="right", on_click=_taken_back(scene.page).set, args=(clause,),
            )  # fmt: skip
    markup.show("unlocated", scene.lang, entries=listed(atlas, scene))
