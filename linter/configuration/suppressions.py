"""Findings that the author accepts, with a reason: comments in Markdown and HTML, entries of the settings.

    <!-- reportlint-disable-next-line T3-ROW -- 原因 -->
    <!-- reportlint-disable-next-line T3-ROW, T3-TOT until 2026-12-31 -- 原因 -->
    <!-- reportlint-disable-file TTL-004 -- 原因 -->

Without a reason, or past its day, none has an effect; such ones and those that meet no finding are said.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from ..findings import Finding, Level, Report
from ..patterns import compiled
from ..records import dataclass, replace
from ..typenames import TYPE_CHECKING
from ..wording import bare

if TYPE_CHECKING:
    from datetime import date

_COMMENT = compiled(
    r"<!--\s{0,20}reportlint-(?P<what>[a-z-]{1,40})(?P<rules>[^<>\n]{0,300}?)"
    r"(?:\s{1,20}until\s{1,20}(?P<until>\S{1,20}))?\s{0,20}(?:--\s{0,20}(?P<reason>[^\n]{0,500}?))?\s{0,20}-->"
)
_FORMATS = ("markdown", "html")
_REACH = {"disable-next-line": False, "disable-file": True}
_ID = compiled(r"[A-Za-z0-9-]+")


@dataclass(frozen=True, slots=True)
class Suppression:
    """Rules (ids or families) accepted at a place: the line (0: anywhere), or words of a place's names, each
    of which must be one of them ("表三/新收"). `until` is the last day on which it counts. `said` is where it
    was written. A `general` one, for many files, need not meet a finding in each."""

    rules: tuple[str, ...]
    reason: str
    said: str
    line: int = 0
    place: str = ""
    until: date | None = None
    general: bool = False

    def meets(self, finding: Finding) -> bool:
        """Whether a finding is meant."""
        if not any(finding.rule == rule or finding.rule.startswith(f"{rule}-") for rule in self.rules):
            return False
        if self.line and finding.place.origin.line != self.line:
            return False
        names = [bare(name) for name in finding.place.path]
        return all(any(word in name for name in names) for word in map(bare, self.place.split("/")) if word)


def accepted(report: Report, others: Iterable[Suppression], inline: bool = True, today: date | None = None) -> Report:
    """The report without the findings that its own comments (with `inline`), or others, accept; with notes on
    those of no effect; `today` (default: this day) is held to their last days. What
    could not be judged because of an accepted finding weighs no more than a remark."""
    notes: list[str] = []
    valid = []
    for item in (*(_comments(report, notes) if inline else ()), *others):
        if fault := _fault(item, today):
            notes.append(f"{item.said}: {fault}")
        else:
            valid.append(item)
    if not valid and not notes:
        return report
    met = [[item for item in valid if item.meets(finding)] for finding in report.findings]
    used = {id(item) for items in met for item in items}
    notes += [f"{item.said}: 没有用到（{'、'.join(item.rules)}没有在此处报出），可以删去" for item in valid
              if id(item) not in used and not item.general]
    kept = tuple(f for f, items in zip(report.findings, met, strict=True) if not items)
    return without(report, kept, tuple(notes))


def without(report: Report, kept: tuple[Finding, ...], notes: tuple[str, ...] = ()) -> Report:
    """The report with some of its findings only."""
    gone = {f.rule for f in report.findings} - {f.rule for f in kept}
    unjudged = tuple(replace(item, level=Level.INFO) if item.cause in gone else item for item in report.unjudged)
    count = report.accepted + len(report.findings) - len(kept)
    return replace(report, findings=kept, unjudged=unjudged, accepted=count, notes=(*report.notes, *notes))


def _fault(item: Suppression, today: date | None) -> str:
    if not item.reason:
        return "停用没有写原因，不起作用；请写成“… -- 原因”"
    if item.until and _past(item.until, today):
        return f"停用已于{item.until}到期，不再起作用；请改正问题，或延长并说明原因"
    return ""


def _past(until: date, today: date | None) -> bool:
    return until < (today or type(until).today())


def _comments(report: Report, notes: list[str]) -> Iterator[Suppression]:
    """The suppressions that a file's own comments state; a note on each that cannot be understood."""
    lines = report.source.lines if report.source.format in _FORMATS else ()
    for number, line in enumerate(lines, 1):
        for found in _COMMENT.finditer(line) if "reportlint-" in line else ():
            said = f"{report.name}:{number}"
            until = _day(found["until"] or "")
            rules = tuple(word.upper() for word in _ID.findall(found["rules"]))
            if found["what"] not in _REACH:
                notes.append(f"{said}: 不认识“reportlint-{found['what']}”；可用 disable-next-line、disable-file")
            elif not rules:
                notes.append(f"{said}: 停用没有写规则编号，不起作用")
            elif found["until"] and until is None:
                notes.append(f"{said}: 日期“{found['until']}”应写成 2026-12-31 的样子，停用不起作用")
            else:
                place = 0 if _REACH[found["what"]] else _next_line(lines, number)
                yield Suppression(rules, (found["reason"] or "").strip(), said, place, "", until)


def _next_line(lines: tuple[str, ...], number: int) -> int:
    """The line below that is neither blank nor another comment."""
    return next((at for at in range(number + 1, len(lines) + 1)
                 if lines[at - 1].strip() and not _COMMENT.fullmatch(lines[at - 1].strip())), -1)


def _day(words: str) -> date | None:
    from datetime import date  # few reports have comments of ours

    try:
        return date.fromisoformat(words) if re.fullmatch(r"\d{4}-\d\d-\d\d", words) else None
    except ValueError:
        return None
