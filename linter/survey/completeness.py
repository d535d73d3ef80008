"""The roster as a file with findings of its own, and a line for each unit: who has handed in what."""

from __future__ import annotations

from collections.abc import Iterator

from ..findings import Finding, Level, Place, Report, Tally, UnitLine, UnitYear, Unjudged
from ..messages import render
from ..model import Origin, Source
from ..ruleset import Rule, Ruleset
from .roster import Unit
from .territory import Territory

KIND = "unit_missing"
BY_HAND = "by_hand"
FORMAT = "roster"
_NOTHING = dict.fromkeys(("agency", "form", "section", "table", "row", "column", "basis", "year"), "")


def roster_report(territory: Territory, ruleset: Ruleset) -> Report:
    """The roster with a finding at each unit that has not handed in everything."""
    roster = territory.roster
    rules = [rule for rule in ruleset.rules if rule.kind == KIND]
    missing: dict[str, list[int]] = {}
    for unit, year in territory.missing():
        missing.setdefault(unit.name, []).append(year)
    units = [unit for unit in roster.units if unit.name in missing]
    findings = tuple(_finding(rule, unit, missing[unit.name]) for unit in units for rule in rules)
    text = "\n".join(roster.lines)
    owed = sum(1 for unit in roster.units for year in territory.years if unit.owes(year))
    fail = sum(map(len, missing.values()))
    unread = [(unit, name) for unit, _, name in territory.illegible()]
    source = Source(roster.name, FORMAT, (), "utf-8", roster.lines)
    from hashlib import sha256

    digest = sha256(text.encode("utf-8", "replace")).hexdigest()
    unjudged = (*_unread(rules, unread), *_by_hand(territory, ruleset))
    return Report(roster.name, source, digest, findings=findings, unjudged=unjudged,
                  demands=Tally(owed - fail - len(unread), fail, len(unread)))


def _unread(rules: list[Rule], files: list[tuple[Unit, str]]) -> Iterator[Unjudged]:
    """One entry: the files are failures of their own."""
    if files and rules:
        names = "、".join(dict.fromkeys(unit.name for unit, _ in files))
        reason = f"{names}的报告文件不能读取（{'、'.join(dict.fromkeys(name for _, name in files))}），不算缺报"
        yield Unjudged(rules[0].id, Level.INFO, reason, "", len(files))


def _by_hand(territory: Territory, ruleset: Ruleset) -> Iterator[Unjudged]:
    """What nobody can tell from files, once for all of them."""
    known = {name for pasts in territory.reports.values() for name in (past.name for past in pasts)}
    for rule in (rule for rule in ruleset.rules if rule.kind == BY_HAND):
        yield Unjudged(rule.id, Level.INFO, render(rule.message, {**_NOTHING, "others": (), "count": len(known)}))


def _finding(rule: Rule, unit: Unit, years: list[int]) -> Finding:
    facts = {"unit": unit.name, "wanted": "、".join(f"{year}年" for year in years), "count": len(years),
             "agency": unit.name, "year": years[0], "form": "", "others": (), "section": "", "table": "", "row": "",
             "column": "", "basis": str(rule.basis[0]) if rule.basis else ""}
    origin = Origin(unit.line, unit.column, unit.line, unit.column + len(unit.name))
    return Finding(rule.id, rule.level_for(years[0], unit.kind), render(rule.message, facts), Place(origin), (),
                   unit.name, (), {"unit": unit.name, "wanted": facts["wanted"], "count": len(years)},
                   render(rule.advice, facts))


def unit_lines(territory: Territory, reports: tuple[Report, ...]) -> Iterator[UnitLine]:
    """For each unit, and for each agency that the roster does not know, what it has handed in."""
    by_name = {report.name: report for report in reports}
    for unit in territory.roster.units:
        years = tuple(_unit_year(territory, unit.name, year, unit.owes(year), by_name) for year in territory.years)
        yield UnitLine(unit.name, unit.kind, unit.parent, True, years)
    for agency in territory.strange:
        years = tuple(_unit_year(territory, agency, year, False, by_name) for year in territory.years)
        yield UnitLine(agency, "", "", False, years)


def _unit_year(territory: Territory, owner: str, year: int, due: bool, by_name: dict[str, Report]) -> UnitYear:
    pasts = territory.reports.get((owner, year), ())
    reports = tuple(by_name[past.name] for past in pasts if past.name in by_name)
    return UnitYear(year, due, tuple(report.name for report in reports),
                    tuple(finding.level for report in reports for finding in report.findings),
                    any(report.blind for report in reports))
