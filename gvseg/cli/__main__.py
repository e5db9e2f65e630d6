"""Runs `gvseg` as `python -m gvseg.cli`."""

import sys

from gvseg.cli import main

sys.exit(main())
