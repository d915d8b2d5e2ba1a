"""What is decided for one case alone is recorded by two persons, and paid like any other line."""

from __future__ import annotations

from typing import Any

import pytest
import rfc8785

from deploy.auditor import verify_proof
from liaison_contracts.errors import Conflict, Forbidden, Invalid, NotFound, Refused
from liaison_contracts.incentives import (
    Explain,
    ExportProof,
    RecordCaseByCaseDecision,
    VerifyRecruitment,
)
from liaison_contracts.money import Fen
from tests.integration.incentives.makers import D, an_approval, refused_code
from tests.integration.incentives.system import (
    FINANCE,
    FIRST,
    LEADER,
    System,
    an_officer,
    head_of,
    states,
)

CLERKS = an_officer("P-enters-cases"), an_officer("P-records-cases")
LINE, TALENT = "case_by_case.LZ-001.C-1", "talent_recruited.LZ-001.R-1"


def a_decision(**changes: Any) -> RecordCaseByCaseDecision:
    good: dict[str, Any] = {
        "decision_code": "C-1",
        "station_code": "LZ-001",
        "article": "14(2)",
        "decided_by": "leading_group",
        "decided_on": D("2018-01-02"),
        "document_no": "minutes 7",
        "concerns": "outstanding_recruitment",
        "amount_fen": Fen(8_000_000),
    }
    return RecordCaseByCaseDecision(**{**good, **changes})


def a_correction(yuan: int, award_code: str = TALENT, **changes: Any) -> RecordCaseByCaseDecision:
    about = {"concerns": None, "award_code": award_code, "amount_fen": Fen(yuan * 100)}
    return a_decision(**{**about, **changes})


def recorded(system: System, decision: RecordCaseByCaseDecision) -> Any:
    """Let two persons record a decision."""
    for person in CLERKS:
        answer = system.send(person, decision)
    return answer


@pytest.fixture
def claimed(system: System) -> System:
    """Give a system with one payable recruitment award on 2 January 2018; the grant is paid."""
    system.station()
    system.end("2018-01-01")
    system.pay_all("2018-01-01")
    system.recruit("R-1", "LZ-001", "2018-01-01")
    system.end("2018-01-02")
    return system


def test_a_grant_for_one_case_is_paid_like_any_other_line(claimed: System) -> None:
    claimed.pay_all("2018-01-02")
    first = claimed.send(CLERKS[0], a_decision())
    assert (first["state"], first["award_code"]) == ("proposed", LINE)
    claimed.end("2018-01-03")
    assert LINE not in states(claimed)
    assert claimed.send(CLERKS[1], a_decision())["state"] == "recorded"
    claimed.end("2018-01-04")
    assert states(claimed)[LINE] == ("payable", 80000)
    claimed.pay_all("2018-01-04")
    claimed.end("2018-01-05")
    assert states(claimed)[LINE] == ("paid", 80000)
    [told] = claimed.told("case_by_case.decided")
    assert (told["decided_by"], told["document_no"], told["amount"]) == (
        "leading_group",
        "minutes 7",
        "80000.00",
    )
    [granted] = [e for e in claimed.told("award.granted") if e["award_code"] == LINE]
    assert granted["articles"] == ["14(2)"]
    assert granted["explanation"]["inputs"]["document_no"] == "minutes 7"
    assert claimed.ledger_faults() == ()


def test_the_explanation_names_decision_and_persons_in_both_languages(claimed: System) -> None:
    recorded(claimed, a_correction(60000))
    claimed.end("2018-01-03")
    told = claimed.send(LEADER, Explain(award_code=TALENT))
    text = told["explanation"]["text"]
    assert any(
        "set to 60,000.00 yuan by decision C-1 of the leading group" in line for line in text["en"]
    )
    assert any(
        "领导小组" in line and "C-1" in line and "60,000.00元" in line for line in text["zh"]
    )
    for lang, act in (("en", "case-by-case decision recorded"), ("zh", "登记一事一议决定")):
        [line] = [line for line in text[lang] if act in line]
        assert CLERKS[1].sub in line


def test_an_outsider_can_prove_a_corrected_award_and_a_granted_one(claimed: System) -> None:
    recorded(claimed, a_correction(60000))
    recorded(claimed, a_decision(decision_code="C-2"))
    claimed.end("2018-01-03")
    claimed.pay_all("2018-01-03")
    claimed.end("2018-01-04")
    for code in (TALENT, "case_by_case.LZ-001.C-2"):
        bundle = claimed.send(FINANCE, ExportProof(award_code=code))["bundle"]
        found = verify_proof.verify(rfc8785.dumps(bundle), bundle["signature"]["key_id"])
        assert found["award"]["award_code"] == code
        assert {"case_proposed", "case_recorded"} <= {act["act"] for act in found["acts"]}


def test_the_same_decision_without_a_code_meets_itself(claimed: System) -> None:
    first = claimed.send(CLERKS[0], a_decision(decision_code=None))
    second = claimed.send(CLERKS[1], a_decision(decision_code=None))
    assert (second["decision_code"], second["state"]) == (first["decision_code"], "recorded")
    other = claimed.send(CLERKS[1], a_decision(decision_code=None, amount_fen=Fen(1)))
    assert (other["state"], other["decision_code"] != first["decision_code"]) == ("proposed", True)


def test_two_persons_outside_the_station_record_one_and_the_same_decision(claimed: System) -> None:
    def sending(person: Any, **changes: Any) -> Any:
        return lambda: claimed.send(person, a_decision(**changes))

    assert refused_code(sending(head_of("LZ-001")), Forbidden) == "role_not_held"
    sending(CLERKS[0])()
    assert refused_code(sending(CLERKS[0]), Forbidden) == "same_person"
    assert refused_code(sending(CLERKS[1], amount_fen=Fen(1)), Conflict) == "case_differs"
    sending(CLERKS[1])()
    assert refused_code(sending(LEADER), Conflict) == "case_recorded_already"
    assert len(claimed.told("case_by_case.decided")) == 1


@pytest.mark.parametrize(
    "changes",
    [
        {"amount_fen": Fen(-1)},
        {"amount_fen": Fen(0)},
        {"decided_on": D("2018-01-03")},
        {"concerns": None},
        {"award_code": TALENT},
    ],
    ids=["negative", "nothing", "ahead", "no matter", "two matters"],
)
def test_a_decision_that_cannot_be_is_refused(claimed: System, changes: dict[str, Any]) -> None:
    act = lambda: claimed.send(CLERKS[0], a_decision(**changes))  # noqa: E731
    assert refused_code(act, Invalid) == "case_not_valid"


@pytest.mark.parametrize(
    "changes",
    [
        {"decided_by": "talent_office"},
        {"article": "13(2)", "concerns": None, "award_code": TALENT},
    ],
    ids=["the office under 14(2)", "13(2) for something that is no event"],
)
def test_only_a_body_that_may_decides(claimed: System, changes: dict[str, Any]) -> None:
    act = lambda: claimed.send(CLERKS[0], a_decision(**changes))  # noqa: E731
    assert refused_code(act, Refused) == "case_body_not_entitled"


def test_the_office_decides_a_special_subsidy(claimed: System) -> None:
    recorded(claimed, a_decision(article="13(2)", decided_by="talent_office", concerns="E-9"))
    claimed.end("2018-01-03")
    assert states(claimed)[LINE] == ("payable", 80000)
    assert claimed.awards()[LINE].articles == ["13(2)"]


def test_nothing_is_decided_after_the_trial(claimed: System) -> None:
    claimed.on("2031-01-02")
    act = lambda: claimed.send(CLERKS[0], a_decision(decided_on=D("2031-01-01")))  # noqa: E731
    assert refused_code(act, Refused) == "edition_not_in_force"


# -- amounts that are corrected ------------------------------------------------------------------


def test_a_lower_amount_breaks_the_sealed_batch_and_is_paid_instead(claimed: System) -> None:
    batch = claimed.seal()
    recorded(claimed, a_correction(40000))
    claimed.end("2018-01-03")
    assert [told["batch_code"] for told in claimed.told("batch.broken")] == [batch["batch_code"]]
    assert states(claimed)[TALENT] == ("payable", 40000)
    claimed.pay_all("2018-01-03")
    claimed.end("2018-01-04")
    assert states(claimed)[TALENT] == ("paid", 40000)
    assert claimed.ledger_faults() == ()


def test_more_than_was_paid_is_paid_beside_it_and_no_more(claimed: System) -> None:
    claimed.pay_all("2018-01-02")
    recorded(claimed, a_correction(65000))
    for day in ("2018-01-03", "2018-01-04"):
        claimed.end(day)
    assert states(claimed)[LINE] == ("payable", 15000)
    claimed.pay_all("2018-01-04")
    claimed.end("2018-01-05")
    assert [states(claimed)[code] for code in (TALENT, LINE)] == [("paid", 50000), ("paid", 15000)]
    assert claimed.ledger_faults() == ()


def test_less_than_was_paid_is_asked_back_and_then_no_decision_follows(claimed: System) -> None:
    claimed.pay_all("2018-01-02")
    recorded(claimed, a_correction(40000))
    claimed.end("2018-01-03")
    found = states(claimed)
    assert found[TALENT] == ("paid", 50000)
    assert found["talent_recruited_recovery.LZ-001.R-1"] == ("clawback_proposed", -10000)
    [asked] = claimed.told("clawback.proposed")
    assert asked["amount"] == "10000.00"
    again = lambda: claimed.send(CLERKS[0], a_correction(30000, decision_code="C-2"))  # noqa: E731
    assert refused_code(again, Conflict) == "case_award_not_to_correct"
    assert claimed.ledger_faults() == ()


def test_an_award_set_to_nothing_can_be_set_to_something_again(claimed: System) -> None:
    recorded(claimed, a_correction(0))
    claimed.end("2018-01-03")
    assert states(claimed)[TALENT] == ("refused", 0)
    recorded(claimed, a_correction(50000, decision_code="C-2", decided_on=D("2018-01-03")))
    claimed.end("2018-01-04")
    assert states(claimed)[TALENT] == ("payable", 50000)
    assert claimed.ledger_faults() == ()


def test_only_an_award_of_the_station_that_stands_is_corrected(claimed: System) -> None:
    act = lambda: claimed.send(CLERKS[0], a_correction(1, "talent_recruited.LZ-001.R-9"))  # noqa: E731
    assert refused_code(act, NotFound) == "award_unknown"
    claimed.recruit("R-2", "LZ-001", "2018-01-02", contract_months=59)
    claimed.end("2018-01-03")
    poor = lambda: claimed.send(CLERKS[0], a_correction(1, "talent_recruited.LZ-001.R-2"))  # noqa: E731
    assert refused_code(poor, Conflict) == "case_award_not_to_correct"


@pytest.mark.parametrize("correct", [False, True], ids=["a grant", "a correction"])
def test_who_recorded_a_decision_signs_no_payment_of_it(claimed: System, correct: bool) -> None:
    recorded(claimed, a_correction(40000) if correct else a_decision())
    claimed.end("2018-01-03")
    batch = claimed.seal(TALENT if correct else LINE)
    for person in CLERKS:
        approval = an_approval(batch, claimed.totp(person))
        act = lambda p=person, a=approval: claimed.send(p, a)  # noqa: E731
        assert refused_code(act, Forbidden) == "same_person"
    claimed.approve(batch)


def test_a_verified_claim_says_how_its_amount_is_corrected(claimed: System) -> None:
    again = VerifyRecruitment(recruitment_code="R-1", verified_on=D("2018-01-02"))
    with pytest.raises(Conflict, match=r"record a case-by-case decision \(Article 14\(2\)\)"):
        claimed.send(FIRST, again)
