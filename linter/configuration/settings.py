"""Settings of a folder: `.reportlint.yaml`, or `[tool.reportlint]` of pyproject.toml, found upwards."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping

from ..errors import ReadError, RulesError, UsageError
from ..findings import Level
from ..inputs.files import load
from ..records import dataclass, field, replace
from ..typenames import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ..rulefiles import yamlfile
    from ..rulefiles.faults import Faults
    from ..rulefiles.fields import Entries

NAMES = (".reportlint.yaml", "pyproject.toml")
_LIMIT = 1_000_000
_DEEPEST = 8


@dataclass(frozen=True)
class Accepted:
    """Findings of some rules accepted in the files that a pattern of paths (from the settings' folder) meets."""

    path: str
    rules: tuple[str, ...]
    reason: str
    place: str = ""
    until: str = ""


@dataclass(frozen=True)
class Override:
    """Rules for some reports only: by patterns of paths, names of units, report years, all that are given."""

    paths: tuple[str, ...] = ()
    units: tuple[str, ...] = ()
    years: tuple[int | None, int | None] = (None, None)
    rules: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    levels: Mapping[str, Level] | None = None
    off: Mapping[str, str] | None = None
    edition: str = ""


@dataclass(frozen=True)
class Settings:
    """What may be set. Paths are as the current folder sees them."""

    rules: tuple[str, ...] = ()
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    levels: Mapping[str, Level] | None = None
    off: Mapping[str, str] | None = None
    exclude: tuple[str, ...] = ()
    accept: tuple[Accepted, ...] = ()
    overrides: tuple[Override, ...] = ()
    baseline: str = ""
    edition: str = ""
    limits: Mapping[str, str] | None = None


@dataclass(frozen=True)
class Effective:
    """Settings and where each key was set ("a/.reportlint.yaml:3"; several where they add up). `exclude` and
    `overrides` are those of the settings, each with the folder that its patterns count from; `accept` where each
    entry of that stands, `words` where each key of `off` and `levels`, by both."""

    settings: Settings
    origins: Mapping[str, tuple[str, ...]]
    exclude: tuple[tuple[str, tuple[str, ...]], ...] = ()
    overrides: tuple[tuple[str, Override], ...] = ()
    accept: tuple[str, ...] = ()
    words: Mapping[tuple[str, str], str] = field(default_factory=dict)


NONE = Effective(Settings(), {})


def nearest(folder: str, memory: dict[str, str]) -> str:
    """The settings file of a folder (an absolute path) or of the nearest above it, not beyond a Git repository;
    "" for none. `memory` keeps what is found."""
    passed = []
    while folder not in memory:
        passed.append(folder)
        file = _in(folder)
        above = os.path.dirname(folder)
        if file or above == folder or os.path.exists(os.path.join(folder, ".git")):
            memory[folder] = file
        else:
            folder = above
    memory.update(dict.fromkeys(passed, memory[folder]))
    return memory[folder]


def _in(folder: str) -> str:
    for name in NAMES:
        file = os.path.join(folder, name)
        if os.path.isfile(file) and (name != NAMES[1] or _table(file) is not None):
            return _shown(file)
    return ""


def _shown(file: str) -> str:
    try:
        return os.path.relpath(file).replace(os.sep, "/")
    except ValueError:  # another drive
        return file


def effective(name: str) -> Effective:
    """The settings of a file, on top of those that it extends. Raises RulesError with all faults."""
    from ..rulefiles.faults import Faults

    faults = Faults()
    layers = _layers(name, faults, ())
    faults.stop()
    result = NONE
    for layer in layers:
        result = _merged(result, layer)
    return result


def _text(name: str) -> str:
    try:
        return load(name, _LIMIT).decode("utf-8-sig")
    except ReadError as error:
        raise UsageError(f"设置 {name}：{error.reason}") from None
    except UnicodeDecodeError:
        raise RulesError((f"{name}:1:1: 不是UTF-8编码的文字；请用编辑器另存为UTF-8。",)) from None


def _table(name: str) -> Any:
    """[tool.reportlint] of a pyproject.toml; None without one."""
    import tomllib

    text = _text(name)
    try:
        return tomllib.loads(text).get("tool", {}).get("reportlint")
    except tomllib.TOMLDecodeError as error:
        if "reportlint" in text:  # settings that would be passed over
            at = re.search(r"line (\d+), column (\d+)", str(error))
            where = f":{at[1]}:{at[2]}" if at else ""
            said = f"{_shown(name)}{where}: 不是合法的TOML；请检查这里的括号、引号、等号和日期。"
            raise RulesError((said,)) from None
        return None
    except AttributeError:
        return None


def _layers(name: str, faults: Faults, below: tuple[str, ...]) -> list[Effective]:
    """The settings of the files that a file extends, and its own on top."""
    if name in below or len(below) > _DEEPEST:
        raise UsageError(f"设置 {below[-1]} 的 extends 绕了一圈，又回到 {name}")
    from ..rulefiles import yamlfile  # only where there are settings: yaml costs a fifth of a run
    from ..rulefiles.fields import hints

    if name.endswith(".toml"):
        from .tomlfile import tree

        node: yamlfile.Node | None = tree(name, _text(name), _table(name) or {}, "[tool.reportlint")
    else:
        node = yamlfile.load(name, _text(name), faults)
    if node is None:
        return []
    if not isinstance(node, yamlfile.Mapping):
        faults.add(node.file, node.spot, f"设置应为键值对，键有：{'、'.join(('extends', *hints(Settings)))}。")
        return []
    bases = _bases(node, name, faults)
    return [*(layer for base in bases for layer in _layers(base, faults, (*below, name))), _own(node, name, faults)]


def _bases(node: yamlfile.Mapping, name: str, faults: Faults) -> list[str]:
    from ..rulefiles import yamlfile
    from ..rulefiles.fields import INVALID, read

    given = node.get("extends")
    items = given.items if isinstance(given, yamlfile.Sequence) else (given,) if given else ()
    words = [read(item, str, faults, "extends") for item in items]
    return [_from(name, word) for word in words if word is not INVALID]


def _own(node: yamlfile.Mapping, name: str, faults: Faults) -> Effective:
    from ..rulefiles import yamlfile
    from ..rulefiles.faults import unknown
    from ..rulefiles.fields import INVALID, hints, read_fields

    keys: Entries = {key.text: (key, value) for key, value in node.entries if key.text != "extends"}
    for word, (key, _) in keys.items():
        if word not in hints(Settings):
            faults.add(key.file, key.spot, unknown("键", word, ("extends", *hints(Settings))))
    _conditions(keys, faults)
    _days(keys, faults)
    if "limits" in keys and isinstance(keys["limits"][1], yamlfile.Mapping):
        from .limiting import note_faults

        note_faults(keys["limits"][1], faults)
    values = {key: value for key, value in read_fields(keys, Settings, faults).items() if value is not INVALID}
    settings = Settings(**values)
    settings = replace(
        settings,
        rules=tuple(_from(name, word) for word in settings.rules),
        overrides=tuple(replace(item, rules=tuple(_from(name, word) for word in item.rules))
                        for item in settings.overrides),
        accept=tuple(replace(item, path=_from(name, item.path)) for item in settings.accept),
        baseline=_from(name, settings.baseline) if settings.baseline else "",
    )
    origins = {word: (f"{name}:{key.spot.line}",) for word, (key, _) in keys.items()}
    folder = os.path.dirname(name) or os.curdir
    exclude = ((folder, settings.exclude),) if settings.exclude else ()
    return Effective(settings, origins, exclude, tuple((folder, item) for item in settings.overrides),
                     tuple(_places(keys, "accept", name)), _words(keys, name))


def _words(keys: Entries, name: str) -> dict[tuple[str, str], str]:
    """Where each key of `off` and `levels` stands, of those in `overrides` too."""
    from ..rulefiles import yamlfile

    overrides = keys["overrides"][1] if "overrides" in keys else None
    inner = [item for item in overrides.items if isinstance(item, yamlfile.Mapping)] if isinstance(
        overrides, yamlfile.Sequence) else []
    every = [*({key.text: (key, node) for key, node in item.entries} for item in inner), keys]
    return {(word, key.text): place for given in every for word in ("off", "levels") if word in given
            for key, place in zip(_keys(given[word][1]), _places(given, word, name), strict=True)}


def _places(keys: Entries, word: str, name: str) -> Iterator[str]:
    """Where each entry of a list, or each key of a mapping, stands: file and line."""
    from ..rulefiles import yamlfile

    node = keys[word][1] if word in keys else None
    for item in node.items if isinstance(node, yamlfile.Sequence) else _keys(node):
        yield f"{name}:{item.spot.line}"


def _keys(node: yamlfile.Node | None) -> list[yamlfile.Scalar]:
    from ..rulefiles import yamlfile

    return [key for key, _ in node.entries] if isinstance(node, yamlfile.Mapping) else []


def _days(keys: Entries, faults: Faults) -> None:
    """Faults for last days that are none."""
    from datetime import date

    from ..rulefiles import yamlfile

    node = keys["accept"][1] if "accept" in keys else None
    for item in node.items if isinstance(node, yamlfile.Sequence) else ():
        until = item.get("until") if isinstance(item, yamlfile.Mapping) else None
        if not isinstance(until, yamlfile.Scalar):
            continue
        try:
            date.fromisoformat(until.text if len(until.text) == len("2026-12-31") else "")
        except ValueError:
            faults.add(until.file, until.spot, f"“until”的日期“{until.text}”应写成 2026-12-31 的样子。")


def _conditions(keys: Entries, faults: Faults) -> None:
    """Faults for overrides that would be for every report."""
    from ..rulefiles import yamlfile

    node = keys["overrides"][1] if "overrides" in keys else None
    for item in node.items if isinstance(node, yamlfile.Sequence) else ():
        if isinstance(item, yamlfile.Mapping) and not any(item.get(word) for word in ("paths", "units", "years")):
            faults.add(item.file, item.spot, "“overrides”的每一项要写对哪些报告：paths、units、years 至少写一个。")


def _from(name: str, path: str) -> str:
    """A path written in a file, from that file's folder, as the current folder sees it."""
    return os.path.normpath(os.path.join(os.path.dirname(name), path)).replace(os.sep, "/")


def _merged(below: Effective, above: Effective) -> Effective:
    """Lists and mappings add up; `select` and single values are the upper's where it has any."""
    from dataclasses import fields  # only where there are settings

    values: dict[str, Any] = {}
    origins: dict[str, tuple[str, ...]] = {}
    for item in fields(Settings):
        low, high = getattr(below.settings, item.name), getattr(above.settings, item.name)
        both = below.origins.get(item.name, ()), above.origins.get(item.name, ())
        adds = item.name != "select" and isinstance(high, (tuple, Mapping)) and low and high
        if adds:
            values[item.name] = low + high if isinstance(high, tuple) else {**low, **high}
            origins[item.name] = both[0] + both[1]
        else:
            values[item.name] = high or low
            origins[item.name] = both[1] or both[0]
    return Effective(Settings(**values), {name: places for name, places in origins.items() if places},
                     below.exclude + above.exclude, below.overrides + above.overrides,
                     below.accept + above.accept, {**below.words, **above.words})
