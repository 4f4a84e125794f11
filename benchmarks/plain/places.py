"""Where rows and cells of a service's sheet stand."""

from xlsxwriter.utility import xl_rowcol_to_cell

from benchmarks.plain.figures import Book, Record

HEAD, FIRST_MONTH = 4, 3


def rows_of(records: list[Record]) -> list[tuple[int, str, Record | None]]:
    """The rows of a service's table: a section's heading, or a record."""
    rows: list[tuple[int, str, Record | None]] = []
    section = ""
    for record in records:
        if record["Section"] != section:
            section = record["Section"]
            rows.append((HEAD + 1 + len(rows), section, None))
        rows.append((HEAD + 1 + len(rows), "", record))
    return rows


def places(book: Book) -> dict[str, dict[str, str]]:
    """The cells of each indicator on its service's sheet, by its number and by what stands in them."""
    sparkline = FIRST_MONTH + len(book.months)
    columns = {"latest": sparkline - 1, "rag": sparkline + 3, "ytd": sparkline + 5, "change": sparkline + 6}
    columns |= {"direction": sparkline + 7, "trend": sparkline + 8}
    return {
        record["Indicator Number"]: {
            word: f"'{name}'!{xl_rowcol_to_cell(row, column)}" for word, column in columns.items()
        }
        for name, records in book.services().items()
        for row, _, record in rows_of(records)
        if record
    }
