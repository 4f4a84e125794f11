"""An open workbook, in LibreOffice."""
