"""xlwings imported for the buttons: without tables and pictures, which are there when they are wanted."""

import subprocess
import sys


def python(code: str) -> str:
    """What a new interpreter prints."""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return done.stdout.strip()


def test_the_buttons_import_no_pandas_and_no_numpy() -> None:
    heavy = "{'pandas', 'numpy', 'PIL', 'matplotlib', 'openpyxl', 'cryptography'}"
    assert python(f"import sys, kpi_xl.macros; print(sorted({heavy} & set(sys.modules)))") == "[]"


def test_pandas_can_be_imported_afterwards_and_works() -> None:
    code = "import kpi_xl.macros, pandas, sys; print(pandas.DataFrame({'a': [1, 2]}).a.sum())"
    assert python(code) == "3"


def test_xlwings_that_is_there_already_is_taken_as_it_is() -> None:
    assert python("import xlwings, kpi_xl.macros as m; print(m.xw is xlwings)") == "True"
