"""What a finding is known by from one version of a file to the next.

The algorithm is a promise (`reportlint/v1` in SARIF and JSON, later in baselines): SHA-256 over the rule's
id, the names of the place, the text found wrong, and the occurrence number, never a line number. Words are
compared without white space and in NFKC, so that setting the text anew changes nothing. It is never
changed under the same name.
"""

from __future__ import annotations

import unicodedata
from collections import Counter

from .findings import Finding, Report

NAME = "reportlint/v1"


def fingerprints(report: Report) -> tuple[str, ...]:
    """One for each finding, in their order, 64 hexadecimal digits; unique within a report."""
    seen: Counter[tuple[str, ...]] = Counter()
    return tuple(_digest(finding, seen) for finding in report.findings)


def _digest(finding: Finding, seen: Counter[tuple[str, ...]]) -> str:
    from hashlib import sha256  # which loads OpenSSL: only for those who ask for fingerprints

    words = (finding.rule, *finding.place.path, finding.evidence)
    identity = tuple(_plain(word) for word in words)
    seen[identity] += 1
    return sha256("\n".join((*identity, str(seen[identity]))).encode("utf-8", "replace")).hexdigest()


def _plain(words: str) -> str:
    return "".join(unicodedata.normalize("NFKC", words).split())
