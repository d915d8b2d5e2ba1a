"""Planted conflicts are found, and bodies that only look alike are left alone (Article 7)."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from pathlib import Path

import pytest

from liaison_registry.policy import conflicts
from liaison_registry.usecases.reviewing.ties import tokens_of
from liaison_registry.vault import Vault

FOLDER = Path(__file__).parents[2] / "data" / "conflicts"
VAULT = Vault(b"k" * 32)


def rows(name: str) -> list[dict[str, str]]:
    with (FOLDER / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def tied(row: Mapping[str, str], contact: str) -> conflicts.Tied:
    person = row["person"] and VAULT.person_ref("resident_identity_card", row["person"])
    texts = {
        "legal_person": [person],
        "credit_code": [row["credit_code"]],
        "contact": [row[contact]],
        "organisation": [row["organisation"]],
        "address": [row["address"]],
        "phone": [row["phone"]],
    }
    return conflicts.Tied(row["ref"], tokens_of(VAULT, texts))


def test_recall_and_false_alarms_on_the_labelled_corpus(capsys: pytest.CaptureFixture[str]) -> None:
    hosts, reviewers = rows("hosts"), rows("reviewers")
    found = conflicts.find_conflicts(
        [tied(row, "contact_for") for row in reviewers],
        [tied(row, "credit_code") for row in hosts],
    )
    alarms = {(each.reviewer_ref, each.host_ref) for each in found}
    planted = {(row["ref"], row["host"]) for row in reviewers if row["host"]}
    clean = {row["ref"] for row in reviewers if not row["host"]}
    recall = len(planted & alarms) / len(planted)
    false = len({reviewer for reviewer, _ in alarms - planted}) / len(clean)
    missed = sorted(planted - alarms)
    with capsys.disabled():
        print(
            f"\nplanted conflicts: {len(planted)} among {len(hosts)} hosts, recall {recall:.3f}, "
            f"missed {missed}; false alarms {false:.3f} of {len(clean)} clean reviewers"
        )
    assert recall >= 0.99
    assert false <= 0.02


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("028-86660001", "028-86660002"),
        ("13800000001", "13800000011"),
    ],
)
def test_numbers_that_differ_stay_apart(one: str, other: str) -> None:
    assert conflicts.plain_phone(one) != conflicts.plain_phone(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("吉林省吉林市船营区解放路1号", "吉林市船营区解放路一号"),
        ("广西壮族自治区南宁市青秀区民族大道一百零八号", "南宁市青秀区民族大道108号"),
        ("四川成都市青羊区人民路十二号2F", "成都市青羊区人民路12号二层"),
    ],
)
def test_one_address_in_two_ways_is_one(one: str, other: str) -> None:
    assert conflicts.plain_address(one) == conflicts.plain_address(other)


def test_neighbours_are_not_the_same_address() -> None:
    near = "成都市青羊区人民路12号3楼301室"
    for other in ("成都市青羊区人民路12号3楼302室", "成都市青羊区人民路12号13楼301室"):
        assert conflicts.plain_address(near) != conflicts.plain_address(other)
