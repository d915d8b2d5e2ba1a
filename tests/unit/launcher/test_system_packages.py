"""Packages are installed without starting a server, and the machine's policy is put back."""

from __future__ import annotations

from pathlib import Path

import pytest

from deploy.local.environment import system_packages
from deploy.local.environment.programs import Program
from deploy.local.environment.system_packages import CannotInstall, install_missing, policy

MISSING = Program("broker", "RabbitMQ", ("rabbitmq-server",), lambda: None)
HERE = Program("postgres", "PostgreSQL", ("postgresql",), lambda: Path("/bin/true"))


def test_a_policy_that_was_not_there_is_gone_afterwards(tmp_path: Path) -> None:
    path = tmp_path / "policy-rc.d"
    with policy(path):
        assert path.read_text() == "#!/bin/sh\nexit 101\n"
        assert path.stat().st_mode & 0o111
    assert not path.exists()


def test_a_policy_of_the_machine_is_put_back_even_after_a_failure(tmp_path: Path) -> None:
    path = tmp_path / "policy-rc.d"
    path.write_text("theirs")
    path.chmod(0o700)
    with pytest.raises(CannotInstall), policy(path):
        raise CannotInstall
    assert path.read_text() == "theirs"
    assert path.stat().st_mode & 0o777 == 0o700


def test_only_what_is_missing_is_installed(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    asked: list[tuple[str, ...]] = []
    monkeypatch.setattr(system_packages, "_apt", lambda *words: asked.append(words))
    monkeypatch.setattr(system_packages, "POLICY", tmp_path / "policy-rc.d")
    monkeypatch.setattr("shutil.which", lambda name: "/usr/bin/apt-get")
    monkeypatch.setattr("os.geteuid", lambda: 0)
    install_missing((HERE,))
    assert asked == []
    install_missing((HERE, MISSING))
    assert asked[-1] == ("install", "-y", "--no-install-recommends", "rabbitmq-server")


def test_an_ordinary_user_is_told_the_line_to_type(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shutil.which", lambda name: "/usr/bin/apt-get")
    monkeypatch.setattr("os.geteuid", lambda: 1000)
    with pytest.raises(CannotInstall, match="Type: sudo apt install rabbitmq-server"):
        install_missing((MISSING,))
