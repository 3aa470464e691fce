"""Every name that a feature or an unlocated entry goes by, spelt in each way that a reader may type it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from itertools import accumulate, chain
from threading import Lock
from typing import Any, Literal

from layers.atlas.atlas import Atlas
from layers.atlas.naming import former_names, short_names
from layers.catalogue.catalogue import Layer

Form = Literal["name", "alias", "sound", "initials", "wording"]
LANGUAGES = ("zh", "en")
LAST_RANK = 10

OLD_READINGS = {
    "长三角": [["cháng"], ["sān"], ["jiǎo"]],
    "长荡湖": [["cháng"], ["dàng"], ["hú"]],
    "杭长": [["háng"], ["cháng"]],
    "荆长": [["jīng"], ["cháng"]],
    "长兴": [["cháng"], ["xīng"]],
    "乐清": [["yuè"], ["qīng"]],
    "朱家角": [["zhū"], ["jiā"], ["jiǎo"]],
}
"""Place names keep old readings. Most of them the library reads right; these it does not, or only by chance."""

_LOADING = Lock()
_HAN = re.compile(r"([\u3400-\u9fff]+)")
_WORDS = re.compile(r"[\s\u2010-\u2015-]+")
_ASIDE = re.compile(r"\s*\([^()]*\)")
_OFFICE = re.compile(r"(?<=..)[市县区站]$| (?:City|County|District)$")
_WITH_OFFICE = re.compile(r"district|county|county_city|(?:\w+_)?station")


@dataclass(frozen=True)
class Key:
    """A spelling: `text` as `normalised` makes it, how it came about, and the name it was made from.

    `cuts` are the places where a word or a syllable begins or ends; Chinese may be cut anywhere and has none.
    Where it is a wording of the report, which nobody is shown, `said` is the thing's own name.
    """

    text: str
    form: Form
    said: str
    cuts: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Entry:
    """Something that can be looked for: `layers` are all that hold it, `weight` (0 to 1) is how much it matters.

    `area`: it is drawn as an area only, which a wording means after what has a line or a point. `context`: it is none
    of the report's subjects.
    """

    id: str
    layers: tuple[str, ...]
    kind: str
    names: Mapping[str, str]
    keys: tuple[Key, ...]
    weight: float
    located: bool = True
    reasons: Mapping[str, str] = field(default_factory=dict)
    area: bool = False
    context: bool = False


def normalised(text: str) -> str:
    """Letters and digits alone: without case, width, tones and accents, spaces, punctuation."""
    folded = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", text).casefold())
    return "".join(sign for sign in folded if sign.isalnum())


def has_han(text: str) -> bool:
    """Whether there is a Chinese character in a text."""
    return _HAN.search(text) is not None


def _runs(name: str) -> Iterator[str]:
    """Chinese and other pieces of a name in turn."""
    return (part for part in _HAN.split(name) if part.strip())


@cache
def _reader() -> Callable[[str], list[str]]:
    """What reads Chinese, its dictionaries loaded when first needed: a map that nobody searches needs none."""
    import pypinyin  # noqa: PLC0415  # half a second, which no first map has to wait for

    pypinyin.load_single_dict({ord("长"): "cháng,zhǎng"})
    pypinyin.load_phrases_dict(OLD_READINGS)
    return pypinyin.lazy_pinyin


def syllables(name: str) -> list[str]:
    """The pinyin of a name without tones, a syllable for each character; what is not Chinese stays in one piece."""
    with _LOADING:  # the server warms it on a thread of its own, and two that load at once break one another
        read = _reader()
    return list(chain.from_iterable(read(run) if has_han(run) else [run] for run in _runs(name)))


def initials(name: str) -> str:
    """First letters of the syllables; what is not Chinese stays whole (`G60科创走廊` is `g60kczl`)."""
    letters = ("".join(s[0] for s in _reader()(run)) if has_han(run) else run for run in _runs(name))
    return normalised("".join(letters))


def _joined(parts: Sequence[str], form: Form, said: str) -> Key:
    solid = [normalised(part) for part in parts]
    return Key("".join(solid), form, said, frozenset(accumulate(map(len, solid), initial=0)))


def _spellings(name: str, form: Form, said: str) -> Iterator[Key]:
    """A name as it is written and, when it is Chinese, as it sounds. A Latin name counts no more than a sound."""
    if not has_han(name):
        yield _joined(_WORDS.split(name), "alias", said)
        return
    yield Key(normalised(name), form, said)
    sound = _joined(syllables(name), "sound", said)
    yield sound
    yield replace(sound, text=sound.text.replace("v", "u"))  # the sound of 绿 is typed "lv" and "lu"
    yield Key(initials(name), "initials", said)


def _variants(name: str, kind: str) -> Iterator[str]:
    """A name without what stands in brackets, and without its office (长兴县 is 长兴 to everybody)."""
    bare = _ASIDE.sub("", unicodedata.normalize("NFKC", name))
    yield bare
    if _WITH_OFFICE.fullmatch(kind):
        yield _OFFICE.sub("", bare)


def _of_wordings(wordings: Any, names: Sequence[str], aliases: Sequence[str]) -> Iterator[Key]:
    """The report's wordings as they are written; one that holds a name of the entry is a wider thing's besides."""
    for text in wordings if isinstance(wordings, list | tuple) else ():
        if not any(name in text for name in (*names, *aliases)):
            yield Key(normalised(text), "wording", names[0])


def keys_of(names: Sequence[str], aliases: Sequence[str], kind: str, wordings: Any = ()) -> tuple[Key, ...]:
    """All spellings of an entry, each once, in its best form; `wordings` is a list of texts, or a gap of the data."""
    called = chain(
        chain.from_iterable(_spellings(name, "name", name) for name in names),
        chain.from_iterable(_spellings(alias, "alias", alias) for alias in aliases),
        chain.from_iterable(_spellings(short, "alias", name) for name in names for short in _variants(name, kind)),
        _of_wordings(wordings, names, aliases),
    )
    best: dict[str, Key] = {}
    for key in called:
        if key.text:
            best.setdefault(key.text, key)
    return tuple(best.values())


def _weight(layer: Layer | None, clauses: int) -> float:
    """How much an entry matters: first the rank of its layer's labels, then how often the report names it."""
    rank = layer.label.rank if layer and layer.label else LAST_RANK - 1
    rank = rank if layer is None or layer.panel else LAST_RANK
    return 0.7 * (LAST_RANK - min(rank, LAST_RANK)) / LAST_RANK + 0.3 * min(clauses, 10) / 10


def _entry(atlas: Atlas, ident: str, row: Any, layers: tuple[str, ...]) -> Entry:
    first = atlas.catalogue.layer(layers[0])
    names = {lang: str(row[f"name_{lang}"]) for lang in LANGUAGES}
    kind = str(row["kind"])
    short = short_names(atlas.catalogue, first, row).values()  # what the reader has read on the map
    aliases = [*row["aliases"], *(former.name_en for former in former_names(row)), *short]
    keys = keys_of(tuple(names.values()), aliases, kind, row.get("wordings"))
    weight = _weight(first, len(row["clauses"]))
    return Entry(ident, layers, kind, names, keys, weight, area=first.geometry == "polygon", context=first.context)


def _located(atlas: Atlas) -> Iterator[Entry]:
    """One entry a feature; of twins (a city among the prefectures, a lake of the ground) the first in panel order."""
    homes: dict[str, tuple[str, ...]] = {}
    for layer, frame in atlas.frames.items():
        for ident in frame.index if atlas.catalogue.layer(layer).geometry != "image" else ():
            homes[ident] = (*homes.get(ident, ()), layer)
    ordered = sorted(homes.items(), key=lambda item: not atlas.catalogue.layer(item[1][0]).panel)
    seen: dict[str, list[tuple[Layer, Any]]] = {}
    for ident, layers in ordered:
        first, row = atlas.catalogue.layer(layers[0]), atlas.frames[layers[0]].loc[ident]
        others = seen.setdefault(str(row["name_zh"]), [])
        if not any(_twins(first, row, *other) for other in others):
            yield _entry(atlas, ident, row, layers)
        others.append((first, row))


SAME_PLACE_DEG = 0.1
"""A namesake that is farther off is another place."""


def _twins(layer: Layer, row: Any, other: Layer, known: Any) -> bool:
    """Whether a feature of the same name is the same thing: background near it, or the same code in no rival."""
    rivals = layer.id == other.id or (layer.exclusive != "" and layer.exclusive == other.exclusive)
    if layer.context:
        return not other.context and row["geometry"].distance(known["geometry"]) < SAME_PLACE_DEG
    same_code = bool(row.get("adcode")) and row.get("adcode") == known.get("adcode")
    return not rivals and ((not layer.panel and other.panel) or same_code)


def _unlocated(atlas: Atlas) -> Iterator[Entry]:
    for item in atlas.unlocated:
        layers = [layer.id for layer in atlas.catalogue.layers if layer.file == item.layer]
        keys = keys_of(tuple(item.names.values()), getattr(item, "aliases", ()), "", item.wordings)
        weight = _weight(None, len(item.clauses))
        yield Entry(item.id, tuple(layers[:1]), "", item.names, keys, weight, located=False, reasons=item.reasons)


def entries(atlas: Atlas) -> tuple[Entry, ...]:
    """Everything that can be looked for: the features in panel order, the background, what could not be placed."""
    return (*_located(atlas), *_unlocated(atlas))
