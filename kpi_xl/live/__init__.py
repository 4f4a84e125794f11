"""A workbook that is open in Excel or LibreOffice: read rows, write plans, through xlwings' public API."""

from kpi_xl.live.book import LiveBook

__all__ = ["LiveBook"]
