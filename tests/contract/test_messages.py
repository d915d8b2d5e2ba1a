"""The loader and the JSON Schemas say the same of every value, for every message."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from jsonschema import Draft202012Validator, FormatChecker

from liaison_contracts.catalogue import COMMANDS, EVENTS, assessment, incentives, registry
from liaison_contracts.entries import PersonEntry
from liaison_contracts.errors import Invalid, LiaisonError, Malformed
from liaison_contracts.generate import asked, told
from liaison_contracts.message import dump, load
from liaison_contracts.money import Fen
from liaison_contracts.publish.schemas import body_of, named_words, word_of
from liaison_contracts.wire.schema import schema_of
from tests.contract.samples import sample, spoiled
from tests.sentences import drawn_codes

MESSAGES = {name: (EVENTS[name].cls, True) for name in told()}
MESSAGES |= {name: (COMMANDS[name].cls, False) for name in asked()}
MESSAGES |= {f"{name}.answer": (COMMANDS[name].returns, True) for name in asked()}


@pytest.fixture(autouse=True, scope="module")
def _codes_are_drawn():
    """Draw any text where a reason's code stands: these tests are about the wire form."""
    with drawn_codes():
        yield


def is_loaded(cls: type, data: Any) -> bool:
    try:
        load(cls, data)
    except LiaisonError:
        return False
    return True


def as_python_reads(form: Any) -> Any:
    """Return the form with `$` as JavaScript reads it: Python's would allow one line break."""
    if isinstance(form, list):
        return [as_python_reads(inner) for inner in form]
    if not isinstance(form, dict):
        return form
    read = {key: as_python_reads(inner) for key, inner in form.items()}
    if isinstance(read.get("pattern"), str):
        read["pattern"] = read["pattern"].removesuffix("$") + r"\Z"
    return read


def disagreements(cls: type, form: dict[str, Any]) -> list[str]:
    checked = Draft202012Validator(as_python_reads(form), format_checker=FormatChecker())
    whole = sample(form)
    return [
        place
        for place, data in spoiled(form, whole)
        if is_loaded(cls, data) is not checked.is_valid(data)
    ]


IN_A_LIST = ".currency left out"
"""The same of money in the entries of a list."""


@pytest.mark.parametrize("name", MESSAGES)
def test_loader_and_schema_agree_on_every_nasty_value(name: str) -> None:
    cls, tolerant = MESSAGES[name]
    form = body_of(cls, tolerant)
    excused = {"currency left out"}  # readers of money assume yuan, writers always say it
    if tolerant and (entry := getattr(cls, "__event__", None)) and entry.numbered:
        # the log fills the number: the schema asks for it, the loader has a default
        excused |= {f"{entry.numbered} left out", f"{entry.numbered} = 0"}
    found = {place for place in disagreements(cls, form) if not place.endswith(IN_A_LIST)}
    assert found <= excused


@pytest.mark.parametrize("name", sorted(MESSAGES))
def test_good_messages_are_read_and_written_as_marshmallow_alone_would(name: str) -> None:
    cls, tolerant = MESSAGES[name]
    form, schema = body_of(cls, tolerant=tolerant), schema_of(cls)
    whole = sample(form)
    for place, data in [("whole", whole), *spoiled(form, whole)]:
        if is_loaded(cls, data):
            assert load(cls, data) == cls(**schema.load(data)), place
            assert dump(load(cls, data)) == schema.dump(load(cls, data)), place


def test_a_disagreement_would_be_found() -> None:
    form = body_of(incentives.PayoutRequested, tolerant=True)
    form["properties"]["amount"] = {"type": ["string", "number"], "pattern": r"^.*\.00$"}
    assert "amount = 2.5" in disagreements(incentives.PayoutRequested, form)


@pytest.mark.parametrize("name", MESSAGES)
def test_a_message_survives_the_wire(name: str) -> None:
    cls, tolerant = MESSAGES[name]
    message = load(cls, sample(body_of(cls, tolerant)))
    again = load(cls, json.loads(json.dumps(dump(message))))
    assert again == message


def a_settlement() -> dict[str, Any]:
    return sample(body_of(incentives.RecordSettlement, tolerant=False))  # type: ignore[no-any-return]


def test_every_fault_is_named_at_once() -> None:
    data = a_settlement() | {"amount": "50000", "settled_on": "tomorrow", "surprise": 1}
    with pytest.raises(Invalid) as refused:
        load(incentives.RecordSettlement, data)
    assert set(refused.value.faults) == {"amount", "settled_on", "surprise"}


def test_a_fault_inside_a_list_says_where() -> None:
    data = {"reviews": [{"record_code": "D-1", "outcome": "fine"}], "reviewed_on": "2020-01-02"}
    with pytest.raises(Invalid) as refused:
        load(assessment.ReviewDuties, data)
    assert refused.value.faults["reviews"][0]["outcome"]


@pytest.mark.parametrize("data", [None, [], "x", 3])
def test_what_is_no_object_is_malformed(data: Any) -> None:
    with pytest.raises(Malformed):
        load(registry.CloseReview, data)


def test_commands_refuse_fields_they_do_not_know_inside_too() -> None:
    form = body_of(registry.SubmitApplication, tolerant=False)
    data = sample(form)
    data["head"]["nickname"] = "x"
    assert not is_loaded(registry.SubmitApplication, data)


def test_events_and_answers_ignore_fields_of_a_newer_neighbour_inside_too() -> None:
    for cls in (incentives.AwardRefused, assessment.RecordDutiesAnswer):
        data = sample(body_of(cls, tolerant=True))
        place = data.get("results", [data])[0]
        place["reasons"][0]["newer"] = place["newer"] = 1
        assert dump(load(cls, data)) == sample(body_of(cls, tolerant=True))


def test_money_in_another_currency_is_refused() -> None:
    assert is_loaded(incentives.RecordSettlement, a_settlement())
    assert not is_loaded(incentives.RecordSettlement, a_settlement() | {"currency": "USD"})


def test_money_is_fen_in_python_and_yuan_on_the_wire() -> None:
    settled = load(incentives.RecordSettlement, a_settlement() | {"amount": "0.05"})
    assert settled.amount_fen == 5
    assert dump(replace(settled, amount_fen=Fen(3_600_000)))["amount"] == "36000.00"


def test_half_a_character_is_refused() -> None:
    data = sample(body_of(registry.GetPerson, tolerant=False))
    assert not is_loaded(registry.GetPerson, data | {"purpose": "\ud800"})


def test_exact_decimals_keep_their_digits() -> None:
    form = body_of(assessment.GradePublished, tolerant=True)
    found = load(assessment.GradePublished, sample(form) | {"score": "88.500"})
    assert found.score == Decimal("88.5")
    assert dump(found)["score"] == "88.500"


def test_defaults_stand_in_for_what_is_left_out() -> None:
    assert load(incentives.SealBatch, {}) == incentives.SealBatch()
    report = sample(body_of(registry.ReportChange, tolerant=False))
    del report["change_code"], report["documents"]
    loaded = load(registry.ReportChange, report)
    assert (loaded.change_code, loaded.documents) == (None, ())


def test_a_person_does_not_show_in_a_log_line() -> None:
    person = PersonEntry(name="张三", document_type="passport", document_number="E00000000")
    account = incentives.RegisterPayeeAccount(
        station_code="LZ-001", holder="张三", bank="Bank", number="6222000000006789"
    )
    shown = f"{person!r} {account!r}"
    assert "张三" not in shown
    assert "E00000000" not in shown
    assert "6789" not in shown


def test_a_day_is_a_day() -> None:
    closed = registry.CloseReview(application_code="AP-1", closed_on=date(2020, 2, 29))
    assert dump(closed) == {"application_code": "AP-1", "closed_on": "2020-02-29"}


def test_every_named_type_is_told_apart_from_those_with_the_same_limits():
    words = named_words()
    assert {name: word_of(word) for name, (word, _) in words.items()} == {
        name: name for name in words
    }
