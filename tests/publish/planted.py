"""A workbook with words and figures planted everywhere, by which its leftovers would be known in a pack."""

import io
import zipfile
from pathlib import Path

import openpyxl
from openpyxl.comments import Comment
from openpyxl.workbook.defined_name import DefinedName

from tests.books import Grid, Row, Sheets, sheets, with_openpyxl

FOLDER = "plantedfolder"
OFFICERS_OWN = (
    FOLDER, "plantedcreator", "plantededitor", "plantednoteauthor", "plantednote", "plantedhidden",
    "plantedname", "plantedmacro", "plantedlink", "plantedsetting", "plantedunknown", "plantedcarried",
    "plantedlater", "plantedband", "vbaProject", "externalLink", "kpi_xl box", "kpi_xl.sheet",
    "Indicator Number", "Numerator", "absPath", "lastModifiedBy", "dc:creator",
)  # fmt: skip
"""What no pack may hold: words of the officer's own sheets, of the file and of its parts."""

WHOLES_OWN = ("plantedsummary", "plantedaction", "plantedwatch")
"""What belongs to the whole scorecard alone."""

FRONT_DOOR = ("plantedfrontservice", "plantedfronttitle", "plantedfrontsection", "plantedfronttext", "87317")
CARE = ("plantedcareservice", "plantedcaretitle", "plantedcaresection", "plantedcaretext", "plantedcarearea",
        "plantedneighbours", "plantedcareparts", "93713")  # fmt: skip
ANNA, BOB = "plantedanna", "plantedbob"
WITHHELD = "plantednoted"
"""The note on a figure that is withheld."""


def _sheets() -> Sheets:
    front: Row = {
        "Service": FRONT_DOOR[0],
        "Section": FRONT_DOOR[2],
        "Polarity": "SIB",
        "Unit": "number",
        "YTD": "Sum",
    }
    care: Row = {"Service": CARE[0], "Section": CARE[2], "Polarity": "BIB", "Unit": "%"}
    indicators: list[Row] = [
        {**front, "Indicator Number": "FD 1", "Indicator Title": FRONT_DOOR[1], "RO": ANNA, "Target": 90000,
         "Amber within": "10%", "Own column": "plantedunknown", "Small numbers": "suppress",
         "Comparator: plantedneighbours": None},
        {**front, "Indicator Number": "FD 2", "Indicator Title": "Small ones", "RO": BOB, "Target": 3,
         "Small numbers": "suppress"},
        {**care, "Indicator Number": "CL 1", "Indicator Title": CARE[1], "RO": BOB, "Target": "90%",
         "RAG Methodology": "90% or above Green 85%-89% Amber 84% and below Red", "Small numbers": "suppress",
         "Comparator: plantedneighbours": "93.713%"},
    ]  # fmt: skip
    data: list[Row] = [
        {
            "Indicator Number": "FD 1",
            "Jul-20": 87000,
            "Aug-20": 87100,
            "Sep-20": 87317,
            "Oct-20": "plantedlater",
        },
        {"Indicator Number": "FD 2", "Jul-20": 17, "Aug-20": f"4 ({WITHHELD})", "Sep-20": 12},
        {"Indicator Number": "CL 1", "Measure": "Numerator: plantedcareparts", "Sep-20": 93713},
        {"Indicator Number": "CL 1", "Measure": "Denominator", "Sep-20": 100000},
        {"Indicator Number": "CL 1", "Area": CARE[4], "Measure": "Numerator", "Sep-20": 93713},
        {"Indicator Number": "CL 1", "Area": CARE[4], "Measure": "Denominator", "Sep-20": 100000},
    ]
    commentary: Grid = [
        ["Service", "Period", "Kind", "Text", "Author", "Carried from"],
        [FRONT_DOOR[0], "Sep-20", "Next steps", FRONT_DOOR[3], "", ""],
        [CARE[0], "Sep-20", "Next steps", CARE[3], "", "plantedcarried"],
        [CARE[0], "Aug-20", "Next steps", "plantedlater", "", ""],
        ["", "Sep-20", "Director's summary", WHOLES_OWN[0], "", ""],
        [FRONT_DOOR[0], "Sep-20", "Ones to watch", WHOLES_OWN[2], "", ""],
    ]
    actions: Grid = [["REF", "ACTIONS", "WHEN", "COMPLETE?"], ["A1", WHOLES_OWN[1], "Dec-20", ""]]
    return sheets(
        indicators,
        data,
        {"Organisation": "Croydon", "Reporting period": "Sep 2020", "Own setting": "plantedsetting"},
        Commentary=commentary,
        Actions=actions,
    )


def planted_book(folder: Path) -> Path:
    """The workbook, in a folder with a planted name, with a macro part, a link to another workbook, a hidden
    sheet, a name, and people's names in its properties."""
    path = folder / FOLDER / "book.xlsx"
    path.parent.mkdir()
    with_openpyxl(path, _sheets())
    book = openpyxl.load_workbook(path)
    book.properties.creator, book.properties.lastModifiedBy = "plantedcreator", "plantededitor"
    hidden = book.create_sheet("plantedhidden")
    hidden["A1"], hidden.sheet_state = "plantedhidden", "veryHidden"
    hidden["A2"] = f"='[{FOLDER}.xlsx]plantedlink'!A1"
    book["Data"]["A2"].comment = Comment("plantednote", "plantednoteauthor")
    book.defined_names["plantedname"] = DefinedName("plantedname", attr_text="plantedhidden!$A$1")
    book.save(path)
    with zipfile.ZipFile(path, "a") as file:
        file.writestr("xl/vbaProject.bin", b"plantedmacro")
        file.writestr("xl/externalLinks/externalLink1.xml", b"<externalLink>plantedlink</externalLink>")
    return path


def words_of(pack: Path | bytes) -> str:
    """Every part of a pack as text, the parts' names among them; a package within it is opened too."""
    data = pack if isinstance(pack, bytes) else pack.read_bytes()
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        return "\n".join(f"{name}\n{file.read(name).decode('utf-8', 'replace')}" for name in file.namelist())
