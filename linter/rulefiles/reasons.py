"""What Python's regular expressions and jinja2 find wrong, in Chinese and with what to write instead."""

from __future__ import annotations

import re
from collections.abc import Iterable

_PATTERNS: tuple[tuple[str, str], ...] = (
    (r"missing \), unterminated (?:subpattern|comment)", "左括号“(”没有配对的“)”；要找括号本身，写成“\\(”"),
    (r"unbalanced parenthesis", "右括号“)”多了一个；要找括号本身，写成“\\)”"),
    (r"unterminated character set", "左方括号“[”没有配对的“]”；要找方括号本身，写成“\\[”"),
    (r"nothing to repeat|multiple repeat",
     "“*”“+”“?”“{{}}”前面要有被重复的内容，不能连写；要找这个符号本身，前面加“\\”"),
    (r"bad character range (.+)", "方括号里的范围“{0}”前大后小，或不是单个字；要找“-”本身，写在方括号的最后"),
    (r"min repeat greater than max repeat", "“{{m,n}}”里的前一个数不能大于后一个数"),
    (r"bad escape \(end of pattern\)", "最后的“\\”后面还要有一个字；要找“\\”本身，写成“\\\\”"),
    (r"bad escape (\S+).*|incomplete escape (\S+).*", "没有“{0}”这种写法；要找“\\”本身，写成“\\\\”"),
    (r"look-behind requires fixed-width pattern", "“(?<=…)”“(?<!…)”里的内容长短要固定，不能用“*”“+”“?”"),
    (r"bad character in group name (.+)", "组的名称“{0}”只能用字母、文字、数字和下划线，不能以数字开头"),
    (r"redefinition of group name (\S+).*", "组的名称“{0}”用了两次"),
    (r"unknown group name (.+)|invalid group reference (.+)", "前面没有叫“{0}”的组"),
    (r"missing (?:group|<|>|:|flag|-, : or \)).*|unknown (?:extension|flag).*|unexpected end of pattern|.*flags.*",
     "“(?”后面的写法不对；只是分组时写“(?:…)”，要找问号本身，写成“\\?”"),
)
_TEMPLATES: tuple[tuple[str, str], ...] = (
    (r"unexpected end of template.*|unexpected '\}'.*", "“{{{{”没有配对的“}}}}”；变量写成“{{{{ 名称 }}}}”"),
    (r"expected token 'end of print statement', got (.+)", "“{{{{ }}}}”里只能写一个变量名，“{0}”是多余的"),
    (r"Expected an expression, got .*", "“{{{{ }}}}”里要写变量名"),
    (r"No filter named (\S+)\.", "“|”后面的“{0}”不是可用的处理方法；只写变量名即可"),
    (r"No test named (\S+)\.", "“is”后面的“{0}”不是可用的判断"),
    (r"Unexpected end of template.*innermost block that needs to be closed is '(\w+)'.*",
     "“{{% {0} … %}}”没有配对的“{{% end{0} %}}”"),
    (r"Encountered unknown tag '(\w+)'.*", "没有“{{% {0} %}}”这种写法；可用的有“{{% if … %}}…{{% endif %}}”"),
    (r"unexpected char (.+?) at \d+", "“{{{{ }}}}”里不能有“{0}”；标点要用半角"),
    (r"Missing end of (?:raw|comment).*", "“{{#”没有配对的“#}}”"),
)


def of_pattern(reason: str) -> str:
    """Why a regular expression cannot be used."""
    return _found(reason, _PATTERNS)


def of_template(reason: str) -> str:
    """Why a message cannot be used."""
    return _found(reason, _TEMPLATES)


def _found(reason: str, known: Iterable[tuple[str, str]]) -> str:
    for english, chinese in known:
        if found := re.fullmatch(english, reason.strip(), re.DOTALL):
            words = (group.strip("'") for group in found.groups() if group)
            return chinese.format(*words, "")
    return f"写法有误（{reason.strip().rstrip('.')}）"

