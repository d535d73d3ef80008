"""The command: arguments in, exit status out. The only catcher of errors.

Exit status: 0 nothing found at or above the threshold, 1 something found, 2 could not do its work
(2 wins over 1, the same for every format), 130 interrupted.
"""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Sequence

from . import __version__
from .command import console
from .errors import ReportlintError, RosterError, RulesError, UsageError
from .typenames import TYPE_CHECKING, NoReturn

if TYPE_CHECKING:
    from argparse import Namespace

_COLLECT = (50_000, 20, 100)
"""When to look for circular garbage: a report makes tens of thousands of objects that live to its end, and
looking through them a hundred times costs more than what is found."""

COMMANDS = ("check", "rules", "explain", "parse", "schema", "test", "baseline", "config", "init", "annotate")
_FLAGS = ("--debug", "-q", "--quiet")  # may stand before the command's name


def run() -> NoReturn:
    """This process's command line, as the last thing it does: all is written by then, and to take the interpreter
    down (looking through what is left in memory) would take a twentieth of a run."""
    status = main()
    console.flush()
    os._exit(status)


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs a command line (default: this process's) and returns its exit status."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    console.prepare()
    gc.set_threshold(*_COLLECT)
    try:
        return _run(given)
    except UsageError as error:
        console.note(f"reportlint: {error}（reportlint --help 查看用法）")
    except RulesError as error:
        console.note(str(error))
        what = "名册" if isinstance(error, RosterError) else "规则文件或设置"
        console.note(f"reportlint: {what}有{len(error.faults)}处错误，未作检查")
    except ReportlintError as error:
        console.note(f"reportlint: {error}")
    except KeyboardInterrupt:
        return 130
    except SystemExit as end:  # argparse has shown its help
        return int(end.code or 0)
    except Exception as error:
        _confess(error, "--debug" in given)
    return 2


def _run(given: list[str]) -> int:
    if given[:1] in (["--version"], ["-V"]):
        console.emit(f"reportlint {__version__}\n")
        return 0
    if given and not any(word[:1] == "-" or word in COMMANDS for word in given):
        from .command.plain import plain

        return _start("check", plain(given))
    from .command import commandline

    command, rest = _command(given, COMMANDS)
    return _start(command, commandline.parse(command, rest))


def _command(given: list[str], known: Sequence[str]) -> tuple[str, list[str]]:
    """The command's name and the other arguments; without a name it is the first, "check"."""
    for place, word in enumerate(given):
        if word in known:
            return word, given[:place] + given[place + 1 :]
        if word not in _FLAGS:
            break
    return known[0], given


def _start(command: str, options: Namespace) -> int:
    if command == "check":
        from .command.checking import check

        return check(options)
    if command == "parse":
        from .command.outline import parse

        return parse(options)
    if command == "schema":
        from .command.schema import print_schema

        return print_schema(options)
    if command == "init":
        from .command.initialising import init

        return init(options)
    if command == "annotate":
        from .command.annotating import annotate

        return annotate(options)
    if command == "baseline":
        from .command.recording import record

        return record(options)
    if command == "config":
        from .command.configshow import config

        return config(options)
    if command == "test":
        from .command.trying import test

        return test(options)
    from .command import catalogue

    return catalogue.rules(options) if command == "rules" else catalogue.explain(options)


def _confess(error: Exception, debug: bool) -> None:
    """Says that the program itself is at fault: one line, the details only when asked for."""
    if debug:
        console.trace(error)
    console.note(f"reportlint: {console.fault(error)}")
