"""`python -m gvseg.cli` is `gvseg`."""

import sys

from gvseg.cli import main

sys.exit(main())
