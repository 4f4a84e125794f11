"""The sheet of one service: its table, its charts and its commentary."""

from datetime import date
from typing import Any

from xlsxwriter.utility import xl_col_to_name, xl_rowcol_to_cell

from benchmarks.plain import formulas
from benchmarks.plain.figures import YEAR_STARTS, Book, Record, has_words, shown, year_start
from benchmarks.plain.looks import FIGURES, LETTERS, Report, row_height
from benchmarks.plain.places import FIRST_MONTH, HEAD, rows_of

AFTER_MONTHS = ("Months", "RO", "Target", "RAG", "Last year", "Year to date", "Change", "Direction", "Trend",
                "England", "Against it")  # fmt: skip
AFTER_WIDTHS = (13, 5.5, 8, 8, 9, 9, 7.5, 11.5, 7.5, 11, 8)
MOST_CHARTS = 300
CHART_ROWS = 14
CHARTS_ACROSS = 3


class ServiceSheet:
    """One service's sheet as it is written."""

    def __init__(self, report: Report, book: Book, name: str, records: list[Record]) -> None:
        self.report, self.book, self.name, self.records = report, book, name, records
        self.months = len(book.months)
        self.sparkline = FIRST_MONTH + self.months
        self.visible = self.sparkline + len(AFTER_MONTHS)
        self.drawn = self.visible + 11  # past basis, digits, held to (twice), first month, thresholds
        self.charted = len(book.records) <= MOST_CHARTS
        self.figures, self.targets, self.england = (self.drawn + place * self.months for place in (1, 2, 4))
        self.numbers = self.drawn + (5 * self.months if self.charted else 0)
        self.tolerance = self.numbers + self.months
        self.labels = self.tolerance + 9
        self._april = year_start(book.months[-1])
        self.sheet = report.sheet(
            name,
            f"{book.organisation}: {name}",
            f"Reporting period {book.months[-1]:%B %Y}.  BIB: bigger is better; SIB: smaller is better.  "
            "Change is on previous month, in percentage points (pp) for %.",
        )

    def write(self) -> None:
        """Writes the whole sheet."""
        self._headers()
        placed = []
        for row, section, record in rows_of(self.records):
            if record:
                self._record(row, record)
                placed.append(row)
            else:
                self._section(row, section)
        self._rules(row)
        row += 1
        self.sheet.set_row(row, 8)
        row += 1
        if self.charted:
            row = self._charts(row, placed)
        row = self._boxes(row)
        self._page(row)

    def _headers(self) -> None:
        sheet, report = self.sheet, self.report
        sheet.set_row(HEAD - 1, 15)
        sheet.set_row(HEAD, 42)
        sheet.write_row(HEAD, 0, ("Number", "Indicator", "Polarity"), report.head)
        seen = ""
        last = self._year(self.book.months[-1])
        for column, month in enumerate(self.book.months, FIRST_MONTH):
            year = self._year(month)
            band, look = (
                (report.band, report.month) if year == last else (report.band_before, report.month_before)
            )
            if year == seen:
                sheet.write_blank(HEAD - 1, column, None, band)
            else:
                sheet.write_string(HEAD - 1, column, year, band)
            sheet.write_datetime(HEAD, column, month, look)
            seen = year
        sheet.write_row(HEAD, self.sparkline, AFTER_MONTHS, report.head)
        hidden = ("Rated by", "Rounded to", "Held to", "Held to before")
        sheet.write_row(HEAD, self.visible, hidden, report.hidden)
        for column, month in enumerate(self.book.months if self.charted else (), self.drawn):
            sheet.write_string(HEAD, column, f"{month:%b-%y}", report.hidden)
        for column, month in enumerate(self.book.months if self.book.formulas else (), self.labels):
            sheet.write_string(HEAD, column, f"{month:%b-%y}", report.hidden)

    @staticmethod
    def _year(month: date) -> str:
        start = month.year - (month.month < YEAR_STARTS)
        return f"{start}-{(start + 1) % 100:02}"

    def _section(self, row: int, heading: str) -> None:
        self.sheet.set_row(row, 18)
        self.sheet.write_string(row, 0, heading, self.report.section)
        for column in range(1, self.visible):
            self.sheet.write_blank(row, column, None, self.report.section)

    def _record(self, row: int, record: Record) -> None:
        sheet, report, unit = self.sheet, self.report, record["Unit"]
        figure = report.figures[unit]
        sheet.set_row(row, row_height(record["Indicator Title"], 36, 20))
        sheet.write_string(row, 0, record["Indicator Number"], report.strong)
        sheet.write_string(row, 1, record["Indicator Title"], report.text)
        sheet.write_string(row, 2, record["Polarity"], report.word)
        for column, value in enumerate(record["values"], FIRST_MONTH):
            if isinstance(value, float):
                sheet.write_number(row, column, value, figure)
            else:
                sheet.write(row, column, value, report.reason)
        at = self.sparkline
        sheet.write_blank(row, at, None, report.word)
        left = self.numbers if has_words(record) else FIRST_MONTH
        right = left + self.months - 1
        months = f"{xl_rowcol_to_cell(row, left)}:{xl_rowcol_to_cell(row, right)}"
        line = {"range": f"'{self.name}'!{months}", "series_color": "#1F3864", "last_point": True}
        sheet.add_sparkline(row, at, line)
        sheet.write_string(row, at + 1, record["RO"], report.word)
        if record["strict"]:
            sheet.write_string(row, at + 2, record["Target"], report.word)
        else:
            sheet.write_number(row, at + 2, record["target"], figure)
        texts = self._formulas(row, record)
        cells = (
            ("rag", report.rated), ("last", figure), ("ytd", figure), ("change", report.changes[unit]),
            ("direction", report.word), ("trend", report.word), ("england", figure), ("against", report.word),
        )  # fmt: skip
        for column, (name, look) in enumerate(cells, at + 3):
            formulas.put(sheet, row, column, (texts.get(name, ""), look, record[name]))
        self._hidden(row, record)

    def _places(self, row: int) -> formulas.Places:
        at = self.sparkline
        columns = {"months": FIRST_MONTH, "target": at + 2, "change": at + 6, "england": at + 9}
        columns |= {"starts": self.visible + 5, "ratings": self.visible + 8}
        return formulas.Places(row, columns | {"tolerance": self.tolerance, "labels": self.labels})

    def _formulas(self, row: int, record: Record) -> dict[str, str]:
        """The formulas of the row's computed cells by name; none where the book asks for values."""
        if not self.book.formulas:
            return {}
        at, this_year = self._places(row), sum(month >= self._april for month in self.book.months)
        before = self.months - this_year
        return {
            "rag": formulas.rating(at, self.months, record["thresholds"][0]),
            "last": formulas.year(at, record, 0, before - 1, HEAD + 1),
            "ytd": formulas.year(at, record, before, self.months - 1, HEAD + 1),
            **formulas.moved(at, record, self.months),
        }

    def _hidden(self, row: int, record: Record) -> None:
        sheet, look, live = self.sheet, self.report.hidden, self.book.formulas
        digits, starts, ratings = record["thresholds"]
        at = self._places(row)
        texts = formulas.starts(at, record) if live else [""] * len(starts)
        sheet.write_string(row, self.visible, "Latest", look)
        sheet.write_number(row, self.visible + 1, digits, look)
        sheet.write_string(row, self.visible + 2, f"{record['Target']}, {record['Amber within']}", look)
        for column, (text, start) in enumerate(zip(texts, starts, strict=True), self.visible + 5):
            formulas.put(sheet, row, column, (text, look, start))
        for column, rating in enumerate(ratings, self.visible + 8):
            sheet.write_string(row, column, rating, look)
        if live:
            sheet.write_number(row, self.tolerance, record["tolerance"], look)
        blocks = [self.figures] if self.charted else []
        if has_words(record):
            blocks.append(self.numbers)
        for month, number in enumerate(record["numbers"]):
            text = formulas.drawn(at("months", month)) if live else ""
            for block in blocks if number is not None else ():
                formulas.put(sheet, row, block + month, (text, look, number))
            if self.charted:
                text = formulas.drawn(at("target")) if live and not record["strict"] else ""
                target = (text, look, record["target"])
                formulas.put(sheet, row, self.targets + month, target)
                sheet.write_number(row, self.england + month, record["england"], look)

    def _rules(self, last: int) -> None:
        first, report = HEAD + 1, self.report
        digits = xl_rowcol_to_cell(first, self.visible + 1, col_abs=True)
        basis = xl_rowcol_to_cell(first, self.visible, col_abs=True)
        starts, ratings = (
            f"${xl_col_to_name(left)}{first + 1}:${xl_col_to_name(left + 2)}{first + 1}"
            for left in (self.visible + 5, self.visible + 8)
        )
        ytd = self.sparkline + 5
        for left, right, rated in ((FIRST_MONTH, self.sparkline - 1, "Latest"), (ytd, ytd, "YTD")):
            cell = xl_rowcol_to_cell(first, left)
            rating = f"LOOKUP(ROUND({cell},{digits}),{starts},{ratings})"
            for word, its_format in report.tint_rules.items():
                formula = f'=IF({basis}="{rated}",IF(ISNUMBER({cell}),{rating}="{word}"))'
                rule = {"type": "formula", "criteria": formula, "format": its_format, "stop_if_true": True}
                self.sheet.conditional_format(first, left, last, right, rule)
        rag = self.sparkline + 3
        report.colour_words(self.sheet, (first, rag, last, rag), {word: word for word in LETTERS})

    def _charts(self, row: int, placed: list[int]) -> int:
        """A chart an indicator, so many across; gives the row below them."""
        lefts = (0, FIRST_MONTH + 5, self.sparkline + 1)
        widths = (450, 520, 560)
        for first in range(0, len(placed), CHARTS_ACROSS):
            for across in range(CHARTS_ACROSS):
                if first + across >= len(placed):
                    break
                at = first + across
                chart = self._chart(self.records[at], placed[at])
                chart.set_size({"width": widths[across], "height": CHART_ROWS * 21})
                options = {"description": self._alt(self.records[at]), "object_position": 2}
                self.sheet.insert_chart(row, lefts[across], chart, options)
                side = "above" if self.records[at]["Polarity"] == "BIB" else "below"
                note = f"Columns {side} the target line are good performance."
                self.sheet.write_string(row + CHART_ROWS, lefts[across], note, self.report.footnote)
            for each in range(CHART_ROWS):
                self.sheet.set_row(row + each, 16)
            self.sheet.set_row(row + CHART_ROWS + 1, 8)
            row += CHART_ROWS + 2
        return row

    def _chart(self, record: Record, row: int) -> Any:
        columns = self.report.workbook.add_chart({"type": "column"})
        bars = {"fill": {"color": "#2E75B6"}, "gap": 60}
        columns.add_series(self._series("Month", row, self.figures, bars))
        lines = self.report.workbook.add_chart({"type": "line"})
        target = {"line": {"color": "#1A1A1A", "width": 2.25}}
        england = {"line": {"color": "#7030A0", "width": 2.25, "dash_type": "dash"}}
        lines.add_series(self._series("Target", row, self.targets, target))
        lines.add_series(self._series("England", row, self.england, england))
        columns.combine(lines)
        title = f"{record['Indicator Number']} {record['Indicator Title']}"
        columns.set_title({"name": title, "name_font": {"size": 10, "bold": True, "color": "#404040"}})
        font = {"size": 9, "color": "#404040"}
        columns.set_x_axis({"num_font": {**font, "rotation": -90}, "line": {"color": "#D9D9D9"}})
        columns.set_y_axis(
            {
                "num_font": font,
                "num_format": FIGURES[record["Unit"]],
                "min": 0,
                "major_gridlines": {"visible": True, "line": {"color": "#D9D9D9"}},
            }
        )
        columns.set_legend({"position": "bottom", "font": font})
        columns.show_hidden_data()
        return columns

    def _series(self, name: str, row: int, left: int, looks: dict[str, Any]) -> dict[str, Any]:
        right = self.months - 1
        return {
            "name": name,
            "categories": [self.name, HEAD, self.drawn, HEAD, self.drawn + right],
            "values": [self.name, row, left, row, left + right],
            **looks,
        }

    def _alt(self, record: Record) -> str:
        latest = record["latest"]
        said = shown(latest, record["Unit"]) if isinstance(latest, float) else "no figure"
        return (
            f"{record['Indicator Number']} {record['Indicator Title']}: {self.months} months up to "
            f"{self.book.months[-1]:%b-%y}, the last at {said}, against a target of {record['Target']}. "
            f"Rated {record['rag']}."
        )

    def _boxes(self, row: int) -> int:
        written = [comment for comment in self.book.comments if comment["Service"] == self.name]
        boxes = {"Improvement activity": "", "Next steps": ""}
        boxes.update((comment["Kind"], comment["Text"]) for comment in written)
        for kind, text in boxes.items():
            self._section(row, kind)
            self.sheet.merge_range(row + 1, 0, row + 1, self.visible - 1, text, self.report.box)
            self.sheet.set_row(row + 1, row_height(text, 200, 48))
            row += 2
        return row

    def _page(self, last: int) -> None:
        sheet = self.sheet
        sheet.set_column(0, 0, 9)
        sheet.set_column(1, 1, 36)
        sheet.set_column(2, 2, 7)
        sheet.set_column(FIRST_MONTH, self.sparkline - 1, 5.4)
        for column, width in enumerate(AFTER_WIDTHS, self.sparkline):
            sheet.set_column(column, column, width)
        past = self.tolerance + 1 + self.months
        sheet.set_column(self.visible, past, 9, None, {"hidden": True})
        sheet.freeze_panes(HEAD + 1, FIRST_MONTH)
        sheet.repeat_rows(HEAD - 1, HEAD)
        sheet.print_area(0, 0, last, self.visible - 1)
