"""A batch is paid only as it was sealed, by persons who each act on it once."""

from __future__ import annotations

from functools import partial
from typing import Any

import pytest
from sqlalchemy import update

from liaison_contracts.assessment import FindingOpened
from liaison_contracts.errors import (
    Conflict,
    Forbidden,
    Invalid,
    NotFound,
    Refused,
    Unavailable,
)
from liaison_contracts.incentives import BreakBatch, SealBatch
from liaison_incentives.tables import Award, Batch, BatchItem
from liaison_kit.log import operator_actions
from tests.integration.incentives.makers import (
    D,
    a_cosignature,
    a_release,
    an_approval,
    refused_code,
)
from tests.integration.incentives.system import (
    APPROVER,
    CHECKS,
    CLERK,
    ENTERS,
    FIRST,
    INDUSTRY,
    OVERSEAS,
    RELEASER,
    SEALER,
    SECOND,
    System,
    an_officer,
)

GRANT = "base_grant.LZ-001.2018"


def change_row(system: System, table: type[Any], **values: Any) -> None:
    with system.runtimes["incentives"].database.writing() as session:
        session.execute(update(table).values(**values))


# -- persons -------------------------------------------------------------------------------------


def test_who_sealed_can_neither_approve_nor_release(due: System) -> None:
    batch = due.seal()
    for act in (
        lambda: due.send(SEALER, an_approval(batch, due.totp(SEALER))),
        lambda: due.send(ENTERS, an_approval(batch, due.totp(ENTERS))),
        lambda: due.send(CHECKS, an_approval(batch, due.totp(CHECKS))),
    ):
        assert refused_code(act, Forbidden) == "same_person"
    due.approve(batch)
    due.cosign(batch)
    for person in (SEALER, APPROVER):
        release = a_release(batch, due.totp(person))
        assert refused_code(partial(due.send, person, release), Forbidden) == "same_person"


def test_who_reported_or_verified_a_recruitment_cannot_sign_its_payment(due: System) -> None:
    due.recruit("R-1", "LZ-001", "2018-01-01")
    due.end("2018-01-02")
    batch = due.seal("talent_recruited.LZ-001.R-1")
    for person in (FIRST, SECOND):
        approval = an_approval(batch, due.totp(person))
        assert refused_code(partial(due.send, person, approval), Forbidden) == "same_person"
    cosignature = a_cosignature(batch)
    assert refused_code(lambda: due.send(CLERK, cosignature), Forbidden) == "same_person"
    due.send(INDUSTRY, cosignature)


def test_who_belongs_to_a_paid_station_can_do_no_step(due: System) -> None:
    insider = an_officer("H-LZ-001")
    assert refused_code(lambda: due.send(insider, SealBatch()), Forbidden) == "payee_side"
    batch = due.seal()
    approval = an_approval(batch, due.totp(insider))
    assert refused_code(lambda: due.send(insider, approval), Forbidden) == "payee_side"


def test_every_department_with_a_station_in_the_batch_has_to_sign(due: System) -> None:
    due.station("LZ-002", "2018-01-01", guiding_department="overseas_federation")
    due.end("2018-01-02")
    batch = due.seal()
    assert batch["cosign_departments"] == ["industry_federation", "overseas_federation"]
    due.approve(batch)
    left = due.send(INDUSTRY, a_cosignature(batch))
    assert left["cosign_departments"] == ["overseas_federation"]
    again = lambda: due.send(INDUSTRY, a_cosignature(batch))  # noqa: E731
    assert refused_code(again, Conflict) == "batch_cosigned_already"
    assert refused_code(lambda: due.release(batch), Refused) == "cosignature_missing"
    due.send(OVERSEAS, a_cosignature(batch))
    assert due.release(batch)["state"] == "released"


def test_a_department_without_a_station_in_the_batch_cannot_sign(due: System) -> None:
    batch = due.seal()
    act = lambda: due.send(OVERSEAS, a_cosignature(batch))  # noqa: E731
    assert refused_code(act, Forbidden) == "not_your_stations"


# -- the list ------------------------------------------------------------------------------------


def test_another_hash_than_the_sealed_one_is_refused_at_each_step(due: System) -> None:
    batch = due.seal()
    other = {**batch, "sha256": "0" * 64}
    assert refused_code(lambda: due.approve(other), Conflict) == "hash_differs"
    assert (
        refused_code(lambda: due.send(INDUSTRY, a_cosignature(other)), Conflict) == "hash_differs"
    )
    due.approve(batch)
    due.cosign(batch)
    assert refused_code(lambda: due.release(other), Conflict) == "hash_differs"


def test_an_edited_list_breaks_the_seal(due: System) -> None:
    batch = due.seal()
    change_row(due, BatchItem, amount_fen=9_000_000)
    assert refused_code(lambda: due.approve(batch), Conflict) == "seal_broken"


def test_an_edited_award_is_not_released(due: System) -> None:
    batch = due.seal()
    due.approve(batch)
    due.cosign(batch)
    change_row(due, Award, amount_fen=1)
    assert refused_code(lambda: due.release(batch), Refused) == "not_payable_any_more"
    assert due.told("payout.requested") == []


def test_a_changed_account_stops_the_release(due: System) -> None:
    batch = due.seal()
    due.approve(batch)
    due.cosign(batch)
    due.account("LZ-001", "9999")
    assert refused_code(lambda: due.release(batch), Refused) == "not_payable_any_more"
    due.send(SEALER, BreakBatch(batch_code=batch["batch_code"], reason="another account"))
    assert due.order()["state"] == "released"
    assert due.told("payout.requested")[0]["account_version"] == 2


def test_a_hold_that_came_after_the_seal_stops_the_release(due: System) -> None:
    batch = due.seal()
    due.approve(batch)
    due.cosign(batch)
    due.tell("assessment", "2018-01-01", a_finding())
    with pytest.raises(Refused) as refused:
        due.release(batch)
    assert refused.value.code == "not_payable_any_more"
    reasons = [(why.code, why.article) for why in refused.value.reasons]
    assert reasons == [("award_not_payable", "13"), ("falsification_open", "12(4)")]
    due.end("2018-01-02")
    assert [told["cause"] for told in due.told("batch.broken")] == ["falsification"]
    assert due.awards()[GRANT].state == "held"
    assert refused_code(lambda: due.release(batch), Conflict) == "batch_broken"


def a_finding(code: str = "F-1", on: str = "2018-01-01") -> FindingOpened:
    return FindingOpened(finding_code=code, station_code="LZ-001", found_on=D(on))


def test_nothing_is_released_before_the_facts_of_others_have_arrived(due: System) -> None:
    batch = due.seal()
    due.approve(batch)
    due.cosign(batch)
    due.tell("assessment", "2018-01-01", a_finding(), pump=False)
    assert refused_code(lambda: due.release(batch), Unavailable) == "facts_on_their_way"


def test_nothing_is_released_while_events_of_its_stations_are_parked(due: System) -> None:
    batch = due.seal()
    due.approve(batch)
    due.cosign(batch)
    handlers = due.runtimes["incentives"].handlers["assessment"]
    heard = handlers["finding.opened.v1"]
    handlers["finding.opened.v1"] = broken  # type: ignore[index]
    due.tell("assessment", "2018-01-01", a_finding())
    handlers["finding.opened.v1"] = heard  # type: ignore[index]
    assert refused_code(lambda: due.release(batch), Refused) == "events_parked"


def test_nothing_is_released_while_a_producer_that_was_restored_is_not_followed(
    due: System,
) -> None:
    batch = due.seal()
    due.approve(batch)
    due.cosign(batch)
    turn = operator_actions.mark_restored(due.runtimes["registry"], "P-ops", "the disk broke")
    due.extend()
    assert refused_code(lambda: due.release(batch), Refused) == "feed_stopped"
    operator_actions.resume_feed(
        due.runtimes["incentives"], "registry", "P-ops", "looked at it", turn
    )
    due.bus.pump()
    due.release(batch)
    assert len(due.told("payout.requested")) == 1


def broken(work: Any, told: Any) -> None:
    raise ValueError("a bug in a handler")


def test_a_release_needs_approval_and_an_edition_in_force(due: System) -> None:
    batch = due.seal()
    due.cosign(batch)
    assert refused_code(lambda: due.release(batch), Conflict) == "batch_not_approved"
    due.approve(batch)
    assert refused_code(lambda: due.approve(batch), Conflict) == "batch_approved_already"
    due.on("2031-01-01")
    assert refused_code(lambda: due.release(batch), Refused) == "edition_not_in_force"


def test_an_award_is_in_one_batch_at_a_time(due: System) -> None:
    due.seal()
    assert refused_code(lambda: due.seal(GRANT), Refused) == "not_sealable"
    assert refused_code(due.seal, Refused) == "nothing_payable"


def test_a_batch_is_released_once(due: System) -> None:
    batch = due.order()
    again = a_release(batch, due.totp(RELEASER))
    assert refused_code(lambda: due.send(RELEASER, again), Conflict) == "batch_released"
    assert len(due.told("payout.requested")) == 1


def test_unknown_batches_and_channels_are_refused(due: System) -> None:
    unknown = {"batch_code": "B-0", "sha256": "0" * 64}
    assert refused_code(lambda: due.approve(unknown), NotFound) == "batch_unknown"
    act = lambda: due.send(SEALER, SealBatch(channel="bank_file"))  # noqa: E731
    assert refused_code(act, Invalid) == "channel_unknown"


def test_a_broken_batch_frees_its_awards(due: System) -> None:
    batch = due.seal()
    order = BreakBatch(batch_code=batch["batch_code"], reason="wrong list")
    assert refused_code(lambda: due.send(OVERSEAS, order), Forbidden) == "not_your_stations"
    assert due.send(SEALER, order)["state"] == "broken"
    assert due.awards()[GRANT].stage == "free"
    assert refused_code(lambda: due.send(SEALER, order), Conflict) == "batch_broken"
    with due.runtimes["incentives"].database.reading() as session:
        assert session.get(Batch, batch["batch_code"]).state == "broken"  # type: ignore[union-attr]
