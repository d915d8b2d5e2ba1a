"""Look up known vulnerabilities of the locked packages, and report packages that were not checked.

`pip-audit` reports a package that its index does not know as "skipped" and succeeds; if no package
was checked, that would look like a clean result. Here each unchecked package is a fault.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from deploy.local.environment.lock import LOCK

ROOT = Path(__file__).resolve().parents[3]
SHOWN = 5


def faults_of(report: Mapping[str, Any]) -> list[str]:
    """Return one sentence for each vulnerability, and one if packages were not checked.

    >>> faults_of({"dependencies": [{"name": "flask", "version": "3.1.0", "vulns": []}]})
    []
    >>> faults_of({"dependencies": [{"name": "flask", "skip_reason": "not found"}]})
    ['Nothing was judged: none of 1 packages is known to the service that was asked.']
    """
    packages = report.get("dependencies", [])
    skipped = [each["name"] for each in packages if "skip_reason" in each]
    found = [
        f"{each['name']} {each['version']}: {weakness['id']}, mended in "
        f"{', '.join(weakness['fix_versions']) or 'no version yet'}"
        for each in packages
        for weakness in each.get("vulns", ())
    ]
    if len(skipped) == len(packages):
        told = f"none of {len(packages)} packages is known to the service that was asked."
        return [*found, f"Nothing was judged: {told}"]
    if skipped:
        rest = "" if len(skipped) <= SHOWN else f" and {len(skipped) - SHOWN} more"
        found.append(f"Not judged: {', '.join(skipped[:SHOWN])}{rest}.")
    return found


def command(arguments: Sequence[str]) -> list[str]:
    """Return the command line of pip-audit; further arguments may name another service."""
    return [
        *(sys.executable, "-m", "pip_audit", "--requirement", str(LOCK), "--require-hashes"),
        *("--disable-pip", "--progress-spinner", "off", "--format", "json", *arguments),
    ]


def main(arguments: Sequence[str]) -> int:
    """Print every fault and return 1 if there is one, or if no service answered."""
    asked = subprocess.run(
        command(arguments), cwd=ROOT, capture_output=True, text=True, check=False
    )
    try:
        report = json.loads(asked.stdout)
    except ValueError:
        told = (asked.stderr.strip().splitlines() or ["it said nothing"])[-1]
        print(f"Nothing was judged: no service could be asked ({told}).", file=sys.stderr)
        return 1
    faults = faults_of(report)
    for fault in faults:
        print(fault, file=sys.stderr)
    if not faults:
        print(f"{len(report['dependencies'])} packages judged, none with a known weakness.")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
