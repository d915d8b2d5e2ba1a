"""A webhook belongs to its organisation, leads outside only, and shows its secret once."""

from __future__ import annotations

import pytest

from liaison_gateway.exchange.webhooks.addresses import (
    Guard,
    NotAllowed,
    networks_of,
)

OFFICER, OTHER = "industry_federation.enters", "overseas_federation.enters"


def test_the_secret_is_shown_once_and_stored_sealed(scene):
    endpoint = scene.register()
    assert endpoint["secret"].startswith("whsec_")
    assert "secret" not in scene.look(endpoint)
    from sqlalchemy import select

    from liaison_gateway.exchange.webhooks.tables import endpoints

    with scene.system.instance.gateway.database.reading() as session:
        stored = session.execute(select(endpoints.c.secrets)).scalar_one()
    assert endpoint["secret"] not in stored


@pytest.mark.parametrize(
    "act",
    ["", "/deliveries", "/rotations", "/samples", "/activations", "/deactivations", "/recoveries"],
)
def test_another_organisation_finds_nothing(scene, act):
    endpoint = scene.register()
    path = f"/v1/webhooks/{endpoint['endpoint_id']}{act}"
    if act in ("", "/deliveries"):
        answer = scene.system.get(OTHER, path)
    else:
        answer = scene.system.post(
            OTHER, path, {"since": "2018-01-01T00:00:00Z"} if "rec" in act else {}
        )
    assert (answer.status_code, answer.json["code"]) == (404, "webhook_unknown")
    assert scene.system.get(OTHER, "/v1/webhooks").json["data"] == []


@pytest.mark.parametrize(
    "url",
    [
        "http://10.0.0.1/",
        "https://10.1.2.3/x",
        "https://192.168.0.1/",
        "https://169.254.169.254/",
        "https://[::1]/",
        "https://[fe80::1]/",
        "https://[::ffff:10.0.0.1]/",
        "https://0.0.0.0/",
        "https://100.64.0.1/",
        "https://[64:ff9b::a00:1]/",
        "https://[2002:a00:1::]/",
        "https://[::7f00:1]/",
        "https://[::ffff:0:a00:1]/",
        "https://[fec0::1]/",
        "http://93.184.216.34/",
        "ftp://example.org/",
        "https://user:pass@93.184.216.34/",
        "https://93.184.216.34/#part",
        "https://",
        "nonsense",
        "https://93.184.216.34:99999/",
    ],
)
def test_an_address_that_is_not_public_and_encrypted_is_refused(scene, url):
    answer = scene.system.post(OFFICER, "/v1/webhooks", {"url": url})
    assert (answer.status_code, answer.json["code"]) == (422, "webhook_url_refused"), url
    assert answer.json["errors"][0]["pointer"] == "/url"


def test_a_public_encrypted_address_is_taken(scene):
    answer = scene.system.post(OFFICER, "/v1/webhooks", {"url": "https://93.184.216.34/hooks"})
    assert answer.status_code == 201, answer.text


def test_a_name_that_later_leads_inside_is_not_called(scene):
    answers = iter([[(2, 1, 6, "", ("93.184.216.34", 443))], [(2, 1, 6, "", ("127.0.0.1", 443))]])
    guard = Guard(resolve=lambda *_, **__: next(answers))
    guard.check("https://rebinding.example/")
    with pytest.raises(NotAllowed, match=r"leads to 127\.0\.0\.1"):
        guard.connect("rebinding.example", 443, 1, encrypted=True)


def test_a_name_with_one_inner_address_among_public_ones_is_not_called():
    places = [(2, 1, 6, "", ("93.184.216.34", 443)), (2, 1, 6, "", ("10.0.0.8", 443))]
    with pytest.raises(NotAllowed):
        Guard(resolve=lambda *_, **__: places).addresses("mixed.example", 443, encrypted=True)


def test_a_redirect_is_not_followed(scene, receivers):
    inside = receivers()
    scene.register(types=["plaque."])
    scene.receiver.answer = lambda got: (302, {"Location": inside.url})
    scene.system.add_station("LZ-001")
    scene.courier.round()
    assert inside.got == []


def test_an_intranet_that_the_settings_name_is_called():
    guard = Guard(networks_of(["10.1.0.0/16"]))
    assert guard.may_call("10.1.2.3", encrypted=False)
    assert not guard.may_call("10.2.2.3", encrypted=True)


def test_every_fault_of_a_registration_is_told_at_once(scene):
    body = {
        "url": 1,
        "types": ["no.such"],
        "description": "x" * 201,
        "partner_body": "nobody",
        "x": 1,
    }
    assert faulty(scene, body) == ["/description", "/url", "/x"], "as the declaration says"
    known = {"url": scene.receiver.url, "types": body["types"], "partner_body": "nobody"}
    assert faulty(scene, known) == ["/partner_body", "/types"], "as this instance knows"


def faulty(scene, body):
    answer = scene.system.post(OFFICER, "/v1/webhooks", body)
    assert answer.status_code == 422
    return sorted(fault["pointer"] for fault in answer.json["errors"])


def test_the_same_address_is_registered_once(scene):
    scene.register()
    answer = scene.system.post(OFFICER, "/v1/webhooks", {"url": scene.receiver.url})
    assert (answer.status_code, answer.json["code"]) == (409, "webhook_known")


def test_a_webhook_given_up_is_told_no_more(scene):
    endpoint = scene.register()
    headers = scene.system.sign(OFFICER)
    path = f"/v1/webhooks/{endpoint['endpoint_id']}"
    assert scene.system.browser.delete(path, headers=headers).status_code == 204
    scene.system.add_station("LZ-001")
    assert scene.courier.round() == 0


def test_a_webhook_turned_off_counts_nothing(scene):
    endpoint = scene.register()
    scene.change(endpoint, "deactivations")
    scene.system.add_station("LZ-001")
    found = scene.look(endpoint)
    assert (found["state"], found["last_sequence"]) == ("disabled", 0)
