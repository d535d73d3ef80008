"""From what the rules say of a report to findings: one cause, one finding."""
