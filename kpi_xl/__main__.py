"""``python -m kpi_xl`` is the kpi-xl command."""

import sys

from kpi_xl.cli import main

sys.exit(main())
