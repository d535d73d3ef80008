"""The bounds on what is read as users set them: what each is called, may be, and what the settings and the command
line make of them. Loaded only where one is set or asked for."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from ..errors import UsageError
from ..limits import FILE_SIZE, LARGEST, LIMITS, MEGABYTE, SIZES, Limits, shown_name
from ..rulefiles.suggestion import did_you_mean
from ..typenames import TYPE_CHECKING

if TYPE_CHECKING:
    from ..rulefiles import yamlfile
    from ..rulefiles.faults import Faults

WORDS: Mapping[str, str] = {
    "file_size": "一个文件的大小（同 --max-size）",
    "text_size": "网页、文本、Markdown 文件的大小",
    "lines": "文本、Markdown 文件的行数，连空行",
    "marks": "网页的标签和字符引用数",
    "blocks": "一份文件的段落和表格数",
    "characters": "一份文件的字数",
    "rows": "一张表的行数",
    "columns": "一张表的列数",
    "slots": "一份文件所有表格的格数",
    "package_entries": ".docx、.ofd 包内的文件数",
    "archive_size": "压缩包的大小",
    "archive_members": "压缩包内的文件数",
    "archive_total": "压缩包解压后的总大小",
    "archive_ratio": "压缩包内一个文件的压缩倍数",
    "small_member": "压缩包内不看压缩倍数的文件大小",
    "office_seconds": "LibreOffice 转换一个文件的时间（--office，秒）",
    "html_slots": "网页读取时所有表格的格数",
    "html_columns": "网页读取时一张表的列数",
    "word_total": ".docx 解压后的总大小",
    "word_part": ".docx 正文解压后的大小",
    "word_tags": ".docx 正文的标签数",
    "word_ratio": ".docx 正文的压缩倍数",
    "word_depth": ".docx 表格、文本框的嵌套层数",
    "word_slots": ".docx、.doc 读取时一张表的格数",
    "doc_stream": ".doc 一个流的大小",
    "doc_characters": ".doc 的字数",
    "doc_lists": ".doc 的自动编号列表数（超过的不编号）",
    "page_rules": "PDF、OFD 一页上表格线的条数（超过的当作图画，不读表格）",
    "paged_rules": "PDF、OFD 一份文件的表格线数",
    "table_slots": "PDF、OFD 一组表格线围成的格数（超过的不当作表格）",
    "paged_slots": "PDF、OFD 所有表格的格数",
    "pdf_stream": "PDF 一个流解压后的大小",
    "pdf_picture": "PDF 一张图片解压后的大小",
    "pdf_total": "PDF 各流解压后的总大小",
    "pdf_pages": "PDF 的页数",
    "pdf_characters": "PDF 的字数",
    "pdf_objects": "PDF 的对象数",
    "ofd_part": "OFD 一个部件解压后的大小",
    "ofd_total": "OFD 解压后的总大小",
    "ofd_ratio": "OFD 部件的压缩倍数",
    "ofd_pages": "OFD 的页数",
    "ofd_characters": "OFD 的字数",
    "ofd_strokes": "OFD 的线段数",
    "rule_characters": "规则、名册文件的字数",
    "rule_nodes": "规则、名册文件的节点数",
    "rule_depth": "规则、名册文件的嵌套层数",
}
"""Each bound: what it bounds."""

_MOST: Mapping[str, int] = {
    "file_size": LARGEST, "word_depth": 100, "rule_depth": 200, "office_seconds": 3600,
}
"""The largest value; of the others a hundred times the usual one."""
_TIMES = 100
_NUMBER = re.compile(r"([0-9]{1,15}(?:\.[0-9]{1,6})?)\s*(万|[KMG]B?)?", re.IGNORECASE)
_UNITS = {"": 1, "万": 10_000, "K": 1024, "M": MEGABYTE, "G": 1024 * MEGABYTE}


def limits_of(settings: Mapping[str, str] | None, given: Iterable[str], max_size: int | None) -> Limits:
    """The bounds that the settings and, before them, the command line (`NAME=VALUE`, and --max-size) ask for. Raises
    UsageError."""
    changed = {name.replace("-", "_"): _value(name, text) for name, text in (settings or {}).items()}
    changed.update(map(setting, given))
    if max_size is not None:
        changed["file_size"] = max_size
    return Limits(**changed)


def setting(word: str) -> tuple[str, int]:
    """The bound and its value of `NAME=VALUE`. Raises UsageError."""
    name, sign, text = word.partition("=")
    if not sign:
        raise UsageError(f"上限“{word}”应写成 名称=数，如 pdf-pages=500")
    return name.strip().replace("-", "_"), _value(name.strip(), text)


def _value(name: str, text: str) -> int:
    """Raises UsageError for a name that is none, or a value that it cannot have."""
    known = name.replace("-", "_")
    if known not in WORDS:
        raise UsageError(f"没有“{name}”这个上限{did_you_mean(name, map(shown_name, WORDS))}；"
                         "reportlint config --limits 列出全部上限")
    found = _NUMBER.fullmatch(text.strip())
    unit = (found[2] or ("M" if known in SIZES else "")).upper()[:1] if found else ""
    value = round(float(found[1]) * _UNITS[unit]) if found else 0
    if not 0 < value <= most(known) or (unit in ("K", "M", "G")) != (known in SIZES):
        what = "大小（如 40 或 40MB，单位 MB）" if known in SIZES else "整数"
        largest = Limits(**{known: most(known)}).shown(known)
        raise UsageError(f"上限 {name} 的值“{text}”不对：应为不超过 {largest} 的{what}")
    return value


def most(name: str) -> int:
    """The largest value that a bound may have."""
    usual: int = getattr(LIMITS, name)
    return _MOST.get(name, max(usual * _TIMES, FILE_SIZE) if name in SIZES else usual * _TIMES)


def note_faults(node: yamlfile.Mapping, faults: Faults) -> None:
    """Faults for entries of `limits` in a settings file that are no bounds or have no possible value."""
    for key, value in node.entries:
        try:
            _value(key.text, getattr(value, "text", ""))
        except UsageError as error:
            faults.add(key.file, key.spot, f"{error}。")


def listed(limits: Limits) -> Iterator[str]:
    """Every bound: its name, its value, the usual one where that is another, what it bounds."""
    for name, words in WORDS.items():
        usual = "" if getattr(limits, name) == getattr(LIMITS, name) else f"（默认 {LIMITS.shown(name)}）"
        yield f"{shown_name(name)}={limits.shown(name)}{usual}    # {words}"
