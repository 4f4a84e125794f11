"""The add-in through which the KPI_ functions compute in LibreOffice Calc: its sources and its build."""
