"""Verify the proof of an amount: one file that needs only Python and `cryptography` (for Ed25519).

    python verify_proof.py bundle.json --key 3b1cd6ab49ee…      # the key's id, from a second source

It prints what was proved, or the code of the first thing that does not hold, and exits with 1.
What each check means is on the page `docs/reference/proof.md`.
"""

from __future__ import annotations

import argparse
import base64
import hashlib
import json
import re
import sys
import uuid
from collections.abc import Callable
from typing import Any, TypeVar

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

PARTS = {"format", "instance", "made_at", "award", "explanation", "text", "acts", "events"}
PARTS |= {"payouts", "batches", "ledger", "signature"}
LABELS = {"TEXT", "DERIVED", "HOUSE"}
ACCOUNTS = {
    "granted": ("expense", "commitment"),
    "reduced": ("commitment", "expense"),
    "requested": ("commitment", "payable"),
    "settled": ("payable", "fund"),
    "paid_before": ("commitment", "paid_before"),
    "unpaid": ("payable", "commitment"),
    "returned": ("fund", "commitment"),
    "recoverable": ("recoverable", "expense"),
    "recovered": ("fund", "recoverable"),
    "voided": ("expense", "recoverable"),
}
ENTERED_AND_PASSED = (
    ("account_registered", "account_approved"),
    ("recruitment_reported", "recruitment_verified"),
    ("event_proposed", "event_approved"),
)
NAMESPACE = uuid.UUID("6f1e6a0e-5f0b-5d5c-9a43-2f5a8f1f2017")
T = TypeVar("T")


class Refused(Exception):
    """A failed check: a stable code, and a sentence."""

    def __init__(self, code: str, says: str) -> None:
        super().__init__(says)
        self.code = code


def need(holds: T | None, code: str, says: str) -> T:
    """Return the value if it is valid, or refuse the bundle with a code."""
    if not holds:
        raise Refused(code, says)
    return holds


def canonical(value: Any) -> bytes:
    """Return canonical JSON (RFC 8785) of data without fractions: sorted keys, no spaces."""
    text = json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return text.encode()


def fen(amount: str) -> int:
    """Return yuan with two decimals as whole fen."""
    need(re.fullmatch(r"-?\d+\.\d\d", amount), "amount_malformed", f"{amount} is no amount")
    return int(amount.replace(".", ""))


def sha(data: bytes) -> bytes:
    """Return a SHA-256."""
    return hashlib.sha256(data).digest()


def climb(own: bytes, path: list[dict[str, str]]) -> str:
    """Return the Merkle root of a hash and its siblings (RFC 9162)."""
    found = sha(b"\x00" + own)
    for step in path:
        sister = bytes.fromhex(step["hash"])
        found = sha(b"\x01" + (sister + found if step["side"] == "left" else found + sister))
    return found.hex()


def signed(key: bytes, signature: str, purpose: str, data: bytes) -> bool:
    """Return whether a signature for one purpose is valid."""
    try:
        Ed25519PublicKey.from_public_bytes(key).verify(
            base64.urlsafe_b64decode(signature), purpose.encode() + b"\n" + data
        )
    except (InvalidSignature, ValueError):
        return False
    return True


def told(bundle: dict[str, Any], *kinds: str) -> list[dict[str, Any]]:
    """Return the data of the events of some types, in order."""
    types = {f"{kind}.v1" for kind in kinds}
    return [event["data"] for event in bundle["events"] if event["type"] in types]


# -- the checks, in their order --------------------------------------------------------------------


def read(raw: bytes) -> dict[str, Any]:
    """Read the file: JSON, canonical, with exactly the parts of the format."""
    try:
        bundle: dict[str, Any] = json.loads(raw)
    except ValueError as error:
        raise Refused("not_json", str(error)) from error
    need(isinstance(bundle, dict), "not_json", "a bundle is one JSON object")
    need(bundle.get("format") == "liaison-proof/1", "format_unknown", "this is another format")
    need(set(bundle) == PARTS, "parts_differ", f"the parts are not {sorted(PARTS)}")
    need(canonical(bundle) == raw.strip(), "not_canonical", "the text is not canonical JSON")
    return bundle


def check_signature(bundle: dict[str, Any], key_id: str) -> bytes:
    """Return the public key, after checking that it is trusted and signed the whole bundle."""
    seal = bundle["signature"]
    key = base64.urlsafe_b64decode(seal["public_key"])
    need(sha(key).hex() == seal["key_id"], "key_id_wrong", "the key is not the one it is called")
    need(seal["key_id"] == key_id, "key_not_trusted", f"signed with {seal['key_id']}")
    rest = {name: part for name, part in bundle.items() if name != "signature"}
    holds = signed(key, seal["value"], "liaison proof", canonical(rest))
    need(holds, "signature_wrong", "the bundle was changed after it was signed")
    return key


def check_explanation(bundle: dict[str, Any], key: bytes) -> None:
    """Check that articles and labels are present, and that the arithmetic results in the amount."""
    award, parts = bundle["award"], bundle["explanation"]
    need(award["articles"], "article_missing", "the amount names no article")
    for name, entry in {**parts["figures"], **parts["readings"]}.items():
        need(entry.get("label") in LABELS, "label_missing", f"{name} is not TEXT, DERIVED or HOUSE")
    for name, entry in parts["figures"].items():
        need(entry.get("article"), "article_missing", f"the figure {name} names no article")
    for step in parts["arithmetic"]:
        check_step(step)
    if award["state"] == "refused":
        need(award["amount_fen"] == 0, "refused_with_amount", "a refused line has an amount")
        need(award["reasons"], "refused_without_reason", "a refused line says no reason")
    elif parts["arithmetic"]:
        last = parts["arithmetic"][-1]["values"].get("amount")
        need(award["amount_fen"] == last, "amount_not_from_arithmetic", "the steps end elsewhere")


def check_step(step: dict[str, Any]) -> None:
    """Recalculate one step, in fen: a share of an amount, or a difference of amounts."""
    known = step["values"]
    if {"full", "share", "whole"} <= set(known):
        full, share, whole = known["full"], known["share"], known["whole"]
        comes = (2 * full * share + whole) // (2 * whole)
        need(comes == known["amount"], "arithmetic_wrong", step["code"])
    elif {"full", "taken"} <= set(known):
        comes = known["full"] - known["taken"]
        need(known["amount"] in (comes, max(0, comes)), "arithmetic_wrong", step["code"])


def check_events(bundle: dict[str, Any], key: bytes) -> None:
    """Check that the events are from one log, in order, and concern exactly this award."""
    award, last, seen = bundle["award"], 0, set()
    batches = {f"batch/{batch['batch_code']}" for batch in bundle["batches"]}
    for event in bundle["events"]:
        log = (event["source"], event["logid"])
        ours = (f"liaison/{bundle['instance']['service']}", bundle["instance"]["logid"])
        need(log == ours, "event_of_another_log", f"event {event['sequence']} is of another log")
        need(event["id"] not in seen, "event_twice", f"event {event['id']} stands twice")
        need(event["sequence"] > last, "events_out_of_order", f"event {event['sequence']}")
        code = event["data"].get("award_code", event["data"].get("recovers"))
        is_ours = event["subject"] in batches or code == award["award_code"]
        need(is_ours, "event_of_another_award", f"event {event['sequence']} tells of another award")
        seen.add(event["id"])
        last = event["sequence"]
    decided = told(bundle, "award.granted", "award.refused")
    need(decided, "decision_missing", "no event grants or refuses the award")
    for name in ("station_code", "rule", "reference", "year", "due_on"):
        need(decided[-1][name] == award[name], "award_differs", f"{name} was told otherwise")
    paid = ("award.paid", "award.paid_before")
    said = told(bundle, "award.granted", "award.refused", "award.adjusted", *paid)
    amount = fen(said[-1].get("new_amount") or said[-1]["amount"])
    need(amount == award["amount_fen"], "amount_differs", "the events told another amount")
    is_told = award["state"] != "paid" or told(bundle, *paid)
    need(is_told, "paid_untold", "no event tells that it was paid")


def check_payouts(bundle: dict[str, Any], key: bytes) -> None:
    """Check that each payout has the right id, and was requested and answered as stated."""
    award = bundle["award"]
    requested = {data["payout_id"]: data for data in told(bundle, "payout.requested")}
    for payout in bundle["payouts"]:
        wanted = str(uuid.uuid5(NAMESPACE, f"{award['award_code']}\x1f{payout['reissue_no']}"))
        need(payout["payout_id"] == wanted, "payout_id_wrong", f"it should be {wanted}")
        asked = need(requested.get(wanted), "payout_untold", f"no event requests {wanted}")
        for field in ("payee_ref", "account_version", "batch_code", "reissue_no"):
            need(asked[field] == payout[field], "payout_differs", f"{field} was told otherwise")
        need(fen(asked["amount"]) == payout["amount_fen"], "payout_amount_differs", wanted)
        settled = [a for a in payout["answers"] if a["outcome"] == "settled"]
        need(payout["state"] != "paid" or settled, "settlement_missing", "paid without an answer")
        for answer in settled:
            same = answer["amount_fen"] == payout["amount_fen"]
            need(same, "settled_amount_differs", f"finance paid {answer['amount_fen']} fen")
    paid = [p for p in bundle["payouts"] if p["state"] == "paid"]
    paid += told(bundle, "award.paid_before")  # before the instance began: no payout of its own
    need(len(paid) <= 1, "paid_twice", "one award was paid more than once")
    need(award["state"] != "paid" or paid, "settlement_missing", "paid without a payout")


def check_batches(bundle: dict[str, Any], key: bytes) -> None:
    """Check that each payout is in its list as sealed, signed by different people."""
    award, batches = bundle["award"], {batch["batch_code"]: batch for batch in bundle["batches"]}
    releases = {data["batch_code"]: data for data in told(bundle, "batch.released")}
    for payout in bundle["payouts"]:
        code = payout["batch_code"]
        batch = need(batches.get(code), "batch_missing", f"{code} is not in the bundle")
        fields = ("reissue_no", "payee_ref", "account_version", "amount_fen")
        wanted = [award["award_code"], *(payout[name] for name in fields), "CNY", award["rule"]]
        need(batch["item"][:7] == wanted, "item_differs", "the sealed item is not the payout")
        root = climb(sha(canonical(batch["item"])), batch["path"])
        need(root == batch["sha256"], "seal_wrong", "the item is not in the sealed list")
        released = need(releases.get(code), "release_untold", f"no event releases {code}")
        for field in ("sha256", "document_no"):
            need(released[field] == batch[field], "batch_differs", f"{field} was told otherwise")
        check_people(batch, released["persons"])


def check_people(batch: dict[str, Any], persons: list[str]) -> None:
    """Check that sealing, approving, co-signing and releasing were done, by different persons."""
    people = [entry["person_ref"] for entry in batch["signatures"]]
    steps = {entry["step"] for entry in batch["signatures"]}
    for step in ("sealed", "approved", "cosigned", "released"):
        need(step in steps, "signature_missing", f"nobody has {step} {batch['batch_code']}")
    need(len(set(people)) == len(people), "same_person", "one person signed twice")
    signed_for = {e["department"] for e in batch["signatures"] if e["step"] == "cosigned"}
    need(batch["department"] in signed_for, "cosignature_missing", batch["department"])
    need(sorted(people) == sorted(persons), "signers_differ", "the event told other people")


def check_acts(bundle: dict[str, Any], key: bytes) -> None:
    """Check that nobody approved what they entered."""
    people: dict[str, set[str]] = {}
    for act in bundle["acts"]:
        people.setdefault(act["act"], set()).add(act["person_ref"])
    for first, second in ENTERED_AND_PASSED:
        both = people.get(first, set()) & people.get(second, set())
        need(not both, "entered_and_passed", f"{first} and {second} by one person")
    needs_two = bundle["award"]["rule"] == "talent_recruited" and bundle["payouts"]
    has_two = len(people.get("recruitment_verified", ())) > 1
    need(has_two or not needs_two, "one_verifier", "two persons verify a recruitment")


def check_ledger(bundle: dict[str, Any], key: bytes) -> None:
    """Check that each line is in the chain that a checkpoint signed, and has its event."""
    points = {}
    for text in bundle["ledger"]["checkpoints"]:
        words = text.split(" ")
        need(len(words) == 8 and words[0] == "liaison-ledger/1", "checkpoint_malformed", text[:40])
        need(words[6] == sha(key).hex(), "checkpoint_key", "another key signed a checkpoint")
        data = text.rsplit(" ", 1)[0].encode()
        holds = signed(key, words[7], "liaison checkpoint", data)
        need(holds, "checkpoint_signature", f"checkpoint {words[1]} was changed")
        points[int(words[1])] = (int(words[2]), words[4])
    events = {event["id"]: event for event in bundle["events"]}
    balance: dict[str, int] = {}
    postings: dict[int, list[dict[str, Any]]] = {}
    for line in bundle["ledger"]["lines"]:
        content, named = line["content"], f"line {line['content']['entry_no']}"
        need(line["checkpoint"] in points, "checkpoint_missing", named)
        entry_no, root = points[line["checkpoint"]]
        need(content["entry_no"] <= entry_no, "line_after_checkpoint", f"{content['entry_no']}")
        found = climb(sha(canonical(content)), line["path"])
        need(found == root, "line_not_in_chain", named)
        is_ours = content["award_code"] == bundle["award"]["award_code"]
        need(is_ours, "line_of_another_award", content["award_code"])
        event = need(events.get(content["event_id"]), "line_without_event", named)
        need(event["effectiveon"] == content["posted_on"], "line_date_differs", event["id"])
        change = content["credit_fen"] - content["debit_fen"]
        balance[content["account"]] = balance.get(content["account"], 0) + change
        postings.setdefault(content["posting_no"], []).append(content)
    for number, sides in postings.items():
        well = len(sides) == 2 and sides[0]["debit_fen"] == sides[1]["credit_fen"] > 0
        accounts = tuple(side["account"] for side in sides)
        need(well and ACCOUNTS.get(sides[0]["kind"]) == accounts, "posting_unbalanced", f"{number}")
    check_balance(bundle, balance)


def check_balance(bundle: dict[str, Any], balance: dict[str, int]) -> None:
    """Check that the accounts agree with the award's state."""
    award = bundle["award"]
    states: dict[str, int] = {}
    for payout in bundle["payouts"]:
        states[payout["state"]] = states.get(payout["state"], 0) + payout["amount_fen"]
    paid = states.get("paid", 0)
    on_way = states.get("requested", 0) + states.get("recall_requested", 0)
    owed = 0 if award["state"] in ("refused", "cancelled") else max(0, award["amount_fen"])
    recovered = sum(fen(data["amount"]) for data in told(bundle, "clawback.recovered"))
    before = sum(fen(data["amount"]) for data in told(bundle, "award.paid_before"))
    open_fen = owed - on_way - paid - before
    wanted = {"payable": on_way, "fund": paid - recovered, "commitment": open_fen}
    wanted["paid_before"] = before
    for account, amount in wanted.items():
        found = balance.get(account, 0)
        need(found == amount, "ledger_differs", f"{account} holds {found} fen, not {amount}")


CHECKS: tuple[Callable[[dict[str, Any], bytes], None], ...] = (
    check_explanation,
    check_events,
    check_payouts,
    check_batches,
    check_acts,
    check_ledger,
)


def verify(raw: bytes, key_id: str) -> dict[str, Any]:
    """Return the bundle if every check succeeds.

    Raises:
        Refused: with the code of the first thing that does not.
    """
    bundle = read(raw)
    key = check_signature(bundle, key_id)
    try:
        for check in CHECKS:
            check(bundle, key)
    except (KeyError, TypeError, AttributeError, IndexError, ValueError) as error:
        raise Refused("part_malformed", repr(error)) from error
    return bundle


def main() -> int:
    """Verify one file and print what it proves."""
    parser = argparse.ArgumentParser(description="Check the proof of an amount.")
    parser.add_argument("bundle", help="the file, or - for standard input")
    parser.add_argument("--key", required=True, help="id of the trusted key, from a second source")
    options = parser.parse_args()
    source = sys.stdin.buffer if options.bundle == "-" else open(options.bundle, "rb")  # noqa: SIM115, PTH123
    with source:
        raw = source.read()
    try:
        award = verify(raw, options.key)["award"]
    except Refused as refused:
        print(f"REFUSED {refused.code}: {refused}")
        return 1
    amount = f"{award['amount_fen'] // 100}.{award['amount_fen'] % 100:02d}"
    articles = ", ".join(award["articles"])
    print(f"HOLDS {award['award_code']}: {amount} yuan, {award['state']}, Article {articles}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
