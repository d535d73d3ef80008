"""SARIF 2.1.0 (OASIS), for code hosts, dashboards and archives.

A text artefact's result has a region, columns in UTF-16 units; a binary artefact's (Word, PDF) never has
one (section 3.29.2 of the standard): its place is a logical location. What could not be read or judged is
a notification of the invocation, so that a run that saw only half does not look like a clean one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from .. import __version__
from ..findings import Failure, Finding, Level, Place, Report, Run, Unjudged
from ..fingerprints import NAME, fingerprints
from ..model import Source
from ..ruleset import Ruleset
from ..typenames import Any
from . import Options
from .json import encode, plain
from .phrases import located, sentence, unjudged_sentence
from .sarif_places import Logical, artifact_location, context, region
from .sarif_rules import LEVELS, NOTIFICATIONS, driver_rules

_MIME = {
    "text": "text/plain",
    "markdown": "text/markdown",
    "html": "text/html",
    "word": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "word97": "application/msword",
    "pdf": "application/pdf",
    "ofd": "application/ofd",
    "roster": "application/yaml",
}
_LINKS = 8  # related places named in a message; all of them stand in relatedLocations


def write(run: Run, ruleset: Ruleset, options: Options) -> bytes:
    """A log of one run. The same run gives the same bytes: no times, no machine, no user."""
    log = {
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [_Writer(ruleset, options).run(run)],
    }
    return encode(log)


@dataclass(slots=True)
class _Writer:
    """The tables of one run that its results point into by index."""

    ruleset: Ruleset
    options: Options
    rules: Mapping[str, int] = field(init=False)
    titles: Mapping[str, str] = field(init=False)
    artifacts: dict[str, int] = field(default_factory=dict)
    logical: Logical = field(default_factory=Logical)

    def __post_init__(self) -> None:
        rules = self.ruleset.rules
        self.rules = {rule.id: index for index, rule in enumerate(rules)}
        self.titles = {rule.id: rule.title for rule in rules}

    def run(self, run: Run) -> dict[str, Any]:
        for name in (*(report.name for report in run.files), *(f.name for f in run.failures)):
            self.artifacts.setdefault(name, len(self.artifacts))
        results = [result for report in run.files for result in self._results(report)]
        seen = any(report.source.textual and report.findings for report in run.files)
        return {
            "tool": {"driver": _driver(self.ruleset)},
            "language": "zh-CN",
            **({"columnKind": "utf16CodeUnits"} if seen else {}),
            "automationDetails": {"id": "reportlint/"},
            "originalUriBaseIds": {
                "SRCROOT": {"description": {"text": "代码库的根目录；不在代码库中时为运行时的当前目录。"}}
            },
            "invocations": [self._invocation(run)],
            "artifacts": list(self._artifacts(run)),
            "logicalLocations": self.logical.entries,
            "results": results,
        }

    # ---- files ---------------------------------------------------------------------------------

    def _artifacts(self, run: Run) -> Iterator[dict[str, Any]]:
        reports = {report.name: report for report in run.files}
        for name in self.artifacts:
            entry: dict[str, Any] = {"location": artifact_location(name, self.options)}
            if name in reports:
                entry |= _described(reports[name])
            yield entry

    def _artifact(self, name: str) -> dict[str, Any]:
        return {**artifact_location(name, self.options), "index": self.artifacts[name]}

    # ---- results -------------------------------------------------------------------------------

    def _results(self, report: Report) -> Iterator[dict[str, Any]]:
        for finding, mark in zip(report.findings, fingerprints(report), strict=True):
            yield self._result(finding, mark, report)

    def _result(self, finding: Finding, mark: str, report: Report) -> dict[str, Any]:
        location = self._location(finding.place, report)
        marks = {NAME: mark}
        if "region" not in location["physicalLocation"]:
            marks["primaryLocationLineHash"] = f"{mark[:16]}:1"  # where there are lines, GitHub makes it
        return {
            "ruleId": finding.rule,
            **self._index(finding.rule, "ruleIndex"),
            "level": LEVELS[finding.level],
            "kind": "fail",
            "message": _message(finding),
            "locations": [location],
            **self._related(finding, report),
            "partialFingerprints": marks,
            "properties": _properties(finding, report),
        }

    def _index(self, rule: str, key: str) -> dict[str, int]:
        return {key: self.rules[rule]} if rule in self.rules else {}

    def _related(self, finding: Finding, report: Report) -> dict[str, Any]:
        locations = [
            {"id": n, **self._location(item.place, report), "message": {"text": _words(item.message)}}
            for n, item in enumerate(finding.related, 1)
        ]
        return {"relatedLocations": locations} if locations else {}

    def _location(self, place: Place, report: Report) -> dict[str, Any]:
        return {
            "physicalLocation": {
                "artifactLocation": self._artifact(report.name),
                **_regions(place, report.source),
            },
            **self.logical.of(place),
        }

    # ---- what was not seen ---------------------------------------------------------------------

    def _invocation(self, run: Run) -> dict[str, Any]:
        notifications = [
            *(self._failure(failure) for failure in run.failures),
            *(self._unjudged(item, report) for report in run.reports for item in report.unjudged),
        ]
        blind = any(report.blind for report in run.files)
        return {
            "executionSuccessful": not run.failures and not blind,
            "exitCode": self.options.status,
            "toolExecutionNotifications": notifications,
        }

    def _failure(self, failure: Failure) -> dict[str, Any]:
        return {
            "descriptor": {"id": "unreadable", "index": 0},
            "level": "error",
            "message": {"text": _words(f"未检查：{sentence(failure.reason)}")},
            "locations": [{"physicalLocation": {"artifactLocation": self._artifact(failure.name)}}],
        }

    def _unjudged(self, item: Unjudged, report: Report) -> dict[str, Any]:
        level = "note" if item.level is not Level.ERROR else "warning" if item.cause else "error"
        return {
            "descriptor": {"id": "unjudged", "index": 1},
            "associatedRule": {"id": item.rule, **self._index(item.rule, "index")},
            "level": level,
            "message": {"text": _words(unjudged_sentence(item, self.titles.get(item.rule, "")))},
            "locations": [self._location(item.place, report)],
            "properties": {"count": item.count, "cause": item.cause},
        }


def _driver(ruleset: Ruleset) -> dict[str, Any]:
    return {
        "name": "reportlint",
        "version": __version__,
        "semanticVersion": __version__,
        "language": "zh-CN",
        "rules": driver_rules(ruleset),
        "notifications": NOTIFICATIONS,
    }


def _described(report: Report) -> dict[str, Any]:
    source = report.source
    return {
        "roles": ["analysisTarget"],
        **({"mimeType": _MIME[source.format]} if source.format in _MIME else {}),
        **({"encoding": source.encoding} if source.textual else {}),
        "hashes": {"sha-256": report.digest},
        "properties": {
            "edition": report.edition,
            "title": report.title,
            "year": report.year,
            "relations": plain(report.relations),
            "demands": plain(report.demands),
        },
    }


def _regions(place: Place, source: Source) -> dict[str, Any]:
    if not source.textual or not place.origin.line:
        return {}
    around = context(place.origin, source)
    return {"region": region(place.origin, source), **({"contextRegion": around} if around else {})}


def _properties(finding: Finding, report: Report) -> dict[str, Any]:
    facts = {
        "path": located(finding.place),
        "edition": report.edition,
        "advice": finding.advice,
        "evidence": finding.evidence,
        "alsoBroken": list(finding.others),
        "facts": plain(finding.facts),
    }
    return {name: value for name, value in facts.items() if value}


def _message(finding: Finding) -> dict[str, Any]:
    """The sentence, then links to the other places; the same as an argument of the rule's message."""
    text = " ".join(part for part in (_words(finding.message), _links(finding)) if part)
    return {"text": text, "id": "default", "arguments": [text]}


def _links(finding: Finding) -> str:
    shown: Iterable[tuple[int, str]] = enumerate((r.message for r in finding.related[:_LINKS]), 1)
    links = "、".join(f"[{_link_text(words)}]({number})" for number, words in shown if words)
    return f"相关：{links}。" if links else ""


def _words(text: str) -> str:
    """A message's text. Braces mark placeholders there (3.11.5), so they become full-width ones, which
    every viewer shows alike; square brackets before round ones would be a link."""
    return re.sub(r"\](?=\()", "］", text.replace("{", "｛").replace("}", "｝")) or "—"


def _link_text(text: str) -> str:
    return re.sub(r"([\[\]\\])", r"\\\1", text.replace("{", "｛").replace("}", "｝"))
