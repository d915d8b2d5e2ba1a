"""An audit that judged nothing is not clean."""

from __future__ import annotations

import json
import subprocess
from types import SimpleNamespace

import pytest

from deploy.local.checks import audit

GOOD = {"name": "flask", "version": "3.1.0", "vulns": []}
WEAK = {"name": "jinja2", "version": "2.0", "vulns": [{"id": "X-1", "fix_versions": ["2.1"]}]}
UNKNOWN = {"name": "wrapt", "skip_reason": "Dependency not found"}


@pytest.fixture
def answering(monkeypatch):
    def answer(stdout, stderr=""):
        said = SimpleNamespace(stdout=stdout, stderr=stderr)
        monkeypatch.setattr(subprocess, "run", lambda *_, **__: said)

    return answer


@pytest.mark.parametrize(
    ("packages", "told"),
    [
        ([GOOD], []),
        ([GOOD, WEAK], ["jinja2 2.0: X-1, mended in 2.1"]),
        ([GOOD, UNKNOWN], ["Not judged: wrapt."]),
        (
            [UNKNOWN, UNKNOWN],
            ["Nothing was judged: none of 2 packages is known to the service that was asked."],
        ),
        ([], ["Nothing was judged: none of 0 packages is known to the service that was asked."]),
    ],
)
def test_what_was_not_judged_is_a_fault(packages, told, answering):
    answering(json.dumps({"dependencies": packages}))
    assert audit.faults_of({"dependencies": packages}) == told
    assert audit.main([]) == (1 if told else 0)


def test_a_service_that_cannot_be_asked_is_a_fault(answering, capsys):
    answering("", "Traceback\nConnectionError: no such host")
    assert audit.main([]) == 1
    assert "no such host" in capsys.readouterr().err
