"""What checks of counts in prose share: whose counts they are, what they are about, where they stand.

Not a kind. A count is compared only where everything about it is known: the agency's own, of the report
year, exact, of something the rule names.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import product

from ..counts import Count
from ..findings import Place
from ..records import replace
from ..terms import View

AREA, OFFICE, NAMED = "AREA", "OFFICE", "NAMED"
_SHORTEST = 2
"""Characters of a short name of an agency."""


def stated(view: View, areas: tuple[str, ...]) -> Iterator[Count]:
    """The counts of the report that are sure, exact, of its year and of its agency. `areas`: kinds of organ
    whose tables are about the whole territory."""
    for count in view.document.counts:
        if view.year and count.year == view.year - 1 and _goes_into(count, view.year):
            count = replace(count, verbs=("CARRIED_IN",), year=view.year)
        if count.sure and count.exact and of_the_year(view, count) and own(view, count, areas):
            yield count


def _goes_into(count: Count, year: int) -> bool:
    """结转至2024年的5件: in the report of 2024 they come in."""
    return count.verbs == ("CARRIED_OUT",) and str(year) in count.quote


def of_the_year(view: View, count: Count) -> bool:
    return not count.year or count.year == view.year


def own(view: View, count: Count, areas: tuple[str, ...]) -> bool:
    """Whether the agency's own tables are about the same."""
    if count.subject and not _named(view, count.subject, areas):
        return False
    if count.scope == AREA:
        return view.organ in areas
    return count.scope != OFFICE and (count.scope != NAMED or view.organ not in areas)


def _named(view: View, words: str, areas: tuple[str, ...]) -> bool:
    """Whether the words are the agency's name, or a short form of it. Of a territory's government only the
    whole name, or the territory's: 县政府 may mean its office alone."""
    title = view.document.title
    agency = "".join(title.agency.split()) if title else ""
    if not agency or len(words) < _SHORTEST:
        return False
    if words.endswith(agency) or view.template.seat.compiled.sub("", agency).endswith(words):
        return True
    if view.organ in areas:
        return False
    name, short, seat = _short(view, agency), _short(view, words), view.template.seat.compiled
    return name.endswith(short) or (not seat.search(agency) and _abbreviates(short, name))


def _abbreviates(words: str, name: str) -> bool:
    """市住建局 for a name with these characters in this order, of which the first two stand together; not for a part
    of an agency that ends alike (分局)."""
    rest, end = iter(name), name[-1]
    alike = len(words) > 2 and words[-1] == end and name.count(end) == 1
    if alike and name.endswith(words[1:]):  # 市建设局 for 市城乡建设局
        return words[0] in name[-len(words) - 2:-len(words) + 1]
    return alike and words[:2] in name and all(sign in rest for sign in words)


def _short(view: View, name: str) -> str:
    return view.template.unsaid.compiled.sub("", name)


def keys(count: Count) -> tuple[str, ...]:
    """What is counted, as rule files write it: "REQUEST.NEW", "REVIEW". Several: the count is their sum."""
    return tuple(f"{thing}.{verb}" if verb else thing
                 for thing, verb in product(count.objects, count.verbs or ("",)))


def phrase_of(key: str, phrases: Mapping[str, tuple[str, ...]]) -> str:
    """The rule's name for a key, "" where it names none."""
    return next((name for name, known in phrases.items() if key in known), "")


def place_of(view: View, count: Count) -> Place:
    """The place of the phrase, in its section."""
    if count.section < 0:
        return Place(count.origin, section="前言")
    section = view.document.sections[count.section]
    bound = next((item for item in view.sections if item.section is section), None)
    return replace(bound.place if bound else Place(), origin=count.origin)
