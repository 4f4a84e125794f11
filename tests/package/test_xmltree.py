"""Splices into XML that leave every other byte alone, and workbooks written in unusual ways."""

from pathlib import Path

import pytest

from kpi_xl.model import UnreadableBook
from kpi_xl.package import Package
from kpi_xl.package.xmltree import Tree
from kpi_xl.plan import mark_formula, read_mark
from tests.package.books import PLANS, contents, put, raw_book, zip_of

ODD = b"""\xef\xbb\xbf<?xml version='1.0'?>
<!-- kept --><a:r xmlns:a='u' q="1 > 0"
  z='x'><a:one b = '&lt;"'/><a:two>t<![CDATA[<a:one/>]]></a:two  ><?kept?></a:r  >
"""


def test_a_tree_without_changes_is_the_same_bytes() -> None:
    assert Tree(ODD, "p").result() == ODD


def test_elements_know_where_they_stand() -> None:
    tree = Tree(ODD, "p")
    assert [tree.raw(node) for node in tree.root.children] == [
        b"""<a:one b = '&lt;"'/>""",
        b"<a:two>t<![CDATA[<a:one/>]]></a:two  >",
    ]
    assert tree.prefix(tree.root) == "a:"
    assert tree.prefixes == {"u": "a"}


def test_a_change_touches_only_its_own_bytes() -> None:
    tree = Tree(ODD, "p")
    one, two = tree.root.children
    tree.set_attribute(one, "b", "<2>")
    tree.set_attribute(tree.root, "z", None)
    tree.set_attribute(tree.root, "new", "1")
    tree.append(one, "<a:in/>")
    tree.remove(two)
    assert tree.result() == ODD.replace(
        b"""<a:one b = '&lt;"'/>""", b'<a:one b="&lt;2&gt;"><a:in/></a:one>'
    ).replace(tree.raw(two), b"").replace(b"\n  z='x'", b"").replace(b"<a:r ", b'<a:r new="1" ')


@pytest.mark.parametrize("data", [b"", b"<a>", b"<a></b>", b"plain", b"<a>&nbsp;</a>"])
def test_what_is_no_xml_is_refused(data: bytes) -> None:
    with pytest.raises(UnreadableBook, match=r"part\.xml cannot be read"):
        Tree(data, "part.xml")


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig", "iso-8859-1"])
def test_a_workbook_in_another_encoding_is_read_and_written(tmp_path: Path, encoding: str) -> None:
    path = raw_book(tmp_path / "a.xlsx", '<row r="1"><c r="A1"><v>1</v></c></row>')
    parts = contents(path)
    for name in ("xl/workbook.xml", "xl/styles.xml"):
        said = "utf-8" if encoding == "utf-8-sig" else encoding
        text = f'<?xml version="1.0" encoding="{said}"?>' + parts[name].decode()
        parts[name] = text.replace('name="Data"', 'name="Café"').encode(encoding)
    package = put(zip_of(path, parts), *PLANS)
    assert package.sheet_names[-1] == "Café"
    assert package.marks == {plan.name: plan.mark for plan in PLANS}


def test_a_workbook_laid_out_over_lines_stays_so(tmp_path: Path) -> None:
    path = raw_book(tmp_path / "a.xlsx", "")
    parts = contents(path)
    before = (
        parts["xl/workbook.xml"]
        .replace(b"><", b">\n  <")
        .replace(
            b"</workbook>",
            b"<definedNames>\n    <definedName name='One'>1</definedName>\n  </definedNames>\n</workbook>",
        )
    )
    parts["xl/workbook.xml"] = before
    zip_of(path, parts)
    put(path, *PLANS)
    once = path.read_bytes()
    put(path, *PLANS)
    assert path.read_bytes() == once
    put(path)
    assert contents(path)["xl/workbook.xml"] == before


def test_a_workbook_whose_relationships_have_no_prefix_at_the_root_is_written(tmp_path: Path) -> None:
    path = raw_book(tmp_path / "a.xlsx", "")
    parts = contents(path)
    space = b' xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
    own = space.replace(b"xmlns:r", b"xmlns:ns1")
    xml = parts["xl/workbook.xml"].replace(space, b"", 1)
    parts["xl/workbook.xml"] = xml.replace(b"<sheet ", b"<sheet" + own + b" ").replace(b"r:id", b"ns1:id")
    assert put(zip_of(path, parts), *PLANS).sheet_names == [*(plan.name for plan in PLANS), "Data"]


def test_a_sheet_that_leads_nowhere_is_refused(tmp_path: Path) -> None:
    path = raw_book(tmp_path / "a.xlsx", "")
    parts = contents(path)
    parts["xl/workbook.xml"] = parts["xl/workbook.xml"].replace(b'r:id="rId1"', b'r:id="rId77"')
    with pytest.raises(UnreadableBook, match="sheet Data leads nowhere"):
        Package.open(zip_of(path, parts))


@pytest.mark.parametrize("mark", ["overview", "service:Front Door", 'service:A|B "x" 50%7C', "service:"])
@pytest.mark.parametrize("name", ["Overview", "A|B", 'The "x"', "50%"])
def test_a_mark_reads_back_as_it_was_set(mark: str, name: str) -> None:
    assert read_mark(mark_formula(mark, name)) == (mark, name)
    assert read_mark("=" + mark_formula(mark, name)) == (mark, name)


@pytest.mark.parametrize("formula", ["", "Sheet1!$A$1", '"no bar"', "#REF!", "="])
def test_a_name_that_is_no_mark_reads_as_none(formula: str) -> None:
    assert read_mark(formula) == ("", "")
