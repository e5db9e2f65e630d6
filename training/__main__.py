"""`python -m training`, and with it `torchrun -m training`: the command `gvseg-train`."""

import sys

from training.cli import main

sys.exit(main())
