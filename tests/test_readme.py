"""What the README says is so."""

import re
from pathlib import Path

from docs.filling import Filling
from kpi_xl import open_workbook

README = Path(__file__).parents[1] / "README.md"


def test_the_problem_it_shows_is_one_the_program_tells(tmp_path: Path) -> None:
    line = {"Service": "Front Door", "Indicator Title": "Contacts", "Polarity": "BIB", "Target": "90%"}
    lines = [{**line, "Indicator Number": f"FD {number}"} for number in range(1, 7)]
    lines[-1]["Target"] = "9o%"
    book = Filling.blank("")
    book.rows("Indicators", lines)
    book.rows("Data", [{"Indicator Number": f"FD {number}", "Sep-20": "95%"} for number in range(1, 7)])
    problems, _ = open_workbook(book.save(tmp_path / "book.xlsx")).check()
    shown = re.findall(r"^    (\w+!.*)$", README.read_text(encoding="utf-8"), re.MULTILINE)
    assert shown == [str(problem) for problem in problems]


def test_every_place_it_leads_to_is_there() -> None:
    for place in re.findall(r"\]\(([^)#]+)\)", README.read_text(encoding="utf-8")):
        assert (README.parent / place).exists(), place
