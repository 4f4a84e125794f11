"""The template is what its sources make it, and is found wherever the package is."""

import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

from kpi_xl.package import Package
from kpi_xl.sheets.inputs import input_sheets
from kpi_xl.templates import TEMPLATE, template_path
from workbook.build import template

ROOT = Path(__file__).parents[2]
FOR_A_WHEEL = ("LICENSE", "MANIFEST.in", "README.md", TEMPLATE, "pyproject.toml", "setup.py")


def test_the_template_is_the_one_its_sources_make() -> None:
    built = template()
    assert built == template()
    assert built == Path(template_path()).read_bytes(), "run: ./dev template"


def test_a_checkout_has_the_template_at_its_top() -> None:
    assert Path(template_path()) == ROOT / TEMPLATE


def test_an_installed_package_has_the_template_inside(tmp_path: Path) -> None:
    source = tmp_path / "source"
    shutil.copytree(ROOT / "kpi_xl", source / "kpi_xl", ignore=shutil.ignore_patterns("__pycache__"))
    for name in FOR_A_WHEEL:
        shutil.copy(ROOT / name, source / name)
    command = [sys.executable, "-m", "pip", "wheel", "--no-index", "--no-deps", "--no-build-isolation"]
    subprocess.run([*command, "--wheel-dir", tmp_path, source], check=True, capture_output=True)
    (wheel,) = tmp_path.glob("*.whl")
    zipfile.ZipFile(wheel).extractall(tmp_path / "installed")
    program = "from kpi_xl.templates import template_path; print(template_path())"
    told = subprocess.run(
        [sys.executable, "-c", program],
        cwd=tmp_path / "installed",
        check=True,
        capture_output=True,
        text=True,
    )
    path = Path(told.stdout.strip())
    assert path == tmp_path / "installed" / "kpi_xl" / TEMPLATE
    assert path.read_bytes() == (ROOT / TEMPLATE).read_bytes()


def test_only_the_template_has_the_functions_vba() -> None:
    assert Package.open(template_path()).has_template_vba
    plain = Package.blank()
    plain.put(input_sheets())
    assert not plain.has_template_vba
