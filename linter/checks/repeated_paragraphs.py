"""No paragraph, and no long sentence, stands in the report twice."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import chain

from ..findings import Holds, Outcome, Place, Problem, Related
from ..model import Grid, Text
from ..patterns import compiled
from ..records import dataclass, replace
from ..terms import View
from ..wording import bare
from . import option
from .outline import outline
from .passages import preface_passage

FACTS: Mapping[str, str] = {
    "passage": "重复的段落，过长的截断",
    "length": "段落的字数（不计标点）",
    "count": "重复出现的段落数",
}

_SHOWN = 30
_ENDS = ("。", "！", "？")
_SENTENCE = compiled(r"[^。！？\s][^。！？\n]*+[。！？]?")
"""What nothing ends is taken, too: to look for it from each of its characters is slow."""


@dataclass(frozen=True)
class Options:
    """How long a paragraph is that does not stand there twice by chance."""

    least: int = option("至少多少字的段落才比较（不计标点）", 20)
    sentence: int = option("至少多少字的句子才比较（不计标点）；0 为不比较句子", 0)


def check(view: View, options: Options) -> Iterator[Outcome]:
    """One problem at most: at the second of the first paragraph that comes again; where none does, of the first
    sentence."""
    again, first = _again(_paragraphs(view), options.least)
    if not again and options.sentence:
        again, first = _again(_sentences(view), options.sentence)
    if not again:
        yield Holds()
        return
    words, key = again[0].words, again[0].key
    short = "".join(words.split())
    facts = {"passage": short[:_SHOWN] + "…" * (len(short) > _SHOWN), "length": len(key), "count": len(again)}
    related = (Related(first[key].place, "第一次出现"), *(Related(item.place, "也是重复的") for item in again[1:4]))
    yield Problem(again[0].place, facts, related, key[:_SHOWN])


@dataclass(frozen=True, slots=True)
class Said:
    """A paragraph or sentence: its letters (`key`), the part it stands in, and where in which text."""

    key: str
    part: Place
    text: Text
    start: int
    end: int

    @property
    def words(self) -> str:
        return self.text.value[self.start:self.end]

    @property
    def place(self) -> Place:
        return replace(self.part, origin=self.text.origin(self.start, self.end))


def _again(said: Iterable[Said], least: int) -> tuple[list[Said], dict[str, Said]]:
    """What comes again, and by its key what stands first."""
    first: dict[str, Said] = {}
    again = [item for item in said if first.setdefault(item.key, item) is not item and len(item.key) >= least]
    return again, first


def _paragraphs(view: View) -> Iterator[Said]:
    """Each paragraph of preface and sections; those of a section that stands there again are left out."""
    preface = preface_passage(view.document).place
    texts = ((preface, text) for text in view.document.preface if not isinstance(text, Grid))
    for place, text in chain(((place, item.text) for place, item in texts), _prose(view)):
        yield Said(bare(text.value), place, text, 0, len(text.value))


def _prose(view: View) -> Iterator[tuple[Place, Text]]:
    for bound in outline(view).first.values():
        yield from ((bound.place, text) for text in bound.section.texts)


def _sentences(view: View) -> Iterator[Said]:
    """Each sentence of the sections that is not a paragraph of its own; two that follow each other are slips
    of another kind."""
    last = ""
    for place, text in _prose(view):
        for hit in _SENTENCE.finditer(text.value):
            words = hit.group()
            if not words.endswith(_ENDS):
                continue
            key = bare(words)
            if key != last and len(words) < len(text.value):
                yield Said(key, place, text, *hit.span())
            last = key
