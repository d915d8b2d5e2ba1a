"""An amount is proved by one file; whatever is forged in it is refused, each for its own reason."""

from __future__ import annotations

import base64
import copy
import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import rfc8785

from deploy.auditor import verify_proof
from liaison_contracts.errors import NotFound
from liaison_contracts.incentives import Explain, ExportProof, VerifyLedger
from liaison_incentives.usecases.proofs.bundle import PURPOSE
from liaison_incentives.vault import TalentVault
from tests.integration.incentives.system import FINANCE, System, head_of
from tests.sentences import latin_sentence_in

VERIFIER = Path(verify_proof.__file__)
RECRUIT = "talent_recruited.LZ-001.R-1"
GRANT = "base_grant.LZ-001.2018"
Bundle = dict[str, Any]


@pytest.fixture(scope="module")
def system(tmp_path_factory: pytest.TempPathFactory) -> Iterator[System]:
    """Give a system with a paid grant, a paid recruitment and a held grant."""
    folder = tmp_path_factory.mktemp("system")
    found = System(lambda service: f"sqlite:///{folder}/{service}.sqlite")
    found.extend()
    found.station()
    found.station("LZ-002")
    found.recruit("R-1", "LZ-001", "2018-01-01")
    found.end("2018-01-01")
    found.pay_all("2018-01-01")
    found.end("2019-01-01")
    yield found
    found.close()


@pytest.fixture(scope="module")
def proof(system: System) -> Callable[[str], Bundle]:
    """Give a function that returns the bundle of an award."""
    return lambda code: copy.deepcopy(system.send(FINANCE, ExportProof(award_code=code))["bundle"])


@pytest.fixture(scope="module")
def vault(system: System) -> TalentVault:
    found: TalentVault = system.runtimes["incentives"].context.vault
    return found


def signed(bundle: Bundle, vault: TalentVault) -> bytes:
    """Return a bundle's text, signed anew: as an insider with the key could do it."""
    rest = {name: part for name, part in bundle.items() if name != "signature"}
    value = base64.urlsafe_b64encode(vault.sign(PURPOSE, rfc8785.dumps(rest))).decode()
    bundle["signature"]["value"] = value
    return bytes(rfc8785.dumps(bundle))


def refused(raw: bytes, key_id: str) -> str:
    with pytest.raises(verify_proof.Refused) as error:
        verify_proof.verify(raw, key_id)
    return error.value.code


@pytest.mark.parametrize("code", [GRANT, RECRUIT, "base_grant.LZ-001.2019"])
def test_a_proof_holds_without_us(proof: Callable[[str], Bundle], code: str) -> None:
    bundle = proof(code)
    found = verify_proof.verify(rfc8785.dumps(bundle), bundle["signature"]["key_id"])
    assert found["award"]["award_code"] == code


def test_the_verifier_is_one_file_that_needs_none_of_our_packages(
    proof: Callable[[str], Bundle], tmp_path: Path
) -> None:
    bundle = proof(RECRUIT)
    file = tmp_path / "proof.json"
    file.write_bytes(rfc8785.dumps(bundle))
    script = tmp_path / "verify_proof.py"
    script.write_text(
        "import sys\n"
        "class Block:\n"
        "    def find_spec(self, name, *rest):\n"
        "        if name.startswith('liaison') or name in ('sqlalchemy', 'rfc8785'):\n"
        "            raise ImportError(name)\n"
        "sys.meta_path.insert(0, Block())\n"
        + VERIFIER.read_text(encoding="utf-8").replace("from __future__ import annotations", "")
    )
    run = subprocess.run(
        [sys.executable, "-I", script, file, "--key", bundle["signature"]["key_id"]],
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.stdout == f"HOLDS {RECRUIT}: 50000.00 yuan, paid, Article 14(1)\n", run.stderr


def _set(*path: Any) -> Callable[[Bundle], None]:
    """Return a forgery that puts the last word in at a place."""

    def forge(bundle: Bundle) -> None:
        *way, name, value = path
        place: Any = bundle
        for step in way:
            place = place[step]
        place[name] = value(place[name]) if callable(value) else value

    return forge


def _first(kind: str, **data: Any) -> Callable[[Bundle], None]:
    """Return a forgery of the first event of a type."""

    def forge(bundle: Bundle) -> None:
        event = next(e for e in bundle["events"] if e["type"] == f"{kind}.v1")
        event["data"].update(data)

    return forge


def _without(kind: str) -> Callable[[Bundle], None]:
    def forge(bundle: Bundle) -> None:
        bundle["events"] = [e for e in bundle["events"] if e["type"] != f"{kind}.v1"]

    return forge


def _one_signer(bundle: Bundle) -> None:
    people = bundle["batches"][0]["signatures"]
    people[1]["person_ref"] = people[0]["person_ref"]


def _another_act(act: str, taken_from: str) -> Callable[[Bundle], None]:
    def forge(bundle: Bundle) -> None:
        person = next(a["person_ref"] for a in bundle["acts"] if a["act"] == taken_from)
        for entry in bundle["acts"]:
            if entry["act"] == act:
                entry["person_ref"] = person

    return forge


def _one_verifier(bundle: Bundle) -> None:
    verified = [a for a in bundle["acts"] if a["act"] == "recruitment_verified"]
    verified[1]["person_ref"] = verified[0]["person_ref"]


def _drop_step(step: str) -> Callable[[Bundle], None]:
    def forge(bundle: Bundle) -> None:
        signatures = bundle["batches"][0]["signatures"]
        bundle["batches"][0]["signatures"] = [s for s in signatures if s["step"] != step]

    return forge


def _other_checkpoint(bundle: Bundle) -> None:
    words = bundle["ledger"]["checkpoints"][0].split(" ")
    words[4] = "0" * 64
    bundle["ledger"]["checkpoints"][0] = " ".join(words)


def _stranger_checkpoint(bundle: Bundle) -> None:
    words = bundle["ledger"]["checkpoints"][0].split(" ")
    words[6] = "0" * 64
    bundle["ledger"]["checkpoints"][0] = " ".join(words)


LINES, EVENTS, PAYOUT = ("ledger", "lines"), ("events",), ("payouts", 0)
ONE_FEN_MORE: Callable[[int], int] = lambda fen: fen + 1  # noqa: E731
FORGED: dict[str, tuple[Callable[[Bundle], None], str]] = {
    "another format": (_set("format", "liaison-proof/2"), "format_unknown"),
    "a part too many": (lambda bundle: bundle.update(note="trust me"), "parts_differ"),
    "an amount that the steps do not give": (
        _set("award", "amount_fen", ONE_FEN_MORE), "amount_not_from_arithmetic"),
    "another fact": (_set("award", "station_code", "LZ-002"), "award_differs"),
    "no article": (_set("award", "articles", []), "article_missing"),
    "a figure without its label": (
        _set("explanation", "figures", "recruitment_award_fen", "label", ""), "label_missing"),
    "an amount that no event told": (
        _first("award.paid", amount="60000.00"), "amount_differs"),
    "no decision": (_without("award.granted"), "decision_missing"),
    "no payment": (_without("award.paid"), "paid_untold"),
    "no order": (_without("batch.released"), "release_untold"),
    "no request": (_without("payout.requested"), "payout_untold"),
    "an event of another log": (_set(*EVENTS, 0, "logid", "other"), "event_of_another_log"),
    "an event of another award": (
        _first("award.paid", award_code=GRANT), "event_of_another_award"),
    "an event twice": (lambda b: b["events"].insert(1, b["events"][0]), "event_twice"),
    "events in another order": (lambda b: b["events"].reverse(), "events_out_of_order"),
    "a second payout": (_set(*PAYOUT, "reissue_no", 1), "payout_id_wrong"),
    "another payee": (_set(*PAYOUT, "payee_ref", "PY-other"), "payout_differs"),
    "a smaller request": (_first("payout.requested", amount="1.00"), "payout_amount_differs"),
    "no answer of finance": (_set(*PAYOUT, "answers", []), "settlement_missing"),
    "another settled amount": (
        _set(*PAYOUT, "answers", 0, "amount_fen", 1), "settled_amount_differs"),
    "another sealed account": (_set("batches", 0, "item", 3, 9), "item_differs"),
    "another sealed edition": (_set("batches", 0, "item", 7, "mine@1#0"), "seal_wrong"),
    "another document": (_set("batches", 0, "document_no", "order 2"), "batch_differs"),
    "one signer for two steps": (_one_signer, "same_person"),
    "nobody approved": (_drop_step("approved"), "signature_missing"),
    "another department signed": (
        _set("batches", 0, "department", "overseas_federation"), "cosignature_missing"),
    "a signer whom no event names": (
        _set("batches", 0, "signatures", 0, "person_ref", "P-stranger"), "signers_differ"),
    "an account passed by who entered it": (
        _another_act("account_approved", "account_registered"), "entered_and_passed"),
    "one verifier": (_one_verifier, "one_verifier"),
    "a line with another amount": (
        _set(*LINES, 0, "content", "debit_fen", ONE_FEN_MORE), "line_not_in_chain"),
    "a line beyond its checkpoint": (
        _set(*LINES, 0, "content", "entry_no", 10**6), "line_after_checkpoint"),
    "a line of no checkpoint": (_set(*LINES, 0, "checkpoint", 99), "checkpoint_missing"),
    "a checkpoint with another root": (_other_checkpoint, "checkpoint_signature"),
    "a checkpoint of another key": (_stranger_checkpoint, "checkpoint_key"),
    "a line left out": (lambda b: b["ledger"]["lines"].pop(0), "posting_unbalanced"),
    "a posting left out": (lambda b: b["ledger"].update(lines=b["ledger"]["lines"][:-2]),
                           "ledger_differs"),
}  # fmt: skip  # a table: one forgery an entry


@pytest.mark.parametrize("what", FORGED)
def test_what_an_insider_forges_and_signs_is_refused(
    proof: Callable[[str], Bundle], vault: TalentVault, what: str
) -> None:
    bundle = proof(RECRUIT)
    forge, code = FORGED[what]
    forge(bundle)
    assert refused(signed(bundle, vault), bundle["signature"]["key_id"]) == code


def test_the_reasons_of_all_forgeries_differ() -> None:
    codes = [code for _, code in FORGED.values()]
    assert len(codes) >= 20
    assert len(set(codes)) >= len(codes) - 1  # two ways to a missing settlement


def test_wrong_arithmetic_is_reckoned_again(
    proof: Callable[[str], Bundle], vault: TalentVault
) -> None:
    bundle = proof(GRANT)
    steps = bundle["explanation"]["arithmetic"]
    steps[0]["values"]["share"] -= 1
    assert refused(signed(bundle, vault), bundle["signature"]["key_id"]) == "arithmetic_wrong"


def test_what_an_outsider_forges_is_refused(
    proof: Callable[[str], Bundle], vault: TalentVault
) -> None:
    bundle = proof(RECRUIT)
    key_id = bundle["signature"]["key_id"]
    raw = bytes(rfc8785.dumps(bundle))
    assert refused(raw, "0" * 64) == "key_not_trusted"
    assert refused(raw[:-1], key_id) == "not_json"
    assert refused(json.dumps(bundle).encode(), key_id) == "not_canonical"
    changed = {**bundle, "made_at": "2030-01-01T00:00:00Z"}
    assert refused(bytes(rfc8785.dumps(changed)), key_id) == "signature_wrong"
    stranger = TalentVault(b"s" * 32)
    public = base64.urlsafe_b64encode(stranger.public_key).decode()
    bundle["signature"]["public_key"] = public
    assert refused(signed(bundle, stranger), key_id) == "key_id_wrong"


def test_a_station_gets_its_own_proofs_only(system: System) -> None:
    assert system.send(head_of("LZ-001"), ExportProof(award_code=GRANT))["award_code"] == GRANT
    with pytest.raises(NotFound):
        system.send(head_of("LZ-002"), ExportProof(award_code=GRANT))


def test_an_explanation_says_all_of_it_in_either_language(system: System) -> None:
    english = system.send(FINANCE, Explain(award_code=RECRUIT))
    chinese = system.send(FINANCE, Explain(award_code=RECRUIT, lang="zh"))
    assert "one-time award 50,000.00 yuan" in english["text"]
    for said in ("一次性激励50,000.00元", "：保留激励", "下达拨付：P-orders，2018-01-01，order 1"):
        assert said in chinese["text"]
    kinds = {node["kind"] for node in english["tree"]["nodes"]}
    assert kinds >= {"inputs", "figures", "readings", "arithmetic", "approvals"}
    assert english["tree"] == chinese["tree"]
    assert latin_sentence_in(chinese["text"]) == "" != latin_sentence_in(english["text"])


def test_what_the_house_added_is_marked(system: System) -> None:
    found = system.send(FINANCE, Explain(award_code=GRANT, lang="zh"))
    [figures] = [node for node in found["tree"]["nodes"] if node["kind"] == "figures"]
    house = {node["name"] for node in figures["nodes"] if node["is_house"]}
    assert house == {"grant_due_month", "grant_due_day"}
    assert "［本办补充规定，第 13(1) 条］" in found["text"]


def test_whoever_may_see_all_can_have_the_ledger_folded_again(system: System) -> None:
    found = system.send(FINANCE, VerifyLedger())
    assert found["faults"] == []
    assert found["checkpoint"].startswith("liaison-ledger/1 ")
    assert found["accounts"]["fund"] == "110000.00"
