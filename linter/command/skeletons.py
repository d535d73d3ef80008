"""What `init` begins a folder with: settings, a rule file, and the schemas by which an editor helps with them."""

from __future__ import annotations

import os

from ..errors import UsageError
from ..inputs import files
from ..resources import skeleton
from ..ruleset import load
from ..typenames import TYPE_CHECKING
from . import console
from .schema import rule_file, settings_file, written

if TYPE_CHECKING:
    from argparse import Namespace

_MADE = (".reportlint.yaml", "规则.yaml")
_SCHEMAS = ("reportlint-settings.schema.json", "reportlint-rules.schema.json")


def begin(options: Namespace) -> int:
    """Writes the files into the folder; the schemas anew, what people write only where it is not there yet.
    Raises UsageError."""
    if len(options.paths) > 1:
        raise UsageError("init 一次只写一个文件夹；由报告生成名册用 init --roster")
    folder = files.tidy(options.paths[0]) if options.paths else os.curdir
    texts = (skeleton("settings.yaml"), skeleton("rules.yaml"), written(settings_file()), written(rule_file(load())))
    for name, text in zip((*_MADE, *_SCHEMAS), texts, strict=True):
        path = name if folder == os.curdir else f"{folder}/{name}"
        if name in _MADE and os.path.exists(path):
            console.note(f"{path} 已经有了，没有改动。")
            continue
        _write(path, text)
        console.note(f"写出 {path}")
    return 0


def _write(path: str, text: str) -> None:
    try:
        os.makedirs(os.path.dirname(path) or os.curdir, exist_ok=True)
        files.replace(path, text.encode())
    except OSError as error:
        raise UsageError(f"无法写入 {path}：{files.reason(error)}") from None
