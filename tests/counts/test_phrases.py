"""Many phrases for one thing: each is read, surely and as that thing."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from reportlint.checks.stated import keys
from reportlint.counts import Count
from reportlint.model import Text
from reportlint.parsing.count import counts

KINDS = yaml.safe_load((Path(__file__).parent / "phrases.yaml").read_text(encoding="utf-8"))


def said(count: Count, kind: dict[str, Any]) -> bool:
    known = kind.get("key", "")
    named = not known or known in keys(count) or known in count.applicants
    return count.sure and named and count.sort in kind["sorts"] and count.number == kind.get("number", count.number)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind["name"])
def test_phrases_are_read(kind: dict[str, Any]) -> None:
    unread = [text for text in kind["texts"] if not any(
        said(count, kind) for count in counts([(0, Text("（二）依申请公开情况")), (0, Text(text))]))]
    assert unread == []
