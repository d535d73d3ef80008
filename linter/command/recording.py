"""The command `baseline`: records what is found now, so that later only what is new is shown."""

from __future__ import annotations

import os

from ..configuration.baselines import ACTIONS, DEFAULT, Baseline, found, read, size, write
from ..configuration.governing import Governor
from ..errors import UsageError
from ..inputs import files
from ..reporters.phrases import failure_sentence
from ..typenames import TYPE_CHECKING
from . import console
from .checking import examine

if TYPE_CHECKING:
    from argparse import Namespace


def record(options: Namespace) -> int:
    """Writes the baseline's file; 0, or 2 where a report could not be read. Raises UsageError."""
    name, action = options.baseline or Governor(options).baseline() or DEFAULT, options.action
    old = read(name) if os.path.exists(name) or action != "create" else Baseline(name, {})
    run, _ = examine(options, accepting=False)
    for failure in run.failures:
        console.note(failure_sentence(failure))
    new = Baseline(name, ACTIONS[action](old.renamed(run), found(run, old)))
    try:
        write(new)
    except OSError as error:
        raise UsageError(f"无法写入 {name}：{files.reason(error)}") from None
    console.note(f"基线 {name}：原有{size(old.entries)}个问题，现有{size(new.entries)}个。")
    return 2 if run.failures else 0
