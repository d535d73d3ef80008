"""Reports as output: one module a format."""
