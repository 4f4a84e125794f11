"""The template workbook."""
