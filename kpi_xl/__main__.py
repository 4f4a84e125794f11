"""``python -m kpi_xl`` is the kpi-xl command."""

import sys

if not sys.flags.safe_path:
    del sys.path[0]  # the folder it is run in, where anybody may have put a module

from kpi_xl.cli import command

sys.exit(command())
