"""The software bill of materials: ``./dev sbom`` prints it as CycloneDX 1.5 JSON, from requirements.lock.

Every package of the lock is a component, with the hashes of all the files that may be installed of it, and
where it is needed on some systems only, the condition.
"""

import json
import re
import sys
import tomllib
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
_PACKAGE = re.compile(
    r"([A-Za-z0-9._-]+)==([^\s;\\]+)(?:\s*;\s*([^\\\n]+?))?\s*\\?\n((?:\s+--hash=\S+.*\n?)+)"
)
_HASH = re.compile(r"--hash=sha256:([0-9a-f]{64})")


def components(lock: str) -> list[dict[str, Any]]:
    """The components that a lock file names, in its order."""
    made = []
    for name, version, condition, hashes in _PACKAGE.findall(lock):
        purl = f"pkg:pypi/{name.lower()}@{version}"
        files = [
            {"type": "distribution", "url": f"https://pypi.org/project/{name}/{version}/", "hashes": [
                {"alg": "SHA-256", "content": digest}
            ]}
            for digest in _HASH.findall(hashes)
        ]  # fmt: skip
        component: dict[str, Any] = {
            "type": "library",
            "bom-ref": purl,
            "name": name,
            "version": version,
            "purl": purl,
            "externalReferences": files,
        }
        if condition:
            component["properties"] = [{"name": "kpi_xl:needed-where", "value": condition.strip()}]
        made.append(component)
    return made


def bill() -> dict[str, Any]:
    """The whole document; the same lock gives the same one."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    found = components(lock)
    ref = f"pkg:pypi/{project['name']}@{project['version']}"
    return {
        "$schema": "http://cyclonedx.org/schema/bom-1.5.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": "1.5",
        "version": 1,
        "metadata": {
            "component": {
                "type": "application",
                "bom-ref": ref,
                "name": project["name"],
                "version": project["version"],
                "purl": ref,
                "licenses": [{"license": {"id": project["license"]}}],
            }
        },
        "components": found,
        "dependencies": [{"ref": ref, "dependsOn": [component["bom-ref"] for component in found]}],
    }


if __name__ == "__main__":
    sys.stdout.write(json.dumps(bill(), indent=2) + "\n")
