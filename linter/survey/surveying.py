"""The reports of one run side by side: the roster as a file, the territory made of what was examined."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ..errors import ReadError, UsageError
from ..findings import Failure, Run
from ..inputs import files
from ..limits import LIMITS, Limits
from ..records import replace
from ..ruleset import Rule, Ruleset
from ..typenames import TYPE_CHECKING, Any
from ..wording import bare
from .naming import NameIndex
from .past import YEAR, Past, Shelf
from .roster import NO_ROSTER, Roster
from .territory import Shared, Territory

if TYPE_CHECKING:
    from ..command.examiner import Examined

_SHARED = "copied_neighbour"
_RANKED = "deadline"


def roster_at(path: str, ruleset: Ruleset, limits: Limits = LIMITS) -> Roster:
    """The roster of a file, none for "". Raises UsageError for a file that cannot be read, RosterError."""
    if not path:
        return NO_ROSTER
    from .rosterfile import roster

    try:
        text = files.load(path, limits.file_size).decode("utf-8-sig")
    except ReadError as error:
        raise UsageError(f"名册 {path} 无法使用：{error.reason}") from None
    except UnicodeDecodeError:
        raise UsageError(f"名册 {path} 无法使用：不是 UTF-8 编码的文本") from None
    kinds = dict.fromkeys(organ.name for edition in ruleset.editions for organ in edition.template.organs)
    return replace(roster(path, text, kinds, _ranks(ruleset), limits), unsaid=ruleset.editions[0].template.unsaid)


def _ranks(ruleset: Ruleset) -> Iterable[str]:
    """The ranks of governments that rules about deadlines know."""
    options: list[Any] = [rule.options for rule in _of_kind(ruleset, _RANKED)]
    return dict.fromkeys(rank for given in options for rank in (*given.sooner, *given.ranks))


def _of_kind(ruleset: Ruleset, kind: str) -> list[Rule]:
    return [rule for rule in ruleset.rules if rule.kind == kind]


def named(past: Past | None, units: Roster) -> Past | None:
    """A report under its unit's name, so that it meets those of other years under other names."""
    known = told(past, units.names)
    unit = units.unit(known.agency) if known else None
    return replace(known, agency=bare(unit.name), short="") if known and unit else known


def told(past: Past | None, names: NameIndex) -> Past | None:
    """A report whose title names no agency, under the one of these names that its file's name has, or else
    the nearest folder's; itself where that is not certain."""
    if past is None or past.agency:
        return past
    for part in reversed(past.name.replace("\\", "/").split("/")):
        found = names.within(bare(part))
        if found:
            return replace(past, agency=found[0]) if len(found) == 1 else past
    return past


def together(examined: list[Examined], before: list[Examined], units: Roster,
             ruleset: Ruleset) -> tuple[list[Examined], Shelf, Territory]:
    """What was found in each file, by whose report it is; what to hold them to: earlier years' (`before`) and their
    own reports, and those of the territory."""
    first, earlier = _told(examined, before)
    shelf = Shelf.of([item.past for item in (*first, *earlier) if item.past])
    territory = territory_of((item.past for item in first if item.past), units, ruleset,
                             [item.name for item in first if isinstance(item.outcome, Failure)])
    return first, shelf, territory


def _told(*groups: list[Examined]) -> Iterator[list[Examined]]:
    """Reports whose titles name no agency, under those of the others' that their files' names have."""
    names = NameIndex.of(item.past.agency for group in groups for item in group if item.past and item.past.agency)
    return ([replace(item, past=told(item.past, names)) for item in group] for group in groups)


def territory_of(pasts: Iterable[Past], units: Roster, ruleset: Ruleset,
                 unread: Iterable[str] = ()) -> Territory:
    """The reports of a run side by side. `unread` are the names of files that could not be read."""
    rules = _of_kind(ruleset, _SHARED)
    options: Any = rules[0].options if rules else None
    shared = Shared(options.sections, options.window, options.least, options.dropped) if rules else None
    return Territory.of(pasts, units, shared, dict(_owners(unread, units)))


def _owners(unread: Iterable[str], units: Roster) -> Iterator[tuple[tuple[str, int], str]]:
    """Whose report of which year a file is by its name or its folders', where that is certain."""
    for name in unread:
        parts = [bare(part) for part in reversed(name.replace("\\", "/").split("/"))]
        known = next((found for part in parts if (found := units.names.within(part))), ())
        unit = units.unit(known[0]) if len(known) == 1 else None
        years = next((dated for part in parts if (dated := set(YEAR.findall(part)))), set())
        if unit and len(years) < 2:
            yield (unit.name, int(next(iter(years), 0))), name


def surveyed(run: Run, territory: Territory, ruleset: Ruleset) -> Run:
    """The run with what the roster asks for and what each unit handed in; itself without a roster."""
    if not territory.roster.units:
        return run
    from .completeness import roster_report, unit_lines

    lines = tuple(unit_lines(territory, run.reports))
    return replace(run, roster=roster_report(territory, ruleset), units=lines)
