"""A log tells what went wrong and never what people sent."""

from __future__ import annotations

import subprocess
import sys

PROGRAM = """
import sys
from liaison_kit import logs
if {configured}:
    logs.configure("registry")
def fail(token):
    raise ValueError("no good")
try:
    fail("a-secret-" + "token")
except ValueError:
    logs.get_logger("test").exception("command.bug", command="tell")
"""


def logged(configured: bool) -> str:
    """Return what a program logs that meets a bug with a secret in its hands."""
    program = PROGRAM.format(configured=configured)
    found = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    return found.stderr + found.stdout


def test_a_traceback_shows_no_local_variable_before_the_log_is_configured():
    assert "no good" in logged(configured=False)
    assert "a-secret-token" not in logged(configured=False)


def test_a_traceback_shows_no_local_variable_in_the_json_log():
    assert '"event": "command.bug"' in logged(configured=True)
    assert "a-secret-token" not in logged(configured=True)
