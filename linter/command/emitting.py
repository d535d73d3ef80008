"""What was found goes out: to standard output or a file, what is said beside it to standard error."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator

from ..errors import UsageError
from ..findings import Run
from ..inputs import files
from ..reporters import Options, reporter
from ..reporters.phrases import failure_sentence, summary
from ..ruleset import Ruleset
from ..typenames import TYPE_CHECKING
from . import console

if TYPE_CHECKING:
    from argparse import Namespace


def write(run: Run, ruleset: Ruleset, status: int, options: Namespace) -> None:
    """Sends the run where the options say, and what else is to be said to standard error. Raises UsageError."""
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
    notes(map(failure_sentence, run.failures))
    notes(note for report in run.reports for note in report.notes)
    notes(run.notes)
    notes([] if options.quiet else [*summary(run), *_left_out(run)])


def _left_out(run: Run) -> Iterator[str]:
    count = sum(report.accepted for report in run.reports)
    if count:
        yield f"另有{count}个问题按停用说明或基线没有列出。"


def _save(name: str, content: str | bytes) -> None:
    data = content.encode("utf-8", "replace") if isinstance(content, str) else content
    try:
        files.replace(name, data)
    except OSError as error:
        raise UsageError(f"无法写入 {name}：{files.reason(error)}") from None


def notes(lines: Iterable[str]) -> None:
    """Lines for people, beside the results."""
    for line in lines:
        console.note(line)
