"""What pyproject.toml cannot say: the template, which stands beside the package, goes into it."""

from pathlib import Path

from setuptools import setup
from setuptools.command.build_py import build_py

TEMPLATE = "Scorecard_template.xlsm"


class BuildWithTemplate(build_py):
    """Copies the template into the package that is built; an editable install finds it where it stands."""

    def run(self) -> None:
        super().run()
        if not self.editable_mode:
            self.copy_file(TEMPLATE, str(Path(self.build_lib, "kpi_xl", TEMPLATE)))


setup(cmdclass={"build_py": BuildWithTemplate})
