"""`python -m reportlint`."""

import sys

from .cli import run

sys.exit(run())
