"""Tests of the engine that lets xlwings work on LibreOffice Calc."""
