"""An HTML page as a row of tokens, each with its place; the only module that knows turbohtml.

turbohtml's tokenizer does it where it is installed; elsewhere another, which gives the same tokens
(`html_scanner`, by the standard library). Tokens, not a tree: a tree builder moves and merges words and loses
where they stood, and nothing a report needs hangs on more than blocks, tables and cells (`blocks`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import cache
from importlib.machinery import PathFinder
from importlib.util import module_from_spec

from ...typenames import Protocol

TEXT, START, END, COMMENT, DOCTYPE, REFERENCE, INSTRUCTION = range(7)


class Token(Protocol):
    """A piece of a page. `line` counts from 1, `col` from 0, both in code points.

    `tag` (small letters) and `attr` are of START and END. `data` is the text of TEXT, which stands in the
    source letter for letter, and of REFERENCE, whose `source` is what stands there ("&nbsp;").
    """

    @property
    def type(self) -> int: ...
    @property
    def tag(self) -> str | None: ...
    @property
    def data(self) -> str | None: ...
    @property
    def source(self) -> str | None: ...
    @property
    def line(self) -> int: ...
    @property
    def col(self) -> int: ...
    def attr(self, name: str, default: str | None = None, /) -> str | None: ...


def unmet(meant: str, source: str) -> int:
    """How many characters at the end of a reference's `source` are no part of it ("&gtq" is ">" and "q")."""
    tail = 0
    while tail < len(meant) - 1 and meant[-1 - tail] == source[-1 - tail]:
        tail += 1
    return tail


Tokenize = Callable[[str], Iterable[Token]]


def tokens(text: str, otherwise: Tokenize) -> Sequence[Token]:
    """The tokens of a page. `text` has "\\n" line ends and no NUL; `otherwise` cuts it without turbohtml."""
    tokenize = _turbohtml() or otherwise
    # "</>" is nothing in HTML, but a tokenizer may join the words on either side; an empty comment divides.
    return list(tokenize(text.replace("</>", "<!>")))


@cache
def _turbohtml() -> Tokenize | None:
    """turbohtml's tokenizer, None where it cannot be had.

    Loads the compiled core alone: 2 ms; with the package around it (feeds, dates, styles …) 40 ms,
    half of what one report takes.
    """
    try:
        package = PathFinder.find_spec("turbohtml")
        places = package.submodule_search_locations if package else None
        spec = PathFinder.find_spec("turbohtml._html", places) if places else None
        if spec is None or spec.loader is None:
            return None
        core = module_from_spec(spec)
        spec.loader.exec_module(core)
        tokenize: Callable[..., Iterable[Token]] = core.tokenize
        probe = list(tokenize("&lt;", resolve_references=False, capture_source=True))
    except Exception:  # a core of another version or machine: the scanner reads the same
        return None
    if [(token.type, token.data, token.source) for token in probe] != [(REFERENCE, "<", "&lt;")]:
        return None
    return lambda text: tokenize(text, resolve_references=False, capture_source=True)
