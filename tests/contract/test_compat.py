"""The compatibility check refuses each kind of break, and lets additions pass."""

from __future__ import annotations

import copy
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from liaison_contracts import generate
from liaison_contracts.publish.compat import breaks, essence

Schemas = dict[str, dict[str, Any]]
Change = Callable[[dict[str, Any]], Any]

EVENT = "payout.requested.v1"
COMMAND = "incentives.record_settlement"
LISTING = "assessment.record_duties"
ANSWER = "incentives.seal_batch.answer"
CURRENT = generate.all_schemas()


def changed(name: str, change: Change) -> Schemas:
    """Return the schemas after a change to the fields of one message."""
    schemas = copy.deepcopy(CURRENT)
    form = schemas[name]
    change(form["properties"]["data"] if name == EVENT else form)
    return schemas


def put(place: str, keyword: str, value: Any) -> Change:
    """Return the change that sets one keyword of one field."""

    def change(form: dict[str, Any]) -> None:
        form["properties"][place][keyword] = value

    return change


def drop(place: str, keyword: str) -> Change:
    """Return the change that takes one keyword of one field away."""
    return lambda form: form["properties"][place].pop(keyword)


def add(name: str, form: dict[str, Any], *, required: bool = False) -> Change:
    """Return the change that adds a field."""

    def change(body: dict[str, Any]) -> None:
        body["properties"][name] = form
        body["required"] = [*body["required"], *([name] if required else [])]

    return change


def no_field(name: str) -> Change:
    """Return the change that removes a field."""

    def change(form: dict[str, Any]) -> None:
        del form["properties"][name]
        form["required"] = [known for known in form["required"] if known != name]

    return change


def not_required(name: str) -> Change:
    """Return the change that lets senders leave a field out."""

    def change(form: dict[str, Any]) -> None:
        form["required"].remove(name)

    return change


def in_records(change: Change) -> Change:
    """Apply a change to the items of a list of records."""
    return lambda form: change(form["properties"]["records"]["items"])


TEXT = {"type": "string"}
BREAKS: dict[str, tuple[str, Change, str]] = {
    "a removed field": (EVENT, no_field("award_code"), "award_code was removed"),
    "a renamed field": (COMMAND, no_field("voucher_no"), "voucher_no was removed"),
    "another type": (EVENT, put("reissue_no", "type", "string"), "reissue_no changed its type"),
    "null in an event": (EVENT, put("rule", "type", ["string", "null"]), "rule changed its type"),
    "money as a number": (EVENT, put("amount", "type", "number"), "amount changed its type"),
    "money with three decimals": (COMMAND, put("amount", "pattern", "^.*$"), "changed its pattern"),
    "another currency": (EVENT, put("currency", "const", "USD"), "currency changed its const"),
    "a looser code": (EVENT, put("station_code", "pattern", "^.*$"), "changed its pattern"),
    "a lost pattern": (COMMAND, drop("payout_id", "pattern"), "payout_id changed its pattern"),
    "another format": (EVENT, put("requested_on", "format", "date-time"), "changed its format"),
    "a new closed list": (COMMAND, put("voucher_no", "enum", ["a"]), "changed its enum"),
    "shorter text": (COMMAND, put("voucher_no", "maxLength", 50), "changed its maxLength"),
    "longer text in an event": (EVENT, put("rule", "maxLength", 900), "changed its maxLength"),
    "text that must be longer": (COMMAND, put("voucher_no", "minLength", 2), "minLength"),
    "a new required field": (COMMAND, add("bank", TEXT, required=True), "is new and must be given"),
    "a required field old logs lack": (EVENT, add("x", TEXT, required=True), "older messages lack"),
    "an answer neighbours lack": (ANSWER, add("x", TEXT, required=True), "older messages lack"),
    "optional becomes required": (
        "registry.report_change",
        lambda form: form["required"].append("description"),
        "description must be given now",
    ),
    "a promise taken back": (EVENT, not_required("batch_code"), "batch_code may be left out now"),
    "an answer that promises less": (ANSWER, not_required("sha256"), "sha256 may be left out"),
    "another default": (
        "incentives.seal_batch",
        put("channel", "default", "bank_file"),
        "channel changed its default",
    ),
    "fewer items": (LISTING, put("records", "maxItems", 100), "records changed its maxItems"),
    "a removed field of an item": (
        LISTING,
        in_records(no_field("evidence")),
        "records[].evidence was removed",
    ),
    "a required field of an item": (
        LISTING,
        in_records(add("x", TEXT, required=True)),
        "records[].x is new and must be given",
    ),
    "an event that closes": (
        EVENT,
        lambda form: form.update(additionalProperties=False),
        "data changed its additionalProperties",
    ),
}
ADDITIONS: dict[str, tuple[str, Change]] = {
    "an optional field of an event": (EVENT, add("urgent", {"type": "boolean"})),
    "an optional field of a command": (COMMAND, add("remark", TEXT)),
    "a field of an answer": (ANSWER, add("remark", TEXT)),
    "a command that asks for less": (COMMAND, not_required("voucher_no")),
    "a command that takes null": (COMMAND, put("voucher_no", "type", ["string", "null"])),
    "a command that takes more text": (COMMAND, put("voucher_no", "maxLength", 500)),
    "a command that takes more items": (LISTING, put("records", "maxItems", 900)),
    "an answer that promises more": (ANSWER, put("state", "maxLength", 20)),
    "another explanation": (EVENT, put("amount", "description", "In yuan.")),
}


@pytest.mark.parametrize("what", BREAKS)
def test_a_break_is_refused(what: str) -> None:
    name, change, says = BREAKS[what]
    found = breaks(CURRENT, changed(name, change))
    assert found
    assert all(text.startswith(f"{name}: ") for text in found)
    assert any(says in text for text in found), found


@pytest.mark.parametrize("what", ADDITIONS)
def test_an_addition_passes(what: str) -> None:
    name, change = ADDITIONS[what]
    assert breaks(CURRENT, changed(name, change)) == []


def closed_list(values: list[Any]) -> Schemas:
    return changed("incentives.review_spending", put("outcome", "enum", values))


def test_a_closed_list_of_a_command_may_grow_and_not_shrink() -> None:
    assert breaks(CURRENT, closed_list(["accepted", "returned", "late"])) == []
    assert breaks(CURRENT, closed_list(["accepted"]))


def test_a_closed_list_of_an_event_stays_as_it_is() -> None:
    for values in (
        ["a"],
        ["excellent", "qualified", "unqualified", "ungraded", "undecided", "new"],
    ):
        schemas = copy.deepcopy(CURRENT)
        schemas["grade.published.v1"]["properties"]["data"]["properties"]["grade"]["enum"] = values
        assert breaks(CURRENT, schemas)


def test_a_removed_type_is_refused_and_a_new_one_passes() -> None:
    less = {name: form for name, form in CURRENT.items() if name != EVENT}
    assert breaks(CURRENT, less) == [f"{EVENT}: the type was removed"]
    assert breaks(less, CURRENT) == []


def test_another_producer_is_refused() -> None:
    schemas = copy.deepcopy(CURRENT)
    schemas[EVENT]["properties"]["source"]["const"] = "liaison/registry"
    assert any("source changed its const" in text for text in breaks(CURRENT, schemas))


def test_this_tree_breaks_no_release() -> None:
    assert list((generate.HOME / "released").glob("*.json"))
    assert [text for text in generate.faults() if text.startswith("breaks")] == []


def test_the_check_fails_on_a_release_that_is_broken(tmp_path: Path) -> None:
    path = tmp_path / "released" / "0.0.9.json"
    path.parent.mkdir(parents=True)
    path.write_text('{"talent.sold.v1": {"$id": "urn:liaison:event:talent.sold.v1"}}', "utf-8")
    assert generate.faults(tmp_path) == ["breaks 0.0.9: talent.sold.v1: the type was removed"]


@pytest.mark.parametrize("what", BREAKS)
def test_a_release_without_its_remarks_still_refuses_a_break(what: str) -> None:
    name, change, says = BREAKS[what]
    kept = {name: essence(form) for name, form in CURRENT.items()}
    assert breaks(kept, CURRENT) == []
    assert any(says in text for text in breaks(kept, changed(name, change)))


def test_a_release_has_one_line_for_each_message(tmp_path: Path) -> None:
    lines = generate.release(tmp_path).read_text("utf-8").splitlines()
    assert len(lines) == len(CURRENT) + 2


def test_a_release_is_never_rewritten(tmp_path: Path) -> None:
    path = generate.release(tmp_path)
    assert generate.release(tmp_path) == path
    path.write_text("{}", "utf-8")
    with pytest.raises(FileExistsError, match="raise the version"):
        generate.release(tmp_path)
