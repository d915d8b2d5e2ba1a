"""Planted conflicts are found, and bodies that only look alike are left alone (Article 7)."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from pathlib import Path

import pytest

from liaison_contracts.errors import Invalid
from liaison_registry.policy import conflicts
from liaison_registry.policy.ties import addresses, characters, names, numbers
from liaison_registry.usecases.review.ties import tokens_of
from liaison_registry.vault import PersonVault

FOLDER = Path(__file__).parents[2] / "data"
VAULT = PersonVault(b"k" * 32)


def rows(corpus: str, name: str) -> list[dict[str, str]]:
    with (FOLDER / corpus / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def person_of(number: str) -> str:
    """Return a reference; a near miss that nobody can have as a number is refused at its door."""
    try:
        return VAULT.person_ref("resident_identity_card", number)
    except Invalid:
        return ""


def tied(row: Mapping[str, str], contact: str) -> conflicts.Tied:
    person = row["person"] and person_of(row["person"])
    texts = {
        "legal_person": [person],
        "credit_code": [row["credit_code"]],
        "contact": [row[contact]],
        "organisation": [row["organisation"]],
        "address": [row["address"]],
        "phone": [row["phone"]],
    }
    return conflicts.Tied(row["ref"], tokens_of(VAULT, texts))


@pytest.mark.parametrize("corpus", ["conflicts", "conflicts_second"])
def test_recall_and_false_alarms_on_a_labelled_corpus(
    corpus: str, capsys: pytest.CaptureFixture[str]
) -> None:
    hosts, reviewers = rows(corpus, "hosts"), rows(corpus, "reviewers")
    found = conflicts.find_conflicts(
        [tied(row, "contact_for") for row in reviewers],
        [tied(row, "credit_code") for row in hosts],
    )
    alarms = {(each.reviewer_ref, each.host_ref) for each in found}
    planted = {(row["ref"], row["host"]) for row in reviewers if row["host"]}
    hidden = {(row["ref"], row["host"]) for row in reviewers if row.get("findable") == "no"}
    clean = {row["ref"] for row in reviewers if not row["host"]}
    recall = len(planted & alarms) / len(planted)
    of_findable = len((planted - hidden) & alarms) / len(planted - hidden)
    false = len({reviewer for reviewer, _ in alarms - planted}) / len(clean)
    with capsys.disabled():
        print(
            f"\n{corpus}: {len(planted)} planted among {len(hosts)} hosts, recall {recall:.3f}, "
            f"{of_findable:.3f} without the {len(hidden)} that nobody could find by such data; "
            f"false alarms {false:.3f} of {len(clean)} clean reviewers; "
            f"missed {sorted(planted - hidden - alarms)}"
        )
    assert of_findable >= 0.99
    assert false <= 0.02
    assert len(hidden) <= len(planted) // 20


def test_a_sign_is_simplified_once() -> None:
    traditional, simplified = characters.PAIRS[::2], characters.PAIRS[1::2]
    assert len(set(traditional)) == len(traditional)
    assert not set(traditional) & set(simplified)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("028-86660001", "028-86660002"),
        ("13800000001", "13800000011"),
    ],
)
def test_numbers_that_differ_stay_apart(one: str, other: str) -> None:
    assert numbers.plain_phone(one) != numbers.plain_phone(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("吉林省吉林市船营区解放路1号", "吉林市船营区解放路一号"),
        ("广西壮族自治区南宁市青秀区民族大道一百零八号", "南宁市青秀区民族大道108号"),
        ("四川成都市青羊区人民路十二号2F", "成都市青羊区人民路12号二层"),
    ],
)
def test_one_address_in_two_ways_is_one(one: str, other: str) -> None:
    assert addresses.plain_address(one) == addresses.plain_address(other)


def test_neighbours_are_not_the_same_address() -> None:
    near = "成都市青羊区人民路12号3楼301室"
    for other in ("成都市青羊区人民路12号3楼302室", "成都市青羊区人民路12号13楼301室"):
        assert addresses.plain_address(near) != addresses.plain_address(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("成都市武侯区一环路南二段12号3栋501室", "成都市武侯区二环路南二段12号3栋501室"),
        ("成都市武侯区人民南路12号附3号2栋501室", "成都市武侯区人民南路12号2栋501室"),
        ("成都市武侯区人民南路12号3栋1单元501室", "成都市武侯区人民南路12号3栋2单元501室"),
        ("成都市武侯区人民南路1号21栋501室", "成都市武侯区人民南路12号1栋501室"),
        ("成都市武侯区人民南路12号3栋22层102室", "成都市武侯区人民南路12号3栋2层2102室"),
    ],
)
def test_doors_that_only_look_alike_stay_apart(one: str, other: str) -> None:
    assert not set(addresses.addresses_of(one)) & set(addresses.addresses_of(other))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("成都泸州商会", "成都泸州商会青年分会"),
        ("四川大学", "四川大学华西医院"),
        ("中国银行", "中国人民银行"),
        ("成都汇川科技有限公司", "成都汇川科技有限公司工会委员会"),
        ("上海汇川科技有限公司", "汇川科技（成都）有限公司"),
    ],
)
def test_bodies_of_their_own_stay_apart(one: str, other: str) -> None:
    assert not set(names.names_of(one)) & set(names.names_of(other))
