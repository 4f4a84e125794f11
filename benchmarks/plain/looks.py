"""The report that is written: its workbook, the formats of its cells, and what all its sheets have."""

from math import ceil
from typing import Any

import xlsxwriter

RATINGS = {
    "Red": ("#FFFFFF", "#C00000"),
    "Amber": ("#000000", "#FFC000"),
    "Green": ("#FFFFFF", "#00703C"),
    "Grey": ("#000000", "#D9D9D9"),
}
TINTS = {
    "Red": ("#7A0000", "#F8CFCB"),
    "Amber": ("#4D3800", "#FFE8A3"),
    "Green": ("#0A4020", "#CDEBD4"),
}
LETTERS = {"Red": "R", "Amber": "A", "Green": "G", "Grey": "-"}
NAVY, SLATE, PALE = "#1F3864", "#44546A", "#DCE6F1"
FIGURES = {"%": "0%", "number": "#,##0", "average": "0.0"}
CHANGES = {"%": '+0"pp";-0"pp";0"pp"', "number": "+#,##0;-#,##0;0", "average": "+0.0;-0.0;0.0"}


class Report:
    """The workbook with its formats."""

    def __init__(self, out: str) -> None:
        self.workbook = xlsxwriter.Workbook(out)
        add = self.workbook.add_format
        cell = {"font_size": 10, "border": 1, "border_color": "#BFBFBF", "valign": "vcenter"}
        centred = {**cell, "align": "center"}
        header = {**centred, "bold": True, "font_size": 9, "font_color": "#FFFFFF", "bg_color": NAVY}
        wrapped = {**cell, "text_wrap": True, "indent": 1}
        self.headline = add({"bold": True, "font_size": 16, "font_color": NAVY})
        self.subtitle = add({"font_color": "#595959", "font_size": 10})
        self.head = add({**header, "text_wrap": True})
        self.band = add({"bold": True, "font_size": 9, "font_color": "#FFFFFF", "bg_color": NAVY})
        self.band_before = add({"bold": True, "font_size": 9, "font_color": "#FFFFFF", "bg_color": SLATE})
        self.month = add({**header, "num_format": "mmm"})
        self.month_before = add({**header, "num_format": "mmm", "bg_color": SLATE})
        self.strip_month = add({**header, "num_format": "mmm-yy", "rotation": 90, "font_size": 8})
        self.section = add({"bold": True, "font_color": NAVY, "bg_color": PALE, "indent": 1})
        self.text = add(wrapped)
        self.strong = add({**wrapped, "bold": True})
        self.word = add(centred)
        self.reason = add({**centred, "italic": True, "font_color": "#595959"})
        self.rated = add({**centred, "bold": True})
        self.total = add({**centred, "bold": True, "bg_color": PALE})
        self.link = add({**wrapped, "font_color": "#0B4F9E"})
        self.box = add({**wrapped, "bg_color": "#FFFBE6", "valign": "top", "locked": False})
        self.body = add({"text_wrap": True, "indent": 1, "valign": "vcenter"})
        self.footnote = add({"italic": True, "font_size": 9, "font_color": "#595959", "text_wrap": True})
        self.hidden = add({"font_size": 8, "font_color": "#595959"})
        self.hidden_month = add({"font_size": 8, "font_color": "#595959", "num_format": "mmm-yy"})
        self.figures = {unit: add({**centred, "num_format": code}) for unit, code in FIGURES.items()}
        self.changes = {unit: add({**centred, "num_format": code}) for unit, code in CHANGES.items()}
        self.rag_rules = self._rules(RATINGS, bold=True)
        self.tint_rules = self._rules(TINTS, bold=False)

    def _rules(self, colours: dict[str, tuple[str, str]], bold: bool) -> dict[str, Any]:
        return {
            word: self.workbook.add_format({"font_color": text, "bg_color": fill, "bold": bold})
            for word, (text, fill) in colours.items()
        }

    def sheet(self, name: str, headline: str, subtitle: str, landscape: bool = True) -> Any:
        """A new sheet with its heading, and what all of them have in print."""
        sheet = self.workbook.add_worksheet(name)
        sheet.hide_gridlines(2)
        sheet.set_tab_color(NAVY)
        sheet.write_string(0, 0, headline, self.headline)
        sheet.write_string(1, 0, subtitle, self.subtitle)
        sheet.set_row(0, 26)
        sheet.set_row(1, 16)
        sheet.set_row(2, 6)
        if landscape:
            sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.center_horizontally()
        sheet.set_margins(0.4, 0.4, 0.5, 0.6)
        sheet.set_footer(f"&L{headline.replace('&', '&&')}&RPage &P of &N")
        return sheet

    def colour_words(self, sheet: Any, area: tuple[int, int, int, int], words: dict[str, str]) -> None:
        """A rule for each word of an area: what the cell says, by rating."""
        for rating, word in words.items():
            rule = {"type": "cell", "criteria": "==", "value": f'"{word}"', "format": self.rag_rules[rating]}
            sheet.conditional_format(*area, rule)


def row_height(text: str, width: float, least: float) -> float:
    """Points for a wrapped text in a column of that many characters."""
    return max(ceil(len(text) / (width * 1.18 - 3)) * 13.2 + 4, least)
