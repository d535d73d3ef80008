"""The command `config`: the settings that govern some paths, and where each of them comes from."""

from __future__ import annotations

import os

from ..configuration.configuring import shown
from ..configuration.governing import Governor
from ..inputs import files
from ..typenames import TYPE_CHECKING
from . import console

if TYPE_CHECKING:
    from argparse import Namespace

_NONE = "没有设置（没有找到 .reportlint.yaml 或 pyproject.toml 的 [tool.reportlint]）。"


def config(options: Namespace) -> int:
    """Shows for each file what governs it, every key that is set, its value and where it comes from."""
    governor = Governor(options)
    paths: dict[str, list[str]] = {}
    for path in map(files.tidy, options.paths or [os.curdir]):
        paths.setdefault(governor.file(path), []).append(path)
    for number, (file, governed) in enumerate(paths.items()):
        lines = [f"# {'、'.join(governed)}：{file or '无'}", *shown(governor.known(governed[0]))]
        if options.limits:
            from ..configuration.limiting import listed

            lines = [*(lines if file else lines[:1]), *listed(governor.limits(governed[0]))]
            file = file or "-"
        console.emit("\n" * bool(number) + "".join(f"{line}\n" for line in (lines if file else [*lines, _NONE])))
    return 0
