"""Every message says what it is for, who hears it, and under which article."""

from __future__ import annotations

import re
from dataclasses import MISSING, dataclass, fields
from datetime import date
from string import Formatter
from typing import Any, get_type_hints

import pytest

from liaison_contracts.catalogue import COMMANDS, EVENTS
from liaison_contracts.generate import asked, told
from liaison_contracts.message import EventType, command, event
from liaison_contracts.money import Fen
from liaison_contracts.publish.topology import PRODUCERS, queues
from liaison_contracts.wire.schema import bare_of

TOLD = [EVENTS[name] for name in told()]
ASKED = [COMMANDS[name] for name in asked()]
ARTICLE = re.compile(r"([1-9]|1[0-5])(\([1-7]\))?")
PARTIES = {
    "host",
    "guiding_department",
    "sector_department",
    "talent_office",
    "leading_group",
    "city_government",
    "station_head",
    "liaison_officer",
    "reviewer",
    "finance",
    "finance_prepare",
    "ops",
    "auditor",
    "replay",
}
PERSONAL = re.compile(r"(^|_)(person_name|holder|document_number|account_number|phone|address)$")


def faults_of(cls: type, articles: tuple[str, ...], because: str) -> list[str]:
    """Return what a message lacks to be understood."""
    found = []
    if not re.match(r"[A-Z][a-z]+ .*[.:;]", " ".join((cls.__doc__ or "").split())):
        found.append("no docstring that begins with a verb")
    if not articles and not because:
        found.append("neither an article nor a reason why there is none")
    found += [f"{article} is no article" for article in articles if not ARTICLE.fullmatch(article)]
    if "Article" not in (cls.__doc__ or "") and not re.search(r"\(\d+\(\d\)\)", cls.__doc__ or ""):
        found += [] if because else ["the docstring names no article"]
    return found + _field_faults(cls)


def _field_faults(cls: type) -> list[str]:
    found = []
    hints = get_type_hints(cls)
    for field in fields(cls):
        bare = bare_of(hints[field.name])[0]
        if (bare is Fen) is not field.name.endswith("_fen"):
            found.append(f"{field.name}: money and _fen go together")
        is_day_name = field.name == "on" or field.name.endswith(("_on", "_until"))
        if (bare is date) is not is_day_name:
            found.append(f"{field.name}: a date and _on go together")
        if bare is float:
            found.append(f"{field.name}: a binary fraction")
    return found


@pytest.mark.parametrize("kind", TOLD, ids=lambda kind: kind.type)
def test_an_event_explains_itself(kind: EventType) -> None:
    assert faults_of(kind.cls, kind.articles, kind.because) == []


@pytest.mark.parametrize("kind", ASKED, ids=lambda kind: kind.name)
def test_a_command_explains_itself(kind: Any) -> None:
    assert faults_of(kind.cls, kind.articles, kind.because) == []


@pytest.mark.parametrize("kind", ASKED, ids=lambda kind: kind.name)
def test_an_answer_has_a_docstring_and_good_names(kind: Any) -> None:
    assert kind.returns.__doc__
    assert _field_faults(kind.returns) == []


def test_a_poor_message_would_be_found() -> None:
    @dataclass(frozen=True)
    class Poor:
        amount: Fen
        when: date
        ratio: float

    assert len(faults_of(Poor, (), "")) == 6
    assert "16(1) is no article" in faults_of(Poor, ("16(1)",), "")


def test_events_are_named_noun_verb_version_and_say_who_tells_and_hears() -> None:
    for kind in TOLD:
        assert re.fullmatch(r"[a-z_]+\.[a-z_]+\.v[1-9]", kind.type)
        assert set(kind.heard_by) <= set(PRODUCERS) - {kind.source}


def subject_faults(kind: EventType) -> list[str]:
    """Return what is wrong with the declared subject of an event type."""
    parts = list(Formatter().parse(kind.subject))
    named = [name.partition(".")[0] for _, name, _, _ in parts if name is not None]
    faults = [] if kind.subject else [f"{kind.type} declares no subject"]
    known = {field.name: field for field in fields(kind.cls)}
    for name in named:
        if name not in known:
            faults.append(f"{kind.type} has no field {name} for its subject")
        elif known[name].default is not MISSING:
            faults.append(f"{kind.type}: {name} may be left out, so it cannot stand in the subject")
    if len(named) > 1 or (named and not kind.subject.endswith("}")):
        faults.append(f"{kind.type}: only one field may stand in a subject, at the end")
    return faults


def test_every_event_declares_a_subject_of_fields_it_has() -> None:
    assert [fault for kind in TOLD for fault in subject_faults(kind)] == []


@pytest.mark.parametrize(
    "subject", ["", "station/{station}", "station/{late}", "{station_code}/{on}", "{on}/day"]
)
def test_a_poor_subject_would_be_found(subject: str) -> None:
    @dataclass(frozen=True)
    class Sung:
        """Tell that a station sang (Article 1)."""

        station_code: str
        on: date
        late: bool = False

    assert subject_faults(EventType("song.sung.v1", Sung, "registry", subject, (), ("1",)))


def test_the_subject_of_an_event_follows_from_its_fields() -> None:
    day = EVENTS["calendar.day_decided.v1"]
    event = day.cls(on=date(2018, 10, 1), is_working_day=False, document_no="1")
    assert day.subject_of(event) == "calendar/2018"
    assert EVENTS["payout.day_closed.v1"].subject_of(object()) == "payouts"


def test_what_finance_hears_begins_with_payout_and_is_numbered() -> None:
    heard = [kind for kind in TOLD if "finance" in kind.heard_by]
    assert heard
    for kind in TOLD:
        assert ("finance" in kind.heard_by) is (kind.numbered == "payout_sequence")
        if kind.source == "incentives":
            assert kind.type.startswith("payout.") is ("finance" in kind.heard_by)


MONEY_WORDS = ("batch", "payout", "payee", "settlement", "clawback")
MONEY_ACTS = {
    "record_failure",
    "record_return",
    "record_recall",
    "decide_dispute",
    "record_case_by_case_decision",
    "hold_award",
    "release_award",
    "set_budget",
    "import_bank_statement",
    "explain_bank_statement_line",
    "propose_bank_statement_set_aside",
    "decide_bank_statement_set_aside",
}


def test_commands_are_for_known_parties_and_money_needs_a_key() -> None:
    for kind in ASKED:
        assert set(kind.roles) <= PARTIES
        assert "replay" not in kind.roles or kind.name.startswith("import_")
        spends = any(word in kind.name for word in MONEY_WORDS)
        assert kind.money is (spends or kind.name in MONEY_ACTS), kind.name


def test_no_event_names_a_person_or_carries_anything_private() -> None:
    for kind in TOLD:
        for field in fields(kind.cls):
            assert not PERSONAL.search(field.name)
            assert not field.metadata.get("private")


def test_all_messages_are_frozen() -> None:
    told = [kind.cls for kind in TOLD]
    for cls in [*told, *(kind.cls for kind in ASKED), *(kind.returns for kind in ASKED)]:
        assert cls.__dataclass_params__.frozen  # type: ignore[attr-defined]


def test_a_type_is_defined_once() -> None:
    @dataclass(frozen=True)
    class Other:
        """Take a name that is taken."""

    named = {"zh": "另一", "en": "Other"}
    with pytest.raises(TypeError, match="twice"):
        event("plaque.granted.v1", source="registry", subject="x", about_zh="另一", **named)(Other)
    Other.__name__ = "SealBatch"
    with pytest.raises(TypeError, match="twice"):
        command("incentives", roles=(), returns=Other, **named)(Other)


def test_queues_follow_from_who_hears() -> None:
    names = {queue.name: queue.binding_key for queue in queues()}
    assert names["incentives-to-finance"] == "payout.#"
    assert names["registry-to-gateway"] == "#"
    assert "finance-to-gateway" not in names
    assert len(names) == 10
