"""The page's own Python: files held in memory, checked as `reportlint FOLDER` checks a folder.

It runs in the browser (Pyodide), where the file system is memory, and on the desk in tests. What it gives is
what the command line gives: `-f html`, `-f text -o`, `annotate`.
"""

from __future__ import annotations

import os
from collections.abc import Generator, Iterable, Iterator
from typing import Any

from reportlint.annotate.commenting import commented
from reportlint.command.checking import Step, examining
from reportlint.command.plain import plain
from reportlint.configuration.governing import Governor
from reportlint.findings import Failure, Report, Run
from reportlint.inputs.archives import load
from reportlint.limits import FILE_SIZE
from reportlint.records import replace
from reportlint.reporters import Options, reporter
from reportlint.reporters.phrases import summary

_STDIN = "-"  # a name that the command line takes for something else


class Desk:
    """The files that lie on it, by the names they are shown under, and what was last found in them."""

    def __init__(self, home: str) -> None:
        self.home = home
        self.options = plain(())
        self.options.isolated, self.options.format = True, "html"
        self.governor = Governor(self.options)
        self.names: set[str] = set()
        self.run = Run()
        self.steps: Generator[Step, bool | None, Run] | None = None
        self.refused: list[tuple[str, str]] = []
        self.begun = self.stopping = False
        os.makedirs(home, exist_ok=True)

    def put(self, name: str, data: bytes) -> None:
        """Lays a file down, in place of one of that name. Raises OSError, ValueError for an impossible name."""
        path = self._path(name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "wb") as file:
            file.write(data)
        self.names.add(name)

    def take(self, name: str) -> None:
        """Takes a file away; nothing where there is none."""
        self.names.discard(name)
        if os.path.exists(self._path(name)):
            os.remove(self._path(name))

    def check(self, refused: Iterable[tuple[str, str]] = ()) -> dict[str, Any]:
        """Checks all that lies here; `refused` are files that did not come so far, and why."""
        self.begin(refused)
        while self.step():
            pass
        return self.found()

    def begin(self, refused: Iterable[tuple[str, str]] = ()) -> None:
        """Gets ready for `step`."""
        os.chdir(self.home)
        self.options.paths = sorted({name.partition("/")[0] for name in self.names})
        self.steps = examining(self.options, self.governor) if self.names else None
        self.run, self.refused, self.begun, self.stopping = Run(), [*refused], False, False

    def step(self) -> tuple[str, int, int, bool] | None:
        """Looks at the file that was named last; names the next one, its number, of how many, whether it has been
        looked at before. None when all is done."""
        if self.steps is None:
            return None
        try:
            step = self.steps.send(True if self.stopping and self.begun else None)
        except StopIteration as end:
            self.run, self.steps = end.value, None
            return None
        self.begun = True
        return step.name, step.number, step.total, step.again

    def stop(self) -> None:
        """Nothing more is looked at: what is left is said to be left."""
        self.stopping = True

    def found(self) -> dict[str, Any]:
        """What the steps have found."""
        failures = (*self.run.failures, *(Failure(name, reason) for name, reason in self.refused))
        self.run = replace(self.run, failures=tuple(sorted(failures, key=lambda failure: failure.name)))
        return {
            "status": self.run.status(),
            "summary": list(summary(self.run)),
            "failures": [[failure.name, failure.reason] for failure in self.run.failures],
            "reports": [self._row(report) for report in self.run.reports],
            "html": self.shown("html"),
        }

    def shown(self, form: str) -> bytes:
        """The last run in a format, as `-f FORM -o FILE` writes it."""
        made = reporter(form).write(self.run, self.governor.ruleset(), Options(status=self.run.status(), complete=True))
        return made.encode("utf-8", "replace") if isinstance(made, str) else made

    def annotated(self, name: str) -> bytes:
        """A checked report's findings as comments, in its copy or in a Word file made of what was read. Raises
        ReadError, KeyError."""
        report = {report.name: report for report in self.run.reports}[name]
        os.chdir(self.home)
        return commented(name, load(name, FILE_SIZE), report, self.governor.ruleset()).data

    def _row(self, report: Report) -> dict[str, Any]:
        return {"name": report.name, "counts": dict(_counts(report)), "blind": report.blind}

    def _path(self, name: str) -> str:
        parts = name.split("/")
        if not name or name == _STDIN or any(part in ("", ".", "..") for part in parts):
            raise ValueError(name)
        return os.path.join(self.home, *parts)


def _counts(report: Report) -> Iterator[tuple[str, int]]:
    from reportlint.reporters.phrases import LEVEL_NAMES

    for level, name in LEVEL_NAMES.items():
        yield name, report.count(level)
    yield "未核对", sum(item.count for item in report.unjudged)
