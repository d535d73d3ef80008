"""The ways to show what was found, one module each.

A module offers `write(run, ruleset, options)`, a pure function; text for people or UTF-8 bytes for
machines. Every format shows findings, demands that could not be judged, and files that could not be read.
"""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module

from ..findings import Run
from ..records import dataclass
from ..ruleset import Ruleset
from ..typenames import Protocol, cast


@dataclass(frozen=True, slots=True)
class Options:
    """How to write. `width` is the screen's in columns; `status` the exit status of the run.

    `folder` is the absolute folder that reports' names are relative to, `root` the one that SARIF's paths
    are relative to, both with "/" between names; "" for unknown. `complete` asks a format for people to
    include failures and summary, which otherwise go to standard error.
    """

    width: int = 80
    colour: bool = False
    status: int = 0
    folder: str = ""
    root: str = ""
    complete: bool = False


class Reporter(Protocol):
    """What every module of this package offers."""

    def write(self, run: Run, ruleset: Ruleset, options: Options) -> str | bytes: ...


REPORTERS: Mapping[str, str] = {
    "text": "text",
    "concise": "concise",
    "html": "html",
    "json": "json",
    "sarif": "sarif",
}
"""Every format: its name on the command line → its module in this package, imported when first used."""


def reporter(name: str) -> Reporter:
    """The module of a format. Raises KeyError for a name that is not in REPORTERS."""
    return cast(Reporter, import_module("." + REPORTERS[name], __package__))
