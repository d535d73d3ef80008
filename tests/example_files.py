"""The faulty report of examples/ in three kinds of file, made of the clean one by planting faults.

    python tests/example_files.py      # writes them, and what reportlint says of every example
"""

from __future__ import annotations

import contextlib
import io
import os
from pathlib import Path

from formats import laid_out, read_model

EXAMPLES = Path(__file__).resolve().parents[1] / "examples"
CLEAN = "青山县水利局-2023.md"
FAULTY = {"有错的年报.txt": "cells", "有错的年报.html": "html", "有错的年报.docx": "docx"}
"""File → its writer in `formats`."""

OTHER_OFFICE = (("青山县水利局", "柳泉县水务局"), ("2023", "2022"))
FAULTS = (
    ("2022年政府信息公开工作年度报告\n\n", "2022年政府信息公开年度报告\n\n"),
    ("2022年1月1日至2022年12月31日", "2021年1月1日至2021年12月31日"),
    ("统一标注文号", "统一标注标注文号"),
    ("参加46人", "参加××人"),
    ("| 行政强制 | 4 | 4 | 4 |", "| 行政强制 |  |  |  |"),
    ("| 22 | 5 | 1 | 2 | 3 | 2 | 35 |", "| 22 | 5 | 1 | 2 | 3 | 2 | 53 |"),
    ("| 1 | 1 | 0 | 1 | 3 | 1 |", "| 1 | 1 | 0 | 1 | 4 | 1 |"),
    ("## 五、存在的主要问题及改进情况", "## 六、存在的主要问题及改进情况"),
    ("## 六、其他需要报告的事项\n\n本年度没有收取政府信息公开信息处理费。\n", ""),
)


def faulty() -> str:
    """The faulty report as Markdown. Raises ValueError if a fault cannot be planted just once."""
    text = (EXAMPLES / CLEAN).read_text(encoding="utf-8")
    for old, new in OTHER_OFFICE:
        text = text.replace(old, new)
    for old, new in FAULTS:
        if text.count(old) != 1:
            raise ValueError(f"{old!r} stands there {text.count(old)} times")
        text = text.replace(old, new)
    return text


def written(name: str) -> bytes:
    """An example's bytes."""
    data, _ = laid_out(read_model(faulty()), FAULTY[name]).fill()
    return data


def said(name: str) -> str:
    """What reportlint shows of an example when it is called in the examples' folder."""
    from reportlint.cli import main

    out, err = io.StringIO(), io.StringIO()
    with contextlib.chdir(EXAMPLES), contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        main([name])
    return out.getvalue() + err.getvalue()


def write() -> None:
    """The files, their outputs, and the outputs as the folder's README shows them."""
    for name in FAULTY:
        (EXAMPLES / name).write_bytes(written(name))
    page = (EXAMPLES / "README.md").read_text(encoding="utf-8")
    for name in (CLEAN, *FAULTY):
        shown = said(name)
        (EXAMPLES / f"{name}.out").write_text(shown, encoding="utf-8")
        head = f"```text\n$ reportlint {name}\n"
        before, behind = page.split(head)
        page = before + head + shown + "```" + behind.split("```", 1)[1]
    (EXAMPLES / "README.md").write_text(page, encoding="utf-8")


if __name__ == "__main__":
    os.environ |= {"COLUMNS": "80", "NO_COLOR": "1"}
    write()
