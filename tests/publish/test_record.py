"""The record of what was published, and the words a pack is sent with."""

import re
from pathlib import Path

import openpyxl
import pytest

from kpi_xl import open_workbook
from kpi_xl.commands import DONE, PROBLEMS
from kpi_xl.package import Package
from tests.books import FD_3, Grid, Row, sheets, with_openpyxl
from tests.publish.planted import words_of
from tests.publish.test_publishing import COUNT, made, names
from tests.test_cli import run

Captured = pytest.CaptureFixture[str]


@pytest.fixture
def book(tmp_path: Path) -> Path:
    return made(tmp_path / "book.xlsx", COUNT)


def record(path: Path) -> Grid:
    return Package.open(path).rows("Published")


def corrected(path: Path, figure: str) -> None:
    """FD 3 of August, typed over."""
    sheets = openpyxl.load_workbook(path)
    assert sheets["Data"]["B1"].value == "Aug-20"
    sheets["Data"]["B2"].value = figure
    sheets.save(path)


def test_what_went_out_is_kept_in_a_hidden_sheet_of_the_workbook(book: Path) -> None:
    run("publish", book, "-o", book.parent / "out")
    assert record(book) == [
        ["Published for", "Indicator Number", "Area", "Month", "Value", "Shown", "RAG"],
        ["Sep-20", "FD 3", None, "Aug-20", 0.98, "98%", "Green"],
        ["Sep-20", "FD 3", None, "Sep-20", 1.0, "100%", "Green"],
        ["Sep-20", "FD 4", None, "Aug-20", 3.0, "c", "Grey"],
        ["Sep-20", "FD 4", None, "Sep-20", 40.0, "40", "Grey"],
    ]
    assert openpyxl.load_workbook(book)["Published"].sheet_state == "hidden"


def test_it_grows_only_by_what_is_new_or_changed(book: Path) -> None:
    out = book.parent / "out"
    run("publish", book, "-o", out, "--period", "Aug-20")
    assert len(record(book)) == 3
    before = book.read_bytes()
    run("publish", book, "-o", out, "--period", "Aug-20")
    assert book.read_bytes() == before
    corrected(book, "70%")
    run("publish", book, "-o", out)
    assert [row[0] for row in record(book)[1:]] == ["Aug-20", "Aug-20", "Sep-20", "Sep-20", "Sep-20"]


def test_only_what_is_in_a_pack_is_recorded(book: Path) -> None:
    run("publish", book, "-o", book.parent / "out", "--by", "officer")
    assert {row[1] for row in record(book)[1:]} == {"FD 4"}


def test_checks_and_the_next_packs_tell_what_was_corrected(book: Path, capsys: Captured) -> None:
    out = book.parent / "out"
    run("publish", book, "-o", out, "--by", "service", "--period", "Aug-20")
    corrected(book, "70%")
    told = "Aug-20 FD 3 was 98%, now 70%; Red, was Green."
    capsys.readouterr()
    run("check", book)
    assert f"FD 3: Changed since it was published: {told}" in capsys.readouterr().out
    run("refresh", book)
    assert any(row[0] == told for row in Package.open(book).rows("Overview"))
    run("publish", book, "-o", out, "--by", "service", "--by", "whole")
    for pack in out.glob("*Sep-20 v1.xlsx"):
        assert told in words_of(pack)
    run("check", book)
    assert "Changed since it was published" not in capsys.readouterr().out.partition("Made ")[2]
    run("publish", book, "-o", out, "--by", "service", "--by", "whole")
    assert len(list(out.glob("*Sep-20*.xlsx"))) == 2


def test_another_sheet_of_that_name_is_never_written_to(tmp_path: Path, capsys: Captured) -> None:
    own: Grid = [["Papers", "When"], ["Board", "May"]]
    path = made(tmp_path / "book.xlsx", COUNT, Published=own)
    assert run("publish", path, "-o", tmp_path / "out") == PROBLEMS
    assert "Published: a sheet of your own has the name of the record" in capsys.readouterr().err
    assert names(tmp_path) == ["book.xlsx"]


def test_nothing_goes_out_where_the_record_cannot_be_kept(book: Path, capsys: Captured) -> None:
    book.chmod(0o444)
    assert run("publish", book, "-o", book.parent / "out") == PROBLEMS
    assert "read-only" in capsys.readouterr().err
    assert not (book.parent / "out").exists()


def test_a_pack_comes_with_the_words_to_send_it_with(book: Path) -> None:
    run("publish", book, "-o", book.parent / "out", "--by", "service")
    text = (book.parent / "out" / "Front Door scorecard Sep-20 v1 e-mail.txt").read_text()
    assert text.splitlines()[:5] == [
        "Subject: Front Door scorecard, September 2020",
        "",
        "The Front Door scorecard for September 2020 is attached.",
        "",
        "2 indicators: 0 Red, 0 Amber, 1 Green, 1 Grey (not rated).",
    ]
    assert "In Front Door scorecard Sep-20 v1.xlsx\n- Overview\n- What stands out\n- Front Door\n" in text
    assert "c: withheld" in text


def test_changes_of_rating_are_told_in_the_words(tmp_path: Path) -> None:
    path = made(tmp_path / "book.xlsx", COUNT)
    corrected(path, "50%")
    run("publish", path, "-o", tmp_path / "out")
    text = (tmp_path / "out" / "Scorecard Sep-20 v1 e-mail.txt").read_text()
    assert "The scorecard for September 2020 is attached." in text
    assert (
        "- FD 3 Contacts actioned within a day rose to 100% against a target of 94%; Green, was Red" in text
    )


def test_the_page_of_the_words_says_the_same_and_fetches_nothing(tmp_path: Path) -> None:
    path = made(tmp_path / "book.xlsx", {**COUNT, "Service": "Help & <care>"})
    run("publish", path, "-o", tmp_path / "out", "--by", "service")
    page = (tmp_path / "out" / "Help & care scorecard Sep-20 v1 e-mail.html").read_text()
    assert "<title>Help &amp; &lt;care&gt; scorecard, September 2020</title>" in page
    assert not re.search(r"https?:|src=|<script|<link", page)
    words = (tmp_path / "out" / "Help & care scorecard Sep-20 v1 e-mail.txt").read_text()
    for line in words.splitlines()[2:]:
        shown = line.removeprefix("- ").replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
        assert shown in page


def test_the_record_has_one_row_a_figure_however_often_it_goes_out(tmp_path: Path) -> None:
    months = [f"{month}-{year}" for year in (20, 21) for month in ("Apr", "Jul", "Oct")]
    rows: list[Row] = [
        {**FD_3, "Indicator Number": f"FD {n}", "Target": "NA", "Amber within": "", "Small numbers": "show"}
        for n in range(9)
    ]
    data: list[Row] = [
        {"Indicator Number": row["Indicator Number"], **{month: at for at, month in enumerate(months)}}
        for row in rows
    ]
    path = with_openpyxl(tmp_path / "book.xlsx", sheets(rows, data))
    for month in months:
        assert run("publish", path, "-o", tmp_path / "out", "--period", month) == DONE
    assert len(record(path)) == 1 + len(rows) * len(months)
    assert open_workbook(path).check()[0] == []


def of_the_year(path: Path, june: int, target: int) -> Path:
    """An indicator that is rated by its year to date, 58 and June's small number in September."""
    indicator: Row = {**COUNT, "Polarity": "SIB", "YTD": "Sum", "Target": target, "RAG basis": "YTD"}
    months: Row = {"Apr-20": 10, "May-20": 11, "Jun-20": june, "Jul-20": 13, "Aug-20": 12, "Sep-20": 12}
    data: Row = {**months, "Indicator Number": "FD 4", "Oct-20": 14}
    return with_openpyxl(path, sheets([indicator], [data], {"Reporting period": "Sep-20"}))


def test_a_rating_that_readers_did_not_see_is_not_told_later(tmp_path: Path) -> None:
    path = of_the_year(tmp_path / "book.xlsx", 3, 50)
    run("publish", path, "-o", tmp_path / "out")
    assert [row[3:] for row in record(path)[3:5]] == [
        ["Jun-20", 3.0, "c", "Green"],
        ["Jul-20", 13.0, "13", None],
    ]
    run("publish", path, "-o", tmp_path / "out", "--period", "Oct-20")
    told = words_of(tmp_path / "out" / "Scorecard Oct-20 v1.xlsx")
    assert "as before" not in told
    assert "was Red" not in told
    assert not open_workbook(path).check()[1]


def test_packs_of_this_and_the_next_period_are_the_same_whatever_a_small_number_is(tmp_path: Path) -> None:
    packs = []
    for june in (3, 4):
        out = tmp_path / f"out {june}"
        path = of_the_year(tmp_path / f"book {june}.xlsx", june, 61)
        for period in ("Sep-20", "Oct-20"):
            assert (
                run("publish", path, "-o", out, "--by", "whole", "--by", "service", "--period", period)
                == DONE
            )
        packs.append({file.name: file.read_bytes() for file in out.iterdir()})
    assert packs[0] == packs[1]
