"""Jinja2 templates of the reporters."""
