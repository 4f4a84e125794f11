"""Value, displayed precision and RAG, as the contract words them."""

from collections.abc import Sequence
from decimal import ROUND_HALF_EVEN, ROUND_HALF_UP, Context, Decimal

Band = tuple[Decimal | None, Decimal | None, str]
"""Low end, high end (None is open) and colour; both ends belong to the band."""

WORST_FIRST = ("Red", "Amber", "Green")

_EXACT = Context(prec=400, rounding=ROUND_HALF_UP)
_FIFTEEN_FIGURES = Context(prec=15, rounding=ROUND_HALF_EVEN)


def exact(number: float) -> Decimal:
    """What a spreadsheet holds of a float: its first 15 significant figures.

    >>> exact(0.1 + 0.2)
    Decimal('0.3')
    """
    return Decimal(number).normalize(_FIFTEEN_FIGURES)


def value(numerator: Decimal | None, denominator: Decimal | None, per: int = 1) -> Decimal | None:
    """Numerator over denominator, times ``per`` (10,000 for ``per 10,000``).

    >>> value(Decimal(47), Decimal(50))
    Decimal('0.94')
    >>> value(Decimal(3), Decimal(2000), per=10_000)
    Decimal('15')
    >>> value(Decimal(3), Decimal(0)) is None
    True
    """
    if numerator is None or not denominator:
        return None
    return _EXACT.divide(numerator * per, denominator)


def shown(figure: Decimal, decimals: int, scale: int = 1) -> Decimal:
    """The figure as a reader sees it, in display units: 15 significant figures, then half up, away from zero.

    >>> shown(Decimal("0.945"), 0, scale=100), shown(Decimal("-2.5"), 0), shown(Decimal("1.25"), 1)
    (Decimal('95'), Decimal('-3'), Decimal('1.3'))
    >>> shown(Decimal(1.005), 2)  # the float is 1.00499999999999989...; a spreadsheet shows 1.01
    Decimal('1.01')
    """
    tidy = _FIFTEEN_FIGURES.plus(figure)
    return _EXACT.quantize(tidy * scale, Decimal(1).scaleb(-decimals))


def margin(target: Decimal, tolerance: Decimal | None, of_target: bool = False) -> Decimal | None:
    """The width of the Amber band: the tolerance itself, or that many percent of the target.

    >>> margin(Decimal(80), Decimal(10)), margin(Decimal(80), Decimal(10), of_target=True)
    (Decimal('10'), Decimal('8'))
    """
    if tolerance is None:
        return None
    return abs(target) * tolerance / 100 if of_target else tolerance


def rag_by_target(
    figure: Decimal | None,
    polarity: str,
    target: Decimal | None,
    *,
    decimals: int = 0,
    scale: int = 1,
    tolerance: Decimal | None = None,
    of_target: bool = False,
    strict: bool = False,
) -> str:
    """The colour of a figure whose polarity is ``BIB``, ``SIB`` or blank.

    >>> ask = lambda figure, **more: rag_by_target(Decimal(figure), "BIB", Decimal(94), scale=100, **more)
    >>> ask("0.94"), ask("0.935"), ask("0.9349"), ask("0.89", tolerance=Decimal(5)), ask("0.94", strict=True)
    ('Green', 'Green', 'Red', 'Amber', 'Red')
    >>> rag_by_target(Decimal(19), "SIB", Decimal(17), tolerance=Decimal(10), of_target=True)  # 18.7 reads 19
    'Amber'
    >>> rag_by_target(Decimal(18), "", Decimal(17)), rag_by_target(None, "BIB", Decimal(17))
    ('Grey', 'Grey')
    """
    if figure is None or target is None or not polarity:
        return "Grey"
    sign = 1 if polarity == "BIB" else -1  # SIB mirrors BIB: turn the number line round
    seen = sign * shown(figure, decimals, scale)
    goal = sign * shown(target, decimals)
    if seen > goal or (seen == goal and not strict):
        return "Green"
    width = margin(target, tolerance, of_target)
    if width is not None and seen >= sign * shown(target - sign * width, decimals):
        return "Amber"
    return "Red"


def rag_by_range(
    figure: Decimal | None,
    low: Decimal,
    high: Decimal,
    *,
    decimals: int = 0,
    scale: int = 1,
    tolerance: Decimal | None = None,
    of_target: bool = False,
) -> str:
    """The colour of a figure whose target is ``low-high``.

    >>> ask = lambda figure: rag_by_range(Decimal(figure), Decimal(10), Decimal(20), tolerance=Decimal(2))
    >>> [ask(figure) for figure in (7, 8, 10, 20, 22, 23)]
    ['Red', 'Amber', 'Green', 'Green', 'Amber', 'Red']
    """
    if figure is None:
        return "Grey"
    seen = shown(figure, decimals, scale)
    if shown(low, decimals) <= seen <= shown(high, decimals):
        return "Green"
    below, above = margin(low, tolerance, of_target), margin(high, tolerance, of_target)
    if below is None or above is None:
        return "Red"
    return "Amber" if shown(low - below, decimals) <= seen <= shown(high + above, decimals) else "Red"


def rag_by_bands(figure: Decimal | None, bands: Sequence[Band], *, decimals: int = 0, scale: int = 1) -> str:
    """The colour of a figure by the bands of a RAG methodology.

    >>> low, middle = (None, Decimal(17), "Green"), (Decimal("18.1"), Decimal(20), "Amber")
    >>> bands = [low, middle, (Decimal("20.1"), None, "Red")]
    >>> [rag_by_bands(Decimal(figure), bands, decimals=1) for figure in ("17", "17.5", "20.04", "20.05")]
    ['Green', 'Amber', 'Amber', 'Red']
    >>> inner = [(Decimal(10), Decimal(20), "Green"), (Decimal(20), Decimal(30), "Red")]
    >>> [rag_by_bands(Decimal(figure), inner) for figure in (5, 20, 35)]  # beyond, in both, beyond
    ['Green', 'Green', 'Red']
    """
    if figure is None or not bands:
        return "Grey"
    seen = shown(figure, decimals, scale)
    edges = [
        (
            None if low is None else shown(low, decimals),
            None if high is None else shown(high, decimals),
            colour,
        )
        for low, high, colour in bands
    ]
    inside = [c for low, high, c in edges if (low is None or low <= seen) and (high is None or seen <= high)]
    if inside:
        return _better(inside)
    ends_below = [high for _, high, _ in edges if high is not None and high < seen]
    starts_above = [low for low, _, _ in edges if low is not None and low > seen]
    beside = []
    if ends_below:
        beside.append(_better([c for _, high, c in edges if high == max(ends_below)]))
    if starts_above:
        beside.append(_better([c for low, _, c in edges if low == min(starts_above)]))
    return _worse(beside)


def _better(colours: Sequence[str]) -> str:
    return max(colours, key=WORST_FIRST.index)


def _worse(colours: Sequence[str]) -> str:
    return min(colours, key=WORST_FIRST.index)
