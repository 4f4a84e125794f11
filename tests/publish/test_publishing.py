"""The publish command: what it makes, what stops it, and that it leaves nothing half done."""

import csv
from pathlib import Path

import pytest

from kpi_xl import NotWritten, open_workbook
from kpi_xl.commands import DONE, PROBLEMS, WRONG_USE
from kpi_xl.publish import issue
from kpi_xl.publish.folder import file_stem, put_together
from kpi_xl.publish.pdf import printed
from tests.books import FD_3, FD_3_DATA, Grid, Row, sheets, with_openpyxl
from tests.test_cli import run

COUNT: Row = {
    "Service": "Front Door", "Indicator Number": "FD 4", "Indicator Title": "Children", "Unit": "number",
    "RO": "AB", "Small numbers": "suppress",
}  # fmt: skip
COUNT_DATA: Row = {"Indicator Number": "FD 4", "Aug-20": 3, "Sep-20": 40}
Captured = pytest.CaptureFixture[str]


def made(path: Path, *indicators: Row, **others: object) -> Path:
    data = [{**COUNT_DATA, "Indicator Number": row["Indicator Number"]} for row in indicators]
    return with_openpyxl(path, sheets([FD_3, *indicators], [FD_3_DATA, *data], **others))  # type: ignore[arg-type]


@pytest.fixture
def book(tmp_path: Path) -> Path:
    return made(tmp_path / "book.xlsx", COUNT)


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir()) if folder.exists() else []


def packs(folder: Path) -> list[str]:
    """The packs in a folder, without the words that they are sent with."""
    return [name for name in names(folder) if name.endswith(".xlsx")]


NO_PDF = "No PDFs were made: LibreOffice is not installed on this computer."


def test_a_missing_libreoffice_is_told_in_a_line(book: Path, capsys: Captured) -> None:
    assert run("publish", book, "-o", book.parent / "out") == DONE
    assert NO_PDF in capsys.readouterr().out.splitlines()


def test_nothing_is_said_of_pdfs_where_none_are_wanted(book: Path, capsys: Captured) -> None:
    assert run("publish", book, "-o", book.parent / "out", "--no-pdf") == DONE
    assert "PDF" not in capsys.readouterr().out


def test_pages_that_are_missing_are_made_for_packs_that_are_there(book: Path, capsys: Captured) -> None:
    out = book.parent / "out"
    run("publish", book, "-o", out)
    (out / "Scorecard Sep-20 v1.html").unlink()
    capsys.readouterr()
    assert run("publish", book, "-o", out) == DONE
    assert f"Made {out / 'Scorecard Sep-20 v1.html'}" in capsys.readouterr().out
    assert (out / "Scorecard Sep-20 v1.html").exists()
    assert packs(out) == ["Scorecard Sep-20 v1.xlsx"]


@pytest.mark.libreoffice
def test_each_pack_is_printed_too_where_libreoffice_is(book: Path) -> None:
    told: list[str] = []

    def tell(done: int, total: int, _: str) -> None:
        told.append(f"{done}/{total}")

    done = open_workbook(book).publish(
        book.parent / "out", ["whole", "service"], progress=tell, printer=printed
    )
    assert [path.suffix for path in done.beside] == [".html", ".html", ".pdf", ".pdf"]
    assert all(path.read_bytes().startswith((b"<!DOCTYPE html>", b"%PDF")) for path in done.beside)
    assert list(dict.fromkeys(told)) in (
        ["0/5", "1/5", "2/5", "3/5", "4/5", "5/5"],
        ["0/5", "1/5", "2/5", "4/5", "5/5"],
    )


def test_the_whole_is_published_where_nothing_else_is_asked(book: Path, capsys: Captured) -> None:
    out = book.parent / "out"
    assert run("publish", book, "-o", out) == DONE
    assert packs(out) == ["Scorecard Sep-20 v1.xlsx"]
    printed = capsys.readouterr().out
    assert f"Made {out / 'Scorecard Sep-20 v1.xlsx'}" in printed
    assert "Withheld 1 figure." in printed


def test_packs_by_service_and_officer_are_named_for_them(book: Path, capsys: Captured) -> None:
    out = book.parent / "out"
    assert run("publish", book, "-o", out, "--by", "service", "--by", "officer") == DONE
    assert packs(out) == ["AB scorecard Sep-20 v1.xlsx", "Front Door scorecard Sep-20 v1.xlsx"]
    assert "In no officer's pack, as they have no RO: FD 3." in capsys.readouterr().out


def test_the_report_is_the_officers_and_says_why_without_the_figure(book: Path) -> None:
    run("publish", book, "-o", book.parent / "out")
    with (book.parent / "Disclosure report Sep-20.csv").open(encoding="utf-8-sig") as file:
        assert list(csv.DictReader(file)) == [
            {
                "Indicator Number": "FD 4",
                "Area": "",
                "Month": "Aug-20",
                "What": "withheld",
                "Why": "value below 5",
            }
        ]


def test_there_is_no_report_where_nothing_is_withheld(tmp_path: Path) -> None:
    assert run("publish", made(tmp_path / "book.xlsx"), "-o", tmp_path / "out") == DONE
    assert list(tmp_path.glob("*.csv")) == []


def test_texts_that_hold_a_withheld_figure_are_told(tmp_path: Path, capsys: Captured) -> None:
    words = ["We saw 3 children.", "Three of them moved.", "Section 30, 2.3 and 13 are others.", "43 in all"]
    commentary = [["Service", "Period", "Kind", "Text"]]
    commentary += [["Front Door", "Aug 2020", "Next steps", text] for text in words]
    book = made(tmp_path / "book.xlsx", COUNT, Commentary=commentary)
    assert run("publish", book, "-o", tmp_path / "out", "--period", "Aug-20") == DONE
    printed = capsys.readouterr().out
    assert 'Commentary row 2: Text to look at: it says "3", which is withheld for FD 4 (Aug-20).' in printed
    assert (
        'Commentary row 3: Text to look at: it says "three", which is withheld for FD 4 (Aug-20).' in printed
    )
    assert printed.count("Text to look at") == 2


def test_texts_that_hold_last_months_withheld_figure_are_told_and_so_are_notes(
    tmp_path: Path, capsys: Captured
) -> None:
    commentary: Grid = [
        ["Service", "Period", "Kind", "Text"],
        ["Front Door", "Sep-20", "Next steps", "Up from three."],
    ]
    indicators = [FD_3, COUNT]
    data: list[Row] = [FD_3_DATA, {**COUNT_DATA, "Aug-20": "3 (first 3)", "Sep-20": "40 (3 last month)"}]
    book = with_openpyxl(tmp_path / "book.xlsx", sheets(indicators, data, Commentary=commentary))
    assert run("publish", book, "-o", tmp_path / "out") == DONE
    told = [line for line in capsys.readouterr().out.splitlines() if "Text to look at" in line]
    assert told == [
        'Commentary row 2: Text to look at: it says "three", which is withheld for FD 4 (Aug-20).',
        'Note on FD 4, Sep-20: Text to look at: it says "3", which is withheld for FD 4 (Aug-20).',
    ]


def test_publishing_stops_where_nobody_decided_on_small_numbers(tmp_path: Path, capsys: Captured) -> None:
    book = made(tmp_path / "book.xlsx", {**COUNT, "Small numbers": ""})
    assert run("publish", book, "-o", tmp_path / "out") == PROBLEMS
    assert capsys.readouterr().err == (
        "Indicators!I3: FD 4 has small numbers: Aug-20 value below 5. "
        'Type suppress or show in the column "Small numbers".\n'
    )
    assert names(tmp_path) == ["book.xlsx"]


def test_a_period_that_data_has_not_is_not_published(tmp_path: Path, capsys: Captured) -> None:
    book = made(tmp_path / "book.xlsx", COUNT)
    assert run("publish", book, "-o", tmp_path / "out", "--period", "Sep-30") == PROBLEMS
    assert capsys.readouterr().err == (
        "Data: there is no column for Sep-30, the period to publish: the months are Aug-20 to Sep-20. "
        "Publish one of these, or add the month.\n"
    )
    assert names(tmp_path) == ["book.xlsx"]


def test_the_column_is_asked_for_where_there_is_none(tmp_path: Path, capsys: Captured) -> None:
    unmarked = {name: value for name, value in COUNT.items() if name != "Small numbers"}
    assert run("publish", made(tmp_path / "book.xlsx", unmarked), "-o", tmp_path / "out") == PROBLEMS
    assert 'in the column "Small numbers", which has to be added.' in capsys.readouterr().err


def test_small_numbers_are_shown_where_an_officer_says_so(tmp_path: Path, capsys: Captured) -> None:
    book = made(tmp_path / "book.xlsx", {**COUNT, "Small numbers": "show"})
    assert run("publish", book, "-o", tmp_path / "out") == DONE
    assert "Withheld" not in capsys.readouterr().out


@pytest.mark.parametrize("below", [0, 1, 2])
def test_a_threshold_that_withholds_nothing_stops_it(tmp_path: Path, capsys: Captured, below: int) -> None:
    book = made(tmp_path / "book.xlsx", COUNT, settings={"Small numbers below": below})
    assert run("publish", book, "-o", tmp_path / "out") == PROBLEMS
    assert (
        f"Settings: Small numbers below is {below}, and FD 4 is marked suppress." in capsys.readouterr().err
    )


def test_every_problem_is_told_at_once(tmp_path: Path, capsys: Captured) -> None:
    book = made(tmp_path / "book.xlsx", {**COUNT, "Small numbers": ""}, {**COUNT, "Indicator Number": "FD 5",
                "Polarity": "up"})  # fmt: skip
    assert run("publish", book, "-o", tmp_path / "out") == PROBLEMS
    told = capsys.readouterr().err
    assert '"up" is not a Polarity' in told
    assert "FD 4 has small numbers" in told
    assert not (tmp_path / "out").exists()


def test_a_word_that_is_no_mark_is_a_problem(tmp_path: Path, capsys: Captured) -> None:
    assert run("check", made(tmp_path / "book.xlsx", {**COUNT, "Small numbers": "hide"})) == PROBLEMS
    assert 'Indicators!I3: "hide" is not a Small numbers. Type suppress or show' in capsys.readouterr().out


def test_the_same_content_again_is_left_and_other_content_is_the_next_version(
    book: Path, capsys: Captured
) -> None:
    out = book.parent / "out"
    run("publish", book, "-o", out)
    first = (out / "Scorecard Sep-20 v1.xlsx").read_bytes()
    capsys.readouterr()
    assert run("publish", book, "-o", out) == DONE
    assert "Unchanged: " in capsys.readouterr().out
    made(book, {**COUNT, "Indicator Title": "Young people"})
    assert run("publish", book, "-o", out) == DONE
    assert packs(out) == ["Scorecard Sep-20 v1.xlsx", "Scorecard Sep-20 v2.xlsx"]
    assert (out / "Scorecard Sep-20 v1.xlsx").read_bytes() == first


def test_names_that_no_file_may_have_are_made_fit_and_kept_apart() -> None:
    taken: set[str] = set()
    assert file_stem("Early: Help / Care?", "Sep-20", taken) == "Early Help Care Sep-20"
    assert file_stem("Early Help * care", "Sep-20", taken) == "Early Help care (2) Sep-20"
    assert len(file_stem("x" * 300, "Sep-20", taken)) < 120
    assert file_stem("\N{OPEN BOOK}" * 90, "Sep-20", taken) == "\N{OPEN BOOK}" * 50 + " Sep-20"
    assert file_stem("cod\u202egpj.exe", "Sep-20", taken) == "cod gpj.exe Sep-20"


def test_nothing_is_made_where_somebody_has_the_workbook_open(book: Path) -> None:
    (book.parent / "~$book.xlsx").write_bytes(b"")
    told: list[tuple[int, int, str]] = []
    with pytest.raises(NotWritten, match=r"has it open in Excel\. Close it there, or work on a copy of it\."):
        open_workbook(book).publish(book.parent / "out", progress=lambda *step: told.append(step))
    assert told == []
    assert not (book.parent / "out").exists()


def test_as_many_reports_are_kept_as_settings_says(tmp_path: Path) -> None:
    path = made(tmp_path / "book.xlsx", COUNT, settings={"Versions kept": 0})
    run("publish", path, "-o", tmp_path / "out")
    (tmp_path / "Disclosure report Sep-20.csv").write_text("an earlier one", encoding="utf-8")
    run("publish", path, "-o", tmp_path / "out")
    assert "Indicator Number" in (tmp_path / "Disclosure report Sep-20.csv").read_text(encoding="utf-8-sig")
    assert not (tmp_path / ".kpi-xl").exists()


def test_a_file_in_place_of_the_folder_is_wrong_use(book: Path) -> None:
    assert run("publish", book, "-o", book) == WRONG_USE
    assert run("publish", book) == WRONG_USE
    assert run("publish", book, "-o", book.parent / "out", "--by", "team") == WRONG_USE


def test_a_set_of_which_one_cannot_be_put_is_not_there_at_all(tmp_path: Path) -> None:
    folder = tmp_path / "out"
    folder.mkdir()
    (folder / "b.xlsx").write_bytes(b"another's")
    with (
        pytest.raises(NotWritten, match=r"b\.xlsx is there already"),
        put_together(folder, {"a.xlsx": b"a", "b.xlsx": b"b"}),
    ):
        pass
    assert names(folder) == ["b.xlsx"]
    assert (folder / "b.xlsx").read_bytes() == b"another's"
    assert names(tmp_path) == ["out"]


def test_packs_are_taken_back_where_the_report_cannot_be_written(
    book: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(issue, "report_name", lambda _: "no such folder/report.csv")
    with pytest.raises(NotWritten, match="its folder"):
        open_workbook(book).publish(book.parent / "out", ["service", "officer"])
    assert names(book.parent) == ["book.xlsx"]


def test_every_step_is_told(book: Path) -> None:
    told: list[tuple[int, int, str]] = []
    open_workbook(book).publish(book.parent / "out", ["service"], progress=lambda *step: told.append(step))
    assert told == [(0, 2, "Making Front Door scorecard"), (1, 2, "Writing the packs"), (2, 2, "Done")]
