"""The ribbon of the template: by its schema, and with a macro behind every button."""

import json
import re
import xml.etree.ElementTree as ET
import zipfile
from importlib import resources
from typing import Any

import pytest

from kpi_xl.templates import template_path
from workbook.modules import SOURCES

NAMESPACE = "http://schemas.microsoft.com/office/2009/07/customui"


@pytest.fixture(scope="module")
def ribbon() -> ET.Element:
    return ET.fromstring(zipfile.ZipFile(template_path()).read("customUI/customUI14.xml"))  # noqa: S314 - ours


@pytest.fixture(scope="module")
def schema() -> dict[str, Any]:
    """The types of the schema by name, as the Open XML SDK states them; openxml-audit carries its files but
    looks at no ribbon."""
    name = NAMESPACE.removeprefix("http://").replace(".", "_").replace("/", "_")
    file = resources.files("openxml_audit") / f"data/openxml/schemas/{name}.json"
    return {held["Name"]: held for held in json.loads(file.read_text())["Types"]}


def _against(element: ET.Element, type_name: str, schema: dict[str, Any]) -> list[str]:
    """What the schema has against an element of that type and those inside it."""
    held = schema[type_name]
    attributes = {a["QName"].removeprefix(":"): a for a in held.get("Attributes", [])}
    found = [f"{element.tag} has {name}" for name in element.attrib if name not in attributes]
    for name, value in element.attrib.items():
        for rule in attributes.get(name, {}).get("Validators", []):
            limits = {a["Name"]: a["Value"] for a in rule.get("Arguments", [])}
            if len(value) > int(limits.get("MaxLength", len(value))) or not value:
                found.append(f"{name} is {value}")
    inside = {c["Name"].rpartition(":")[2]: c["Name"] for c in held.get("Children", [])}
    for child in element:
        tag = child.tag.removeprefix(f"{{{NAMESPACE}}}")
        found += _against(child, inside[tag], schema) if tag in inside else [f"{tag} in {type_name}"]
    return found


def test_the_ribbon_keeps_to_its_schema(ribbon: ET.Element, schema: dict[str, Any]) -> None:
    assert ribbon.tag == f"{{{NAMESPACE}}}customUI"
    assert _against(ribbon, "mso14:CT_CustomUI/mso14:customUI", schema) == []


def test_the_check_against_the_schema_finds_faults(schema: dict[str, Any]) -> None:
    tab = '<tab id="t" keytip="LONG" hue="1"><button id="b"/></tab>'
    text = f'<customUI xmlns="{NAMESPACE}"><ribbon><tabs>{tab}</tabs></ribbon></customUI>'
    found = _against(ET.fromstring(text), "mso14:CT_CustomUI/mso14:customUI", schema)  # noqa: S314
    assert len(found) == 3


def test_every_button_calls_a_macro_that_is_there(ribbon: ET.Element) -> None:
    calls = [button.attrib["onAction"] for button in ribbon.iter(f"{{{NAMESPACE}}}button")]
    ribbon_code = (SOURCES / "Ribbon.bas").read_text()
    declared = re.findall(r"^Public Sub (\w+)\(control As IRibbonControl\)$", ribbon_code, re.MULTILINE)
    assert calls == declared
    called = re.findall(r"^    (\w+)$", ribbon_code, re.MULTILINE)
    assert {f"Public Sub {name}()" for name in called} <= set(
        (SOURCES / "Buttons.bas").read_text().splitlines()
    )


def test_every_button_has_an_icon_tips_and_a_key_of_its_own(ribbon: ET.Element) -> None:
    buttons = list(ribbon.iter(f"{{{NAMESPACE}}}button"))
    for button in buttons:
        assert {"imageMso", "label", "screentip", "supertip", "keytip"} <= set(button.attrib)
    keys = [button.attrib["keytip"] for button in buttons]
    assert len(set(keys)) == len(keys)


def test_the_file_leads_to_the_ribbon() -> None:
    relations = zipfile.ZipFile(template_path()).read("_rels/.rels").decode()
    assert 'Type="http://schemas.microsoft.com/office/2007/relationships/ui/extensibility"' in relations
    assert 'Target="customUI/customUI14.xml"' in relations
