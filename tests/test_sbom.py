"""The bill of materials names every locked package with its hashes."""

import re
from pathlib import Path

from docs.sbom import bill, components

LOCK = Path(__file__).parents[1] / "requirements.lock"


def test_every_locked_package_is_a_component_with_all_its_hashes() -> None:
    lock = LOCK.read_text(encoding="utf-8")
    found = components(lock)
    assert [part["name"] for part in found] == re.findall(r"^([\w.-]+)==", lock, re.MULTILINE)
    assert sum(len(part["externalReferences"]) for part in found) == lock.count("--hash=sha256:")


def test_a_package_of_one_system_only_says_so() -> None:
    conditions = {
        part["name"]: part.get("properties", [{"value": ""}])[0]["value"] for part in bill()["components"]
    }
    assert conditions["appscript"] == "sys_platform == 'darwin'"
    assert conditions["openpyxl"] == ""


def test_the_bill_is_of_this_project() -> None:
    made = bill()
    assert (made["bomFormat"], made["specVersion"]) == ("CycloneDX", "1.5")
    assert made["metadata"]["component"]["name"] == "kpi-xl"
    assert set(made["dependencies"][0]["dependsOn"]) == {part["purl"] for part in made["components"]}
