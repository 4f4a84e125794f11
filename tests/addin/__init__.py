"""Tests of the add-in for LibreOffice Calc."""
