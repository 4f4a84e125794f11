"""``python -m workbook``: writes Scorecard_template.xlsm anew."""

from pathlib import Path

from kpi_xl.templates import template_path
from workbook.build import template

Path(template_path()).write_bytes(template())
