"""The version of kpi_xl."""

VERSION = "0.1.0"
