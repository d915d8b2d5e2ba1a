"""What a gateway refuses reaches the person at the console in the gateway's own sentence."""

from __future__ import annotations

import httpx
import pytest

from liaison_contracts.errors import KINDS, LiaisonError
from liaison_contracts.reasons import reason
from liaison_yearbook.client import Api, Credential, GatewayProblem

WHY = reason("edition_not_in_force", "15", edition="luzhou_2017", on="2030-01-01")


def refused_with(response: httpx.Response) -> LiaisonError:
    transport = httpx.MockTransport(lambda _: response)
    http = httpx.Client(transport=transport, base_url="http://gateway.test")
    with pytest.raises(LiaisonError) as refused:
        Api(http, {"ops": Credential("ops", "k")}).get("ops", "/v1/instance")
    return refused.value


def test_a_problem_keeps_its_code_values_and_reasons_and_shows_the_sentence_of_the_gateway():
    shown = {"code": WHY.code, "article": "15", "values": WHY.values, "fact": "", "needs": ""}
    problem = {
        "code": "day_is_past",
        "values": {"today": "2018-04-10"},
        "reasons": [shown],
        "detail": "A later release says it so.",
    }
    found = refused_with(httpx.Response(409, json=problem))
    assert (found.code, found.values) == ("day_is_past", {"today": "2018-04-10"})
    assert found.reasons == (WHY,)
    assert str(found).startswith("GET /v1/instance: A later release says it so.")


def test_an_answer_that_is_no_json_shows_its_status_and_its_beginning(monkeypatch):
    monkeypatch.setattr("tests.sentences.undeclared", lambda _: "")
    found = refused_with(httpx.Response(502, text="Bad gateway"))
    assert (found.code, str(found)) == ("http_502", "GET /v1/instance: Bad gateway")


def test_a_problem_of_a_gateway_is_no_kind_that_goes_over_the_wire():
    assert GatewayProblem not in KINDS.values()
