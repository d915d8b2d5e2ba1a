"""Hold an embedded instance and call its API as people of its cast."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path
from typing import Any

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from liaison_contracts.envelope import Envelope
from liaison_contracts.message import dump, event_type_of
from liaison_gateway.access.built_in_accounts import seed, station_people
from liaison_gateway.model.folds.fold import fold
from liaison_gateway.start.embedded import build_embedded

FIRST_DAY = date(2018, 3, 1)


class System:
    """An instance of mode demo; `get` and `post` speak HTTP to it."""

    def __init__(self, folder: Path, **more: Any) -> None:
        self.folder = folder
        self.instance = build_embedded(folder, "demo", FIRST_DAY, **more)
        self.keys = {found.person.part: found.key for found in self.instance.issued}
        self.people = {found.person.part: found.person for found in self.instance.issued}
        self.browser = self.instance.app.test_client()
        self._told = 0

    def close(self) -> None:
        self.instance.close()

    def sign(self, part: str) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.keys[part]}"}

    def get(self, part: str, path: str, **query: Any) -> TestResponse:
        return self.browser.get(path, query_string=query, headers=self.sign(part))

    def post(self, part: str, path: str, body: Any, key: str = "", **headers: str) -> TestResponse:
        sent = {**self.sign(part), **headers, **({"Idempotency-Key": key} if key else {})}
        return self.browser.post(path, json=body, headers=sent)

    def add_station(self, code: str, department: str = "industry_federation") -> None:
        """Import a station through the API and let everybody hear it."""
        answer = self.post(
            "importer", "/v1/stations/imports", {"stations": [a_station(code, department)]}
        )
        assert answer.status_code == 200, answer.text
        self.instance.bus.pump()

    def add_station_people(self, code: str) -> None:
        database = self.instance.gateway.database
        for found in seed(database, "demo", station_people(code), passwords=False):
            self.keys[found.person.part] = found.key

    def tell(
        self, message: object, subject: str = "", *, at: str = "2018-03-01T00:00:00.000+00:00"
    ) -> None:
        """Fold an event into the read model as if its service had told it."""
        self._told += 1
        with self.instance.gateway.database.writing() as session:
            fold(session, an_envelope(message, subject, self._told, at))

    def rows(self, path: str, **query: Any) -> list[dict[str, Any]]:
        answer = self.get("auditor", f"/v1/{path}", **query)
        assert answer.status_code == 200, answer.text
        found: list[dict[str, Any]] = answer.json["data"]
        return found

    def row(self, path: str, **query: Any) -> dict[str, Any]:
        (found,) = self.rows(path, **query)
        return found


def a_station(code: str, department: str = "industry_federation") -> dict[str, Any]:
    return {
        "station_code": code,
        "host_name": f"{code} 商会",
        "host_kind": "chamber_abroad",
        "credit_code": "515105003170669079",
        "city_code": "440300",
        "guiding_department": department,
        "head_ref": f"P-{code}-1",
        "liaison_ref": f"P-{code}-2",
        "plaque_granted_on": "2018-03-01",
        "plaque_no": f"泸驻才〔2018〕{code}号",
        "approval_no": f"泸府函〔2018〕{code}号",
    }


def an_envelope(message: object, subject: str, number: int, at: str) -> Envelope:
    kind = event_type_of(message)
    return Envelope(
        id=f"00000000-0000-7000-8000-{number:012d}",
        source=f"liaison/{kind.source}",
        type=kind.type,
        subject=subject,
        time=at,
        sequence=number,
        logid="log",
        effectiveon="2018-03-01",
        actor="P-1",
        edition="",
        causationid="",
        traceparent="",
        data=dump(message),
    )


def shown(answer: TestResponse) -> str:
    """Return an answer as one line, to read in a failed assertion."""
    return f"{answer.status_code} {json.dumps(answer.json, ensure_ascii=False)}"


def token_of(page: TestResponse) -> str:
    """Return the token of the form on a page."""
    found = re.search(r'name="csrf" value="([^"]+)"', page.text)
    assert found, page.text
    return found[1]


def browser_of(system: System, part: str = "") -> FlaskClient:
    """Return a browser, signed in as somebody of the cast."""
    browser = system.instance.app.test_client()
    if part:
        issued = next(each for each in system.instance.issued if each.person.part == part)
        form = {
            "part": part,
            "password": issued.password,
            "csrf": token_of(browser.get("/sign-in")),
        }
        answer = browser.post("/sign-in", data=form)
        assert (answer.status_code, answer.headers["Location"]) == (303, "/")
    return browser
