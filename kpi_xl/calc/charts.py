"""Charts of a sheet, read as xlwings reads them, and the names of their series."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from xlwings import base_classes

from kpi_xl.calc.unsupported import calc

if TYPE_CHECKING:
    from kpi_xl.calc.sheet import Sheet


def sequences(document: Any) -> list[Any]:
    """The data of every series of a chart's own document, in their order."""
    return [
        sequence
        for system in document.FirstDiagram.CoordinateSystems
        for kind in system.ChartTypes
        for series in kind.DataSeries
        for sequence in series.DataSequences
    ]


@calc
class ChartSeries(base_classes.ChartSeries):
    """One series of a chart; ``api`` is LibreOffice's pair of values and label."""

    def __init__(self, chart: Any, xl: Any) -> None:
        self._chart, self.xl = chart, xl

    @property
    def api(self) -> Any:
        return self.xl

    @property
    def name(self) -> str:
        label = self.xl.Label
        if not label:
            return ""
        words = label.SourceRangeRepresentation
        return words[1:-1] if words.startswith('"') else " ".join(label.getTextualData())

    @name.setter
    def name(self, value: str) -> None:
        _name(self._chart, self.xl, f'"{value}"')


@calc
class ChartSeriesCollection(base_classes.ChartSeriesCollection):
    """The series of a chart."""

    def __init__(self, chart: "Chart") -> None:
        self._chart = chart

    @property
    def api(self) -> Any:
        return sequences(self._chart.document)

    @property
    def parent(self) -> "Chart":
        return self._chart

    def __iter__(self) -> Iterator[ChartSeries]:
        document = self._chart.document
        return (ChartSeries(document, xl) for xl in sequences(document))

    def __len__(self) -> int:
        return len(self.api)

    def __call__(self, key: str | int) -> ChartSeries:
        if isinstance(key, int):
            return list(self)[key - 1]
        return next(series for series in self if series.name == key)

    def __contains__(self, key: str | int) -> bool:
        return 0 < key <= len(self) if isinstance(key, int) else any(s.name == key for s in self)


@calc
class Chart(base_classes.Chart):
    """One chart: its shape on the sheet and its own document."""

    def __init__(self, sheet: "Sheet", shape: Any) -> None:
        self._sheet, self._shape = sheet, shape

    @property
    def api(self) -> Any:
        return self._shape

    @property
    def document(self) -> Any:
        return self._shape.Model

    @property
    def name(self) -> str:
        return str(self._shape.Name)

    @name.setter
    def name(self, value: str) -> None:
        self._shape.Name = value

    @property
    def parent(self) -> "Sheet":
        return self._sheet

    @property
    def title(self) -> str | None:
        document = self.document
        return str(document.Title.String) if document.HasMainTitle else None

    @title.setter
    def title(self, value: str | None) -> None:
        self.document.HasMainTitle = value is not None
        if value is not None:
            self.document.Title.String = value

    @property
    def series(self) -> ChartSeriesCollection:
        return ChartSeriesCollection(self)

    def delete(self) -> None:
        self._sheet.xl.DrawPage.remove(self._shape)


@calc
class Charts(base_classes.Charts):
    """The charts of a sheet, in the order of their shapes."""

    def __init__(self, sheet: "Sheet") -> None:
        self._sheet = sheet

    @property
    def api(self) -> Any:
        return self._sheet.xl.Charts

    @property
    def parent(self) -> "Sheet":
        return self._sheet

    def __iter__(self) -> Iterator[Chart]:
        return (Chart(self._sheet, shape) for shape in chart_shapes(self._sheet.xl))

    def __len__(self) -> int:
        return len(chart_shapes(self._sheet.xl))

    def __call__(self, key: str | int) -> Chart:
        charts = list(self)
        if isinstance(key, int):
            return charts[key - 1]
        found = next((chart for chart in charts if chart.name == key), None)
        if found is None:
            raise KeyError(key)
        return found

    def __contains__(self, key: str | int) -> bool:
        try:
            return self(key) is not None
        except (KeyError, IndexError):
            return False


def chart_shapes(sheet: Any) -> list[Any]:
    """The shapes of LibreOffice's own sheet that are charts."""
    page = sheet.DrawPage
    shapes = (page.getByIndex(at) for at in range(page.Count))
    return [shape for shape in shapes if shape.ShapeType == "com.sun.star.drawing.OLE2Shape"]


def copy_names(old: Any, new: Any) -> None:
    """Gives the series of a copied sheet's charts the names that were words of the chart itself, which
    LibreOffice leaves behind."""
    for before, after in zip(chart_shapes(old), chart_shapes(new), strict=True):
        document = after.Model
        for was, now in zip(sequences(before.Model), sequences(document), strict=True):
            label = was.Label
            if label and not now.Label:
                _name(document, now, label.SourceRangeRepresentation)


def _name(document: Any, series: Any, label: str) -> None:
    """Names a series of a chart's document: by words in double quotes, or by a cell's address."""
    made = document.getDataProvider().createDataSequenceByRangeRepresentation(label)
    made.Role = "label"
    series.Label = made
