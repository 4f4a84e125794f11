"""The two spellings of Office Open XML, transitional and strict: the same elements under other names."""

from typing import NamedTuple


class Dialect(NamedTuple):
    """The namespaces of a workbook's own parts, and how its relationship types begin."""

    main: str
    relations: str
    drawing: str
    chart: str
    sheet_drawing: str


_OPEN = "http://schemas.openxmlformats.org"
_PURL = "http://purl.oclc.org/ooxml"

TRANSITIONAL = Dialect(
    f"{_OPEN}/spreadsheetml/2006/main",
    f"{_OPEN}/officeDocument/2006/relationships",
    f"{_OPEN}/drawingml/2006/main",
    f"{_OPEN}/drawingml/2006/chart",
    f"{_OPEN}/drawingml/2006/spreadsheetDrawing",
)
STRICT = Dialect(
    f"{_PURL}/spreadsheetml/main",
    f"{_PURL}/officeDocument/relationships",
    f"{_PURL}/drawingml/main",
    f"{_PURL}/drawingml/chart",
    f"{_PURL}/drawingml/spreadsheetDrawing",
)

PACKAGE_RELATIONS = f"{_OPEN}/package/2006/relationships"
CONTENT_TYPES = f"{_OPEN}/package/2006/content-types"

_SPREADSHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_DRAWING = "application/vnd.openxmlformats-officedocument"
TYPE_OF = {
    "rels": "application/vnd.openxmlformats-package.relationships+xml",
    "vml": f"{_DRAWING}.vmlDrawing",
    "worksheet": f"{_SPREADSHEET}.worksheet+xml",
    "styles": f"{_SPREADSHEET}.styles+xml",
    "comments": f"{_SPREADSHEET}.comments+xml",
    "table": f"{_SPREADSHEET}.table+xml",
    "drawing": f"{_DRAWING}.drawing+xml",
    "chart": f"{_DRAWING}.drawingml.chart+xml",
}
"""The content type of each kind of part this package writes."""
