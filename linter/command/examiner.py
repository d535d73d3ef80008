"""One file examined: from its name to what was found in it, and what to keep of it to hold others to."""

from __future__ import annotations

import sys
from collections.abc import Callable

from .. import engine
from ..configuration.governing import STDIN
from ..errors import ReadError
from ..findings import Failure, Report
from ..inputs import files
from ..limits import LIMITS, Limits
from ..records import dataclass, replace
from ..ruleset import Ruleset
from ..slimming import slim
from ..survey.past import EMPTY, Past, Shelf, past_of
from ..survey.roster import NO_ROSTER, Roster
from ..survey.standing import Standing
from ..typenames import TYPE_CHECKING
from . import console

if TYPE_CHECKING:
    from types import ModuleType

    from ..configuration.acceptance import Acceptance
    from ..survey.territory import Territory
    from ..terms import View

ARCHIVE = ".zip"
_STDIN_NAME = "stdin"


@dataclass(frozen=True, slots=True)
class Examined:
    """What was found in a file, and what to keep of it to hold others to. `data` are the bytes of standard
    input, which cannot be read twice, and what LibreOffice made of a file, whose digest is `converted` then."""

    name: str
    outcome: Report | Failure
    past: Past | None = None
    data: bytes | None = None
    converted: str = ""


@dataclass(frozen=True, slots=True)
class Examiner:
    """Turns one name into what was found there. Holds all that it needs, so that it can be sent to another
    process."""

    ruleset: Ruleset
    edition: str = ""
    stdin_name: str = ""
    debug: bool = False
    limits: Limits = LIMITS
    roster: Roster = NO_ROSTER
    drawn: bool = False
    hashed: bool = True
    acceptance: Acceptance | None = None
    layer: str = ""
    office: str = ""
    chosen: Callable[[str, bytes], Examiner] | None = None

    def __call__(self, name: str, shelf: Shelf = EMPTY, territory: Territory | None = None,
                 first: Examined | None = None) -> Examined:
        """An error of ours is that file's failure: the others are still checked. `first` is what was found
        without the others."""
        shown = (self.stdin_name or _STDIN_NAME) if name == STDIN else name
        seen: list[Past | None] = []

        def standing(view: View) -> Standing:
            seen.append(first.past if first else self._past(shown, view))
            if territory and seen[0]:
                return territory.standing(seen[0])
            title = view.document.title
            agency = seen[0].agency if seen[0] else title.agency if title else ""
            return Standing(self.roster.unit(agency), bool(self.roster.units))

        def before(view: View) -> tuple[Past, ...]:
            return shelf.before(seen[0]) if seen and seen[0] else ()

        try:
            data, converted = self._data(name, shown, first)
            by = self.chosen(shown, data) if self.chosen else self
            report = engine.check(shown, data, by.ruleset, by.edition, before, by.limits, standing, self.hashed)
            report = replace(by.acceptance(report) if by.acceptance else report, layer=by.layer)
            kept = data if name == STDIN or converted else None
            return Examined(name, slim(office().remarked(report, converted) if converted else report, self.drawn),
                            seen[0] if seen else None, kept, converted)
        except ReadError as error:
            return Examined(name, Failure(shown, error.reason))
        except Exception as error:
            if self.debug:
                console.trace(error)
            return Examined(name, Failure(shown, console.fault(error)))

    def _past(self, shown: str, view: View) -> Past | None:
        past = past_of(shown, view)
        if not self.roster.units:
            return past
        from ..survey.surveying import named

        return named(past, self.roster)

    def _data(self, name: str, shown: str, first: Examined | None) -> tuple[bytes, str]:
        """The bytes to read; the digest of what is in the file if LibreOffice made them of it. Raises ReadError."""
        if first and first.data is not None:
            return first.data, first.converted
        data = content(name, self.limits)
        return (self.office and office().converted(self.office, shown, data, self.limits)) or (data, "")


def office() -> ModuleType:
    """Loaded where it is asked for: it brings processes and temporary folders along."""
    from ..inputs import office as loaded

    return loaded


def content(name: str, limits: Limits = LIMITS) -> bytes:
    """The bytes of a file or an archive's member, or of standard input for "-"; of one that is larger than
    the bound, one byte more than that. Raises ReadError."""
    if name == STDIN:
        return sys.stdin.buffer.read(limits.file_size + 1)
    if f"{ARCHIVE}/" not in name.lower():
        return files.load(name, limits.file_size)
    from ..inputs import archives

    return archives.load(name, limits.file_size, limits)
