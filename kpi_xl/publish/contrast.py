"""How well text stands out from its fill, as WCAG 2.2 measures it."""

ENOUGH = 4.5
"""The least contrast of text (WCAG 2.2, success criterion 1.4.3, level AA)."""


def luminance(colour: str) -> float:
    """The relative luminance of an sRGB colour ``RRGGBB``: 0 black to 1 white."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(text: str, fill: str) -> float:
    """The contrast ratio of two colours ``RRGGBB``: 1 to 21, whichever is the lighter."""
    darker, lighter = sorted((luminance(text), luminance(fill)))
    return (lighter + 0.05) / (darker + 0.05)


def text_on(fill: str) -> str:
    """Black or white, whichever is better read on a fill."""
    return max("000000", "FFFFFF", key=lambda text: contrast(text, fill))
