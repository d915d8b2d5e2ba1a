"""Give a system where every kind of thing exists three times: for one's own, and for two others."""

from __future__ import annotations

from datetime import date
from typing import Any

from liaison_contracts.gateway import IssueKey, MakeTestKey, RegisterWebhook
from liaison_contracts.publish.schemas import body_of
from liaison_contracts.registry import PanelAppointed
from liaison_contracts.roles import EVERYBODY
from liaison_gateway.access import keys
from liaison_gateway.access.accounts import (
    Person,
    add_person,
    caller_of_key,
)
from liaison_gateway.access.key_terms import ALL_SCOPES
from liaison_gateway.access.work import Work
from liaison_gateway.developers.sandbox import keys as test_keys
from liaison_gateway.exchange.webhooks import console, registration
from liaison_gateway.model.documents import put
from liaison_gateway.model.folds.fold import fold
from liaison_gateway.model.views.catalogue import VIEWS
from liaison_kit.claims import hash_of
from liaison_registry.tables import Application
from tests.contract.samples import sample
from tests.integration.gateway.rights_bodies import (
    DAY,
    PAPER,
    a_change,
    a_duty_record,
    a_native,
    a_recruitment,
    an_application,
)
from tests.integration.gateway.system import System, an_envelope, shown

AT = "2018-03-01T00:00:00.000+00:00"
OWN, *FOREIGN = STATIONS = ("LZ-001", "LZ-002", "LZ-003")
DEPARTMENTS = {
    "LZ-001": "industry_federation",
    "LZ-002": "overseas_federation",
    "LZ-003": "overseas_federation",
}
ORGS = {
    "guiding_department": DEPARTMENTS[OWN],
    "station_head": f"station/{OWN}",
    "liaison_officer": f"station/{OWN}",
    "sector_department": "commerce_bureau",
    "host": "host/one",
    "reviewer": DEPARTMENTS[OWN],
}
FIXED: dict[str, Any] = {"duty_type": "promotion_post", "score": "88.50", "passed_by": None}
"""Values that a service accepts, for fields whose shape says less than the service asks for."""


class RightsSystem(System):
    """Hold one caller a role, and `things`: the codes of a station's things, by field name."""

    def __init__(self, folder: Any) -> None:
        super().__init__(folder)
        self.refs: dict[str, str] = {}
        self.things: dict[str, dict[str, Any]] = {}
        with self.instance.gateway.database.writing() as session:
            for role in EVERYBODY:
                person = Person(f"role.{role}", role, role, ORGS.get(role, role), (role,))
                issued = add_person(session, person, live=False, cheap=True)
                self.keys[role], self.refs[role] = issued.key, issued.person_ref
        for code in STATIONS:
            self.add_station(code, DEPARTMENTS[code])
            self.add_station_people(code)
        self._done("ops", "/v1/instance/closings", {"on": DAY})
        scheme = {"year": 2018, "scheme_document_no": "x", "opened_on": DAY}
        self._done("grades.proposes", "/v1/assessments", scheme)
        named = self._apply(
            "sector_department", "sector", DEPARTMENTS[FOREIGN[0]], channel="sector_department"
        )
        self.things_of_role = {role: {OWN: self._console_of(role)} for role in EVERYBODY}
        self.things_of_role["sector_department"][OWN] |= named
        self.things_of_role["host"][OWN] |= self._apply("host", "host", DEPARTMENTS[OWN])
        self.things_of_role["reviewer"][OWN] |= self._seated("reviewer")
        for role in (
            "guiding_department",
            "liaison_officer",
            "reviewer",
            "sector_department",
            "host",
            "finance",
            "finance_prepare",
            "finance_approve",
        ):
            self.things_of_role[role][OWN] |= self._brought_by(role)
        for code in STATIONS:
            self.things[code] = self._things_of(code)
        self.instance.bus.pump()
        self._add_documents()

    def _done(self, part: str, path: str, body: Any) -> Any:
        answer = self.post(part, path, body, key=f"{part} {path} {hash_of(body)[:9]}")
        assert answer.status_code < 300, f"{path}: {shown(answer)}"
        return answer.json.get("data")

    def _things_of(self, code: str) -> dict[str, Any]:
        head, department = f"{code}.head", f"{DEPARTMENTS[code]}.enters"
        at = f"/v1/stations/{code}"
        found: dict[str, Any] = {"station_code": code, "year": 2018, "earlier": 1, "later": 1}
        claim = a_recruitment(code)
        found |= {
            "recruitment_code": self._done(head, f"{at}/recruitments", claim)["recruitment_code"]
        }
        event = {"event_code": f"E-{code}", "held_on": DAY, "budget": "100.00"}
        self._done(head, f"{at}/special-events", event)
        change = a_change(code)
        self._done(head, f"{at}/changes", change)
        spending = {"year": 2018, "spent": "1.00", "submitted_on": DAY}
        self._done(head, f"{at}/spending-reports", spending)
        account = {"holder": code, "bank": "bank", "number": f"000011112222{code[-1]}"}
        found |= self._done(head, f"{at}/payee-accounts", account)
        approval = {"account_version": found["account_version"]}
        self._done(
            "accounts.approves", f"/v1/payee-accounts/{found['payee_ref']}/approvals", approval
        )
        record = a_duty_record(code)
        outcome = self._done(head, "/v1/duty-records", {"records": [record]})["results"][0]
        native = a_native(code)
        found["native_ref"] = self._done(head, "/v1/natives", native)["native_ref"]
        applied = self._apply(department, code, DEPARTMENTS[code])
        finding = {
            "finding_code": f"F-{code}",
            "station_code": code,
            "found_on": DAY,
            "grounds": "x",
        }
        self.instance.bus.pump()
        award = self.row("awards", station_code=code)
        batch = self._done("pays.seals", "/v1/batches", {"award_codes": [award["award_code"]]})
        self._done("verifies", "/v1/findings", {**finding, "station_code": code})
        return found | {
            "event_code": event["event_code"],
            "change_code": change["change_code"],
            "case_code": change["change_code"],  # a statement is made on either
            "record_code": outcome["record_code"],
            "finding_code": finding["finding_code"],
            "award_code": award["award_code"],
            "batch_code": batch["batch_code"],
            "batch_sha256": batch["sha256"],
            "application_code": applied["application_code"],
            "person_ref": self._head_of(applied["application_code"]),
            "guiding_department": DEPARTMENTS[code],
            "media_type": "application/pdf",
            "since": "2018-03-01T00:00:00Z",
            **self._console_of(head),
            **self._brought_by(head),
        }

    def _upload(self, part: str) -> str:
        answer = self.browser.post("/v1/files", data=f"%PDF-1.7 {part}", headers=self.sign(part))
        return str(answer.json["data"]["sha256"])

    def _brought_by(self, part: str) -> dict[str, Any]:
        """Let a part bring a file and begin to import another, where their role may."""
        brought = {"sha256": self._upload(part)}
        lines = f'{{"part": "{part}"}}\n'
        answer = self.browser.post("/v1/files", data=lines, headers=self.sign(part))
        wish = {
            "resource": "duty-records",
            "format": "ndjson",
            "sha256": answer.json["data"]["sha256"],
        }
        begun = self.post(part, "/v1/imports", wish, key=f"import {part}")
        if begun.status_code < 300:
            brought["import_id"] = begun.json["data"]["import_id"]
        return brought

    def _console_of(self, part: str) -> dict[str, Any]:
        """Give a caller a webhook with one delivery, and a key, whether their role may or not."""
        gateway = self.instance.gateway
        caller = caller_of_key(gateway.database, self.keys[part])
        with gateway.database.writing() as session:
            work = Work(gateway, caller, ALL_SCOPES, lambda: session)
            address = f"https://93.184.216.34/{part}"
            webhook = registration.register(work, RegisterWebhook(url=address))
            wished = IssueKey(label="one", scopes=ALL_SCOPES, days=30)
            issued = keys.issue(work, wished)
            number = console.put_sample(session, webhook.endpoint_id)
            test_key = test_keys.make(work, MakeTestKey(label="one")).key
        return {
            "endpoint_id": webhook.endpoint_id,
            "sequence": number,
            "key_id": issued.key_id,
            "test_key_id": test_key.split("_")[2],
        }

    def _apply(self, part: str, code: str, department: str, **more: Any) -> Any:
        application = an_application(code) | {
            "guiding_department": department,
            "documents": [{**PAPER, "sha256": self._upload(part)}],
        }
        return self._done(part, "/v1/applications", {**application, **more})

    def _seated(self, role: str) -> dict[str, Any]:
        """Bring an application before a panel on which a role sits, and no other of its side."""
        part = "industry_federation.enters"
        seen = {"original_inspected_by": "P-1", "original_inspected_on": DAY}
        file = {"media_type": "application/pdf", "sha256": self._upload(part)}
        papers = [{"kind": kind, **file} for kind in ("application_form", "success_case")]
        papers.append({"kind": "legal_person_certificate", **file, **seen})
        applied = self._apply(part, role, DEPARTMENTS[OWN], documents=papers, city_code="330100")
        at = f"/v1/applications/{applied['application_code']}"
        self._done(
            "industry_federation.reviews",
            f"{at}/forwardings",
            {"opinion": "x", "forwarded_on": DAY},
        )
        answers = [
            {"condition": f"5({number})", "outcome": "met", "reason": "x"} for number in range(1, 7)
        ]
        self._done("verifies", f"{at}/eligibility-checks", {"answers": answers, "checked_on": DAY})
        self._done("verifies", "/v1/review-rounds", {"opened_on": DAY, "document_no": "x"})
        members = {role: "guiding_department", "talent_office": "talent_office"}
        for member, side in members.items():
            reviewer = {
                "person_ref": self.refs[member],
                "side": side,
                "organisation": f"of {member}",
                "registered_on": DAY,
            }
            if side == "guiding_department":
                reviewer["guiding_department"] = DEPARTMENTS[OWN]
            self._done("verifies", "/v1/reviewers", reviewer)
        refs = [self.refs[member] for member in members]
        self._done("verifies", f"{at}/panels", {"members": refs, "appointed_on": DAY})
        return {"application_code": applied["application_code"]}

    def _head_of(self, application_code: str) -> str:
        with self.instance.runtimes["registry"].database.reading() as session:
            application = session.get(Application, application_code)
            assert application is not None
            return str(application.head_ref)

    def _add_documents(self) -> None:
        """Put one document of each kind and station into the read model, besides the true ones."""
        with self.instance.gateway.database.writing() as session:
            for view in VIEWS:
                for code in STATIONS:
                    own = {
                        "station_code": code,
                        "acts": [],
                        "guiding_department": DEPARTMENTS[code],
                        "applicant_org": ORGS["host"] if code == OWN else "host/other",
                    }
                    put(session, view.kind, f"seen/{code}", own)
            named = {"station_code": OWN, "applicant_org": ORGS["sector_department"]}
            put(session, "application", f"named/{OWN}", named)
            seated = PanelAppointed(
                application_code=f"seated/{OWN}",
                round_code="x",
                appointed_on=date(2018, 3, 1),
                sitting=(self.refs["reviewer"],),
                recused=(),
            )
            fold(session, an_envelope(seated, "application/seated", 1, AT))
            put(session, "application", f"seated/{OWN}", {"station_code": OWN})
        self.things_of_role["sector_department"][OWN]["seen"] = f"named/{OWN}"
        self.things_of_role["reviewer"][OWN]["seen"] = f"seated/{OWN}"


def body_for(
    command: type, things: dict[str, Any], path: set[str], role: str = ""
) -> dict[str, Any]:
    """Return a body that the command's shape allows, about one station's things, from a role."""
    side = "talent_office" if role == "talent_office" else "guiding_department"
    channel = role if role == "sector_department" else "guiding_department"
    form = body_of(command, tolerant=False)
    found: dict[str, Any] = _fitted(sample(form), {**things, "side": side, "channel": channel})
    return {name: value for name, value in found.items() if name not in path}


def _fitted(value: Any, things: dict[str, Any], name: str = "") -> Any:
    if name in things:
        return things[name]
    if name in FIXED:
        return FIXED[name]
    if name == "award_codes":
        return [things["award_code"]]
    if name.endswith("_on"):
        return DAY
    if isinstance(value, dict):
        return {inner: _fitted(each, things, inner) for inner, each in value.items()}
    if isinstance(value, list):
        return [_fitted(each, things) for each in value]
    return value


__all__ = ["FOREIGN", "OWN", "STATIONS", "RightsSystem", "body_for"]
