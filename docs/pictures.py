"""Pictures of a workbook's pages as LibreOffice prints them; ``python -m docs.pictures`` makes docs/*.png."""

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

DOCS = Path(__file__).parent


def pdf_of(book: Path, folder: Path) -> Path:
    """Prints a workbook to a PDF in ``folder``, with a LibreOffice profile of its own; returns its path."""
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
    pdf = folder / f"{book.stem}.pdf"
    if not pdf.exists():
        raise RuntimeError(f"LibreOffice made no PDF of {book}: {done.stdout}{done.stderr}")
    return pdf


def pages_of(pdf: Path, folder: Path, dpi: int = 70) -> list[Path]:
    """Draws each page of a PDF as a PNG in ``folder``; returns them in order."""
    subprocess.run(["pdftoppm", "-png", "-r", str(dpi), str(pdf), str(folder / pdf.stem)], check=True)
    return sorted(folder.glob(f"{pdf.stem}-*.png"))


def main() -> None:
    """Makes docs/scorecard.png: the page after the overview and the summary of the demo's scorecard."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        subprocess.run([sys.executable, "-m", "kpi_xl", "demo", str(folder)], check=True)
        (book,) = folder.glob("*.xls[xm]")
        pages = pages_of(pdf_of(book, folder), folder, dpi=110)
        shutil.copyfile(pages[2], DOCS / "scorecard.png")


if __name__ == "__main__":
    main()
