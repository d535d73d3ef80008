"""The command `check`: files in, reports out, one after the other; each keeps only what is shown of it."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from . import console, engine, files
from .errors import ReadError, UsageError
from .findings import LEVELS, Failure, Report, Run
from .model import Source
from .readers import MAX_SIZE, SUFFIXES
from .reporters import Options, reporter
from .reporters.phrases import failure_sentence, summary
from .ruleset import Ruleset, load
from .selection import narrowed
from .suggestion import did_you_mean

if TYPE_CHECKING:
    from argparse import Namespace

STDIN = "-"
_STDIN_NAME = "stdin"
_FORMATS = ".docx .html .md .txt"


def check(options: Namespace) -> int:
    """Checks the paths, writes what was found, returns the exit status."""
    if not options.paths and not options.force_exclude:
        raise UsageError("请写出要检查的报告文件或文件夹")
    ruleset = narrowed(edition_known(load(), options.edition), options.select, options.ignore)
    run = _examined(options, ruleset)
    status = run.status(LEVELS.get(options.fail_on))
    if options.exit_zero and status == 1:
        status = 0
    _write(run, ruleset, status, options)
    return status


def edition_known(ruleset: Ruleset, edition: str) -> Ruleset:
    """The rule set itself. Raises UsageError if it has no such edition."""
    ids = [known.id for known in ruleset.editions]
    if edition and edition not in ids:
        raise UsageError(f"没有版本 {edition}{did_you_mean(edition, ids)}；可用：{'、'.join(ids)}")
    return ruleset


# ---- looking ---------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Examiner:
    """Turns one name into what was found there. Holds all that it needs, so that it can be sent to another
    process."""

    ruleset: Ruleset
    edition: str = ""
    stdin_name: str = ""
    debug: bool = False

    def __call__(self, name: str) -> Report | Failure:
        """An error of ours is that file's failure: the others are still checked."""
        shown = (self.stdin_name or _STDIN_NAME) if name == STDIN else name
        try:
            return slim(engine.check(shown, content(name), self.ruleset, self.edition))
        except ReadError as error:
            return Failure(shown, error.reason)
        except Exception as error:
            if self.debug:
                console.trace(error)
            return Failure(shown, console.fault(error))


def _examined(options: Namespace, ruleset: Ruleset) -> Run:
    wanted = files.Wanted(
        tuple(SUFFIXES), tuple(options.exclude), options.force_exclude, _FORMATS, options.allow_empty
    )
    found = files.find([path for path in options.paths if path != STDIN], wanted)
    names = [*found.names, *([STDIN] if STDIN in options.paths else [])]
    examiner = Examiner(ruleset, options.edition, options.stdin_filename, options.debug)
    outcomes = list(map(examiner, names))
    reports = sorted((o for o in outcomes if isinstance(o, Report)), key=lambda report: report.name)
    failures = [*found.failures, *(o for o in outcomes if isinstance(o, Failure))]
    return Run(tuple(reports), tuple(sorted(failures, key=lambda failure: failure.name)), found.skipped)


def content(name: str) -> bytes:
    """The bytes of a file, or of standard input for "-". Raises ReadError."""
    return sys.stdin.buffer.read(MAX_SIZE + 1) if name == STDIN else files.load(name, MAX_SIZE)


def slim(report: Report) -> Report:
    """The report without the text that no format shows: thousands of them fit into memory."""
    needed = set(_lines_shown(report))
    lines = tuple(line if number in needed else "" for number, line in enumerate(report.source.lines, 1))
    source = report.source
    kept = Source(source.name, source.format, (), source.encoding, lines, remarks=source.remarks)
    return replace(report, source=kept)


def _lines_shown(report: Report) -> Iterator[int]:
    for finding in report.findings:
        for place in (finding.place, *(related.place for related in finding.related)):
            yield from range(place.origin.line, max(place.origin.line, place.origin.end_line) + 1)


# ---- writing ---------------------------------------------------------------------------------------


def _write(run: Run, ruleset: Ruleset, status: int, options: Namespace) -> None:
    folder = os.getcwd()
    how = Options(
        width=80 if options.output_file else console.columns(),
        colour=options.color == "always" if options.output_file else console.coloured(options.color),
        status=status,
        folder=folder.replace(os.sep, "/"),
        root=files.root_above(folder),
        complete=bool(options.output_file),
    )
    shown = reporter(options.format).write(run, ruleset, how)
    if options.output_file:
        _save(options.output_file, shown)
    else:
        console.emit(shown)
    _notes(map(failure_sentence, run.failures))
    _notes([] if options.quiet else summary(run))


def _save(name: str, content: str | bytes) -> None:
    data = content.encode("utf-8", "replace") if isinstance(content, str) else content
    try:
        files.replace(name, data)
    except OSError as error:
        raise UsageError(f"无法写入 {name}：{files.reason(error)}") from None


def _notes(lines: Iterable[str]) -> None:
    for line in lines:
        console.note(line)
