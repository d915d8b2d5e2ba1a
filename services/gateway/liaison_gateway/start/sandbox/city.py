"""Create the city of a sandbox: six fictitious stations, their accounts, and a running trial."""

from __future__ import annotations

import json
import os
import shutil
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from liaison_gateway.access.built_in_accounts import seed, station_people
from liaison_gateway.developers.sandbox.client import SandboxClient
from liaison_gateway.start.embedded import Embedded, build_embedded

MODE = "sandbox"
FIRST_DAY = date(2018, 3, 1)
KEYS = "keys.json"
SIGN_WITH_PASSWORD = ("pays.approves", "pays.releases", "leading_group.approves")
"""People who sign with a one-time password; the leading group does so for large payments."""
FICTITIOUS = "虚构〔沙箱〕1号 FICTITIOUS"
CITIES = (
    ("LZ-001", "北京泸州商会", "110100", "51510500MJX0001004", "industry_federation"),
    ("LZ-002", "上海泸州商会", "310100", "51510500MJX000200R", "industry_federation"),
    ("LZ-003", "深圳泸州商会", "440300", "51510500MJX000300F", "industry_federation"),
    ("LZ-004", "西安侨界联谊会", "610100", "51510500MJX0004005", "overseas_federation"),
    ("LZ-005", "武汉侨界联谊会", "420100", "51510500MJX000500T", "overseas_federation"),
    ("LZ-006", "杭州侨界联谊会", "330100", "51510500MJX000600G", "overseas_federation"),
)


@dataclass(frozen=True)
class City:
    """Hold a running city, a client with all its keys, and the factors that release money."""

    embedded: Embedded
    client: SandboxClient
    factors: dict[str, str]


def open_city(folder: Path) -> City:
    """Open the city in a folder, or create it if there is no complete one."""
    path = folder / KEYS
    if not path.exists():
        shutil.rmtree(folder, ignore_errors=True)
    embedded = build_embedded(folder, MODE, FIRST_DAY)
    if path.exists():
        found = json.loads(path.read_text("utf-8"))
        return City(embedded, SandboxClient(embedded.app, found["keys"]), found["factors"])
    keys = {each.person.part: each.key for each in embedded.issued}
    client = SandboxClient(embedded.app, keys)
    _settle_in(client)
    factors = {
        part: str(client.post(part, "/v1/second-factors", {}, f"factor-{part}")["secret"])
        for part in SIGN_WITH_PASSWORD
    }
    for code, *_ in CITIES:
        people = seed(embedded.gateway.database, MODE, station_people(code), passwords=False)
        keys |= {each.person.part: each.key for each in people}
    opened = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(opened, "w", encoding="utf-8") as file:
        json.dump({"keys": keys, "factors": factors}, file)
    return City(embedded, SandboxClient(embedded.app, keys), factors)


def _settle_in(client: SandboxClient) -> None:
    stations = [_station(number, *entry) for number, entry in enumerate(CITIES, 1)]
    client.post("importer", "/v1/stations/imports", {"stations": stations}, "stations")
    extension = {
        "edition": "luzhou_2017",
        "document_no": FICTITIOUS,
        "decided_on": FIRST_DAY.isoformat(),
        "valid_until": "2030-12-31",
    }
    for part in ("policy.proposes", "policy.records"):
        client.post(part, "/v1/policy/extensions", extension, f"extension-{part}")
    client.wait_until_quiet()
    for station in stations:
        register_account(client, station["station_code"])
    client.wait_until_quiet()


def register_account(client: SandboxClient, station_code: str) -> None:
    """Register a station's bank account, and have a second person approve it."""
    path = f"/v1/stations/{station_code}/payee-accounts"
    body = {"holder": "虚构", "bank": "虚构银行", "number": f"0000-{station_code}"}
    account = client.post("accounts.enters", path, body, f"account-{station_code}")
    approval = {"account_version": account["account_version"]}
    path = f"/v1/payee-accounts/{account['payee_ref']}/approvals"
    client.post("accounts.approves", path, approval, f"approve-{station_code}")


def _station(
    number: int, code: str, host: str, city: str, credit_code: str, department: str
) -> dict[str, Any]:
    return {
        "station_code": code,
        "host_name": host,
        "host_kind": "chamber_abroad" if number < 4 else "social_organisation",
        "credit_code": credit_code,
        "city_code": city,
        "guiding_department": department,
        "head_ref": f"H-{number}",
        "liaison_ref": f"L-{number}",
        "plaque_granted_on": FIRST_DAY.isoformat(),
        "plaque_no": f"泸驻才〔2018〕{number}号（虚构）",
        "approval_no": f"泸府函〔2018〕{number}号（虚构）",
    }
