"""Settings of a folder: `.reportlint.yaml`, or `[tool.reportlint]` of pyproject.toml, found upwards."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from .errors import ReadError, RulesError, UsageError
from .faults import Faults, unknown
from .files import load
from .findings import Level
from .records import dataclass, replace

if TYPE_CHECKING:
    from . import yamlfile

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
class Settings:
    """What may be set. Paths are as the current folder sees them."""

    rules: tuple[str, ...] = ()
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    levels: Mapping[str, Level] | None = None
    off: Mapping[str, str] | None = None
    exclude: tuple[str, ...] = ()
    accept: tuple[Accepted, ...] = ()
    baseline: str = ""
    edition: str = ""


@dataclass(frozen=True)
class Effective:
    """Settings and where each key was set ("a/.reportlint.yaml:3"; several where they add up)."""

    settings: Settings
    origins: Mapping[str, tuple[str, ...]]


NONE = Effective(Settings(), {})


def found(paths: Sequence[str]) -> str:
    """The settings file nearest above each path; "" for none. Raises UsageError where they are not one."""
    files = {name for path in paths if path != "-" for name in (_above(path),)}
    if len(files) > 1:
        listed = "、".join(sorted(name or "无" for name in files))
        raise UsageError(f"要检查的路径各有不同的设置（{listed}）；请分开检查，或用 --config 指定一份")
    return files.pop() if files else _above(".")


def _above(path: str) -> str:
    folder = os.path.abspath(path)
    while True:
        for name in NAMES:
            file = os.path.join(folder, name)
            if os.path.isfile(file) and (name != NAMES[1] or _table(file) is not None):
                return _shown(file)
        if os.path.exists(os.path.join(folder, ".git")) or os.path.dirname(folder) == folder:
            return ""
        folder = os.path.dirname(folder)


def _shown(file: str) -> str:
    try:
        return os.path.relpath(file).replace(os.sep, "/")
    except ValueError:  # another drive
        return file


def effective(name: str) -> Effective:
    """The settings of a file, on top of those that it extends. Raises RulesError with all faults."""
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

    try:
        return tomllib.loads(_text(name)).get("tool", {}).get("reportlint")
    except (tomllib.TOMLDecodeError, AttributeError):
        return None


def _layers(name: str, faults: Faults, below: tuple[str, ...]) -> list[Effective]:
    """The settings of the files that a file extends, and its own on top."""
    if name in below or len(below) > _DEEPEST:
        raise UsageError(f"设置 {below[-1]} 的 extends 绕了一圈，又回到 {name}")
    from . import yamlfile  # only where there are settings: yaml costs a fifth of a run
    from .fields import hints

    toml = name.endswith(".toml")
    text = _as_yaml(_table(name) or {}) if toml else _text(name)
    node = yamlfile.load(f"{name} [tool.reportlint]" if toml else name, text, faults)
    if node is None:
        return []
    if not isinstance(node, yamlfile.Mapping):
        faults.add(node.file, node.spot, f"设置应为键值对，键有：{'、'.join(('extends', *hints(Settings)))}。")
        return []
    bases = _bases(node, name, faults)
    return [*(layer for base in bases for layer in _layers(base, faults, (*below, name))), _own(node, name, faults)]


def _as_yaml(table: Any) -> str:
    """A table as JSON, which is YAML too."""
    import json

    return json.dumps(table, ensure_ascii=False, indent=1, default=str)


def _bases(node: yamlfile.Mapping, name: str, faults: Faults) -> list[str]:
    from . import yamlfile
    from .fields import INVALID, read

    given = node.get("extends")
    items = given.items if isinstance(given, yamlfile.Sequence) else (given,) if given else ()
    words = [read(item, str, faults, "extends") for item in items]
    return [_from(name, word) for word in words if word is not INVALID]


def _own(node: yamlfile.Mapping, name: str, faults: Faults) -> Effective:
    from .fields import INVALID, hints, read_fields

    keys = {key.text: (key, value) for key, value in node.entries if key.text != "extends"}
    for word, (key, _) in keys.items():
        if word not in hints(Settings):
            faults.add(key.file, key.spot, unknown("键", word, ("extends", *hints(Settings))))
    values = {key: value for key, value in read_fields(keys, Settings, faults).items() if value is not INVALID}
    settings = Settings(**values)
    settings = replace(
        settings,
        rules=tuple(_from(name, word) for word in settings.rules),
        exclude=tuple(_from(name, word) if "/" in word else word for word in settings.exclude),
        accept=tuple(replace(item, path=_from(name, item.path)) for item in settings.accept),
        baseline=_from(name, settings.baseline) if settings.baseline else "",
    )
    origins = {word: (f"{name}:{key.spot.line}" if not name.endswith(".toml") else name,)
               for word, (key, _) in keys.items()}
    return Effective(settings, origins)


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
    return Effective(Settings(**values), {name: places for name, places in origins.items() if places})
