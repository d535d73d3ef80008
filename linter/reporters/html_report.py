"""A report's section of the HTML page, as plain words in the order of the page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ..display import printable, safe_name
from ..findings import Finding, Level, Report, Tally
from ..model import Source
from ..records import dataclass
from ..ruleset import Rule
from .html_places import Excerpt, Table, excerpt, tables
from .html_sums import Group, causes, equations, reckoned
from .phrases import LEVEL_NAMES, grouped, located, related_words, unjudged_sentence

_SIGNS = {Level.ERROR: "✗", Level.WARNING: "△", Level.INFO: "○"}
_RELATION = "relation"  # the kind of rule whose demands are the arithmetic relations
_NONE = "—"


@dataclass(frozen=True, slots=True)
class Verdict:
    """How a report or a run came out: a sentence, a sign before it, the name of its style."""

    words: str
    sign: str
    mark: str


@dataclass(frozen=True, slots=True)
class Entry:
    """A finding, `number` from 1 within its report. `sums` are the relations that do not hold because of it, laid
    out; `details` are labels and words; `id` is where links lead."""

    id: str
    number: int
    mark: str
    sign: str
    level: str
    rule: str
    title: str
    message: str
    excerpt: Excerpt | None
    sums: tuple[str, ...]
    details: tuple[tuple[str, str], ...]
    related: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Missed:
    """Demands not judged; `cause` is the id of the finding that says why, "" for none."""

    words: str
    cause: str


@dataclass(frozen=True, slots=True)
class Broken:
    """A link to a finding about relations that do not hold."""

    id: str
    rules: str
    place: str


@dataclass(frozen=True, slots=True)
class Part:
    """A report's section; `row` are its counts in the table of all reports."""

    id: str
    name: str
    heading: str
    agency: str
    year: str
    facts: tuple[str, ...]
    row: tuple[str, ...]
    verdict: Verdict
    relations: Tally
    broken: tuple[Broken, ...]
    sums: tuple[Group, ...]
    remarks: tuple[str, ...]
    findings: tuple[Entry, ...]
    tables: tuple[Table, ...]
    unjudged: tuple[Missed, ...]
    unjudged_count: int


def _of(report: Report) -> Verdict:
    found = max((finding.level for finding in report.findings), default=None)
    return verdict(found, ["必须核对的内容未能核对"] if report.blind else [])


def verdict(found: Level | None, gaps: list[str]) -> Verdict:
    """What is gravest leads; what could not be looked at is said beside it and never passes for good."""
    words = "没有发现问题" if found is None else _FOUND[found]
    if gaps:
        mark = "error" if found is Level.ERROR else "blind"
        return Verdict(f"{words}；有{'，有'.join(gaps)}，不能视为合格。", _SIGNS[Level.ERROR] if found else "⚠", mark)
    if found is None:
        return Verdict(f"{words}。", "✓", "clean")
    return Verdict(f"{words}。", _SIGNS[found], found.name.lower())


_FOUND = {
    Level.ERROR: "有错误，需要改正",
    Level.WARNING: "没有发现错误，有警告需要核实",
    Level.INFO: "没有发现错误和警告，有提示",
}


def part(id: str, report: Report, rules: Mapping[str, Rule]) -> Part:
    ids = {finding.rule: f"{id}-f{number}" for number, finding in reversed([*enumerate(report.findings, 1)])}
    shown = causes(report, id)
    entries = tuple(
        _entry(f"{id}-f{number}", number, finding, report.source, rules.get(finding.rule),
               equations(report, shown, f"{id}-f{number}"))
        for number, finding in enumerate(report.findings, 1)
    )
    return Part(
        id,
        safe_name(report.name),
        printable(report.title) or safe_name(report.name),
        printable(report.agency),
        str(report.year or _NONE),
        tuple(_facts(report)),
        _row(report),
        _of(report),
        report.relations,
        tuple(_broken(report, entries, rules)),
        tuple(reckoned(report, shown, rules)),
        tuple(map(printable, report.source.remarks)),
        entries,
        tuple(tables(report)),
        tuple(_missed(report, rules, ids)),
        sum(item.count for item in report.unjudged),
    )


def _facts(report: Report) -> Iterator[str]:
    """What the file is and how it was looked at."""
    yield f"文件：{safe_name(report.name)}"
    if report.agency:
        yield f"单位：{printable(report.agency)}"
    if report.year:
        yield f"年度：{report.year}"
    if report.edition:
        yield f"格式版本：{report.edition}"
    if report.digest:
        yield f"SHA-256：{report.digest}"


def _row(report: Report) -> tuple[str, ...]:
    """Counts of findings by level and of relations; a dash where no relation was there to be looked at."""
    tally = report.relations
    sums = (tally.hold, tally.fail, tally.unjudged)
    return (*(str(report.count(level)) for level in LEVEL_NAMES), *(str(n) if any(sums) else _NONE for n in sums))


def _broken(report: Report, entries: tuple[Entry, ...], rules: Mapping[str, Rule]) -> Iterator[Broken]:
    """The findings by which a relation does not hold; one may stand for several."""
    if not report.relations.fail:
        return
    for finding, entry in zip(report.findings, entries, strict=True):
        ids = [id for id in (finding.rule, *finding.others) if id in rules and rules[id].kind == _RELATION]
        if ids:
            yield Broken(entry.id, "、".join(ids), located(finding.place))


def _missed(report: Report, rules: Mapping[str, Rule], ids: Mapping[str, str]) -> Iterator[Missed]:
    for item in grouped(report.unjudged):
        rule = rules.get(item.rule)
        words = unjudged_sentence(item, rule.title if rule else "")
        yield Missed(words, ids.get(item.cause, ""))


# ---- a finding --------------------------------------------------------------------------------------


def _entry(id: str, number: int, finding: Finding, source: Source, rule: Rule | None,
           sums: tuple[str, ...]) -> Entry:
    return Entry(
        id,
        number,
        finding.level.name.lower(),
        _SIGNS[finding.level],
        LEVEL_NAMES[finding.level],
        finding.rule,
        printable(rule.title) if rule else "",
        printable(finding.message),
        excerpt(finding.place, source),
        sums,
        tuple((name, printable(words)) for name, words in _details(finding, rule) if words),
        tuple(map(printable, related_words(finding))),
    )


def _details(finding: Finding, rule: Rule | None) -> Iterator[tuple[str, str]]:
    yield "位置", located(finding.place)
    yield "同因", "、".join(finding.others)
    yield "依据", "；".join(map(str, rule.basis)) if rule else ""
    yield "建议", finding.advice
