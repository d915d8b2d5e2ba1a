"""A gateway that does not answer ends a play in one line, and not with a traceback."""

from __future__ import annotations

from pathlib import Path

from typer.testing import CliRunner

from deploy.local.servers.ports import free_ports
from liaison_yearbook.cli import app
from tests.integration.replay.small_book import a_station, scores_of, write_book


def test_a_gateway_that_does_not_answer_is_told_in_one_line(tmp_path: Path) -> None:
    folder = write_book(
        tmp_path / "book", stations=[a_station("LZ-001")], scores=scores_of("LZ-001", 2018, 70)
    )
    keys = tmp_path / "keys.json"
    keys.write_text('{"ops": "lzs_live_nobody"}', encoding="utf-8")
    gateway = f"http://127.0.0.1:{free_ports(1)[0]}"
    asked = ["import-history", folder, "--gateway", gateway, "--keys", keys, "--out", tmp_path]
    run = CliRunner().invoke(app, [str(argument) for argument in asked])
    assert run.exit_code == 1
    assert "Stopped: the gateway does not answer" in run.output
