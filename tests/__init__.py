"""The tests of kpi_xl."""
