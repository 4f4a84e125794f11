"""Pictures of a workbook's pages as LibreOffice prints them; ``python -m docs.pictures`` makes docs/*.png."""

import subprocess
import sys
import tempfile
from pathlib import Path

DOCS = Path(__file__).parent


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


def picture(pdf: Path, words: str, png: Path, height: int) -> None:
    """Draws the top ``height`` pixels of the first page of a PDF whose title is ``words``."""
    text = subprocess.run(["pdftotext", "-layout", str(pdf), "-"], check=True, capture_output=True, text=True)
    titles = [page.lstrip().partition("\n")[0].strip() for page in text.stdout.split("\f")]
    page = str(titles.index(words) + 1)
    crop = ("-x", "0", "-y", "0", "-W", "5000", "-H", str(height))
    stem = str(png.with_suffix(""))
    subprocess.run(
        ["pdftoppm", "-png", "-singlefile", "-r", "120", "-f", page, "-l", page, *crop, str(pdf), stem],
        check=True,
    )


def main() -> None:
    """Makes docs/overview.png and docs/scorecard.png from the demo's workbook."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        subprocess.run([sys.executable, "-m", "kpi_xl", "demo", str(folder)], check=True, capture_output=True)
        (book,) = folder.glob("*.xls[xm]")
        pdf = pdf_of(book, folder)
        picture(pdf, "Croydon children's services", DOCS / "overview.png", 1090)
        service = "Croydon children's services: Children in Need and Child Protection"
        picture(pdf, service, DOCS / "scorecard.png", 470)


if __name__ == "__main__":
    main()
