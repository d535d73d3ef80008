"""Places, levels and sums of a run in words, shared by the formats for people."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from ..display import printable, safe_name
from ..findings import Failure, Finding, Level, Place, Related, Report, Run, Tally, Unjudged
from ..model import Origin
from ..records import replace
from ..ruleset import Rule, Ruleset

LEVEL_NAMES = {Level.ERROR: "错误", Level.WARNING: "警告", Level.INFO: "提示"}
ARROW = " → "
_REASONS_SHOWN = 8
_RELATED_SHOWN = 12


def position(name: str, origin: Origin) -> str:
    """`path`, or `path:line:column` where the file has lines."""
    shown = safe_name(name)
    return f"{shown}:{origin.line}:{origin.column}" if origin.line else shown


def path(place: Place) -> str:
    """The names of the place from the outside in, or else its numbers in the file; "" for nowhere."""
    page = (f"第{place.origin.page}页",) if place.origin.page else ()
    names = tuple(printable(name) for name in place.path)
    return ARROW.join(page + (names or _numbers(place.origin)))


def located(place: Place) -> str:
    """The names, and the number of the paragraph where neither a line nor a row says more."""
    origin = place.origin
    vague = origin.paragraph and not origin.line and not place.row and place.path
    return ARROW.join(part for part in (path(place), f"第{origin.paragraph}段" if vague else "") if part)


def _numbers(origin: Origin) -> tuple[str, ...]:
    if origin.line:
        return ()
    if origin.table:
        cell = f"第{origin.row}行第{origin.cell}列" if origin.row else ""
        return tuple(part for part in (f"第{origin.table}个表", cell) if part)
    return (f"第{origin.paragraph}段",) if origin.paragraph else ()


def related_words(finding: Finding) -> Iterator[str]:
    """The other places, each by what differs from the finding's own."""
    for related in finding.related[:_RELATED_SHOWN]:
        origin = related.place.origin
        line = f"第{origin.line}行 " if origin.line and origin.line != finding.place.origin.line else ""
        yield line + (_without_repetition(related, finding.place) or path(related.place))
    if len(finding.related) > _RELATED_SHOWN:
        yield f"等{len(finding.related)}处"


def _without_repetition(related: Related, place: Place) -> str:
    """What another cell holds, without the name of the row or the column that it shares with the place."""
    message = related.message
    if place.row and related.place.row == place.row:
        return message.replace(f"{place.row}—", "", 1)
    if place.column and related.place.column == place.column:
        return message.replace(f"—{place.column}", "", 1)
    return message


def grouped(items: tuple[Unjudged, ...]) -> tuple[Unjudged, ...]:
    """One entry for all that a rule could not judge for one cause, at the first place, with every reason."""
    groups: dict[tuple[str, str], list[Unjudged]] = {}
    for item in items:
        groups.setdefault((item.rule, item.cause), []).append(item)
    return tuple(
        replace(group[0], count=sum(item.count for item in group), reason=_reasons(group)) for group in groups.values()
    )


def _reasons(group: list[Unjudged]) -> str:
    reasons = list(dict.fromkeys(item.reason.rstrip("。") for item in group))
    more = f"等{len(reasons)}处" if len(reasons) > _REASONS_SHOWN else ""
    return "；".join(reasons[:_REASONS_SHOWN]) + more


def unjudged_sentence(item: Unjudged, title: str) -> str:
    """A rule that could not be judged, and why."""
    demand = f"“{printable(title)}”" if title else ""
    many = f"（{item.count}项）" if item.count > 1 else ""
    cause = f"（见{item.cause}）" if item.cause else ""
    return f"未核对 {item.rule} {demand}{many}，因为：{sentence(item.reason)}{cause}"


def failure_sentence(failure: Failure) -> str:
    return f"{safe_name(failure.name)}: 未检查：{sentence(failure.reason)}"


def sentence(words: str) -> str:
    """Words in one line with a full stop."""
    shown = printable(words)
    return shown if shown.endswith(("。", "！", "？")) else shown + "。"


def rules_by_report(ruleset: Ruleset) -> Callable[[Report], Mapping[str, Rule]]:
    """A function from a report to every rule by id, as the report's edition states it."""
    editions = {key: _by_edition(layer) for key, layer in (ruleset.layers or {"": ruleset}).items()}
    whole = _by_edition(ruleset) if ruleset.layers else next(iter(editions.values()))

    def rules(report: Report) -> Mapping[str, Rule]:
        known = editions.get(report.layer, whole)
        return known.get(report.edition, known[""])

    return rules


def _by_edition(ruleset: Ruleset) -> Mapping[str, Mapping[str, Rule]]:
    """For each edition, and for "" (a report under none), every rule by id as that edition states it."""
    every = {rule.id: rule for rule in ruleset.rules}
    return {"": every, **{edition.id: {**every, **edition.by_id} for edition in ruleset.editions}}


def relations(reports: tuple[Report, ...]) -> Tally:
    return sum((report.relations for report in reports), Tally())


def summary(run: Run) -> Iterator[str]:
    """What was looked at, how it came out, and what was not looked at."""
    levels = {level: sum(report.count(level) for report in run.files) for level in LEVEL_NAMES}
    found = "，".join(f"{LEVEL_NAMES[level]}{count}" for level, count in levels.items() if count)
    if run.reports:
        blind = any(report.blind for report in run.reports)
        nothing = "没有发现问题，但有内容未能核对" if blind else "没有发现问题"
        yield f"检查了{len(run.reports)}份报告：{found or nothing}。"
        yield _sums(relations(run.reports))
    else:
        yield "没有检查任何报告。"
    yield from _omissions(run)


def _sums(tally: Tally) -> str:
    if not tally.checked and not tally.unjudged:
        return "勾稽关系：没有核对。"
    missed = f"，另有{tally.unjudged}项未能核对" if tally.unjudged else ""
    return f"勾稽关系：核对{tally.checked}项，成立{tally.hold}项，不成立{tally.fail}项{missed}。"


def _omissions(run: Run) -> Iterator[str]:
    demands = sum(item.count for report in run.reports for item in report.unjudged)
    if demands:
        blind = sum(report.blind for report in run.reports)
        warning = f"；{blind}份报告有必须核对而未能核对的内容，不能视为合格" if blind else ""
        yield f"未能核对的要求：{demands}项（原因已列出）{warning}。"
    passed_over = f"，跳过{run.skipped}个文件（临时、隐藏、排除的文件或其他格式）" if run.skipped else ""
    if run.failures:
        yield f"{len(run.failures)}处未能检查{passed_over}。"
    elif run.skipped:
        yield passed_over[1:] + "。"
    yield from left_out(run.excluded, run.closed)


def left_out(excluded: int, closed: int) -> Iterator[str]:
    """How much was not checked because somebody said so."""
    if excluded or closed:
        parts = [f"{excluded}份报告"] * bool(excluded) + [f"{closed}个文件夹"] * bool(closed)
        yield f"没有检查：{'、'.join(parts)}（按 .gitignore、exclude 等排除）。"
