"""The options of `reportlint PATH…` with nothing else said: the usual run does without argparse, which takes
as long to load as a report takes to be judged. What `commandline` declares; a test holds the two together."""

from __future__ import annotations

from collections.abc import Sequence
from types import SimpleNamespace

from ..typenames import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from argparse import Namespace

_LISTS = ("select", "ignore", "previous", "rules", "exclude", "limit")
_WORDS = ("roster", "edition", "config", "baseline", "stdin_filename", "output_file")
_SWITCHES = ("isolated", "no_inline", "exit_zero", "force_exclude", "show_files", "allow_empty", "office", "quiet",
             "open", "debug", "version")


def plain(paths: Sequence[str]) -> Namespace:
    """What `commandline.parse("check", paths)` gives."""
    options = {
        **{name: [] for name in _LISTS}, **dict.fromkeys(_WORDS, ""), **dict.fromkeys(_SWITCHES, False),
        "paths": list(paths), "fail_on": "error", "format": "text", "color": "auto", "max_size": None,
        "gitignore": True,
    }
    return cast("Namespace", SimpleNamespace(**options))
