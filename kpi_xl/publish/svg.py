"""A planned chart as a drawing in a web page: inline SVG with a title, a description, and the figures it
draws as a table."""

from collections.abc import Iterator, Sequence
from math import ceil, floor, log10
from typing import NamedTuple

from kpi_xl.figures import decimals_of
from kpi_xl.model import Unit
from kpi_xl.plan import Chart, ChartSeries
from kpi_xl.publish.contrast import text_on
from kpi_xl.publish.display import displayed
from kpi_xl.publish.markup import Markup, element
from kpi_xl.sheets import style

WIDTH, HEIGHT = 400.0, 250.0
LEFT, RIGHT, TOP, BOTTOM = 48.0, 8.0, 10.0, 58.0
LETTER = 7.8
"""Units that a letter of a label takes, generously."""

BAR, BAR_NAME = 26.0, 190.0
"""A bar of a stacked bar chart with its gap, and the room of its name."""

LINE_WIDTH, LINE_HEIGHT = 130.0, 26.0
"""The small line of a row."""

_GAP = 0.25  # the share of a month's room that stays empty beside its column
_TICKS = 4
_DASHES = {"dash": "6 4", "sysDash": "4 3", "lgDash": "10 4", "sysDot": "2 3"}


class Scale(NamedTuple):
    """The value axis: where it begins and ends, and the step of its lines."""

    low: float
    high: float
    step: float

    def y(self, value: float) -> float:
        """How far down a value stands."""
        share = (min(max(value, self.low), self.high) - self.low) / (self.high - self.low)
        return TOP + (1 - share) * (HEIGHT - TOP - BOTTOM)

    def ticks(self) -> Iterator[float]:
        for count in range(round((self.high - self.low) / self.step) + 1):
            yield self.low + count * self.step


def drawing(chart: Chart, name: str) -> Markup:
    """The chart as ``<svg>``; ``name`` begins the ids of its title and description, and is its own on the
    page."""
    wide = chart.kind == "stacked bar"
    shapes = _bars(chart) if wide else _columns(chart)
    height = len(chart.series[0].category_texts) * BAR + 34 if wide else HEIGHT
    title, said = f"{name}-title", f"{name}-desc"
    return element(
        "svg",
        [
            element("title", chart.title, id=title),
            element("desc", chart.alt, id=said),
            *shapes,
            *_legend(chart, height),
        ],
        viewBox=f"0 0 {WIDTH:g} {height:g}",
        role="img",
        aria_labelledby=f"{title} {said}",
    )


def line_drawing(figures: Sequence[float | None], title: str) -> Markup:
    """The small line of a row's months as ``<svg>``, from its lowest figure to its highest; a month without
    a figure is a gap. There has to be a figure."""
    found = [figure for figure in figures if figure is not None]
    low, span = min(found), max(found) - min(found)
    room = LINE_WIDTH / len(figures)
    shapes: list[Markup] = []
    for run in _runs(figures):
        points = [
            ((at + 0.5) * room, 4 + (LINE_HEIGHT - 8) * (1 - (figure - low) / span if span else 0.5))
            for at, figure in run
        ]
        shapes.append(_polyline(points, style.NAVY) if len(run) > 1 else _point(*points[0], style.NAVY))
    return element(
        "svg",
        [element("title", title), *shapes],
        class_="line",
        viewBox=f"0 0 {LINE_WIDTH:g} {LINE_HEIGHT:g}",
        role="img",
    )


def chart_table(chart: Chart) -> tuple[list[str], list[list[str]]]:
    """The figures a chart draws: the headers, and a row a category with its name and the figure of each
    series."""
    rows = [
        [category, *(displayed(s.figures[at], s.number_format or chart.number_format) for s in chart.series)]
        for at, category in enumerate(chart.series[0].category_texts)
    ]
    return ["Month", *(series.name for series in chart.series)], rows


def scale_of(chart: Chart) -> Scale:
    """A value axis in round steps that has room for every figure of a chart, and begins and ends where the
    chart says."""
    figures = [figure for series in chart.series for figure in series.figures if figure is not None]
    low = min([0.0, *figures]) if chart.lowest is None else chart.lowest
    high = max([low, *figures]) if chart.highest is None else chart.highest
    if high <= low:
        high = low + 1
    rough = (high - low) / _TICKS
    power = 10.0 ** floor(log10(rough))
    step = next(power * size for size in (1, 2, 2.5, 5, 10) if power * size >= rough * 0.999)
    top = high if chart.highest is not None else ceil(high / step - 1e-9) * step
    bottom = low if chart.lowest is not None else floor(low / step + 1e-9) * step
    return Scale(bottom, bottom + ceil((top - bottom) / step - 1e-9) * step, step)


def _columns(chart: Chart) -> Iterator[Markup]:
    scale = scale_of(chart)
    for value in scale.ticks():
        y = scale.y(value)
        yield _line(LEFT, y, WIDTH - RIGHT, y, "D9D9D9")
        yield _text(_tick(value, chart.number_format, scale.step), LEFT - 6, y + 4, "end")
    months = chart.series[0].category_texts
    room = (WIDTH - LEFT - RIGHT) / len(months)
    every = ceil((max(map(len, months)) + 2) * LETTER / room)
    for at in range((len(months) - 1) % every, len(months), every):
        last = at == len(months) - 1 and every > 1
        x = WIDTH - RIGHT if last else LEFT + (at + 0.5) * room
        yield _text(months[at], x, HEIGHT - BOTTOM + 16, "end" if last else "middle")
    lines = [series for series in chart.series if _is_line(chart, series)]
    for series in chart.series:
        if series not in lines:
            yield from _month_columns(series, scale, room)
    for series in lines:
        yield from _month_lines(chart, series, scale, room)
    base = scale.y(max(scale.low, 0.0))
    yield _line(LEFT, base, WIDTH - RIGHT, base, "595959")


def _month_columns(series: ChartSeries, scale: Scale, room: float) -> Iterator[Markup]:
    base = scale.y(max(scale.low, 0.0))
    for at, figure in enumerate(series.figures):
        if figure is not None:
            y = scale.y(figure)
            left = LEFT + (at + _GAP / 2) * room
            yield _box(left, min(y, base), room * (1 - _GAP), abs(y - base), series.colour)


def _month_lines(chart: Chart, series: ChartSeries, scale: Scale, room: float) -> Iterator[Markup]:
    """A line broken where there is no figure; with its points where the chart is one of lines."""
    for run in _runs(series.figures):
        points = [(LEFT + (at + 0.5) * room, scale.y(figure)) for at, figure in run]
        yield _polyline(points, series.colour, _DASHES.get(series.dash, ""))
        if not series.kind and chart.kind == "line":
            yield from (_point(x, y, series.colour) for x, y in points)


def _runs(figures: Sequence[float | None]) -> Iterator[list[tuple[int, float]]]:
    """The stretches without a gap: the places and figures of each."""
    run: list[tuple[int, float]] = []
    for at, figure in enumerate([*figures, None]):
        if figure is not None:
            run.append((at, figure))
        elif run:
            yield run
            run = []


def _bars(chart: Chart) -> Iterator[Markup]:
    """A bar a category, its parts side by side, each with its figure."""
    names = chart.series[0].category_texts
    most = max((sum(s.figures[at] or 0.0 for s in chart.series) for at in range(len(names))), default=0.0)
    unit = (WIDTH - BAR_NAME - RIGHT) / (most or 1.0)
    letters = int((BAR_NAME - 8) / LETTER)
    for at, name in enumerate(names):
        y = at * BAR + 4
        short = name if len(name) <= letters else name[: letters - 1] + "…"
        yield _text(short, BAR_NAME - 8, y + 15, "end")
        x = BAR_NAME
        for series in chart.series:
            width = (series.figures[at] or 0.0) * unit
            if width:
                yield _box(x, y, width, BAR - 6, series.colour)
                yield _text(
                    displayed(series.figures[at], chart.number_format), x + width / 2, y + 15, "middle",
                    colour=text_on(series.colour),
                )  # fmt: skip
            x += width


def _legend(chart: Chart, height: float) -> Iterator[Markup]:
    """What each colour and dash is, in a line below."""
    x = 8.0
    for series in chart.series:
        width = 26 + len(series.name) * LETTER
        if x + width > WIDTH:
            x, height = 8.0, height - 16
        y = height - 10
        if _is_line(chart, series):
            dash = _DASHES.get(series.dash, "")
            yield element(
                "line", x1=f"{x:g}", x2=f"{x + 16:g}", y1=f"{y - 4:g}", y2=f"{y - 4:g}",
                stroke=f"#{series.colour}", stroke_width="2", stroke_dasharray=dash,
            )  # fmt: skip
        else:
            yield _box(x, y - 9, 10, 10, series.colour)
        yield _text(series.name, x + 20, y, "start")
        x += width + 10


def _is_line(chart: Chart, series: ChartSeries) -> bool:
    return series.kind == "line" or chart.kind == "line"


def _tick(value: float, number_format: str, step: float) -> str:
    """A value of the axis, with the decimals its steps need."""
    percent = number_format.endswith("%")
    decimals = decimals_of(step, Unit.PERCENT if percent else Unit.NUMBER)
    point = "." + "0" * decimals if decimals else ""
    return displayed(value, f"0{point}%" if percent else f"#,##0{point}")


def _line(x1: float, y1: float, x2: float, y2: float, colour: str) -> Markup:
    return element(
        "line", x1=f"{x1:.1f}", y1=f"{y1:.1f}", x2=f"{x2:.1f}", y2=f"{y2:.1f}", stroke=f"#{colour}"
    )


def _polyline(points: list[tuple[float, float]], colour: str, dash: str = "") -> Markup:
    return element(
        "polyline",
        points=" ".join(f"{x:.1f},{y:.1f}" for x, y in points),
        fill="none",
        stroke=f"#{colour}",
        stroke_width="2",
        stroke_dasharray=dash,
    )


def _point(x: float, y: float, colour: str) -> Markup:
    return element("circle", cx=f"{x:.1f}", cy=f"{y:.1f}", r="3", fill=f"#{colour}")


def _box(x: float, y: float, width: float, height: float, colour: str) -> Markup:
    return element(
        "rect", x=f"{x:.1f}", y=f"{y:.1f}", width=f"{width:.1f}", height=f"{height:.1f}", fill=f"#{colour}"
    )


def _text(text: str, x: float, y: float, anchor: str, colour: str = "1A1A1A") -> Markup:
    return element("text", text, x=f"{x:.1f}", y=f"{y:.1f}", text_anchor=anchor, fill=f"#{colour}")
