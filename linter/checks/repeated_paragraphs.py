"""No paragraph stands in the report twice."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ..findings import Holds, Outcome, Place, Problem, Related
from ..model import Grid, Origin
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


@dataclass(frozen=True)
class Options:
    """How long a paragraph is that does not stand there twice by chance."""

    least: int = option("至少多少字的段落才比较（不计标点）", 20)


def check(view: View, options: Options) -> Iterator[Outcome]:
    """One problem at most: at the second of the first paragraph that comes again."""
    first: dict[str, Place] = {}
    again: list[tuple[Place, str]] = []
    for place, words in _paragraphs(view):
        key = bare(words)
        if len(key) < options.least:
            continue
        if key in first:
            again.append((place, words))
        first.setdefault(key, place)
    if not again:
        yield Holds()
        return
    place, words = again[0]
    short = "".join(words.split())
    facts = {"passage": short[:_SHOWN] + "…" * (len(short) > _SHOWN), "length": len(bare(words)), "count": len(again)}
    related = (Related(first[bare(words)], "第一次出现"), *(Related(item[0], "也是重复的") for item in again[1:4]))
    yield Problem(place, facts, related, bare(words)[:_SHOWN])


def _paragraphs(view: View) -> Iterator[tuple[Place, str]]:
    """Each paragraph of preface and sections; those of a section that stands there again are left out."""
    preface = preface_passage(view.document).place
    for text in (item.text for item in view.document.preface if not isinstance(item, Grid)):
        yield _at(preface, text.origin()), text.value
    for bound in outline(view).first.values():
        for text in bound.section.texts:
            yield _at(bound.place, text.origin()), text.value


def _at(place: Place, origin: Origin) -> Place:
    return replace(place, origin=origin)
