"""An application is saved as it grows, compared, sent the right way, and corrected (Arts. 4, 6)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from liaison_contracts.errors import Conflict, Forbidden, Invalid, NotFound, Refused
from liaison_contracts.registry import (
    AssignGuidingDepartment,
    CompareRevisions,
    Correction,
    ForwardApplication,
    NominateHost,
    OfficerEntry,
    ReturnApplication,
    SaveDraft,
    ShowApplication,
    SubmitDraft,
)
from liaison_registry.tables import ActRow
from tests.integration.registry.system import (
    DAY,
    DEPARTMENT,
    HOST,
    OFFICE,
    OTHER_DEPARTMENT,
    SECTOR,
    System,
    a_caller,
    a_check,
    a_document,
    an_application,
)

OTHER_HOST = a_caller("P-stranger", "host-2", "host")
FORM = SaveDraft.__dataclass_fields__.keys() - {"application_code", "saved_on"}


def an_officer(name: str, number: str, **more: Any) -> OfficerEntry:
    return OfficerEntry(
        name=name, document_type="resident_identity_card", document_number=number, **more
    )


def whole(**changes: Any) -> dict[str, Any]:
    """Return all fields of a form in good order, but for what a test changes."""
    good = an_application()
    found = {name: getattr(good, name) for name in FORM if getattr(good, name) is not None}
    return {**found, **changes}


def save(system: System, caller: Any = HOST, code: str | None = None, **fields: Any) -> Any:
    on = fields.pop("saved_on", DAY)
    return system.ask(caller, SaveDraft(application_code=code, saved_on=on, **fields))


def saved(system: System, caller: Any = HOST, **changes: Any) -> str:
    return str(save(system, caller, **whole(**changes))["application_code"])


def test_a_draft_begins_with_one_field_and_grows(system: System) -> None:
    first = save(system, host_name="成都泸州商会")
    code = first["application_code"]
    assert (first["stage"], first["revision"]) == ("draft", 1)
    lacking = {reason["article"] for reason in first["lacks"]}
    assert {"4", "5(1)", "5(2)", "5(3)", "6", "9"} <= lacking
    second = save(system, code=code, city_code="510104")
    assert (second["revision"], second["changed"]) == (2, ["city_code"])
    third = save(system, code=code, **whole())
    assert third["lacks"] == []
    submitted = system.ask(HOST, SubmitDraft(application_code=code, submitted_on=DAY))
    assert submitted["stage"] == "submitted"
    (told,) = system.told("application.submitted")
    assert (told.application_code, told.applicant_org) == (code, "host-1")


def test_the_same_content_again_is_no_new_revision(system: System) -> None:
    code = saved(system)
    assert save(system, code=code, **whole())["revision"] == 1
    assert len(system.told("application.draft_saved")) == 1


def test_what_is_missing_at_submission_is_named_at_once(system: System) -> None:
    code = save(system, host_name="成都泸州商会")["application_code"]
    with pytest.raises(Invalid) as refused:
        system.ask(HOST, SubmitDraft(application_code=code, submitted_on=DAY))
    assert {"credit_code", "head", "documents", "city_code"} <= set(refused.value.faults)
    assert system.ask(HOST, ShowApplication(application_code=code))["stage"] == "draft"


def test_two_revisions_are_compared_field_by_field_with_people_masked(system: System) -> None:
    code = saved(system, head=an_officer("张三", "510502199001010018", phone="0830-3100001"))
    save(
        system,
        code=code,
        premises="a larger office",
        head=an_officer("李大四", "51050219800101003X", phone="0830-3100001"),
        documents=(a_document("application_form", paper=b"%PDF-1.4 another paper"),),
    )
    found = system.ask(HOST, CompareRevisions(application_code=code, earlier=1, later=2))
    changed = {each["field"]: (each["before"], each["after"]) for each in found["differences"]}
    assert changed["premises"] == ("an office of 80 square metres", "a larger office")
    assert set(changed) == {
        "premises",
        "head",
        "documents.application_form",
        "documents.legal_person_certificate",
        "documents.success_case",
    }
    assert changed["documents.success_case"][1] is None
    assert "张*" in changed["head"][0]
    assert "李**" in changed["head"][1]
    for secret in ("李大四", "51050219800101003X", "3100001"):
        assert secret not in str(found)
        assert secret not in system.log_text()


def test_a_revision_that_is_not_there_is_said_so(system: System) -> None:
    code = saved(system)
    with pytest.raises(NotFound) as refused:
        system.ask(HOST, CompareRevisions(application_code=code, earlier=1, later=7))
    assert refused.value.code == "revision_unknown"


def test_a_host_sees_its_own_and_nobody_elses(system: System) -> None:
    code = saved(system)
    shown = system.ask(HOST, ShowApplication(application_code=code))
    assert shown["form"]["host_name"] == "成都泸州商会"
    assert shown["form"]["head"][0]["name"] == "张*"
    for stranger in (OTHER_HOST, DEPARTMENT):
        with pytest.raises(NotFound):
            system.ask(stranger, ShowApplication(application_code=code))
    with pytest.raises(NotFound):
        save(system, OTHER_HOST, code=code, premises="mine now")
    system.ask(HOST, SubmitDraft(application_code=code, submitted_on=DAY))
    assert system.ask(DEPARTMENT, ShowApplication(application_code=code))["stage"] == "submitted"
    with pytest.raises(NotFound):
        system.ask(OTHER_DEPARTMENT, ShowApplication(application_code=code))


ENDED_BEFORE_IT_BEGAN = an_officer(
    "张三", "1", appointed_on=DAY, appointed_until=DAY - timedelta(days=1)
)


def with_document(kind: str = "application_form", **changes: Any) -> dict[str, Any]:
    return {"documents": (replace(a_document(kind), **changes),)}


@pytest.mark.parametrize(
    ("changes", "place"),
    [
        ({"credit_code": "51510500301661318G"}, "credit_code"),
        ({"head": ENDED_BEFORE_IT_BEGAN}, "head"),
        (with_document(sha256="0" * 64), "documents.0"),
        (with_document(media_type="image/png"), "documents.0"),
        (with_document("legal_person_certificate", original_inspected_by="P-1"), "documents.0"),
    ],
    ids=["check digit", "term", "no such file", "another type", "inspected without a day"],
)
def test_what_is_wrong_in_itself_is_not_saved(
    system: System, changes: dict[str, Any], place: str
) -> None:
    with pytest.raises(Invalid) as refused:
        save(system, **whole(**changes))
    assert place in refused.value.faults
    assert system.told("application.draft_saved") == []


def test_a_draft_is_not_saved_before_the_day_it_was_saved_on(system: System) -> None:
    code = saved(system)
    with pytest.raises(Invalid) as refused:
        save(system, code=code, premises="x", saved_on=date(2018, 2, 28))
    assert refused.value.code == "days_out_of_order"


def test_what_is_under_way_is_amended_and_not_saved(system: System) -> None:
    code = saved(system)
    system.ask(HOST, SubmitDraft(application_code=code, submitted_on=DAY))
    with pytest.raises(Conflict) as refused:
        save(system, code=code, premises="x")
    assert refused.value.code == "application_under_way"


def test_a_body_that_applies_directly_is_sent_the_right_way(system: System) -> None:
    form = whole()
    del form["guiding_department"]
    code = save(system, **form)["application_code"]
    waiting = system.ask(HOST, SubmitDraft(application_code=code, submitted_on=DAY))
    assert waiting["stage"] == "department_wanted"
    assert [reason["article"] for reason in waiting["reasons"]] == ["4"]
    assert (
        system.told("application.department_wanted")[0].way,
        system.told("application.sub"),
    ) == (
        "direct",
        [],
    )
    assigned = system.ask(
        OFFICE,
        AssignGuidingDepartment(
            application_code=code, guiding_department="industry_federation", assigned_on=DAY
        ),
    )
    assert assigned["stage"] == "submitted"
    assert system.told("application.submitted")[0].guiding_department == "industry_federation"
    act = ForwardApplication(application_code=code, opinion="good", forwarded_on=DAY)
    assert system.ask(DEPARTMENT, act)["stage"] == "forwarded"
    assert system.ask(OFFICE, a_check(code))["outcome"] == "passed"


def test_only_who_waits_for_a_department_is_given_one(system: System) -> None:
    code = saved(system)
    system.ask(HOST, SubmitDraft(application_code=code, submitted_on=DAY))
    act = AssignGuidingDepartment(
        application_code=code, guiding_department="overseas_federation", assigned_on=DAY
    )
    with pytest.raises(Refused) as refused:
        system.ask(OFFICE, act)
    assert refused.value.code == "stage_not_possible"


def test_a_nomination_without_a_department_waits_and_then_is_with_the_office(
    system: System,
) -> None:
    form = whole()
    del form["guiding_department"]
    code = save(system, SECTOR, **form)["application_code"]
    act = NominateHost(application_code=code, opinion="it knows the hospitals", nominated_on=DAY)
    assert system.ask(SECTOR, act)["stage"] == "department_wanted"
    assigned = system.ask(
        OFFICE,
        AssignGuidingDepartment(
            application_code=code, guiding_department="overseas_federation", assigned_on=DAY
        ),
    )
    assert assigned["stage"] == "forwarded"
    assert system.ask(OFFICE, a_check(code))["outcome"] == "passed"


def test_a_nomination_with_a_department_goes_to_the_office_at_once(system: System) -> None:
    code = saved(system, SECTOR)
    act = NominateHost(application_code=code, opinion="it knows the hospitals", nominated_on=DAY)
    assert system.ask(SECTOR, act)["stage"] == "forwarded"


def a_return(code: str, **changes: Any) -> ReturnApplication:
    values: dict[str, Any] = {
        "application_code": code,
        "corrections": (
            Correction(field="premises", what="say since when it is rented", article="5(3)"),
        ),
        "correct_until": date(2018, 3, 15),
        "returned_on": DAY,
    }
    return ReturnApplication(**{**values, **changes})


def test_an_application_is_returned_with_a_list_and_a_day_and_comes_again(system: System) -> None:
    code = saved(system)
    system.ask(HOST, SubmitDraft(application_code=code, submitted_on=DAY))
    assert system.ask(DEPARTMENT, a_return(code))["stage"] == "draft"
    shown = system.ask(HOST, ShowApplication(application_code=code))
    assert shown["correct_until"] == "2018-03-15"
    assert shown["corrections"][0]["field"] == "premises"
    save(system, code=code, premises="rented since 2015")
    again = system.ask(HOST, SubmitDraft(application_code=code, submitted_on=DAY))
    assert again["stage"] == "submitted"


def test_a_department_returns_nothing_that_it_passed_on(system: System) -> None:
    code = saved(system)
    system.ask(HOST, SubmitDraft(application_code=code, submitted_on=DAY))
    system.ask(DEPARTMENT, ForwardApplication(application_code=code, opinion="x", forwarded_on=DAY))
    with pytest.raises(Forbidden) as refused:
        system.ask(DEPARTMENT, a_return(code))
    assert refused.value.code == "not_with_you"
    with pytest.raises(Invalid):
        system.ask(OFFICE, a_return(code, correct_until=date(2018, 2, 1)))
    assert system.ask(OFFICE, a_return(code))["stage"] == "draft"


def test_who_saved_a_draft_submits_with_it_and_judges_nothing(system: System) -> None:
    helper = a_caller("P-helper", "host-1", "host")
    code = save(system, helper, **whole())["application_code"]
    save(system, HOST, code=code, premises="checked")
    system.ask(HOST, SubmitDraft(application_code=code, submitted_on=DAY))
    assert {row.person_ref for row in system.rows(ActRow)} == {"P-helper", "P-host"}
