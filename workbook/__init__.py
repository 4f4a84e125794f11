"""The template workbook, Scorecard_template.xlsm, made from text: its VBA, its ribbon and its sheets."""
