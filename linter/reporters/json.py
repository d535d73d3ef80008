"""Everything that is known, as JSON, for other programs.

    {"version": 1,                     of this layout; keys may be added under the same number
     "tool": {"name", "version"},
     "status": 0 | 1 | 2,              the exit status
     "summary": {"reports", "error", "warning", "info", "unjudged", "failures", "skipped", "relations"},
     "reports": [{
        "name", "sha256", "format", "encoding" ("" where the format has none), "edition" ("" where none
        applies), "title", "agency", "year" (or null), "remarks": [what the reader could not do],
        "relations", "demands": {"checked", "hold", "fail", "unjudged"},
        "findings": [{"rule", "title", "level", "message", "advice", "basis": [{"document", "clause"}],
            "fingerprint", "evidence", "others": [ids of further rules broken by the same cause], "facts",
            "place": PLACE, "related": [{"message", "place": PLACE}]}],
        "unjudged": [{"rule", "title", "level", "reason", "cause", "count", "place": PLACE}]}],
     "failures": [{"name", "reason"}],
     "skipped": files passed over,
     "excluded": {"reports", "folders"}: what is not to be checked by .gitignore, `exclude` …
     "roster": as a report, its findings say who has not handed in what,     these two only with --roster
     "units": [{"name", "kind", "parent", "known": whether the roster has it,
        "years": [{"year", "due", "files": [names], "error", "warning", "info", "blind"}]}]}

PLACE is {"section", "table", "row", "column": names in the report's own words, "origin": {…}}; names that
do not apply are left out. Of an origin (`model.Origin`) the numbers that the format has are given: lines,
columns, paragraphs, tables, rows, cells, pages from 1, columns in code points, `end_column` behind the last
character; `offset` and `length` are within the paragraph's or cell's text.
Facts are a rule's own; whole numbers are numbers, other exact decimals are strings.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from decimal import Decimal

from .. import __version__
from ..display import safe_name
from ..findings import Finding, Level, Place, Report, Run, Tally, UnitLine, Unjudged
from ..fingerprints import fingerprints
from ..model import Origin
from ..ruleset import Rule, Ruleset
from ..typenames import Any
from . import Options
from .phrases import relations, rules_by_report


def write(run: Run, ruleset: Ruleset, options: Options) -> bytes:
    """The same run gives the same bytes."""
    rules = rules_by_report(ruleset)
    data = {
        "version": 1,
        "tool": {"name": "reportlint", "version": __version__},
        "status": options.status,
        "summary": _summary(run),
        "reports": [_report(report, rules(report)) for report in run.reports],
        "failures": [{"name": safe_name(f.name), "reason": f.reason} for f in run.failures],
        "skipped": run.skipped,
        "excluded": {"reports": run.excluded, "folders": run.closed},
        **_territory(run, rules),
    }
    return encode(data)


def _territory(run: Run, rules: Callable[[Report], Mapping[str, Rule]]) -> dict[str, Any]:
    """The roster and what its units handed in; nothing without one."""
    if run.roster is None:
        return {}
    return {"roster": _report(run.roster, rules(run.roster)), "units": [_unit(line) for line in run.units]}


def _unit(line: UnitLine) -> dict[str, Any]:
    years = [{"year": entry.year, "due": entry.due, "files": list(map(safe_name, entry.files)),
              **{_level(level): entry.levels.count(level) for level in reversed(Level)}, "blind": entry.blind}
             for entry in line.years]
    return {"name": line.name, "kind": line.kind, "parent": line.parent, "known": line.known, "years": years}


def encode(data: Any) -> bytes:
    """JSON in UTF-8 with a line break at the end; half surrogates, which no encoding takes, as "?"."""
    return (json.dumps(data, ensure_ascii=False, indent=2) + "\n").encode("utf-8", "replace")


def _summary(run: Run) -> dict[str, Any]:
    return {
        "reports": len(run.reports),
        **{_level(level): sum(report.count(level) for report in run.files) for level in reversed(Level)},
        "unjudged": sum(len(report.unjudged) for report in run.reports),
        "failures": len(run.failures),
        "skipped": run.skipped,
        "relations": _tally(relations(run.reports)),
    }


def _report(report: Report, rules: Mapping[str, Rule]) -> dict[str, Any]:
    marks = fingerprints(report)
    return {
        "name": safe_name(report.name),
        "sha256": report.digest,
        "format": report.source.format,
        "encoding": report.source.encoding,
        "edition": report.edition,
        "title": report.title,
        "agency": report.agency,
        "year": report.year,
        "remarks": list(report.source.remarks),
        "relations": _tally(report.relations),
        "demands": _tally(report.demands),
        "findings": [_finding(f, m, rules) for f, m in zip(report.findings, marks, strict=True)],
        "unjudged": [_unjudged(item, rules) for item in report.unjudged],
    }


def _finding(finding: Finding, mark: str, rules: Mapping[str, Rule]) -> dict[str, Any]:
    rule = rules.get(finding.rule)
    return {
        "rule": finding.rule,
        "title": rule.title if rule else "",
        "level": _level(finding.level),
        "message": finding.message,
        "advice": finding.advice,
        "basis": [plain(basis) for basis in rule.basis] if rule else [],
        "fingerprint": mark,
        "evidence": finding.evidence,
        "others": list(finding.others),
        "facts": plain(finding.facts),
        "place": _place(finding.place),
        "related": [{"message": r.message, "place": _place(r.place)} for r in finding.related],
    }


def _unjudged(item: Unjudged, rules: Mapping[str, Rule]) -> dict[str, Any]:
    rule = rules.get(item.rule)
    return {
        "rule": item.rule,
        "title": rule.title if rule else "",
        "level": _level(item.level),
        "reason": item.reason,
        "cause": item.cause,
        "count": item.count,
        "place": _place(item.place),
    }


def _tally(tally: Tally) -> dict[str, int]:
    return {"checked": tally.checked, "hold": tally.hold, "fail": tally.fail, "unjudged": tally.unjudged}


def _level(level: Level) -> str:
    return level.name.lower()


def _place(place: Place) -> dict[str, Any]:
    names = {name: getattr(place, name) for name in ("section", "table", "row", "column")}
    return {**{name: value for name, value in names.items() if value}, "origin": _origin(place.origin)}


def _origin(origin: Origin) -> dict[str, Any]:
    numbers = {field.name: getattr(origin, field.name) for field in fields(origin)}
    return {name: plain(value) for name, value in numbers.items() if value}


def plain(value: Any) -> Any:
    """Any fact as JSON knows it."""
    match value:
        case Level():
            return _level(value)
        case None | bool() | int() | float() | str():
            return value
        case Decimal():
            return int(value) if value.is_finite() and value.as_tuple().exponent == 0 else str(value)
        case Place():
            return _place(value)
        case Origin():
            return _origin(value)
        case Mapping():
            return {str(key): plain(item) for key, item in value.items()}
        case set() | frozenset():
            return sorted(map(plain, value), key=str)
        case tuple() | list():
            return [plain(item) for item in value]
    if is_dataclass(value):
        return {field.name: plain(getattr(value, field.name)) for field in fields(value)}
    return str(value)
