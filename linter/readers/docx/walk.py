"""Walking through the elements of a Word part: which are handled, looked through, or left out.

Of alternative contents one is taken (ISO/IEC 29500-3 §10.2). Elements without a handler are looked through.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from xml.parsers.expat import XMLParserType

from ...typenames import Any, TypeVar
from .names import UNDERSTOOD, word_parser
from .package import run_parser

W = TypeVar("W", bound="Walk")
Attributes = dict[str, str]
Start = Callable[[W, Attributes], None]
End = Callable[[W], None]


def passing(name: str) -> Start[Walk]:
    """A handler that passes elements of this name by."""
    return lambda walk, _: walk.pass_by(name)


class Walk:
    """One walk through one part, with handlers by element name: methods of the class that walks."""

    def __init__(self, starts: Mapping[str, Start[Any]], ends: Mapping[str, End[Any]]) -> None:
        self.parser: XMLParserType
        self._choices: list[bool] = []  # for each open AlternateContent: one was taken
        self._prefixes: dict[str, str]
        self._skipped = 0
        self._awaited = ""
        self._nested = 0
        self._handlers = self._bound({**starts, **_STARTS}, {**ends, **_ENDS})

    def _bound(self, starts: Mapping[str, Start[Any]], ends: Mapping[str, End[Any]],
               ) -> tuple[Callable[[str, Attributes], None], Callable[[str], None]]:
        start_of, end_of = starts.get, ends.get

        def start(name: str, attributes: Attributes) -> None:
            handle = start_of(name)
            if handle:
                handle(self, attributes)

        def end(name: str) -> None:
            handle = end_of(name)
            if handle:
                handle(self)

        return start, end

    def walk(self, data: bytes) -> None:
        """Sends the whole part through the handlers. Raises ReadError where it is not well-formed."""
        self._begin(*word_parser(data))
        run_parser(self.parser, data)

    def _begin(self, parser: XMLParserType, prefixes: dict[str, str]) -> None:
        self.parser, self._prefixes = parser, prefixes
        self.parser.StartNamespaceDeclHandler = self._declare
        self.parser.StartElementHandler, self.parser.EndElementHandler = self._handlers

    def skip(self, _: Attributes) -> None:
        """Leaves out the element that has just begun, and all in it."""
        self._skipped = 1
        self.parser.StartElementHandler = self._skip_start
        self.parser.EndElementHandler = self._skip_end

    def _skip_start(self, _: str, __: Attributes) -> None:
        self._skipped += 1

    def _skip_end(self, _: str) -> None:
        self._skipped -= 1
        if not self._skipped:
            self.parser.StartElementHandler, self.parser.EndElementHandler = self._handlers

    def pass_by(self, name: str) -> None:
        """Leaves out the element of this name that has just begun, faster than `skip` does."""
        self._awaited, self._nested = name, 0
        self.parser.StartElementHandler = self._await_more
        self.parser.EndElementHandler = self._await

    def _await_more(self, name: str, _: Any) -> None:
        self._nested += name == self._awaited

    def _await(self, name: str) -> None:
        if name != self._awaited:
            return
        if self._nested:
            self._nested -= 1
        else:
            self.parser.StartElementHandler, self.parser.EndElementHandler = self._handlers

    def _declare(self, prefix: str | None, uri: str | None) -> None:
        self._prefixes[prefix or ""] = uri or ""

    def _alternatives(self, _: Attributes) -> None:
        self._choices.append(False)

    def _choice(self, attributes: Attributes) -> None:
        required = attributes.get("Requires", "").split()
        if all(self._prefixes.get(prefix) in UNDERSTOOD for prefix in required):
            self._fallback(attributes)
        else:
            self.skip(attributes)

    def _fallback(self, attributes: Attributes) -> None:
        if not self._choices:
            return
        if self._choices[-1]:
            self.skip(attributes)
        self._choices[-1] = True

    def _alternatives_end(self) -> None:
        self._choices.pop()


_STARTS: dict[str, Start[Walk]] = {
    "mc:AlternateContent": Walk._alternatives, "mc:Choice": Walk._choice, "mc:Fallback": Walk._fallback}
_ENDS: dict[str, End[Walk]] = {"mc:AlternateContent": Walk._alternatives_end}

WALKED = frozenset({*_STARTS, *_ENDS})
"""The elements that every walk handles."""
