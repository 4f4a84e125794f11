"""Reads, works out, writes."""

from benchmarks.plain import pages
from benchmarks.plain.figures import read_book
from benchmarks.plain.looks import Report
from benchmarks.plain.places import places
from benchmarks.plain.service import ServiceSheet


def main(book_path: str, out: str) -> None:
    """Writes the report of a workbook to ``out``."""
    book = read_book(book_path)
    report = Report(out)
    pages.overview(report, book)
    pages.summary(report, book, places(book) if book.formulas else {})
    for name, records in book.services().items():
        ServiceSheet(report, book, name, records).write()
    pages.action_log(report, book)
    pages.checks(report, book)
    report.workbook.close()
