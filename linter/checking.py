"""The command `check`: files in, reports out, one after the other; each keeps only what is shown of it."""

from __future__ import annotations

import sys
from collections.abc import Callable, Generator, Iterator
from functools import partial
from typing import TYPE_CHECKING

from . import archives, console, emitting, engine, files
from .acceptance import Acceptance
from .errors import ReadError, UsageError
from .findings import LEVELS, Failure, Report, Run
from .governing import STDIN, Governor, Layer
from .limits import FILE_SIZE
from .naming import NameIndex
from .past import EMPTY, Past, Shelf, past_of
from .readers import READERS, SUFFIXES
from .records import dataclass, replace
from .reporters.phrases import failure_sentence, left_out
from .roster import Roster
from .ruleset import Ruleset
from .slimming import slim
from .standing import Standing
from .surveying import named, roster_at, surveyed, territory_of, told
from .territory import NO_ROSTER, Territory

if TYPE_CHECKING:
    from argparse import Namespace
    from types import ModuleType

    from .terms import View

_STDIN_NAME = "stdin"
_STOPPED = "中途停止，没有检查"
_ALONE = "中途停止，没有与上年和其他报告核对"
_UNHASHED = ("text", "concise")  # formats that show no SHA-256
_FORMATS = " ".join(suffix for suffix, kind in SUFFIXES.items() if kind in (*READERS, "archive"))


def check(options: Namespace) -> int:
    """Checks the paths, writes what was found, returns the exit status."""
    if options.show_files:
        return show_files(options)
    if options.open:
        from . import opening

        opening.prepared(options)
    run, ruleset = examine(options)
    status = settled(run, options)
    emitting.write(run, ruleset, status, options)
    if options.open:
        opening.shown(options)
    return status


def examine(options: Namespace, accepting: bool = True) -> tuple[Run, Ruleset]:
    """What was found at the paths, and the rules that were used; without `accepting`, with what settings, comments
    and baselines accept. Raises UsageError, RulesError."""
    if not options.paths and not options.force_exclude:
        raise UsageError("请写出要检查的报告文件或文件夹")
    governor = Governor(options, accepting)
    run = examined_by(options, governor)
    return run, governor.ruleset()


def settled(run: Run, options: Namespace) -> int:
    """The exit status that the options ask for."""
    status = run.status(LEVELS.get(options.fail_on))
    return 0 if options.exit_zero and status == 1 else status


# ---- looking ---------------------------------------------------------------------------------------


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
    max_size: int = FILE_SIZE
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
            seen.append(first.past if first else named(past_of(shown, view), self.roster))
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
            report = engine.check(shown, data, by.ruleset, by.edition, before, self.max_size, standing, self.hashed)
            report = replace(by.acceptance(report) if by.acceptance else report, layer=by.layer)
            kept = data if name == STDIN or converted else None
            return Examined(name, slim(_office().remarked(report, converted) if converted else report, self.drawn),
                            seen[0] if seen else None, kept, converted)
        except ReadError as error:
            return Examined(name, Failure(shown, error.reason))
        except Exception as error:
            if self.debug:
                console.trace(error)
            return Examined(name, Failure(shown, console.fault(error)))

    def _data(self, name: str, shown: str, first: Examined | None) -> tuple[bytes, str]:
        """The bytes to read; the digest of what is in the file if LibreOffice made them of it. Raises ReadError."""
        if first and first.data is not None:
            return first.data, first.converted
        data = content(name, self.max_size)
        return (self.office and _office().converted(self.office, shown, data, self.max_size)) or (data, "")


def _office() -> ModuleType:
    """Loaded where it is asked for: it brings processes and temporary folders along."""
    from . import office

    return office


def examined_by(options: Namespace, governor: Governor) -> Run:
    """What is found at the paths, the reports held to one another. Raises UsageError, RulesError."""
    steps = examining(options, governor)
    while True:
        try:
            next(steps)
        except StopIteration as end:
            found: Run = end.value
            return found


@dataclass(frozen=True, slots=True)
class Step:
    """The file that is looked at next, the how-manieth (from 1) of how many; `again`, to be held to the others."""

    name: str
    number: int
    total: int
    again: bool = False


def examining(options: Namespace, governor: Governor) -> Generator[Step, bool | None, Run]:
    """`examined_by` step by step. True sent in ends it: what was not looked at, or not again, is a failure then."""
    found = _found(options, governor)
    examiner_of = _examiners(options, governor, [*found.names, *([STDIN] if STDIN in options.paths else [])])
    roster = examiner_of.roster
    examined, stopped = yield from _one_by_one(examiner_of)
    first, before = _told(examined, _previous(options, examiner_of))
    shelf = Shelf.of([item.past for item in (*first, *before) if item.past])
    territory = territory_of((item.past for item in first if item.past), roster, governor.ruleset(),
                             [item.name for item in first if isinstance(item.outcome, Failure)])
    outcomes = yield from _among_others(first, shelf, territory, examiner_of, stopped)
    reports = sorted((o for o in outcomes if isinstance(o, Report)), key=lambda report: report.name)
    failures = [*found.failures, *(o for o in outcomes if isinstance(o, Failure))]
    run = Run(tuple(reports), tuple(sorted(failures, key=lambda failure: failure.name)), found.skipped,
              notes=tuple(governor.notes()), excluded=found.excluded, closed=found.closed)
    return surveyed(run, territory, governor.ruleset())


def _one_by_one(examiner_of: _Examiners) -> Generator[Step, bool | None, tuple[list[Examined], bool]]:
    """Each by itself, and whether that was stopped."""
    examined, stopped = [], False
    for number, name in enumerate(examiner_of.names, 1):
        stopped = stopped or bool((yield Step(name, number, len(examiner_of.names))))
        examined.append(Examined(name, Failure(name, _STOPPED)) if stopped else examiner_of(name)(name))
    return examined, stopped


def _among_others(first: list[Examined], shelf: Shelf, territory: Territory, examiner_of: _Examiners, stopped: bool,
                  ) -> Generator[Step, bool | None, list[Report | Failure]]:
    """Reports whose last year's is at hand, or that others bear upon, are checked once more, with these."""
    outcomes: list[Report | Failure] = []
    for number, item in enumerate(first, 1):
        again = item.past and (shelf.before(item.past) or territory.standing(item.past).telling)
        if again:
            stopped = stopped or bool((yield Step(item.name, number, len(first), True)))
        if not again or stopped:
            outcomes.append(item.outcome)
        outcomes += [] if not again else [Failure(item.outcome.name, _ALONE)] if stopped else [
            examiner_of(item.name)(item.name, shelf, territory, item).outcome]
    return outcomes


@dataclass(frozen=True, slots=True)
class _Examiners:
    """An examiner for each name, by what governs it."""

    governor: Governor
    plain: Examiner
    names: tuple[str, ...]

    @property
    def roster(self) -> Roster:
        return self.plain.roster

    def __call__(self, name: str) -> Examiner:
        made = self._by(self.governor.layer(name))
        return replace(made, chosen=partial(self._chosen, name)) if self.governor.depends(name) else made

    def _chosen(self, name: str, shown: str, data: bytes) -> Examiner:
        """By the report's title too."""
        layer = self.governor.layer(name)
        _, view = engine.understand(shown, data, layer.ruleset, layer.edition, self.plain.max_size)
        past = past_of(shown, view) if view else None
        return self._by(self.governor.layer(name, past.agency if past else "", past.year if past else None))

    def _by(self, layer: Layer) -> Examiner:
        return replace(self.plain, ruleset=layer.ruleset, edition=layer.edition, acceptance=layer.acceptance,
                       layer=layer.key)


def _examiners(options: Namespace, governor: Governor, names: list[str]) -> _Examiners:
    """Raises UsageError, RulesError for whatever governs any of the names."""
    for name in names:
        governor.layer(name)
    ruleset, shown = governor.ruleset(), getattr(options, "format", "")
    plain = Examiner(ruleset, "", options.stdin_filename, options.debug, options.max_size,
                     roster_at(options.roster, ruleset), shown == "html", shown not in _UNHASHED,
                     office=_office().program() if options.office else "")
    return _Examiners(governor, plain, tuple(names))


def _found(options: Namespace, governor: Governor) -> files.Found:
    """The files that the paths mean."""
    wanted = files.Wanted(tuple(SUFFIXES), options.force_exclude, _FORMATS, options.allow_empty, governor.leaves_out,
                          governor.ignored if options.gitignore else None)
    return archives.expand(files.find([path for path in options.paths if path != STDIN], wanted), wanted)


def show_files(options: Namespace) -> int:
    """Names the files that would be looked at, each with the settings that govern it, if any; 2 where something
    named is not there."""
    governor = Governor(options)
    found = _found(options, governor)
    console.emit("".join(f"{name}\t{file}\n" if (file := governor.file(name)) else f"{name}\n" for name in found.names))
    emitting.notes([*map(failure_sentence, found.failures), *left_out(found.excluded, found.closed)])
    return 2 if found.failures else 0


def _previous(options: Namespace, examiner_of: _Examiners) -> list[Examined]:
    """The reports of earlier years that --previous names. Raises UsageError for one that is not there."""
    if not options.previous:
        return []
    wanted = files.Wanted(tuple(SUFFIXES), False, _FORMATS, False, examiner_of.governor.leaves_out)
    found = archives.expand(files.find(options.previous, wanted), wanted)
    examined = [examiner_of(name)(name) for name in found.names]
    broken = [*found.failures, *(item.outcome for item in examined if isinstance(item.outcome, Failure))]
    if broken:
        raise UsageError(f"上年的报告 {broken[0].name} 无法使用：{broken[0].reason}")
    return examined


def _told(*groups: list[Examined]) -> Iterator[list[Examined]]:
    """Reports whose titles name no agency, under those of the others' that their files' names have."""
    names = NameIndex.of(item.past.agency for group in groups for item in group if item.past and item.past.agency)
    return ([replace(item, past=told(item.past, names)) for item in group] for group in groups)


def content(name: str, max_size: int = FILE_SIZE) -> bytes:
    """The bytes of a file or an archive's member, or of standard input for "-"; of one that is larger than
    `max_size`, one byte more than that. Raises ReadError."""
    return sys.stdin.buffer.read(max_size + 1) if name == STDIN else archives.load(name, max_size)
