"""Standard output and standard error: encodings, colour, width, a reader that goes away."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from contextlib import suppress

from ..typenames import Literal, TextIO

ColourMode = Literal["auto", "always", "never"]


def prepare() -> None:
    """Keeps the consoles' encoding, but lets no letter that it lacks stop a run (GBK, ASCII)."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure:
            reconfigure(errors="replace")


def emit(content: str | bytes) -> None:
    """Writes to standard output: text in its encoding, bytes as they are. Quiet if nobody reads it."""
    try:
        if isinstance(content, bytes):
            sys.stdout.flush()
            sys.stdout.buffer.write(content)
        else:
            sys.stdout.write(content)
        sys.stdout.flush()
    except BrokenPipeError:
        _silence(sys.stdout)


def note(line: str) -> None:
    """Writes a line to standard error."""
    try:
        sys.stderr.write(line + "\n")
        sys.stderr.flush()
    except BrokenPipeError:
        _silence(sys.stderr)


def flush() -> None:
    """Writes out what the streams still hold; one that is closed, or nobody reads, has nothing left to say."""
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError, ValueError, AttributeError):
            stream.flush()


def trace(error: BaseException) -> None:
    """Where in our code an error came from, for --debug."""
    import traceback

    note("".join(traceback.format_exception(error)).rstrip())


def fault(error: Exception) -> str:
    """One sentence for an error that is ours."""
    what = f"{type(error).__name__}: {' '.join(str(error).split())}".strip(": ")
    return f"程序内部出错（{what[:200]}）；请加 --debug 重新运行，并把输出发给维护者"


def _silence(stream: TextIO) -> None:
    """Turns a stream to nowhere, so that Python's own flush at the end does not fail again."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, stream.fileno())
    os.close(nowhere)


def coloured(mode: ColourMode) -> bool:
    """Whether standard output takes colour (no-color.org, force-color.org)."""
    return wants_colour(mode, os.environ, sys.stdout.isatty(), os.name == "nt")


def wants_colour(mode: ColourMode, environment: Mapping[str, str], terminal: bool, windows: bool) -> bool:
    if mode != "auto":
        return mode == "always"
    if environment.get("NO_COLOR"):
        return False
    if environment.get("FORCE_COLOR"):
        return environment["FORCE_COLOR"] != "0"
    if environment.get("TERM") == "dumb":
        return False
    known = not windows or any(environment.get(name) for name in ("WT_SESSION", "ANSICON", "TERM"))
    return terminal and known


def columns() -> int:
    """The width to write for: COLUMNS, else the terminal's, else 80; at least 20."""
    given = os.environ.get("COLUMNS", "")
    if given.isascii() and given.isdigit() and int(given):
        return max(20, int(given))
    try:
        return max(20, os.get_terminal_size(sys.stdout.fileno()).columns or 80)
    except (OSError, ValueError):
        return 80
