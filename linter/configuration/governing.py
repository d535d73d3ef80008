"""Which settings govern which report: for each the nearest above it. From these the rules that it is judged by,
and what is left out. Every settings file and every set of rules is read once, before any report is opened."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence

from ..errors import ReadError, UsageError
from ..inputs import files
from ..limits import LIMITS, Limits
from ..records import dataclass
from ..ruleset import Ruleset, When, load, merged
from ..typenames import TYPE_CHECKING
from .acceptance import Acceptance, acceptance_of
from .configuring import adjusted, governed
from .settings import NONE, Effective, Override, effective, nearest

if TYPE_CHECKING:
    from argparse import Namespace

    from ..inputs.ignores import Written

STDIN = "-"
IGNORED, GITIGNORE = ".reportlintignore", ".gitignore"
_LIMIT = 1_000_000


@dataclass(frozen=True, slots=True)
class Layer:
    """What some reports are judged by. `key` tells it from the others: the settings' file, and the numbers of
    those of its `overrides` that apply."""

    key: str
    ruleset: Ruleset
    edition: str = ""
    acceptance: Acceptance | None = None
    limits: Limits = LIMITS


class Governor:
    """The settings of one run."""

    def __init__(self, options: Namespace, accepting: bool = True) -> None:
        self._options, self._accepting = options, accepting
        self._above: dict[str, str] = {}
        self._known: dict[str, Effective] = {"": NONE}
        self._loaded: dict[tuple[str, ...], Ruleset] = {}
        self._layers: dict[str, Layer] = {}
        self._used: set[str] = set()
        self._groups: dict[tuple[str, str], tuple[Written, ...]] = {}

    def file(self, path: str) -> str:
        """The settings file that governs a path; "" for none."""
        if self._options.isolated or self._options.config:
            return "" if self._options.isolated else str(self._options.config)
        if path == STDIN:
            path = self._options.stdin_filename or os.curdir
        folder = os.path.abspath(path)
        return nearest(folder if os.path.isdir(folder) else os.path.dirname(folder), self._above)

    def known(self, path: str) -> Effective:
        """The settings that govern a path. Raises UsageError, RulesError."""
        name = self.file(path)
        if name not in self._known:
            self._known[name] = effective(name)
        return self._known[name]

    # ---- rules -----------------------------------------------------------------------------------------

    def layer(self, path: str, agency: str | None = None, year: int | None = None) -> Layer:
        """What a report is judged by, as far as its path, and (where `agency` is given) its title, tell.
        Raises UsageError, RulesError, for any override too, whether it applies or not."""
        name, known = self.file(path), self.known(path)
        self._layer(name, known, ())
        chosen = []
        for number, (folder, override) in enumerate(known.overrides):
            self._layer(name, known, (number,))
            if _applies(folder, override, path, agency, year):
                chosen.append(number)
        made = self._layer(name, known, tuple(chosen))
        self._used.add(made.key)
        return made

    def depends(self, path: str) -> bool:
        """Whether a report's title may change what it is judged by."""
        return any(override.units or override.years != (None, None) for _, override in self.known(path).overrides)

    def _layer(self, name: str, known: Effective, chosen: tuple[int, ...]) -> Layer:
        key = "#".join((name, *map(str, chosen)))
        if key not in self._layers:
            options, limits = governed(self._options, known, chosen), _limits(self._options, known)
            ruleset = _narrowed(adjusted(self._load(tuple(options.rules), limits), options), options)
            acceptance = acceptance_of(options) if self._accepting else None
            self._layers[key] = Layer(key, ruleset, options.edition, acceptance, limits)
        return self._layers[key]

    def limits(self, path: str) -> Limits:
        """The bounds on what is read of a path. Raises UsageError, RulesError."""
        return _limits(self._options, self.known(path))

    def _load(self, paths: tuple[str, ...], limits: Limits) -> Ruleset:
        if paths not in self._loaded:
            self._loaded[paths] = load(_own(paths), limits)
        return self._loaded[paths]

    def ruleset(self) -> Ruleset:
        """The rules of all reports together; those of the current folder where there is no report."""
        if not self._used:
            self.layer(next(iter(self._options.paths), os.curdir))
        return merged({key: self._layers[key].ruleset for key in sorted(self._used)})

    def baseline(self) -> str:
        """The one baseline of the paths' settings, "" for none. Raises UsageError where they are several."""
        found = {self.known(path).settings.baseline for path in self._options.paths} - {""}
        if len(found) > 1:
            listed = "、".join(sorted(found))
            raise UsageError(f"要检查的路径各有不同的基线（{listed}）；请分开检查，或用 --baseline 指定一份")
        return found.pop() if found else ""

    def notes(self) -> Iterator[str]:
        """On what settings accept for many files and met in none: where all files that they govern were looked at,
        by all rules."""
        whole = [os.path.join(os.path.abspath(path), "") for path in self._options.paths if os.path.isdir(path)]
        for key in sorted(self._used) if not self._options.select and not self._options.ignore else ():
            folder = os.path.join(os.path.dirname(os.path.abspath(key.partition("#")[0])), "")
            acceptance = self._layers[key].acceptance
            if acceptance and "#" not in key and any(folder.startswith(path) for path in whole):
                yield from acceptance.unmet()

    # ---- what is left out --------------------------------------------------------------------------------

    def leaves_out(self, path: str, folder: bool, within: str = "") -> bool:
        """Whether a file or folder is left out by --exclude, by `exclude` of the settings or by a .reportlintignore,
        or a folder above it that lies deeper than `within`. Raises UsageError, RulesError."""
        whole = os.path.abspath(path)
        groups = self._asked(whole)
        if not self._options.isolated:
            groups = (*self._exclude(os.path.dirname(whole)), *self._ignored(os.path.dirname(whole), IGNORED), *groups)
        above = _plain(os.path.abspath(within)) if within else ""
        return bool(groups) and _left_out(_plain(whole), folder, groups, above)

    def ignored(self, path: str, folder: bool) -> bool:
        """Whether the .gitignore files of a Git repository leave a path out. Raises UsageError."""
        whole = os.path.abspath(path)
        groups = self._ignored(os.path.dirname(whole), GITIGNORE)
        inside = groups and os.path.exists(os.path.join(files.root_above(os.path.dirname(whole)), ".git"))
        return bool(inside) and _left_out(_plain(whole), folder, groups, _plain(os.path.dirname(whole)))

    def _asked(self, whole: str) -> tuple[Written, ...]:
        """What --exclude says: from the current folder, or, of a path that is not in it, from the folder of the path
        that was named."""
        words = tuple(pattern.removeprefix("./").replace(os.sep, "/") for pattern in self._options.exclude)
        if not words:
            return ()
        here = os.getcwd()
        if not _under(whole, here):
            named = next((path for path in map(os.path.abspath, self._options.paths) if _under(whole, path)), whole)
            here = os.path.dirname(named)
        return (_written(here, tuple(_shortened(word, here) for word in words)),)

    def _exclude(self, folder: str) -> tuple[Written, ...]:
        return tuple(_written(os.path.abspath(place), words) for place, words in self.known(folder).exclude)

    def _ignored(self, folder: str, name: str) -> tuple[Written, ...]:
        """The files of this name of a folder and those above, up to a repository's, the nearest last."""
        if (folder, name) not in self._groups:
            above = os.path.dirname(folder)
            top = above == folder or os.path.exists(os.path.join(folder, ".git"))
            own = _lines(os.path.join(folder, name))
            self._groups[folder, name] = (*(() if top else self._ignored(above, name)),
                                          *((_written(folder, own),) if own else ()))
        return self._groups[folder, name]


def _limits(options: Namespace, known: Effective) -> Limits:
    given, size = getattr(options, "limit", ()), getattr(options, "max_size", None)
    if not given and size is None and not known.settings.limits:
        return LIMITS
    from .limiting import limits_of

    return limits_of(known.settings.limits, given, size)


def _narrowed(ruleset: Ruleset, options: Namespace) -> Ruleset:
    """The rules that the options leave. Raises UsageError, also for an edition that is not there."""
    if not (options.edition or options.select or options.ignore):
        return ruleset
    from .selection import edition_known, narrowed

    return narrowed(edition_known(ruleset, options.edition), options.select, options.ignore)


def _written(folder: str, patterns: tuple[str, ...]) -> Written:
    from ..inputs.ignores import Written

    return Written(_plain(folder), patterns)


def _left_out(path: str, folder: bool, groups: Iterable[Written], within: str = "") -> bool:
    from ..inputs.ignores import left_out

    return left_out(path, folder, groups, within)


def _under(path: str, folder: str) -> bool:
    return path == folder or path.startswith(os.path.join(folder, ""))


def _shortened(pattern: str, here: str) -> str:
    """A pattern that begins with the folder's own path, from that folder."""
    whole = f"{here.replace(os.sep, '/').rstrip('/')}/"
    return pattern.removeprefix(whole[:-1]) if pattern.startswith(whole) else pattern


def _plain(path: str) -> str:
    return path.replace(os.sep, "/").strip("/")


def _lines(name: str) -> tuple[str, ...]:
    if not os.path.isfile(name):
        return ()
    try:
        return tuple(files.load(name, _LIMIT).decode("utf-8-sig").splitlines())
    except ReadError as error:
        raise UsageError(f"{files.tidy(name)}：{error.reason}") from None
    except UnicodeDecodeError:
        raise UsageError(f"{files.tidy(name)} 不是UTF-8编码的文字；请用编辑器另存为UTF-8") from None


def _applies(folder: str, override: Override, path: str, agency: str | None, year: int | None) -> bool:
    """Whether all that an override asks for is so; what a title tells only where there is one."""
    if override.paths:
        group = _written(os.path.abspath(folder), override.paths)
        if not _left_out(_plain(os.path.abspath(path)), False, [group]):
            return False
    from fnmatch import fnmatchcase

    if override.units and not any(fnmatchcase(agency or "", unit) for unit in override.units):
        return False
    return override.years == (None, None) or (agency is not None and When(override.years).covers(year, ""))


def rules_for(options: Namespace, path: str = os.curdir) -> tuple[Ruleset, Effective]:
    """The rules of a command that judges nothing, with levels and rules of the settings that govern a path,
    and these settings: what they switch off is still there."""
    known = Governor(options).known(path)
    joined = governed(options, known)
    return adjusted(load(_own(joined.rules), _limits(options, known)), joined, off=False), known


def _own(paths: Sequence[str]) -> dict[str, str]:
    if not paths:
        return {}
    from .ownrules import own_rules

    return own_rules(paths)
