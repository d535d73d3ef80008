"""The arithmetic relations of a report on the HTML page: each with its result and figures, by rule."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from ..display import printable
from ..findings import Finding, Report
from ..records import dataclass
from ..ruleset import Rule
from ..tallying import Sum

_RESULTS = {False: ("✗", "不符", "fail"), None: ("？", "未核对", "unjudged"), True: ("✓", "相符", "hold")}


@dataclass(frozen=True, slots=True)
class Reckoned:
    """An arithmetic relation; `id` is that of the finding about it, "" for none."""

    sign: str
    result: str
    mark: str
    rule: str
    place: str
    words: str
    id: str


@dataclass(frozen=True, slots=True)
class Group:
    """The relations of one rule, numbered on from `first`; `counts` says how many came out how."""

    title: str
    counts: str
    first: int
    items: tuple[Reckoned, ...]


def causes(report: Report, id: str) -> dict[int, str]:
    """By the index of a relation that fails: the id of the finding about it, on the page of the report `id`."""
    found = {}
    for index, item in enumerate(report.sums):
        if item.holds is False and (best := _finding(item, report.findings)):
            found[index] = f"{id}-f{best}"
    return found


def _finding(item: Sum, findings: Sequence[Finding]) -> int:
    """The number (from 1) of the finding that tells of a relation: at its place, or with most of its cells."""
    about = [(number, finding) for number, finding in enumerate(findings, 1)
             if item.rule in (finding.rule, *finding.others)]
    exact = (number for number, finding in about if (finding.rule, finding.place) == (item.rule, item.place))
    return next(exact, None) or max(about, key=lambda pair: _shared(item, pair[1]), default=(0, None))[0]


def _shared(item: Sum, finding: Finding) -> tuple[bool, int]:
    places = {related.place.origin for related in finding.related}
    return finding.place.origin in item.cells, len(places.intersection(item.cells))


def equations(report: Report, shown: Mapping[int, str], id: str) -> tuple[str, ...]:
    """The relations that the finding `id` is about, laid out."""
    items = [report.sums[index] for index, finding in shown.items() if finding == id]
    return tuple(f"{item.rule} {printable(item.words)}" for item in items if item.words)


def reckoned(report: Report, shown: Mapping[int, str], rules: Mapping[str, Rule]) -> Iterator[Group]:
    """All relations, those of a rule together."""
    first = 1
    for id, found in groupby(enumerate(report.sums), key=lambda pair: pair[1].rule):
        items = tuple(_item(item, shown.get(index, "")) for index, item in found)
        title = f"{id} {printable(rules[id].title)}" if id in rules else id
        counts = Counter(item.result for item in items)
        told = "，".join(f"{name}{counts[name]}" for _, name, _ in _RESULTS.values() if counts[name])
        yield Group(title, told, first, items)
        first += len(items)


def _item(item: Sum, id: str) -> Reckoned:
    place = " → ".join(name for name in (item.place.table, item.place.row, item.place.column) if name)
    more = f"（{item.count}项）" if item.count > 1 else ""
    return Reckoned(*_RESULTS[item.holds], item.rule, printable(place), printable(item.words) + more, id)
