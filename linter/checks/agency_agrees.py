"""The agency that a report says it is of, in its preface or under it, is the title's.

Names differ lawfully: short and full ones, with and without the place, an organ and its office. Two names are
of different agencies where neither is a shortening of the other, and their places, or what is behind them, are
neither.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ..findings import Holds, Outcome, Place, Problem, Related
from ..records import dataclass
from ..regex import NEVER, Regex
from ..terms import View
from ..wording import half_width
from . import option
from .passages import Passage, preface_passage, prose
from .titular import unsaid

FACTS: Mapping[str, str] = {
    "agency": "标题中的机关名称",
    "other": "与标题不一致的机关名称",
    "count": "不一致的处数",
}


@dataclass(frozen=True)
class Options:
    """Where an agency calls the report its own, and what names are made of. Groups `agency` mark the name."""

    section: str = option("开头说明机关的部分", names="section")
    stated: tuple[Regex, ...] = option("前言中报告自称机关的说法，组 agency 为机关名称")
    place: Regex = option("机关名称开头的地名")
    alike: Regex = option("不区分的名称（去掉地名后整句匹配），如一级政府与其办公室")
    unless: Regex = option("不算机关自称的名称（在开头匹配）")
    opening: tuple[Regex, ...] = option("该部分开头的说法，组 agency 为机关名称", ())
    neighbours: tuple[Regex, ...] = option("该部分开头的说法，同一地方的两个部门不同的也算", ())
    bureaus: Regex = option("这样的部门的结尾", Regex(NEVER))
    closing: tuple[Regex, ...] = option("全文末尾落款的写法，组 agency 为机关名称", ())
    absent: str = option("报告“没有标题”的规则编号", "", names="rule")
    covered: Mapping[str, Regex] = option("规则编号 → 由该规则报告的标题机关名称，没有名称的为空", {}, names="rule")


def check(view: View, options: Options) -> Iterator[Outcome]:
    """One problem at most, at the first name of another agency, the others related."""
    title = view.document.title
    if title is None or not title.agency:
        yield unsaid(view, "标题没有写明机关名称", "", options.absent, options.covered)
        return
    named = [(place, name) for place, name in _named(view, options, title.agency)
             if not options.unless.compiled.match(name)]
    if _nameless(title.agency, options):
        if named:
            fault = f"标题中的“{title.agency}”不是可以核对的机关名称"
            yield unsaid(view, fault, title.agency, "", options.covered)
        return
    wrong = [(place, name) for place, name in named if _differ(title.agency, name, options)]
    yield Holds(len(named) - len(wrong))
    if wrong:
        place, name = wrong[0]
        related = (Related(Place(title.origin, section="标题"), title.text), *(Related(*item) for item in wrong[1:]))
        yield Problem(place, {"agency": title.agency, "other": name, "count": len(wrong)}, related, name)


def _nameless(agency: str, options: Options) -> bool:
    """Whether the title's words for the agency are no name: 本局, ××县水利局."""
    reported = any(pattern.search(half_width(agency)) for pattern in options.covered.values())
    return reported or options.unless.compiled.match(agency) is not None


def _named(view: View, options: Options, agency: str) -> Iterator[tuple[Place, str]]:
    """The names that the report calls its own. A first sentence may be about the government of the same place or
    the organ that its own is a part of, and the place's government may publish the report of its bureau."""
    bound = view.section(options.section)
    preface = preface_passage(view.document)
    for passage in (preface, *((prose(bound),) if bound else ())):
        yield from _found(passage, options.stated)
        yield from (item for item in _found(passage, options.opening) if _elsewhere(item[1], agency, options.place))
        yield from (item for item in _found(passage, options.neighbours) if _neighbour(item[1], agency, options))
    for other in view.sections:
        if other is not bound:
            yield from (item for item in _found(prose(other), options.opening)
                        if _elsewhere(item[1], agency, options.place))
    if view.sections:
        yield from (item for item in _found(prose(view.sections[-1]), options.closing)
                    if not _government(item[1], agency, options))


def _found(passage: Passage, patterns: tuple[Regex, ...]) -> Iterator[tuple[Place, str]]:
    for pattern in patterns:
        for hit in pattern.finditer(passage.words):
            yield passage.at(*hit.span("agency")), hit["agency"]


def _elsewhere(name: str, agency: str, pattern: Regex) -> bool:
    """Whether both names have a place by name and these differ."""
    places = [_split(words, pattern)[0] for words in (name, agency)]
    return all(len(place) > 1 for place in places) and not _shortens(*places)


def _neighbour(name: str, agency: str, options: Options) -> bool:
    """Whether both are bureaus of one place that is named in both, of other names."""
    (place, rest), (own, other) = (_split(words, options.place) for words in (name, agency))
    cut = options.bureaus.compiled
    stems = [cut.sub("", words) for words in (rest, other) if cut.search(words)]
    return len(place) > 1 and len(own) > 1 and _shortens(place, own) and len(stems) == 2 and not _shortens(*stems)


def _government(name: str, agency: str, options: Options) -> bool:
    (place, rest), (own, _) = (_split(words, options.place) for words in (name, agency))
    return bool(options.alike.compiled.fullmatch(rest)) and _shortens(place, own)


def _differ(one: str, two: str, options: Options) -> bool:
    """Whether two names are of different agencies."""
    if _shortens(one, two):
        return False
    (place, rest), (other_place, other_rest) = (_split(name, options.place) for name in (one, two))
    if place and other_place and not _shortens(place, other_place):
        return True
    both = all(options.alike.compiled.fullmatch(words) for words in (rest, other_rest))
    return bool(rest and other_rest) and not both and not _shortens(rest, other_rest)


def _split(name: str, place: Regex) -> tuple[str, str]:
    found = place.compiled.match(name)
    end = found.end() if found else 0
    return name[:end], name[end:]


def _shortens(one: str, two: str) -> bool:
    """Whether all letters of the shorter name stand in the longer one, in their order."""
    short, long = sorted((one, two), key=len)
    letters = iter(long)
    return all(letter in letters for letter in short)
