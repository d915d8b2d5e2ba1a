"""A replay starts an instance of its own, and says why where it cannot."""

from __future__ import annotations

import importlib.util
import json
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from typer.testing import CliRunner

from liaison_yearbook.cli import app
from liaison_yearbook.instance import NotStarted, Rules, fresh_instance
from tests.integration.replay.small_book import a_station, scores_of, write_book

SERVER = [sys.executable, "-m", "liaison_gateway", "replay-server"]
BEGINS_ON = date(2018, 1, 1)


def test_a_fresh_instance_begins_on_the_given_day_and_ends_with_the_block() -> None:
    with fresh_instance(BEGINS_ON, Rules()) as fresh:
        state = fresh.api.get("ops", "/v1/instance")
        assert (state["mode"], state["day"]) == ("replay", "2018-01-01")
        assert (fresh.rules_name, fresh.rules_description) == ("", "")
    with pytest.raises(RuntimeError, match="closed"):
        fresh.api.get("ops", "/v1/instance")


def test_the_server_ends_and_leaves_no_folder_when_its_client_is_gone(tmp_path: Path) -> None:
    with subprocess.Popen(
        [*SERVER, BEGINS_ON.isoformat()],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env={"PATH": "", "TMPDIR": str(tmp_path)},
        text=True,
    ) as server:
        assert server.stdout is not None
        assert server.stdin is not None
        ready = json.loads(server.stdout.readline())
        assert "ops" in ready["keys"]
        assert list(tmp_path.iterdir())
        server.stdin.close()
        assert server.wait(60) == 0
    assert list(tmp_path.iterdir()) == []


def test_rules_that_do_not_exist_are_named() -> None:
    with (
        pytest.raises(NotStarted, match="reading A99 is unknown"),
        fresh_instance(BEGINS_ON, Rules(readings=("A99=sum",))),
    ):
        pass


def test_without_the_gateway_a_replay_says_what_to_install_or_give(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = write_book(
        tmp_path / "book", stations=[a_station("LZ-001")], scores=scores_of("LZ-001", 2018, 70)
    )
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    done = CliRunner().invoke(app, ["replay", str(folder), "--out", str(tmp_path / "out")])
    assert done.exit_code == 1
    assert "needs liaison-gateway and the services installed" in " ".join(done.output.split())
