"""The bodies of what RightsSystem has done; each is named after the code of its station."""

from __future__ import annotations

from typing import Any

DAY = "2018-03-01"
PAPER = {"kind": "application_form", "media_type": "application/pdf"}
CREDIT = {
    "LZ-001": "51510500MJX0001017",
    "LZ-002": "51510500MJX0002020",
    "LZ-003": "51510500MJX000303Q",
    "sector": "51510500MJX0004005",
    "host": "51510500MJX000500T",
    "reviewer": "51510500MJX000600G",
}


def a_recruitment(code: str) -> dict[str, Any]:
    return {
        "level": "full_time_doctorate",
        "basis": "service_contract",
        "contract_months": 60,
        "talent": a_person(f"T-{code}"),
        "signed_on": DAY,
        "claimed_on": DAY,
    }


def a_change(code: str) -> dict[str, Any]:
    return {
        "change_code": f"CH-{code}",
        "change": "mission",
        "description": "x",
        "happened_on": DAY,
        "reported_on": DAY,
    }


def a_duty_record(code: str) -> dict[str, Any]:
    return {
        "station_code": code,
        "duty_type": "promotion_post",
        "occurred_on": DAY,
        "reported_on": DAY,
        "evidence": "https://example.org/post",
    }


def a_native(code: str) -> dict[str, Any]:
    return {
        "station_code": code,
        "name": "x",
        "reach": "12345",
        "sector": "x",
        "purpose": "x",
        "agreed_on": DAY,
        "saved_on": DAY,
    }


def a_person(number: str) -> dict[str, Any]:
    return {"name": "x", "document_type": "other", "document_number": number}


def an_application(code: str) -> dict[str, Any]:
    """Give an application without department and documents; stations lie in a city each."""
    return {
        "host_name": code,
        "host_kind": "chamber_abroad",
        "credit_code": CREDIT[code],
        "city_code": f"35010{code[-1] if code.startswith('LZ-') else 9}",
        "channel": "guiding_department",
        "head": a_person(f"H-{code}"),
        "head_is_legal_representative": True,
        "full_time_staff": 2,
        "premises": "x",
        "liaison_officers": [{**a_person(f"L-{code}"), "appointed_on": DAY}],
        "online_channels": "x",
        "local_resources": "x",
        "event_capacity": "x",
        "submitted_on": DAY,
    }
