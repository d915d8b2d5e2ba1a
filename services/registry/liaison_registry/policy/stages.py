"""Define the states of an application and of a station, and the acts that lead between them.

Articles 4 to 7 order the stages of an application; Articles 10, 12(3) and 12(4) say how a station
ends.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from liaison_contracts.reasons import Refused, reason

Table = Mapping[tuple[str, str], str]

APPLICATION: Table = {
    ("draft", "submit"): "submitted",
    ("draft", "want_department"): "department_wanted",
    ("department_wanted", "assign_guiding_department"): "submitted",
    ("department_wanted", "return"): "draft",
    ("submitted", "forward"): "forwarded",
    ("submitted", "return"): "draft",
    ("forwarded", "return"): "draft",
    ("forwarded", "find_complete"): "complete",
    ("complete", "open_review"): "review",
    ("review", "seat_again"): "review",
    ("review", "submit_opinion"): "review",
    ("review", "record_site_visit"): "review",
    ("review", "pass_review"): "review_passed",
    ("review", "fail_review"): "review_failed",
    ("review", "split_review"): "review_split",
    ("review_split", "reopen_review"): "review",
    ("review_split", "leading_group_return"): "leading_group_returned",
    ("review_passed", "leading_group_pass"): "leading_group_passed",
    ("review_passed", "leading_group_return"): "leading_group_returned",
    ("leading_group_returned", "reopen_review"): "review",
    ("leading_group_passed", "approve"): "approved",
    ("approved", "grant_plaque"): "granted",
}

STATION: Table = {
    ("active", "report_change"): "change_evaluation",
    ("active", "open_case"): "revocation_case",
    ("active", "withdraw"): "withdrawn",
    ("active", "close_station"): "closed",
    ("change_evaluation", "report_change"): "change_evaluation",
    ("change_evaluation", "continue"): "active",
    ("change_evaluation", "withdraw"): "withdrawn",
    ("change_evaluation", "open_case"): "revocation_case",
    ("change_evaluation", "close_station"): "closed",
    ("revocation_case", "open_case"): "revocation_case",
    ("revocation_case", "report_change"): "revocation_case",
    ("revocation_case", "continue"): "revocation_case",
    ("revocation_case", "keep"): "active",
    ("revocation_case", "keep_under_evaluation"): "change_evaluation",
    ("revocation_case", "keep_under_case"): "revocation_case",
    ("revocation_case", "revoke"): "withdrawn",
    ("revocation_case", "withdraw"): "withdrawn",
    ("withdrawn", "recover_plaque"): "plaque_recovered",
    ("closed", "recover_plaque"): "plaque_recovered",
}

TABLES: Mapping[str, tuple[Table, str, str]] = {
    "application": (APPLICATION, "7", "application_act_not_possible"),
    "station": (STATION, "10", "station_act_not_possible"),
}


def next_state(table: str, state: str, act: str) -> str:
    """Return the state after an act, in the table `application` or `station`.

    >>> next_state("station", "withdrawn", "recover_plaque")
    'plaque_recovered'

    Raises:
        Refused: naming the acts that are possible in that state.
    """
    rows, article, code = TABLES[table]
    after = rows.get((state, act))
    if after is None:
        possible = sorted(acts_in(table, state)) or None
        raise Refused(reason(code, article, act=act, state=state, possible=possible))
    return after


def acts_in(table: str, state: str) -> tuple[str, ...]:
    """Return the acts possible in a state, in the order of the table."""
    return tuple(do for now, do in TABLES[table][0] if now == state)


def keep_act(open_cases: int, open_evaluations: int) -> str:
    """Return which act a `keep` stands for, given what else is still open at the station."""
    if open_cases:
        return "keep_under_case"
    return "keep_under_evaluation" if open_evaluations else "keep"


def is_authorised(granted_on: date, withdrawn_on: date | None, on: date) -> bool:
    """Return whether a station is authorised on a day; plaque and withdrawal days count."""
    return granted_on <= on and (withdrawn_on is None or on <= withdrawn_on)
