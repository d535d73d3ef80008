"""A baseline: the findings that were there when it was made, one fingerprint each; only others are shown."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Mapping

from ..errors import ReadError, UsageError
from ..findings import Finding, Report, Run
from ..fingerprints import NAME, fingerprints
from ..inputs.files import load, replace
from ..records import dataclass

DEFAULT = "reportlint-baseline.json"
_LIMIT = 64_000_000
Entries = Mapping[str, Mapping[str, str]]
"""Per file (its path from the baseline's folder) fingerprint → rule and message, for people."""


@dataclass(frozen=True)
class Baseline:
    """A baseline's file and what it holds."""

    name: str
    entries: Entries

    def key(self, report: str) -> str:
        """What a report is called in the baseline."""
        folder = os.path.dirname(os.path.abspath(self.name))
        try:
            return os.path.relpath(report, folder).replace(os.sep, "/")
        except ValueError:  # another drive
            return report.replace(os.sep, "/")

    def known(self, report: Report) -> tuple[Finding, ...]:
        """The findings of a report that the baseline has. (Fingerprints count all findings of a report: ask
        before others are left out.)"""
        own = fingerprints(report)
        marks = self.entries.get(self.former(report.name, own) or self.key(report.name), {})
        return tuple(item for item, mark in zip(report.findings, own, strict=True) if mark in marks)

    def former(self, report: str, marks: Iterable[str]) -> str:
        """What a report that the baseline does not have was called before: a file that is gone and had more than
        half of its findings in common with it (`marks`); "" for none."""
        if self.key(report) in self.entries:
            return ""
        own, folder = set(marks), os.path.dirname(os.path.abspath(self.name))
        gone = [(len(own & known.keys()), name) for name, known in self.entries.items()
                if own & known.keys() and not os.path.exists(os.path.join(folder, name))]
        count, name = max(gone, default=(0, ""))
        return name if count * 2 > len(self.entries.get(name, ())) else ""

    def renamed(self, run: Run) -> Entries:
        """The entries with the names that the files have now."""
        names = {former: self.key(report.name) for report in run.reports
                 if (former := self.former(report.name, fingerprints(report)))}
        return {names.get(name, name): marks for name, marks in self.entries.items()}


def read(name: str) -> Baseline:
    """The baseline in a file. Raises UsageError."""
    try:
        data = json.loads(load(name, _LIMIT))
        entries = data["files"]
        if data["fingerprints"] != NAME or not all(isinstance(item, dict) for item in entries.values()):
            raise ValueError
    except ReadError as error:
        raise UsageError(f"基线 {name}：{error.reason}") from None
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError):
        raise UsageError(f"基线 {name} 不是 reportlint baseline create 写出的文件，或已损坏") from None
    return Baseline(name, entries)


def found(run: Run, baseline: Baseline) -> Entries:
    """What a run found, as a baseline holds it."""
    return {baseline.key(report.name): dict(zip(fingerprints(report), (
        f"{finding.rule} {finding.message}" for finding in report.findings), strict=True)) for report in run.reports}


def created(_old: Entries, new: Entries) -> Entries:
    """Only what is found now."""
    return new


def updated(old: Entries, new: Entries) -> Entries:
    """What is found now in the files looked at; the other files as they were."""
    return {**old, **new}


def pruned(old: Entries, new: Entries) -> Entries:
    """Without what is no longer found in the files looked at; nothing new."""
    return {name: {mark: words for mark, words in marks.items() if name not in new or mark in new[name]}
            for name, marks in old.items()}


ACTIONS = {"create": created, "update": updated, "prune": pruned}


def write(baseline: Baseline) -> None:
    """Writes the file anew, sorted: the same findings give the same bytes. Raises OSError."""
    files = {name: dict(sorted(marks.items())) for name, marks in sorted(baseline.entries.items()) if marks}
    data = {"version": 1, "fingerprints": NAME, "files": files}
    replace(baseline.name, (json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode("utf-8", "replace"))


def size(entries: Entries) -> int:
    """How many findings it holds."""
    return sum(map(len, entries.values()))
