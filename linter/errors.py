"""What can go wrong outside a report's own content.

Every message is one Chinese sentence for the person at the desk and begins with the place,
`file` or `file:line:column`, lines and columns from 1.
"""

from __future__ import annotations


class ReportlintError(Exception):
    """Anything that keeps us from doing our work: exit status 2."""


class ReadError(ReportlintError):
    """A file that cannot be read as a report: damaged, encrypted, of an unknown format, too large.

    `reason` says what is wrong and what to do, without the file's name; the caller knows the name.
    """

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class RulesError(ReportlintError):
    """A rule file that cannot be used. `faults` holds every fault of it, not only the first."""

    def __init__(self, faults: tuple[str, ...]) -> None:
        super().__init__("\n".join(faults))
        self.faults = faults


class RosterError(RulesError):
    """A roster that cannot be used."""


class UsageError(ReportlintError):
    """A command line or setting that cannot be followed."""
