"""The Overview, the RAG summary, the action log and Checks."""

from typing import Any

from xlsxwriter.utility import xl_rowcol_to_cell

from benchmarks.plain import formulas
from benchmarks.plain.figures import RUN, Book, Record, rating_change, shown
from benchmarks.plain.looks import LETTERS, RATINGS, Report, row_height

WIDTHS = (40, 10, 10, 10, 10, 11)
MOST_LINES, MOST_MOVERS = 6, 5
HEADERS = ("Service", "Number", "Indicator", "Polarity", "RO", "Target", "Latest", "RAG", "Since last month",
           "Since last year", "Change", "Direction", "Trend", "YTD or latest")  # fmt: skip
SUMMARY_WIDTHS = (30, 9, 44, 7.5, 5.5, 9, 9, 8.5, 9.5, 9.5, 8, 11.5, 7.5, 9.5)


def _run(record: Record) -> int:
    """For how many months running the rating has been what it is."""
    ratings = record["ratings"]
    return next((n for n, rating in enumerate(reversed(ratings)) if rating != ratings[-1]), len(ratings))


def _distance(record: Record) -> float:
    """How far from target, as a share of it."""
    return float(abs(record["latest"] - record["target"]) / record["target"])


def _sentence(record: Record) -> str:
    verb = {"▲": "rose to", "▼": "fell to"}.get(record["direction"][:1], "stayed at")
    value = shown(record["latest"], record["Unit"])
    run = _run(record)
    standing = f"{record['rag']} for {run} months running" if run > 1 else record["rag"]
    title = record["Indicator Title"][:90]
    return (
        f"{record['Indicator Number']} {title} {verb} {value} against a target of {record['Target']}; "
        f"{standing}."
    )


def _lists(records: list[Record]) -> dict[str, tuple[str, list[str]]]:
    """Each list with its rule and its sentences."""
    of = {word: [record for record in records if record["rag"] == word] for word in RATINGS}
    well = sorted((record for record in of["Green"] if _run(record) >= RUN), key=_run, reverse=True)
    watch = sorted(of["Amber"], key=_distance, reverse=True)
    better = sorted(of["Red"], key=_distance, reverse=True)
    moved = [record for record in records if record["change"]]
    moved.sort(key=lambda record: abs(record["change"] / record["latest"]), reverse=True)
    return {
        "Going well or better": (
            "Green for 3 months running or more. The longest runs first.",
            [_sentence(record) for record in well[:MOST_LINES]],
        ),
        "Ones to watch": (
            "Amber. The furthest from target first.",
            [_sentence(record) for record in watch[:MOST_LINES]],
        ),
        "Things to do better": (
            "Red. The furthest from target first.",
            [_sentence(record) for record in better[:MOST_LINES]],
        ),
        "Biggest movers": (
            "The largest changes on last month.",
            [_sentence(record) for record in moved[:MOST_MOVERS]],
        ),
    }


def overview(report: Report, book: Book) -> None:
    """How many of each colour each service has, with a chart, and what the figures say."""
    services = book.services()
    sheet = report.sheet(
        "Overview",
        book.organisation,
        f"Reporting period {book.months[-1]:%B %Y}.  {len(book.records)} indicators in {len(services)} "
        "services.  Grey: not rated.",
        landscape=False,
    )
    for column, width in enumerate(WIDTHS):
        sheet.set_column(column, column, width)
    _section(report, sheet, 3, "Director's summary")
    sheet.merge_range(4, 0, 4, len(WIDTHS) - 1, "", report.box)
    sheet.set_row(4, 48)
    head, first = 6, 7
    last = head + len(services)
    sheet.write_row(head, 0, ("Service", *RATINGS, "Indicators"), report.head)
    for row, (name, records) in enumerate(services.items(), first):
        sheet.write_url(row, 0, f"internal:'{name}'!A1", report.link, name, f"Go to {name}")
        colours = [record["rag"] for record in records]
        for column, count in enumerate((colours.count(colour) for colour in RATINGS), 1):
            text = _counted(book, row, head, column) if book.formulas else ""
            formulas.put(sheet, row, column, (text, report.word, count))
        cells = f"{xl_rowcol_to_cell(row, 1)}:{xl_rowcol_to_cell(row, len(RATINGS))}"
        sheet.write_formula(row, len(RATINGS) + 1, f"=SUM({cells})", report.rated, len(records))
    totals = [sum(record["rag"] == word for record in book.records) for word in RATINGS]
    sheet.write_string(last + 1, 0, "All services", report.total)
    for column, total in enumerate((*totals, len(book.records)), 1):
        cells = f"{xl_rowcol_to_cell(first, column)}:{xl_rowcol_to_cell(last, column)}"
        sheet.write_formula(last + 1, column, f"=SUM({cells})", report.total, total)
    for column, its_format in enumerate(report.rag_rules.values(), 1):
        rule = {"type": "cell", "criteria": ">", "value": 0, "format": its_format, "stop_if_true": True}
        sheet.conditional_format(first, column, last + 1, column, rule)
    rows = max(len(services) + 6, 12)
    chart = _ratings_chart(report, head, last)
    chart.set_size({"width": 660, "height": rows * 20})
    sheet.insert_chart(last + 3, 0, chart, {"description": "Stacked bars of ratings by service."})
    row = last + 3 + rows + 1
    for heading, (rule_text, lines) in _lists(book.records).items():
        row = _list(report, sheet, row, heading, (rule_text, lines))
    sheet.write_url(row, 0, "internal:Checks!A1", report.link, "Checks: what to look at.")
    sheet.print_area(0, 0, row, len(WIDTHS) - 1)


def _counted(book: Book, row: int, head: int, column: int) -> str:
    last = len(book.records) + 4
    name, rating = xl_rowcol_to_cell(row, 0), xl_rowcol_to_cell(head, column)
    services, ratings = (f"'RAG summary'!${letter}$5:${letter}${last}" for letter in "AH")
    return f"=SUMPRODUCT(({services}={name})*({ratings}={rating}))"


def _ratings_chart(report: Report, head: int, last: int) -> Any:
    chart = report.workbook.add_chart({"type": "bar", "subtype": "stacked"})
    for column, (text, fill) in enumerate(RATINGS.values(), 1):
        chart.add_series(
            {
                "name": ["Overview", head, column],
                "categories": ["Overview", head + 1, 0, last, 0],
                "values": ["Overview", head + 1, column, last, column],
                "fill": {"color": fill},
                "gap": 60,
                "data_labels": {"value": True, "font": {"color": text}, "num_format": "0;;"},
            }
        )
    chart.set_title({"name": "Ratings by service", "name_font": {"size": 12, "bold": True}})
    chart.set_y_axis({"reverse": True})
    chart.set_legend({"position": "bottom"})
    return chart


def _section(report: Report, sheet: Any, row: int, heading: str) -> None:
    sheet.write_row(row, 0, (heading, *[""] * (len(WIDTHS) - 1)), report.section)
    sheet.set_row(row, 20)


def _list(report: Report, sheet: Any, row: int, heading: str, said: tuple[str, list[str]]) -> int:
    rule_text, lines = said
    right = len(WIDTHS) - 1
    _section(report, sheet, row, heading)
    sheet.merge_range(row + 1, 0, row + 1, right, rule_text, report.footnote)
    row += 2
    for line in [*lines, ""]:
        sheet.merge_range(row, 0, row, right, line, report.box)
        sheet.set_row(row, row_height(line, sum(WIDTHS), 19))
        row += 1
    return row + 1


def summary(report: Report, book: Book, places: dict[str, dict[str, str]]) -> None:
    """Every indicator in a line, with its rating, its changes and a strip of its months; ``places`` are the
    cells of its service's sheet to take them from, none for values."""
    head, first = 3, 4
    sheet = report.sheet(
        "RAG summary",
        f"{book.organisation}: RAG summary",
        f"Every indicator at {book.months[-1]:%B %Y}. R Red, A Amber, G Green, - not rated.",
    )
    sheet.write_row(head, 0, HEADERS, report.head)
    sheet.set_row(head, 44)
    for column, month in enumerate(book.months, len(HEADERS)):
        sheet.write_datetime(head, column, month, report.strip_month)
    for row, record in enumerate(book.records, first):
        _summary_row(report, sheet, row, record, places.get(record["Indicator Number"], {}))
    last, rag, right = head + len(book.records), HEADERS.index("RAG"), len(HEADERS) + len(book.months) - 1
    report.colour_words(sheet, (first, rag, last, rag), {word: word for word in LETTERS})
    report.colour_words(sheet, (first, len(HEADERS), last, right), LETTERS)
    for column, width in enumerate(SUMMARY_WIDTHS):
        sheet.set_column(column, column, width)
    sheet.set_column(len(HEADERS), right, 3.4)
    sheet.freeze_panes(first, 3)
    sheet.repeat_rows(head)


def _summary_row(report: Report, sheet: Any, row: int, record: Record, places: dict[str, str]) -> None:
    texts = {name: f'=IF({place}="","",{place})' for name, place in places.items()}
    if places:
        texts["rag"] = f"={places['rag']}"
    unit = record["Unit"]
    figure, word = report.figures[unit], report.word
    service = record["Service"]
    sheet.set_row(row, row_height(record["Indicator Title"], 44, 18))
    sheet.write_url(row, 0, f"internal:'{service}'!A1", report.link, service, f"Go to {service}")
    sheet.write_string(row, 1, record["Indicator Number"], report.strong)
    sheet.write_string(row, 2, record["Indicator Title"], report.text)
    sheet.write_string(row, 3, record["Polarity"], word)
    sheet.write_string(row, 4, record["RO"], word)
    if record["strict"]:
        sheet.write_string(row, 5, record["Target"], word)
    else:
        sheet.write_number(row, 5, record["target"], figure)
    formulas.put(sheet, row, 6, (texts.get("latest", ""), figure, record["latest"]))
    formulas.put(sheet, row, 7, (texts.get("rag", ""), report.rated, record["rag"]))
    sheet.write_string(row, 8, rating_change(record["ratings"], 1), word)
    sheet.write_string(row, 9, rating_change(record["ratings"], 12), word)
    looks = {"change": report.changes[unit], "direction": word, "trend": word, "ytd": figure}
    for column, (name, look) in enumerate(looks.items(), 10):
        formulas.put(sheet, row, column, (texts.get(name, ""), look, record[name]))
    for column, rating in enumerate(record["ratings"], len(HEADERS)):
        sheet.write_string(row, column, LETTERS[rating], report.rated)
    if places:
        rated = xl_rowcol_to_cell(row, 7)
        last = f'=IF({rated}="Grey","-",LEFT({rated},1))'
        letter = LETTERS[record["rag"]]
        formulas.put(sheet, row, len(HEADERS) + len(record["ratings"]) - 1, (last, report.rated, letter))


def action_log(report: Report, book: Book) -> None:
    """The actions as typed, each with whether it is complete."""
    sheet = report.sheet("Action log", f"{book.organisation}: action log", "Where each action stands.")
    sheet.write_row(3, 0, ("REF", "ACTIONS", "WHEN", "COMPLETE?", "Status"), report.head)
    for row, action in enumerate(book.actions, 4):
        sheet.write_row(row, 0, (*action, "Complete" if action[3] == "Yes" else "Due"), report.text)
    for column, width in enumerate((10, 84, 16, 14, 18)):
        sheet.set_column(column, column, width)
    sheet.freeze_panes(4, 1)


def checks(report: Report, book: Book) -> None:
    """The indicators that have no figure for the period."""
    sheet = report.sheet("Checks", "Checks", f"To look at before {book.months[-1]:%B %Y} goes out.")
    sheet.write_row(3, 0, ("Indicator Number", "Kind", "What was found"), report.head)
    missing = [record for record in book.records if record["rag"] == "Grey"]
    for row, record in enumerate(missing, 4):
        said = f'No figure for {book.months[-1]:%b-%y} (the cell says "{record["latest"]}").'
        sheet.write_row(row, 0, (record["Indicator Number"], "Last month missing", said), report.text)
        sheet.set_row(row, 18)
    for column, width in enumerate((12, 26, 100)):
        sheet.set_column(column, column, width)
    sheet.freeze_panes(4, 1)
