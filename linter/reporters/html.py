"""One page for people to read, print and pass on: a single HTML file, without script, without network.

Everything that comes from a report, a rule or a file's name is text on it; the template escapes each value.
"""

from __future__ import annotations

from jinja2 import Environment, FunctionLoader, StrictUndefined

from .. import __version__
from ..findings import Run, Tally
from ..records import dataclass
from ..resources import template
from ..ruleset import Ruleset
from . import Options
from .html_report import Part, Verdict, part, verdict
from .phrases import LEVEL_NAMES, failure_sentence, relations, rules_by_report, summary
from .units import units_rows, units_sums


def write(run: Run, ruleset: Ruleset, options: Options) -> bytes:
    """The page in UTF-8. The same run gives the same bytes; no option changes it."""
    environment = Environment(
        loader=FunctionLoader(template), autoescape=True, undefined=StrictUndefined, trim_blocks=True,
        lstrip_blocks=True, keep_trailing_newline=True,
    )
    page = environment.get_template("report.html").render(page=_page(run, ruleset), version=__version__)
    return page.encode("utf-8", "replace")


@dataclass(frozen=True, slots=True)
class Page:
    """All of it. `parts` are in the run's order, `index` by unit and year."""

    title: str
    several: bool
    verdict: Verdict
    counts: tuple[tuple[str, int], ...]
    relations: Tally
    summary: tuple[str, ...]
    failures: tuple[str, ...]
    units_head: tuple[str, ...]
    units: tuple[tuple[str, ...], ...]
    units_sum: str
    parts: tuple[Part, ...]


def _page(run: Run, ruleset: Ruleset) -> Page:
    rules = rules_by_report(ruleset)
    parts = tuple(
        part(f"r{number}", report, rules(report)) for number, report in enumerate(run.files, 1)
    )
    head, *units = list(units_rows(run)) or [()]
    return Page(
        f"检查结果：{parts[0].heading}" if len(parts) == 1 else "政府信息公开工作年度报告检查结果",
        len(parts) > 1,
        _overall(run),
        _counts(run),
        relations(run.reports),
        tuple(summary(run)),
        tuple(map(failure_sentence, run.failures)),
        head,
        tuple(units),
        units_sums(run.units) if run.units else "",
        tuple(sorted(parts, key=lambda part: (part.agency, part.year, part.name))),
    )


def _counts(run: Run) -> tuple[tuple[str, int], ...]:
    levels = ((name, sum(report.count(level) for report in run.files)) for level, name in LEVEL_NAMES.items())
    unjudged = sum(item.count for report in run.files for item in report.unjudged)
    return (*levels, ("未核对", unjudged), ("未能检查", len(run.failures)))


def _overall(run: Run) -> Verdict:
    if not run.files:
        return Verdict("没有检查任何报告。", "⚠", "blind")
    found = max((finding.level for report in run.files for finding in report.findings), default=None)
    gaps = [
        *(["必须核对的内容未能核对"] if any(report.blind for report in run.files) else []),
        *(["文件未能检查"] if run.failures else []),
    ]
    return verdict(found, gaps)
