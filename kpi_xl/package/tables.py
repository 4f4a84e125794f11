"""Planned tables as the parts that mark cells as a table, without filter buttons and without a style."""

from kpi_xl.package.dialect import Dialect
from kpi_xl.package.xmltree import attribute, document
from kpi_xl.plan import Table, reference

MOST_TABLES = 1000
"""A sheet's number times this, and a table's place on it, make the number that is its own in the workbook."""


def table_relation(place: int) -> str:
    """The id of the relationship to a sheet's table, counted from 1."""
    return f"rIdTable{place}"


def table_links(tables: tuple[Table, ...]) -> str:
    """What a worksheet says of its tables."""
    if not tables:
        return ""
    lines = "".join(f'<tablePart r:id="{table_relation(at)}"/>' for at in range(1, len(tables) + 1))
    return f'<tableParts count="{len(tables)}">{lines}</tableParts>'


def table_part(table: Table, number: int, dialect: Dialect) -> bytes:
    """A table's own part."""
    lines = "".join(
        f'<tableColumn id="{at}" name="{attribute(header)}"/>' for at, header in enumerate(table.headers, 1)
    )
    name = attribute(table.name)
    return document(
        f'<table xmlns="{dialect.main}" id="{number}" name="{name}" displayName="{name}" '
        f'ref="{reference(table.area)}" totalsRowShown="0"><tableColumns count="{len(table.headers)}">{lines}'
        '</tableColumns><tableStyleInfo showFirstColumn="1" showLastColumn="0" showRowStripes="0" '
        'showColumnStripes="0"/></table>'
    )
