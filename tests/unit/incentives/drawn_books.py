"""Draw year books of few stations, talents and days, so that things meet; say what holds in all."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from hypothesis import strategies as st

from liaison_incentives.policy.facts import Payment
from tests.unit.incentives.year_book_fold import Row

Sheets = dict[str, list[Row]]
D = date.fromisoformat
FIRST, LAST = date(2018, 1, 1), date(2020, 12, 31)
STATIONS = ("LZ-001", "LZ-002", "LZ-003")
BOLE_CAP_FEN = 20_000_000
DAYS = st.integers(0, (LAST - FIRST).days).map(lambda n: (FIRST + timedelta(days=n)).isoformat())
stations = st.sampled_from(STATIONS)
years = st.sampled_from(["2018", "2019", "2020"])
EXTENSION = {
    "edition": "luzhou_2017",
    "kind": "extension",
    "document_no": "e",
    "decided_on": "2018-01-01",
    "valid_until": "2030-12-31",
}


def numbered(name: str, rows: list[dict[str, Any]]) -> list[Row]:
    return [{name: f"{name[0].upper()}-{number}", **row} for number, row in enumerate(rows)]


CLAIMS = st.fixed_dictionaries(
    {
        "station_code": stations,
        "talent_ref": st.sampled_from(["T-1", "T-2"]),
        "level": st.sampled_from(["professor_level", "other"]),
        "basis": st.just("service_contract"),
        "contract_months": st.sampled_from(["60", "59"]),
        "signed_on": st.just("2018-02-01"),
        "claimed_on": st.sampled_from(["2018-03-01", "2018-03-02", "2019-06-30"]),
        "national_on": st.sampled_from(["", "2018-04-01", "2022-01-01"]),
        "provincial_on": st.sampled_from(["", "2018-03-15"]),
        "verified": st.just("yes"),
    }
)
BOLE_AWARDS = st.fixed_dictionaries(
    {
        "station_code": stations,
        "year": years,
        "amount": st.sampled_from(["60000.00", "150000.00", "200000.00"]),
        "leading_group_decision": st.sampled_from(["", "", "LG-1"]),
    }
)


@st.composite
def sheets(draw: st.DrawFn, days: st.SearchStrategy[str] = DAYS) -> Sheets:
    """Draw a book of three stations, few talents and few days, so that things meet.

    `days` are those of reviews and findings; each day on which something happens costs time.
    """
    grades = draw(
        st.fixed_dictionaries(
            {
                (code, year): st.sampled_from(["excellent", "qualified", "unqualified"])
                for code in STATIONS
                for year in ("2018", "2019", "2020")
            }
        )
    )
    found = draw(
        st.lists(st.tuples(stations, days, st.booleans()), max_size=2, unique_by=lambda row: row[0])
    )
    reviews = draw(st.dictionaries(st.tuples(stations, years), days, max_size=6))
    return {
        "editions": [EXTENSION],
        "stations": [
            {
                "station_code": code,
                "plaque_granted_on": draw(
                    st.sampled_from(["2017-08-02", "2018-01-01", "2018-07-15"])
                ),
            }
            for code in STATIONS
        ],
        "scores": [{"station_code": "LZ-001", "year": year} for year in ("2018", "2020")],
        "grades": [
            {"station_code": code, "year": year, "grade": grade}
            for (code, year), grade in grades.items()
        ],
        "recruitments": numbered("recruitment_code", draw(st.lists(CLAIMS, max_size=5))),
        "bole": numbered("bole_code", draw(st.lists(BOLE_AWARDS, max_size=5))),
        "spending": [
            {"station_code": code, "year": year, "reviewed_on": on}
            for (code, year), on in reviews.items()
        ],
        "findings": [
            {
                "station_code": code,
                "found_on": on,
                "revoked_on": "",
                "confirmed_on": on if confirmed else "",
            }
            for code, on, confirmed in found
        ],
    }


def check_payments(lines: Sheets, paid: Iterable[tuple[str, Payment]]) -> None:
    """Assert of a book's payments, each with its station, what the measures say of all books."""
    paid = list(paid)
    awards = Counter(payment.award_code for _, payment in paid)
    assert all(count == 1 for count in awards.values()), "no award is paid twice"
    talent_of = {row["recruitment_code"]: row["talent_ref"] for row in lines["recruitments"]}
    talents = Counter(talent_of[p.reference] for _, p in paid if p.rule == "talent_recruited")
    assert all(count == 1 for count in talents.values()), "no talent is paid twice"
    decided = {row["bole_code"] for row in lines["bole"] if row["leading_group_decision"]}
    capped: Counter[tuple[str, int]] = Counter()
    for code, payment in paid:
        if payment.rule == "bole_award" and payment.reference not in decided:
            capped[code, payment.year] += payment.amount_fen
    assert all(fen <= BOLE_CAP_FEN for fen in capped.values()), "the cap holds"
    for code, payment in paid:
        assert payment.amount_fen >= 0
        assert may_be_paid(lines, code, payment), "what is held is never paid"


def may_be_paid(lines: Sheets, code: str, payment: Payment) -> bool:
    """Tell, from the sheets alone, whether nothing held a payment on its day."""
    [plaque] = [r["plaque_granted_on"] for r in lines["stations"] if r["station_code"] == code]
    for row in lines["findings"]:
        is_ours = row["station_code"] == code and D(row["found_on"]) >= D(plaque)
        if is_ours and D(row["found_on"]) <= payment.paid_on:
            return False
    if payment.rule not in ("base_grant", "excellent_uplift") or D(plaque).year == payment.year:
        return True
    return any(
        row["station_code"] == code
        and int(row["year"]) == payment.year - 1
        and D(row["reviewed_on"]) <= payment.paid_on
        for row in lines["spending"]
    )
