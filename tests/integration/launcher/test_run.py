"""`make run` makes a demo city once, serves it, and leaves nothing behind when it stops."""

from __future__ import annotations

import json
import os
import signal
import socket
import stat
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from deploy.local.city import creation, run, sign_ins, storage, web_server
from liaison_gateway.start.embedded import build_embedded

ROOT = Path(__file__).resolve().parents[3]
PATIENCE_SECONDS = 60.0


def test_the_demo_plays_the_first_sample_book() -> None:
    sample = ROOT / "tests" / "data" / "yearbook-first"
    names = sorted(path.name for path in sample.iterdir())
    assert names == sorted(path.name for path in creation.BOOK.iterdir())
    for name in names:
        assert (sample / name).read_bytes() == (creation.BOOK / name).read_bytes()


def test_a_taken_port_gives_way_to_the_next_free_one() -> None:
    with web_server.listen() as first, web_server.listen(first.getsockname()[1]) as second:
        assert second.getsockname()[1] > first.getsockname()[1]
        assert web_server.address_of(second).startswith("http://127.0.0.1:")


def test_sign_ins_are_readable_by_their_owner_only(tmp_path: Path) -> None:
    somebody = sign_ins.SignIn("ops", "Operations", "运维", "secret", "key")
    sign_ins.save(tmp_path, [somebody])
    mode = (tmp_path / sign_ins.FILE_NAME).stat().st_mode
    assert stat.S_IMODE(mode) == 0o600
    assert sign_ins.load(tmp_path) == [somebody]


def test_two_starts_on_one_folder_are_refused(tmp_path: Path) -> None:
    place = tmp_path / "city"
    with (
        run.only_one(place),
        pytest.raises(run.Busy, match="Another `make run`"),
        run.only_one(place),
    ):
        pytest.fail("the folder was held twice")


def test_a_start_cut_short_is_made_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    place = tmp_path / "demo"
    for left in (place, tmp_path / "demo.making"):
        left.mkdir()
        (left / "registry.sqlite").write_text("cut short")
    monkeypatch.setattr(creation, "play_years", lambda http, issued, book: None)
    people = storage.prepare(place)
    assert {"ops", "finance", "LZ-001.head"} <= {person.part for person in people}
    assert not (tmp_path / "demo.making").exists()
    assert storage.prepare(place) == people
    storage.open_city(place).close()


def test_an_unknown_broker_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    assert run.main({"BROKER": "carrier-pigeon"}) == 2
    assert "carrier-pigeon" in capsys.readouterr().err


@pytest.fixture
def served(tmp_path: Path) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """Serve a city without history, as `make run` does at its second start."""
    place = tmp_path / "demo"
    embedded = build_embedded(
        place, "demo", creation.read_book(creation.BOOK).since, passwords=True
    )
    sign_ins.save(place, sign_ins.sign_ins_of(embedded.issued))
    embedded.close()
    script = (
        "import sys; from pathlib import Path; from deploy.local.city.run import run_embedded; "
    )
    script += "run_embedded(Path(sys.argv[1]), 8000)"
    process = subprocess.Popen(
        [sys.executable, "-c", script, str(place)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
    )
    assert process.stdout is not None
    printed = ""
    for line in process.stdout:
        printed += line
        if "Ctrl-C" in line:
            break
    yield process, printed
    process.kill()
    process.wait()
    process.stdout.close()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_city_prints_its_sign_ins_answers_and_stops_cleanly(
    served: tuple[subprocess.Popen[str], str], number: signal.Signals, tmp_path: Path
) -> None:
    process, printed = served
    people = json.loads((tmp_path / "demo" / sign_ins.FILE_NAME).read_text("utf-8"))
    assert all(person["key"] in printed and person["password"] in printed for person in people)
    address = next(word for word in printed.split() if word.startswith("http://"))
    ops = next(person["key"] for person in people if person["part"] == "auditor")
    with httpx.Client(trust_env=False, base_url=address) as http:
        assert http.get("/v1/instance").json()["mode"] == "demo"
        signed = {"Authorization": f"Bearer {ops}"}
        assert http.get("/v1/stations", headers=signed).json()["data"] == []
    process.send_signal(number)
    assert process.wait(PATIENCE_SECONDS) == 0
    host, port = address.removeprefix("http://").split(":")
    _wait_until_closed(host, int(port))


def _wait_until_closed(host: str, port: int) -> None:
    until = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < until:
        with socket.socket() as probe:
            if probe.connect_ex((host, port)) != 0:
                return
    pytest.fail("the port still answers")
