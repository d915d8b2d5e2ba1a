"""Settings are read whole: every fault is named at once, and secrets are not shown."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from liaison_kit.ops.settings import (
    Settings,
    SettingsError,
    env,
)

GOOD = {
    "LIAISON_MODE": "demo",
    "DATABASE_URL": "sqlite:///x.sqlite",
    "AMQP_URI": "amqp://user:secret@host/",
    "LIAISON_PUBLIC_KEYS": '[{"kid": "k1"}]',
}


@dataclass(frozen=True, kw_only=True)
class ShopSettings(Settings):
    """Add names as a service does."""

    checks: tuple[str, ...] = env("SHOP_CHECKS", "Plugins, in order", ("first", "second"))
    limit: int = env("SHOP_LIMIT", "How many", 10)


@pytest.fixture(autouse=True)
def clean(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in (*GOOD, "SHOP_DATABASE_URL", "SHOP_CHECKS", "SHOP_LIMIT"):
        monkeypatch.delenv(name, raising=False)


def given(monkeypatch: pytest.MonkeyPatch, **names: str) -> None:
    for name, value in {**GOOD, **names}.items():
        monkeypatch.setenv(name, value)


def test_what_is_given_is_read_and_the_rest_has_defaults(monkeypatch: pytest.MonkeyPatch) -> None:
    given(monkeypatch, SHOP_CHECKS="second, third")
    found = ShopSettings.read("shop")
    assert found.checks == ("second", "third")
    assert (found.limit, found.workers) == (10, 10)
    assert found.public_keys == [{"kid": "k1"}]
    assert found.health_address == "127.0.0.1:0"


def test_a_name_of_the_services_own_goes_before_the_common_one(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    given(monkeypatch, SHOP_DATABASE_URL="sqlite:///own.sqlite")
    assert ShopSettings.read("shop").database_url == "sqlite:///own.sqlite"
    assert ShopSettings.read("mill").database_url == "sqlite:///x.sqlite"


def test_every_fault_is_named_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LIAISON_MODE", "production")
    monkeypatch.setenv("SHOP_LIMIT", "many")
    with pytest.raises(SettingsError) as faults:
        ShopSettings.read("shop")
    for name in ("AMQP_URI", "DATABASE_URL", "LIAISON_PUBLIC_KEYS", "SHOP_LIMIT", "LIAISON_MODE"):
        assert name in str(faults.value)


def test_commands_do_not_ask_for_the_broker(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LIAISON_MODE", "demo")
    monkeypatch.setenv("DATABASE_URL", "sqlite:///x.sqlite")
    assert ShopSettings.read("shop", to_run=False).amqp_uri == ""


def test_secrets_are_not_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    given(monkeypatch)
    shown = {name: value for name, value, _ in ShopSettings.read("shop").shown()}
    assert shown["AMQP_URI"] == shown["DATABASE_URL"] == "(set)"
    assert "secret" not in str(shown)
