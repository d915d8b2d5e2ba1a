"""Replay a book day by day: facts, grades, the close of the day, payments.

When a book is imported as the history of a live instance, nothing is paid and no payee account is
entered: the instance records amounts that become payable as paid before.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass, field
from datetime import date, timedelta
from itertools import groupby
from typing import Any

from liaison_contracts.errors import LiaisonError
from liaison_yearbook.book.reader import Book
from liaison_yearbook.client import Api
from liaison_yearbook.replay.acts import Act, Departments, acts_of
from liaison_yearbook.replay.duties import play_duties
from liaison_yearbook.replay.payments import Payments

DAYS_AFTER = 31
"""Records of the last year may be reported in January; its periods are final only after that."""
WITHOUT_EFFECT = ("finding_before_plaque",)
"""Refusal codes after which the replay continues: a valid fact without effect by rule."""
Progress = Callable[[date, int, int], None]


@dataclass
class Player:
    """Replay one book on one instance; facts without effect by rule are collected in `refused`."""

    api: Api
    book: Book
    progress: Progress = lambda day, done, all_days: None
    is_history: bool = False
    refused: list[dict[str, Any]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._departments = Departments(self.book)
        self._without_effect: set[str] = set()
        self._payments = Payments(self.api)
        self._reached = date.fromisoformat(self.api.get("ops", "/v1/instance")["day"])
        self._last_scored = max(self.book.scored_years)
        self._duties = sorted(self.book["duties"], key=lambda line: (line.reported_on, repr(line)))

    def play(self) -> None:
        """Replay the book from its first day to its last; a repetition changes nothing.

        A book that ends on a given day (`ends_on`) is not replayed past the close of that day.

        Raises:
            LiaisonError: if a command is refused for another reason than the rules.
        """
        acts = acts_of(self.book)
        by_day = {day: list(group) for day, group in groupby(acts, key=lambda act: act.on)}
        days = days_of(self.book, by_day)
        for done, day in enumerate(days, start=1):
            self._play_day(day, by_day.get(day, []))
            self.progress(day, done, len(days))
        if self.book.ends_on is None:
            self._finish()

    def _play_day(self, day: date, acts: list[Act]) -> None:
        self._advance(day)
        for _, group in groupby(acts, key=lambda act: act.rank):
            self.api.wait_until_quiet()
            for act in group:
                self._ask(act)
        self._play_duties(day)
        if (day.month, day.day) == (12, 31) and day.year <= self._last_scored:
            self._grade(day)
        self._close(day)
        if day >= self._reached and not self.is_history:  # earlier days are paid
            self._payments.pay(day)

    def _finish(self) -> None:
        day = self.book.until + timedelta(days=DAYS_AFTER)
        self._advance(day)
        self._play_duties(date.max)
        self._close(day)

    def _advance(self, day: date) -> None:
        if day < self._reached:
            return
        body = {"on": day.isoformat()}
        self.api.post("ops", "/v1/instance/day", body, f"advance-{day}")

    def _close(self, day: date) -> None:
        body = {"on": day.isoformat()}
        self.api.post("ops", "/v1/instance/closings", body, f"close-{day}")

    def _ask(self, act: Act) -> None:
        if act.about in self._without_effect:
            return
        try:
            self._note_refusals(self.api.post(act.part, act.path, act.body, act.key))
        except LiaisonError as error:
            if error.code not in WITHOUT_EFFECT:
                raise
            told = [asdict(reason) for reason in error.reasons]
            self.refused.append({"code": act.about, "reasons": told})
            self._without_effect.add(act.about)
        if act.path == "/v1/stations/imports" and not self.is_history:
            self._register_account(act.body["stations"][0]["station_code"])

    def _note_refusals(self, answer: Any) -> None:
        results = answer.get("results", [answer])
        self.refused += [result for result in results if result.get("state") == "refused"]

    def _register_account(self, station_code: str) -> None:
        self.api.wait_until_quiet()  # the plaque has to be known where it is paid
        path = f"/v1/stations/{station_code}/payee-accounts"
        body = {"holder": "year book", "bank": "year book", "number": f"0000-{station_code}"}
        account = self.api.post("accounts.enters", path, body, f"account-{station_code}")
        approval = {"account_version": account["account_version"]}
        path = f"/v1/payee-accounts/{account['payee_ref']}/approvals"
        self.api.post("accounts.approves", path, approval, f"approve-account-{station_code}")

    def _play_duties(self, until: date) -> None:
        due = [line for line in self._duties if line.reported_on <= until]
        if not due:
            return
        self._duties = self._duties[len(due) :]
        on = min(until, self.book.until + timedelta(days=DAYS_AFTER))
        self.api.wait_until_quiet()
        self.refused += play_duties(self.api, self._departments, due, on)

    def _grade(self, day: date) -> None:
        year = day.year
        scores = [line for line in self.book["scores"] if line.year == year]
        opening = {"year": year, "scheme_document_no": "scores.csv", "opened_on": day.isoformat()}
        self.api.wait_until_quiet()
        self.api.post("verifies", "/v1/assessments", opening, f"assessment-{year}")
        for part, side, lines in self._sides(scores):
            stations = groupby(lines, key=lambda line: line.station_code)
            body = {
                "side": side,
                "submitted_on": day.isoformat(),
                "scores": [_station_scores(code, group) for code, group in stations],
            }
            path = f"/v1/assessments/{year}/scores"
            self._note_refusals(self.api.post(part, path, body, f"scores-{year}-{part}"))
        path = f"/v1/assessments/{year}"
        proposal = {"proposed_on": day.isoformat()}
        self.api.post("grades.proposes", f"{path}/proposals", proposal, f"proposal-{year}")
        document = {"document_no": f"scores.csv {year}", "published_on": day.isoformat()}
        self.api.post("grades.publishes", f"{path}/publications", document, f"grades-{year}")

    def _sides(self, scores: Iterable[Any]) -> list[tuple[str, str, list[Any]]]:
        found: dict[tuple[str, str], list[Any]] = {}
        for line in sorted(scores, key=lambda line: (line.station_code, line.material)):
            if line.side == "talent_office":
                part = "scores"
            else:
                part = self._departments.officer(line.station_code)
            found.setdefault((part, line.side), []).append(line)
        return [(part, side, lines) for (part, side), lines in sorted(found.items())]


def _station_scores(code: str, lines: Iterable[Any]) -> dict[str, Any]:
    materials = [{"material": line.material, "score": format(line.score, "f")} for line in lines]
    return {"station_code": code, "materials": materials}


def days_of(book: Book, with_facts: Iterable[date]) -> list[date]:
    """Return the days to replay: those with a fact, and those on which something may fall due."""
    days = {*with_facts, book.until}
    first, last = book.years
    for year in range(first, last + 1):
        days |= {date(year, 1, 1), date(year, 1, 31), date(year, 2, 1)}
        ends = (date(year + month // 12, month % 12 + 1, 1) for month in range(1, 13))
        days |= {first_of_next - timedelta(days=1) for first_of_next in ends}
    return sorted(day for day in days if day <= book.until)
