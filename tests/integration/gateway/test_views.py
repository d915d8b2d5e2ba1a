"""Views are folded from events: one document a thing, in the words of those who told."""

from __future__ import annotations

import itertools
import json
from datetime import date
from pathlib import Path

import pytest

from liaison_contracts import assessment, incentives, registry
from liaison_contracts.envelope import envelope_from
from liaison_contracts.message import EVENTS
from liaison_contracts.money import Fen
from liaison_contracts.reasons import reason
from liaison_gateway.model import documents
from liaison_gateway.model.folds.fold import FOLDS, fold
from liaison_gateway.start.tables import metadata
from liaison_kit.start import create_database
from tests.integration.gateway.messages import (
    AWARD,
    CLAWBACK,
    GRANTED,
    LINE,
    ON,
    PAID,
    PAYOUT,
    RECALL,
    REISSUED,
    REQUESTED,
    RETURNED,
    cancelled,
    case_decided,
    case_opened,
    held,
    released,
)
from tests.integration.gateway.system import an_envelope

EXAMPLES = Path("services/contracts/examples")
SERVICES = ("registry", "assessment", "incentives")
WITHOUT_VIEW = {
    "payout.answer_refused.v1",  # its list is that of the parked messages themselves
    "scores.corrected.v1",
    "scores.submitted.v1",
    "unqualified_streak.found.v1",
}


class Views:
    """A read model alone; `tell` folds events in the order given."""

    def __init__(self, url):
        self.database = create_database(url, "gateway", "demo", metadata, date(2018, 1, 1))

    def tell(self, *messages):
        with self.database.writing() as session:
            for number, message in enumerate(messages, start=1):
                at = f"2018-01-01T00:00:{number:02d}.000+00:00"
                fold(session, an_envelope(message, "", number, at))

    def one(self, kind, code):
        with self.database.reading() as session:
            return documents.find(session, kind, code)

    def all(self, kind):
        with self.database.reading() as session:
            return documents.page(
                session, kind, filters={}, scope={}, after="", updated_since="", limit=100
            )


@pytest.fixture
def views(database_url):
    found = Views(database_url())
    yield found
    found.database.close()


def test_every_event_of_a_service_has_a_view_or_needs_none():
    told = {kind.type for kind in EVENTS.values() if kind.source in SERVICES}
    assert told - set(FOLDS) == WITHOUT_VIEW


@pytest.mark.parametrize("name", sorted(FOLDS))
def test_the_kept_example_of_an_event_is_folded(views, name):
    data = json.loads((EXAMPLES / f"{name}.json").read_text(encoding="utf-8"))
    with views.database.writing() as session:
        fold(session, envelope_from(data))


# -- cases -----------------------------------------------------------------------------------


def test_two_unqualified_years_are_a_case_that_people_decide(views):
    views.tell(case_opened())
    (case,) = views.all("case")
    assert (case["kind"], case["year"], case["decision"]) == ("two_unqualified_years", 2020, "")
    assert case["state"] == "open"
    views.tell(case_decided("keep"))
    (case,) = views.all("case")
    assert (case["decision"], case["state"]) == ("keep", "keep")
    assert case["opened_on"] == "2021-01-31"


def test_a_change_is_a_case_of_the_year_it_was_reported_in(views):
    views.tell(
        registry.ChangeReported(
            change_code="CH-LZ-001-1",
            station_code="LZ-001",
            change="name",
            late=True,
            happened_on=date(2018, 12, 1),
            reported_on=date(2019, 1, 2),
        )
    )
    (case,) = views.all("case")
    assert (case["kind"], case["year"], case["decision"]) == ("change_evaluation", 2019, "")
    views.tell(
        registry.ChangeDecided(
            change_code="CH-LZ-001-1",
            station_code="LZ-001",
            decision="continue",
            decided_on=date(2019, 2, 1),
            document_no="1",
        )
    )
    (case,) = views.all("case")
    assert (case["year"], case["decision"], case["opened_on"]) == (2019, "continue", "2019-01-02")


FINDING = {"finding_code": "F-1", "station_code": "LZ-001"}
FALSIFICATION = (
    assessment.FindingOpened(**FINDING, found_on=date(2020, 12, 14)),
    assessment.FindingConfirmed(**FINDING, confirmed_on=date(2021, 3, 1), document_no="1"),
)
ITS_CASE = (
    case_opened("falsification", "FA-F-1"),
    case_decided("revoke", "falsification", "FA-F-1"),
)


def orders_of(left, right):
    """Return every way to hear two producers, each in its own order."""
    for places in itertools.combinations(range(len(left) + len(right)), len(left)):
        rest_left, rest_right = iter(left), iter(right)
        yield [
            next(rest_left) if place in places else next(rest_right)
            for place in range(len(left) + len(right))
        ]


def test_falsification_is_one_case_in_whatever_order_it_is_heard(tmp_path):
    seen = []
    for number, order in enumerate(orders_of(FALSIFICATION, ITS_CASE)):
        views = Views(f"sqlite:///{tmp_path}/{number}.sqlite")
        views.tell(*order)
        (case,) = views.all("case")
        views.database.close()
        seen.append({name: case[name] for name in case if name not in ("updated_at", "_code")})
    assert all(case == seen[0] for case in seen)
    assert (seen[0]["year"], seen[0]["decision"], seen[0]["state"]) == (2020, "confirmed", "revoke")
    assert seen[0]["opened_on"] == "2020-12-14"
    assert len(seen) == 6


def test_a_dismissed_finding_closes_its_case(views):
    views.tell(
        FALSIFICATION[0],
        assessment.FindingDismissed(**FINDING, dismissed_on=date(2021, 1, 1), document_no="1"),
    )
    assert views.one("case", "FA-F-1")["state"] == "dismissed"
    assert views.one("finding", "F-1")["state"] == "dismissed"


# -- awards ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("told", "state"),
    [
        ([GRANTED], "payable"),
        ([GRANTED, held("spending")], "held"),
        ([GRANTED, held("spending"), held("dispute"), released("spending")], "held"),
        ([GRANTED, held("spending"), released("spending")], "payable"),
        ([GRANTED, held("falsification"), cancelled()], "cancelled"),
        ([GRANTED, cancelled(), GRANTED], "payable"),
        ([GRANTED, REQUESTED], "requested"),
        ([GRANTED, REQUESTED, held("falsification"), RECALL], "recalling"),
        ([GRANTED, REQUESTED, PAID], "paid"),
        ([GRANTED, REQUESTED, PAID, CLAWBACK], "clawback_proposed"),
        ([GRANTED, REQUESTED, RETURNED], "returned"),
        ([GRANTED, REQUESTED, RETURNED, REISSUED], "payable"),
        ([GRANTED, REQUESTED, held("dispute"), RETURNED, REISSUED], "held"),
        ([GRANTED, CLAWBACK], "clawback_proposed"),
    ],
)
def test_an_award_shows_one_word_for_where_it_stands(views, told, state):
    views.tell(*told)
    assert views.one("award", AWARD)["state"] == state


def test_a_refused_award_shows_nothing_owed_and_a_cancelled_one_what_was(views):
    why = reason("contract_months", "14(1)", months=59, least=60)
    refused = incentives.AwardRefused(**{**LINE, "reasons": (why,)}, amount_fen=Fen(0))
    views.tell(GRANTED, held("spending"), refused)
    award = views.one("award", AWARD)
    assert (award["state"], award["amount"], award["holds"]) == ("refused", "0.00", [])
    assert award["reasons"][0]["code"] == "contract_months"


def test_a_cancelled_award_keeps_its_amount(views):
    views.tell(GRANTED, cancelled())
    assert views.one("award", AWARD)["amount"] == "30000.00"


def test_an_adjusted_award_shows_its_new_amount(views):
    amounts = {"old_amount_fen": Fen(3_000_000), "new_amount_fen": Fen(1_000_000)}
    views.tell(GRANTED, incentives.AwardAdjusted(**ON, **amounts, cause="change"))
    assert views.one("award", AWARD)["amount"] == "10000.00"


def test_a_payment_shows_what_became_of_it(views):
    views.tell(GRANTED, REQUESTED)
    assert views.one("payout", PAYOUT)["state"] == "requested"
    views.tell(RECALL)
    assert views.one("payout", PAYOUT)["state"] == "recall_requested"
    views.tell(PAID)
    payout = views.one("payout", PAYOUT)
    assert (payout["state"], payout["voucher_no"]) == ("paid", "V-1")


def test_a_batch_remembers_each_act_and_who_did_it(views):
    batch = {
        "batch_code": "B-1",
        "count": 1,
        "total_fen": Fen(100),
        "sha256": "0" * 64,
        "persons": ("P-1",),
    }
    views.tell(
        incentives.BatchSealed(**batch),
        incentives.BatchApproved(**batch),
        incentives.BatchCosigned(**batch, department="industry_federation"),
        incentives.BatchReleased(**batch, document_no="1"),
    )
    found = views.one("batch", "B-1")
    assert [entry["act"] for entry in found["acts"]] == [
        "sealed",
        "approved",
        "cosigned",
        "released",
    ]
    assert found["state"] == "released"
    assert found["cosigned"] == ["industry_federation"]
