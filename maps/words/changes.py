"""What is different between two Scenes, in words short enough to be read out; the whole is `summarise`."""

from __future__ import annotations

from collections.abc import Sequence

from layers.atlas.atlas import Atlas
from layers.atlas.naming import name_at
from layers.report.outline import title
from maps.scene.drawing import ALL
from maps.scene.scene import Scene
from maps.words.grammar import listed, sentences
from maps.words.summarise import describe, percent_of
from maps.words.thematic import heading
from text import say


def _names(atlas: Atlas, layers: Sequence[str], lang: str) -> str:
    return listed([getattr(atlas.catalogue.layer(ident), lang) for ident in layers], lang)


def _layers(before: Scene, after: Scene, atlas: Atlas) -> list[str]:
    """What was switched; on another page, whose layers are others altogether, only how much there is now."""
    on = [ident for ident in after.layers if ident not in before.layers]
    off = [ident for ident in before.layers if ident not in after.layers]
    if not on and not off:
        return []
    named = [("on", on), ("off", off)] if before.page == after.page else []
    said = [say(after.lang, f"access.{key}", names=_names(atlas, ids, after.lang)) for key, ids in named if ids]
    return [*said, describe(after, atlas)[0]]


def _selected(before: Scene, after: Scene, atlas: Atlas) -> list[str]:
    if before.selection == after.selection:
        return []
    if after.selected is None:
        return [say(after.lang, "access.unselected")]
    row = atlas.feature(after.selected)
    kind = atlas.class_names(str(atlas.home(after.selected)), after.lang)[row["kind"]]
    said = say(after.lang, "access.selected", name=name_at(row, after.lang, after.date), kind=kind)
    count = len(after.selection)
    return [said, say(after.lang, "access.selected_together", count=count)] if count > 1 else [said]


def _clause(before: Scene, after: Scene) -> list[str]:
    if before.clause == after.clause:
        return []
    if after.clause is None:
        return [say(after.lang, "access.clause_off")]
    return [say(after.lang, "access.clause", clause=after.clause, title=title(after.clause, after.lang))]


def _date(before: Scene, after: Scene) -> list[str]:
    if before.date == after.date:
        return []
    return [say(after.lang, "access.date", month=after.date) if after.date else say(after.lang, "access.date_off")]


def _indicator(before: Scene, after: Scene, atlas: Atlas) -> list[str]:
    if before.indicator == after.indicator:
        return []
    shown, lang = after.thematic(atlas), after.lang
    return [say(lang, "access.indicator", heading=heading(shown, lang)) if shown else say(lang, "access.indicator_off")]


def _drawing(before: Scene, after: Scene, atlas: Atlas) -> list[str]:
    """What became paler or whole again, and whose names went or came back."""
    if before.page != after.page:
        return []
    lang = after.lang
    turned = [layer.id for layer in atlas.catalogue.layers if before.share(layer.id) != after.share(layer.id)]
    pale = [percent_of(_names(atlas, [ident], lang), after.share(ident), lang) for ident in turned]
    said = [say(lang, "access.opacity", layers=listed(pale, lang))] if pale else []
    for key, one, other in (("unnamed", after, before), ("named", before, after)):
        gone = [ident for ident in one.unnamed if ident not in other.unnamed]
        said += [say(lang, f"access.{key}_all")] if ALL in gone else []
        layers = [ident for ident in gone if ident != ALL]
        said += [say(lang, f"access.{key}", layers=_names(atlas, layers, lang))] if layers else []
    return said


def changes(before: Scene, after: Scene, atlas: Atlas) -> str:
    """What a change of clause, month, indicator, layers, opacity, names or selection was, in the language of the later
    Scene.

    Nothing where nothing changed. Both Scenes are checked ones. Another language, theme or view shows the same
    and says nothing.
    """
    said = [*_clause(before, after), *_date(before, after), *_indicator(before, after, atlas)]
    said += [*_layers(before, after, atlas), *_drawing(before, after, atlas), *_selected(before, after, atlas)]
    return sentences(said, after.lang)
