"""A closed workbook, as the parts of its zip: read rows, write plans."""

from kpi_xl.package.book import Package

__all__ = ["Package"]
