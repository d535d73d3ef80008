"""`python -m reportlint`."""

import sys

from .cli import main

sys.exit(main())
