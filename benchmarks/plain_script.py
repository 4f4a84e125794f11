"""What a plain script would do: ``python plain_script.py BOOK OUT``, calamine in and XlsxWriter out.

It writes a report of the same generated sheets (not the input sheets, which a refresh also carries over),
with values where a refresh writes formulas, and knows only the books that books.py makes: no problems
listed, no methodology text, no areas, one rule of rounding.
"""

import sys
from datetime import date, datetime
from typing import Any

import xlsxwriter
from python_calamine import CalamineWorkbook
from xlsxwriter.utility import xl_rowcol_to_cell

YEAR_STARTS = 4
COLOURS = {"Green": "#1E7B34", "Amber": "#FFC000", "Red": "#C00000", "Grey": "#D9D9D9"}
TREND_COLOURS = {"Better": "#1E7B34", "Worse": "#C00000", "Same": "#595959"}
FORMATS = {"%": "0%", "number": "#,##0", "average": "0.0"}
LEADING = ("Ref", "Indicator", "Polarity", "RO", "Target")
TRAILING = ("Year to date", "Last year", "RAG", "Change", "Direction", "Trend", "England")
LIMITS = ("Polarity", "Green from", "Amber from")  # what the months' colours hang on, in hidden columns

Record = dict[str, Any]


def read_target(text: str) -> tuple[float, bool]:
    """The figure of a target in stored units, and whether only beyond it counts."""
    bare = text.strip().lstrip("<>")
    figure = float(bare.rstrip("%"))
    return (figure / 100 if bare.endswith("%") else figure), bare != text.strip()


def limits(record: Record) -> tuple[int, float, float, bool]:
    """1 or -1 for the polarity, where Green and where Amber begin, and whether Green is only beyond that."""
    target, strict = read_target(str(record["Target"]))
    tolerance = str(record["Amber within"])
    width = (
        float(tolerance.rstrip("p")) / 100
        if tolerance.endswith("pp")
        else target * float(tolerance.rstrip("%")) / 100
        if tolerance.endswith("%")
        else float(tolerance)
    )
    sign = 1 if record["Polarity"] == "BIB" else -1
    places = int(record["Decimals"]) + (2 if record["Unit"] == "%" else 0)
    return sign, target, round(target - sign * width, places), strict


def rag(value: float | None, record: Record) -> str:
    """The colour of a value by target and tolerance."""
    if value is None:
        return "Grey"
    sign, target, amber, strict = record["limits"]
    places = int(record["Decimals"]) + (2 if record["Unit"] == "%" else 0)
    seen, goal = sign * round(value, places), sign * target
    if seen > goal or (seen == goal and not strict):
        return "Green"
    return "Amber" if seen >= sign * amber else "Red"


def year_to_date(rule: str, values: list[Any]) -> float | None:
    """The year's figure so far from the year's cells."""
    numbers = [value for value in values if isinstance(value, float)]
    if not numbers:
        return None
    if rule == "Latest":
        return numbers[-1]
    return sum(numbers) if rule == "Sum" else sum(numbers) / len(numbers)


def results(book: str) -> tuple[list[date], list[Record]]:
    """The months shown, and one record an indicator with all its figures."""
    workbook = CalamineWorkbook.from_path(book)
    rows: list[list[Any]] = workbook.get_sheet_by_name("Indicators").to_python()
    records: list[Record] = [dict(zip(rows[0], row, strict=True)) for row in rows[1:]]
    data: list[list[Any]] = workbook.get_sheet_by_name("Data").to_python()
    months = [cell.date() if isinstance(cell, datetime) else cell for cell in data[0][3:]]
    series = {row[0]: row[3:] for row in data[1:]}
    last = months[-1]
    start = date(last.year - (last.month < YEAR_STARTS), YEAR_STARTS, 1)
    before = start.replace(year=start.year - 1)
    this_year = [i for i, month in enumerate(months) if month >= start]
    last_year = [i for i, month in enumerate(months) if before <= month < start]
    for record in records:
        values = series[record["Indicator Number"]]
        latest, previous = values[-1], values[-2]
        both = isinstance(latest, float) and isinstance(previous, float)
        change = latest - previous if both else None
        better = change is not None and (change > 0) == (record["Polarity"] == "BIB")
        record["limits"] = limits(record)
        record["shown"] = [values[i] for i in last_year + this_year]
        record["ytd"] = year_to_date(record["YTD"], [values[i] for i in this_year])
        record["last"] = year_to_date(record["YTD"], [values[i] for i in last_year])
        record["rag"] = rag(latest if isinstance(latest, float) else None, record)
        record["change"] = change * 100 if change is not None and record["Unit"] == "%" else change
        record["direction"] = (
            "" if change is None else "Increase" if change > 0 else "Decrease" if change else "No change"
        )
        record["trend"] = "" if change is None else "Same" if not change else "Better" if better else "Worse"
    return [months[i] for i in last_year + this_year], records


class Report:
    """The workbook that is written, with its formats."""

    def __init__(self, out: str) -> None:
        self.workbook = xlsxwriter.Workbook(out)
        add = self.workbook.add_format
        cell = {"font_size": 10, "border": 1, "border_color": "#BFBFBF", "valign": "vcenter"}
        self.title = add({"bold": True, "font_size": 16})
        self.head = add(
            {**cell, "bold": True, "bg_color": "#1F3864", "font_color": "#FFFFFF", "text_wrap": True}
        )
        self.month = add(
            {**cell, "bold": True, "bg_color": "#1F3864", "font_color": "#FFFFFF", "num_format": "mmm-yy"}
        )
        self.text = add({**cell, "text_wrap": True})
        self.word = add({**cell, "align": "center", "bold": True})
        self.figures = {unit: add({**cell, "align": "right", "num_format": f}) for unit, f in FORMATS.items()}
        self.changes = {
            "%": add({**cell, "align": "right", "num_format": '+0"pp";-0"pp";0"pp"'}),
            "number": add({**cell, "align": "right", "num_format": "+#,##0;-#,##0;0"}),
            "average": add({**cell, "align": "right", "num_format": "+0.0;-0.0;0.0"}),
        }
        self.rag_formats = {word: add({"bg_color": colour}) for word, colour in COLOURS.items()}
        self.trend_formats = {word: add({"font_color": colour}) for word, colour in TREND_COLOURS.items()}

    def colour_words(self, sheet: Any, top: int, bottom: int, column: int, formats: dict[str, Any]) -> None:
        """A rule for each word of a column."""
        for word, its_format in formats.items():
            rule = {"type": "cell", "criteria": "==", "value": f'"{word}"', "format": its_format}
            sheet.conditional_format(top, column, bottom, column, rule)

    def colour_months(self, sheet: Any, bottom: int, months: int) -> None:
        """Rules that colour each month's figure by the limits held on its row."""
        first = xl_rowcol_to_cell(3, len(LEADING))
        after = len(LEADING) + months + len(TRAILING)
        sign, green, amber = (xl_rowcol_to_cell(3, after + at, col_abs=True) for at in range(3))
        for word, condition in (
            ("Grey", f"NOT(ISNUMBER({first}))"),
            ("Green", f"{first}*{sign}>={green}*{sign}"),
            ("Amber", f"{first}*{sign}>={amber}*{sign}"),
            ("Red", "TRUE"),
        ):
            rule = {"type": "formula", "criteria": f"={condition}", "format": self.rag_formats[word]}
            sheet.conditional_format(3, len(LEADING), bottom, len(LEADING) + months - 1, rule)

    def service(self, name: str, months: list[date], records: list[Record]) -> None:
        """The sheet of one service."""
        sheet = self.workbook.add_worksheet(name)
        sheet.write_string(0, 0, name, self.title)
        sheet.write_row(2, 0, LEADING, self.head)
        for column, month in enumerate(months, len(LEADING)):
            sheet.write_datetime(2, column, month, self.month)
        after = len(LEADING) + len(months)
        sheet.write_row(2, after, TRAILING + LIMITS, self.head)
        for row, record in enumerate(records, 3):
            unit = record["Unit"]
            number, plain = self.figures[unit], self.text
            for column, key in enumerate(("Indicator Number", "Indicator Title", "Polarity", "RO", "Target")):
                sheet.write_string(row, column, str(record[key]), plain)
            for column, value in enumerate(record["shown"], len(LEADING)):
                sheet.write(row, column, value, number)
            sheet.write(row, after, record["ytd"], number)
            sheet.write(row, after + 1, record["last"], number)
            sheet.write_string(row, after + 2, record["rag"], self.word)
            sheet.write(row, after + 3, record["change"], self.changes[unit])
            sheet.write_string(row, after + 4, record["direction"], plain)
            sheet.write_string(row, after + 5, record["trend"], self.word)
            sheet.write(row, after + 6, record["Comparator: England"], plain)
            sheet.write_row(row, after + 7, record["limits"][:3])
        bottom = 2 + len(records)
        self.colour_words(sheet, 3, bottom, after + 2, self.rag_formats)
        self.colour_words(sheet, 3, bottom, after + 5, self.trend_formats)
        self.colour_months(sheet, bottom, len(months))
        sheet.set_column(0, 0, 10)
        sheet.set_column(1, 1, 50)
        sheet.set_column(after + 7, after + 9, None, None, {"hidden": True})
        sheet.freeze_panes(3, 2)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(2)

    def overview(self, services: dict[str, list[Record]]) -> None:
        """How many of each colour each service has, with a chart."""
        sheet = self.workbook.get_worksheet_by_name("Overview")
        sheet.write_string(0, 0, "Overview", self.title)
        sheet.write_row(2, 0, ("Service", *COLOURS), self.head)
        for row, (name, records) in enumerate(services.items(), 3):
            sheet.write_url(row, 0, f"internal:'{name}'!A1", self.text, name)
            colours = [record["rag"] for record in records]
            sheet.write_row(row, 1, [colours.count(colour) for colour in COLOURS], self.text)
        chart = self.workbook.add_chart({"type": "bar", "subtype": "stacked"})
        last = 2 + len(services)
        for column, rgb in enumerate(COLOURS.values(), 1):
            chart.add_series(
                {
                    "name": ["Overview", 2, column],
                    "categories": ["Overview", 3, 0, last, 0],
                    "values": ["Overview", 3, column, last, column],
                    "fill": {"color": rgb},
                }
            )
        sheet.insert_chart(2, 7, chart)

    def summary(self, records: list[Record]) -> None:
        """Every indicator in a line, with its colour."""
        sheet = self.workbook.get_worksheet_by_name("RAG summary")
        sheet.write_string(0, 0, "RAG summary", self.title)
        sheet.write_row(2, 0, ("Service", "Ref", "Indicator", "Target", "Latest", "RAG", "Trend"), self.head)
        for row, record in enumerate(records, 3):
            for column, key in enumerate(("Service", "Indicator Number", "Indicator Title", "Target")):
                sheet.write_string(row, column, str(record[key]), self.text)
            sheet.write(row, 4, record["shown"][-1], self.figures[record["Unit"]])
            sheet.write_string(row, 5, record["rag"], self.word)
            sheet.write_string(row, 6, record["trend"], self.word)
        self.colour_words(sheet, 3, 2 + len(records), 5, self.rag_formats)
        sheet.set_column(0, 0, 20)
        sheet.set_column(2, 2, 60)
        sheet.freeze_panes(3, 0)


def main(book: str, out: str) -> None:
    """Reads, works out, writes."""
    months, records = results(book)
    services: dict[str, list[Record]] = {}
    for record in records:
        services.setdefault(record["Service"], []).append(record)
    report = Report(out)
    report.workbook.add_worksheet("Overview")
    report.workbook.add_worksheet("RAG summary")
    for name, its_records in services.items():
        report.service(name, months, its_records)
    report.overview(services)
    report.summary(records)
    report.workbook.close()


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
