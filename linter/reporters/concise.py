"""One line for each finding and each demand not judged, for people and for grep."""

from __future__ import annotations

from collections.abc import Iterator

from ..display import printable
from ..findings import Finding, Report, Run
from ..ruleset import Ruleset
from . import Options
from .phrases import LEVEL_NAMES, failure_sentence, grouped, located, position, summary, unjudged_sentence
from .units import units_table


def write(run: Run, ruleset: Ruleset, options: Options) -> str:
    """`path:line:column: level id message`, with the place's names where the file has no lines."""
    titles = {rule.id: rule.title for rule in ruleset.rules}
    lines = [line for report in run.files for line in _lines(report, titles)]
    lines += units_table(run)
    if options.complete:
        lines += [*map(failure_sentence, run.failures), *summary(run)]
    return "".join(f"{line}\n" for line in lines)


def _lines(report: Report, titles: dict[str, str]) -> Iterator[str]:
    for finding in report.findings:
        yield _line(finding, report)
    for item in grouped(report.unjudged):
        sentence = unjudged_sentence(item, titles.get(item.rule, ""))
        yield f"{position(report.name, item.place.origin)}: {sentence}"


def _line(finding: Finding, report: Report) -> str:
    place = finding.place
    where = "" if place.origin.line or not located(place) else f" [{located(place)}]"
    level = f"{LEVEL_NAMES[finding.level]} {finding.rule}"
    return f"{position(report.name, place.origin)}: {level} {printable(finding.message)}{where}"
