"""A new session key loses no secret: what the former one sealed is read until it is sealed anew."""

from __future__ import annotations

import pyotp
import pytest
from sqlalchemy import select

from liaison_gateway.access import second_factors
from liaison_gateway.exchange.webhooks import registration
from liaison_gateway.exchange.webhooks.delivery import UNREADABLE
from liaison_gateway.exchange.webhooks.secrets import Unreadable, WebhookSecrets
from liaison_gateway.exchange.webhooks.tables import endpoints

NOW = 1_600_000_000.0


def change_key(scene, *keys):
    gateway = scene.system.instance.gateway
    object.__setattr__(gateway, "parts", {**gateway.parts, WebhookSecrets: WebhookSecrets(*keys)})
    scene.courier.stop()
    scene.courier = scene.new_courier()
    return gateway


def test_deliveries_are_signed_on_with_what_the_former_key_sealed(scene):
    endpoint = scene.register()
    scene.change(endpoint, "samples")
    change_key(scene, "new", scene.system.instance.gateway.secret_key)
    scene.courier.round()
    assert len(scene.receiver.got) == 1


def test_sealed_anew_it_needs_the_former_key_no_more(scene):
    endpoint = scene.register()
    gateway = scene.system.instance.gateway
    both = WebhookSecrets("new", gateway.secret_key)
    with gateway.database.writing() as session:
        assert registration.reseal(session, both) == 1
    change_key(scene, "new")
    scene.change(endpoint, "samples")
    scene.courier.round()
    assert len(scene.receiver.got) == 1
    with gateway.database.reading() as session:
        row = session.execute(select(endpoints)).mappings().one()
    with pytest.raises(Unreadable):
        WebhookSecrets(gateway.secret_key).unseal_secrets(endpoint["endpoint_id"], row["secrets"])


def test_a_secret_that_no_key_opens_is_told_and_mended_by_its_owner(scene):
    endpoint = scene.register()
    scene.change(endpoint, "samples")
    change_key(scene, "new")
    scene.courier.round()
    (delivery,) = scene.look(endpoint, "/deliveries")
    shown = scene.look(endpoint, f"/deliveries/{delivery['sequence']}")
    assert (shown["state"], shown["tries"][0]["error"]) == ("waiting", UNREADABLE)
    assert scene.change(endpoint, "rotations")["secret"].startswith("whsec_")
    scene.clock.forward(10)
    scene.courier.round()
    assert len(scene.receiver.got) == 1


def test_a_second_factor_outlives_the_key_that_sealed_it(scene):
    with scene.system.instance.gateway.database.writing() as session:
        secret, _ = second_factors.enrol(session, ("old",), "P-1")
        passwords = [pyotp.TOTP(secret).at(NOW + 30 * step) for step in range(3)]
        assert not second_factors.check(session, ("new",), "P-1", passwords[0], NOW)
        assert second_factors.check(session, ("new", "old"), "P-1", passwords[0], NOW)
        assert second_factors.reseal(session, ("new", "old")) == 1
        assert second_factors.check(session, ("new",), "P-1", passwords[1], NOW + 30)
        assert not second_factors.check(session, ("old",), "P-1", passwords[2], NOW + 60)
