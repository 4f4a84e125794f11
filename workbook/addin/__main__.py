"""``python -m workbook.addin OUT.oxt``: writes the add-in."""

import sys
from pathlib import Path

from workbook.addin.build import oxt

Path(sys.argv[1]).write_bytes(oxt())
