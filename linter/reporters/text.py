"""Findings in full, for people: message, the line with a mark under the place, or the place's names, the
other cells, the clause, how to mend it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ..display import caret, printable, width, window, wrap
from ..findings import Finding, Level, Place, Report, Run
from ..model import Source
from ..ruleset import Rule, Ruleset
from . import Options
from .phrases import (
    LEVEL_NAMES,
    failure_sentence,
    grouped,
    located,
    position,
    related_words,
    rules_by_report,
    summary,
    unjudged_sentence,
)
from .units import units_table

_INDENT = "    "
_COLOURS = {Level.ERROR: "31;1", Level.WARNING: "33;1", Level.INFO: "36;1"}
_DIM = "2"
_BOLD = "1"


def write(run: Run, ruleset: Ruleset, options: Options) -> str:
    """A block for each finding, then a line for each demand not judged, report by report."""
    return "".join(f"{line}\n" for line in _lines(run, ruleset, options))


def _lines(run: Run, ruleset: Ruleset, options: Options) -> Iterator[str]:
    rules_of = rules_by_report(ruleset)
    for report in run.files:
        rules = rules_of(report)
        for finding in report.findings:
            yield from _block(finding, report, rules, options)
            yield ""
        yield from _unjudged(report, rules, options)
    yield from units_table(run)
    if options.complete:
        yield from map(failure_sentence, run.failures)
        yield from summary(run)


def _unjudged(report: Report, rules: Mapping[str, Rule], options: Options) -> Iterator[str]:
    for item in grouped(report.unjudged):
        rule = rules.get(item.rule)
        sentence = unjudged_sentence(item, rule.title if rule else "")
        yield f"{_paint(position(report.name, item.place.origin), _BOLD, options)}: {sentence}"
    if report.unjudged:
        yield ""


def _block(finding: Finding, report: Report, rules: Mapping[str, Rule], options: Options) -> Iterator[str]:
    where = _paint(position(report.name, finding.place.origin), _BOLD, options)
    level = _paint(f"{LEVEL_NAMES[finding.level]} {finding.rule}", _COLOURS[finding.level], options)
    yield f"{where}: {level} {printable(finding.message)}"
    yield from _excerpt(finding.place, report.source, _COLOURS[finding.level], options)
    for name, words in _details(finding, rules.get(finding.rule)):
        yield from _detail(name, words, options)


def _details(finding: Finding, rule: Rule | None) -> Iterator[tuple[str, str]]:
    yield "位置", located(finding.place)
    yield "相关", "；".join(related_words(finding))
    yield "同因", "、".join(finding.others)
    yield "依据", "；".join(map(str, rule.basis)) if rule else ""
    yield "建议", finding.advice


def _detail(name: str, words: str, options: Options) -> Iterator[str]:
    """A labelled text, wrapped beside its label; nothing where there are no words."""
    label = f"{_INDENT}{name}："
    for number, line in enumerate(wrap(printable(words), max(8, options.width - width(label)))):
        if line:
            yield (" " * width(label) if number else _paint(label, _DIM, options)) + line


_NEAR = 1000
"""Characters on each side of a place that may be shown; pages have lines of a hundred thousand."""


def _excerpt(place: Place, source: Source, colour: str, options: Options) -> Iterator[str]:
    """The place's line and the mark below it, for formats that have lines."""
    origin = place.origin
    if not 0 < origin.line <= len(source.lines):
        return
    whole = source.lines[origin.line - 1]
    start = min(max(0, origin.column - 1), len(whole))
    end = origin.end_column - 1 if origin.end_line == origin.line else len(whole.rstrip())
    cut = max(0, start - _NEAR)
    line = printable(whole[cut : start + _NEAR])
    start, end = start - cut, min(end - cut, len(line))
    gutter = f"{origin.line:>7} │ "
    skipped = len(line) - len(line.lstrip())
    lead = skipped if skipped <= start else 0
    room = max(8, options.width - width(gutter))
    shown, first, last = window(line[lead:].rstrip(), start - lead, max(start, end) - lead, room)
    yield _paint(gutter, _DIM, options) + shown
    mark = caret(shown, first, last)
    space = len(mark) - len(mark.lstrip("\u3000 "))
    yield _paint(" " * 7 + " │ ", _DIM, options) + mark[:space] + _paint(mark[space:], colour, options)


def _paint(words: str, code: str, options: Options) -> str:
    return f"\x1b[{code}m{words}\x1b[0m" if options.colour and words else words
