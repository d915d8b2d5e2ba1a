"""A log tells what went wrong and never what people sent."""

from __future__ import annotations

import subprocess
import sys

PROGRAM = """
import sys
from liaison_kit.ops import logs
if {configured}:
    logs.configure("registry")
configured = {configured}
address = " at amqp://gateway:a-secret-token@broker with lzs_live_a1_secretkey"
def fail(token):
    raise ValueError("no good" + (address if configured else ""))
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


def test_addresses_and_keys_are_logged_without_their_secrets():
    line = logged(configured=True)
    assert "amqp://gateway:***@broker" in line
    assert "lzs_live_a1_***" in line
    assert "secretkey" not in line
