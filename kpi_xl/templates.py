"""Where the template workbook stands."""

import os

TEMPLATE = "Scorecard_template.xlsm"


def template_path() -> str:
    """The template's file: inside an installed package, else at the top of a checkout, beside kpi_xl."""
    package = os.path.dirname(os.path.abspath(__file__))
    installed = os.path.join(package, TEMPLATE)
    return installed if os.path.exists(installed) else os.path.join(os.path.dirname(package), TEMPLATE)
