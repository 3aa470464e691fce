"""Words of a text that look like names of places and that the atlas does not know (docs/decisions/0008-reading.md)."""

from __future__ import annotations

import re
import tomllib
import warnings
from collections import Counter
from collections.abc import Iterator
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any, NamedTuple

from layers.report.recognise import Reading

MOST = 100
MOST_CHARACTERS = 200_000
_LEAST, _LONGEST = 2, 14
_LISTS = {
    name: tuple(words.split())
    for name, words in tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8")).items()
}
_SUFFIX = re.compile(f"(?:{'|'.join(_LISTS['endings'])})$")
_ENGLISH = re.compile(rf"(?:[A-Z][\w'’–-]+ ){{1,3}}(?:{'|'.join(_LISTS['english_endings'])})\b")
# jieba's marks: names of places, people and institutions and short forms may begin a name, the rest may stand inside.
_HEAD = frozenset({"ns", "nr", "nrt", "nrfg", "nz", "j", "nt"})
_INSIDE = _HEAD | {"n", "vn", "b", "f", "ng", "s", "a", "an", "ad", "q", "vg", "zg", "g"}
_HAN = re.compile(r"[\u4e00-\u9fff]+")


class Word(NamedTuple):
    """A word, jieba's mark of it, and whether its dictionary has it."""

    text: str
    mark: str
    known: bool


@cache
def _tagger() -> Any:
    """The tagger of jieba, loaded when first needed, its dictionary read without the cache file it would write."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # its sources have escapes and imports that newer Pythons warn of
        jieba, marks = import_module("jieba"), import_module("jieba.posseg")
    words = jieba.Tokenizer()
    words.FREQ, words.total = words.gen_pfdict(words.get_dict_file())
    words.initialized = True
    return marks.POSTokenizer(words)


def _words(text: str) -> list[Word]:
    tagger = _tagger()
    known = tagger.tokenizer.FREQ
    return [Word(pair.word, pair.flag, bool(known.get(pair.word))) for pair in tagger.cut(text)]


def _gaps(reading: Reading) -> Iterator[str]:
    """What stands between the recognised names."""
    at = [0] * len(reading.paragraphs)
    for mention in reading.mentions:
        yield reading.paragraphs[mention.paragraph][at[mention.paragraph] : mention.start]
        at[mention.paragraph] = mention.end
    for index, start in enumerate(at):
        yield reading.paragraphs[index][start:]


def _extent(words: list[Word], first: int) -> int:
    """Behind the last word that ends a name begun at `first`; `first` where none does."""
    end = first
    for index in range(first, len(words)):
        word = words[index]
        if index > first and word.mark not in _INSIDE:
            break
        if _SUFFIX.search(word.text):
            end = index + 1
    return end


def _is_name(text: str) -> bool:
    common = text in _LISTS["no_place"] or text.endswith(_LISTS["generic_endings"])
    return not common and not text.startswith(_LISTS["not_at_start"]) and _LEAST <= len(text) <= _LONGEST


def _chinese(text: str) -> Iterator[str]:
    """From the first proper word to the last suffix of each run of nouns; a word marked as a place alone too."""
    words, index = _words(text), 0
    while index < len(words):
        word = words[index]
        end = _extent(words, index) if word.mark in _HEAD or (not word.known and word.mark in _INSIDE) else index
        if end == index and word.mark == "ns":
            end = index + 1
        name = "".join(word.text for word in words[index:end])
        if _is_name(name):
            yield name
        index = max(end, index + 1)


def _found(reading: Reading) -> Iterator[str]:
    left = MOST_CHARACTERS
    for gap in _gaps(reading):
        text, left = gap[:left], left - len(gap)
        yield from _ENGLISH.findall(text)
        for run in _HAN.findall(text):
            yield from _chinese(run)
        if left <= 0:
            return


def placelike(reading: Reading) -> list[tuple[str, int]]:
    """Place-like words outside all recognised names with their counts, most frequent first; at most 100.

    Of a long text the first 200 000 characters are looked at.
    """
    return Counter(_found(reading)).most_common(MOST)
