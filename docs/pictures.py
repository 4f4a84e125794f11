"""Pictures of the examples' pages as LibreOffice prints them; ``python -m docs.pictures`` makes those of the
README and of the gallery."""

import subprocess
import tempfile
from pathlib import Path
from typing import NamedTuple

from docs.examples import make_example
from docs.office import draw as draw_button

DOCS = Path(__file__).parent
_CROYDON = "Croydon children's services"
_BIRMINGHAM = "Birmingham (made-up figures)"
_SOUTHAMPTON = "Southampton (made-up figures)"


class Picture(NamedTuple):
    """A picture of the top of a page: ``file`` below docs/, the example, the page's title, how many pages
    after it, how much of the page's height is drawn, and at how many dots an inch."""

    file: str
    example: str
    title: str
    share: float
    later: int = 0
    dpi: int = 100


PICTURES = (
    Picture("overview.png", "croydon-2020", _CROYDON, 0.7),
    Picture(
        "scorecard.png", "croydon-2020", f"{_CROYDON}: Children in Need and Child Protection", 0.63, dpi=130
    ),
    Picture("gallery/croydon-2020-summary.png", "croydon-2020", f"{_CROYDON}: RAG summary", 0.85),
    Picture("gallery/croydon-2020-service.png", "croydon-2020", f"{_CROYDON}: Early Help", 0.95, dpi=110),
    Picture("gallery/croydon-2017-service.png", "croydon-2017", f"{_CROYDON}: Workforce", 0.75),
    Picture("gallery/croydon-2017-checks.png", "croydon-2017", "Checks", 0.6),
    Picture("gallery/birmingham-service.png", "birmingham", f"{_BIRMINGHAM}: Children in care", 0.6),
    Picture(
        "gallery/birmingham-districts.png", "birmingham", f"{_BIRMINGHAM}: Children in care", 0.95, later=1
    ),
    Picture("gallery/birmingham-checks.png", "birmingham", "Checks", 0.25),
    Picture(
        "gallery/southampton-service.png",
        "southampton",
        f"{_SOUTHAMPTON}: Looked after children",
        0.75,
        dpi=140,
    ),
    Picture("gallery/southampton-overview.png", "southampton", _SOUTHAMPTON, 0.95, dpi=80),
    Picture("gallery/southampton-actions.png", "southampton", f"{_SOUTHAMPTON}: Action log", 0.45),
)
"""Every picture of the docs."""


def pdf_of(book: Path, folder: Path) -> Path:
    """Prints a workbook to a PDF in ``folder``, with a LibreOffice profile of its own; returns its path."""
    pdf = folder / f"{book.stem}.pdf"
    pdf.unlink(missing_ok=True)
    with tempfile.TemporaryDirectory() as profile:
        done = subprocess.run(
            [
                *("soffice", f"-env:UserInstallation={Path(profile).as_uri()}", "--headless"),
                *("--convert-to", "pdf:calc_pdf_Export", "--outdir", str(folder), str(book)),
            ],
            capture_output=True,
            text=True,
            check=False,
            timeout=180,
        )
    if not pdf.exists():
        raise RuntimeError(f"LibreOffice made no PDF of {book}: {done.stdout}{done.stderr}")
    return pdf


def pages_of(pdf: Path, folder: Path, dpi: int = 70) -> list[Path]:
    """Draws each page of a PDF as a PNG in ``folder``; returns them in order."""
    subprocess.run(["pdftoppm", "-png", "-r", str(dpi), str(pdf), str(folder / pdf.stem)], check=True)
    return sorted(folder.glob(f"{pdf.stem}-*.png"))


def titles_of(pdf: Path) -> list[str]:
    """The first words of each page of a PDF."""
    text = subprocess.run(["pdftotext", "-layout", str(pdf), "-"], check=True, capture_output=True, text=True)
    return [page.lstrip().partition("\n")[0].strip() for page in text.stdout.split("\f")[:-1]]


def draw(picture: Picture, pdf: Path, docs: Path) -> Path:
    """Draws a picture of its example's PDF below ``docs``; returns its path."""
    page = titles_of(pdf).index(picture.title) + 1 + picture.later
    places = str(page), str(page)
    size = subprocess.run(
        ["pdfinfo", "-f", places[0], "-l", places[1], str(pdf)], check=True, capture_output=True, text=True
    )
    said = next(line for line in size.stdout.splitlines() if line.endswith("(A4)") or " x " in line)
    points = float(said.split(" x ")[1].split()[0])
    height = round(points / 72 * picture.dpi * picture.share)
    png = docs / picture.file
    png.parent.mkdir(parents=True, exist_ok=True)
    crop = ("-x", "0", "-y", "0", "-W", "5000", "-H", str(height))
    subprocess.run(
        [
            *("pdftoppm", "-png", "-singlefile", "-r", str(picture.dpi), "-f", places[0], "-l", places[1]),
            *(*crop, str(pdf), str(png.with_suffix(""))),
        ],
        check=True,
    )
    return png


def main() -> None:
    """Makes every picture of docs/ from the examples."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        printed = {}
        for example in dict.fromkeys(picture.example for picture in PICTURES):
            printed[example] = pdf_of(make_example(example, folder), folder)
        for picture in PICTURES:
            draw(picture, printed[picture.example], DOCS)
    draw_button(DOCS)


if __name__ == "__main__":
    main()
