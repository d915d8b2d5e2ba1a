"""Answer lists and single things from the read model, narrowed to what the caller may see."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask import Response, jsonify, request, url_for
from flask_smorest import Blueprint

from liaison_contracts.errors import Invalid, NotFound
from liaison_gateway.auth import allows, caller, gateway
from liaison_gateway.views import documents
from liaison_kit.claims import Caller

lists = Blueprint("lists", "lists", url_prefix="/v1")
DEFAULT_LIMIT, LARGEST_LIMIT = 50, 500
SEES_ALL = ("talent_office", "leading_group", "auditor", "ops")
OWN = ("guiding_department", "station_head", "liaison_officer")
MONEY = (*SEES_ALL, *OWN, "finance")


@dataclass(frozen=True)
class View:
    """Describe one list: its path, kind of document, who sees it and what it is filtered by."""

    path: str
    kind: str
    summary: str
    summary_zh: str
    roles: tuple[str, ...] = (*SEES_ALL, *OWN, "finance", "replay")
    filters: tuple[str, ...] = ("station_code", "state")


VIEWS = (
    View("stations", "station", "Stations", "工作站台账", filters=("state",)),
    View("applications", "application", "Applications", "设站申请", (*SEES_ALL, *OWN)),
    View("duty-records", "duty_record", "Duty records", "履职记录",
         filters=("station_code", "state", "year")),
    View("duties-missed", "duty_missed", "Duties missed", "未履职情况",
         filters=("station_code", "year")),
    View("assessments", "assessment", "Yearly assessments", "年度考核", filters=("state",)),
    View("grades", "grade", "Grades", "考核等次", filters=("station_code", "year", "state")),
    View("cases", "case", "Cases", "评估与取消授权案件", filters=("station_code", "year", "state")),
    View("findings", "finding", "Findings", "弄虚作假核查",
         filters=("station_code", "year", "state")),
    View("recruitments", "recruitment", "Recruitments", "引才成果",
         filters=("station_code", "year", "state")),
    View("spending-reports", "spending_report", "Spending reports", "经费使用情况",
         filters=("station_code", "year", "state")),
    View("awards", "award", "Awards", "激励与经费", MONEY, ("station_code", "year", "state")),
    View("payee-accounts", "payee_account", "Payee accounts", "收款账户", MONEY),
    View("batches", "batch", "Batches", "拨付批次", (*SEES_ALL, "guiding_department", "finance"),
         ("state",)),
    View("payouts", "payout", "Payouts", "拨付", MONEY, ("station_code", "state")),
    View("payout-days", "payout_day", "Daily totals of payouts", "每日拨付合计",
         (*SEES_ALL, "finance"), ()),
    View("policy", "policy_entry", "Policy register", "政策登记", filters=("state",)),
)  # fmt: skip


def scope_of(found: Caller) -> dict[str, list[str]]:
    """Return what narrows a caller's view: own department, own stations; empty sees all."""
    if set(found.roles) & {*SEES_ALL, "finance", "replay"}:
        return {}
    orgs = (found.org, *found.mandates)
    stations = [org.removeprefix("station/") for org in orgs if org.startswith("station/")]
    return {"department": list(orgs), "station_code": stations}


def _list_of(view: View) -> Callable[..., Response]:
    unscoped = view.kind in ("assessment", "policy_entry", "batch", "payout_day")

    @allows(*view.roles)
    def listed() -> Response:
        limit, after = _limit(), _after()
        with gateway().database.reading() as session:
            rows = documents.page(
                session,
                view.kind,
                filters=_filters(view),
                scope={} if unscoped else scope_of(caller()),
                after=after,
                updated_since=request.args.get("updated_since", ""),
                limit=limit + 1,
            )
        return _page(rows, limit)

    listed.__name__ = f"list_{view.kind}"
    listed.__doc__ = f"{view.summary}\n\n{view.summary_zh}。"
    return listed


def _one_of(view: View) -> Callable[..., Response]:
    @allows(*view.roles)
    def one(code: str) -> Response:
        with gateway().database.reading() as session:
            found = documents.find(session, view.kind, code)
        if found is None or not may_see(found, scope_of(caller())):
            raise NotFound(
                f"{view.kind}_unknown", f"There is no {view.kind} {code} for you to see."
            )
        return jsonify(data=found)

    one.__name__ = f"one_{view.kind}"
    one.__doc__ = f"One of: {view.summary}\n\n{view.summary_zh}。"
    return one


def may_see(found: dict[str, Any], scope: dict[str, list[str]]) -> bool:
    """Tell whether a document lies within a scope of `scope_of`."""
    if not scope:
        return True
    department = found.get("department") or found.get("guiding_department")
    return department in scope["department"] or found.get("station_code") in scope["station_code"]


def _filters(view: View) -> dict[str, Any]:
    known = {*view.filters, "limit", "cursor", "updated_since"}
    unknown = sorted(set(request.args) - known)
    if unknown:
        faults = {name: [f"unknown; use {', '.join(sorted(known))}"] for name in unknown}
        raise Invalid("invalid_query", f"Unknown query: {', '.join(unknown)}.", faults=faults)
    found: dict[str, Any] = {
        name: request.args[name] for name in view.filters if name in request.args
    }
    if "year" in found:
        found["year"] = whole_number("year", found["year"])
    return found


def whole_number(name: str, text: str, most: int = 10**15) -> int:
    """Return a whole number of the query.

    Raises:
        Invalid: naming the parameter.
    """
    if not (text.isascii() and text.isdigit() and int(text) <= most):
        faults = {name: [f"must be a whole number up to {most}"]}
        raise Invalid("invalid_query", f"{name} must be a whole number.", faults=faults)
    return int(text)


def _limit() -> int:
    limit = whole_number("limit", request.args.get("limit", str(DEFAULT_LIMIT)), LARGEST_LIMIT)
    return max(1, limit)


def _after() -> str:
    try:
        return base64.urlsafe_b64decode(request.args.get("cursor", "")).decode()
    except (binascii.Error, ValueError) as error:
        faults = {"cursor": ["is not one of ours"]}
        raise Invalid("invalid_query", "The cursor is not one of ours.", faults=faults) from error


def _page(rows: list[dict[str, Any]], limit: int) -> Response:
    has_more, shown = len(rows) > limit, rows[:limit]
    cursor = base64.urlsafe_b64encode(shown[-1]["_code"].encode()).decode() if has_more else None
    data = [{name: value for name, value in row.items() if name != "_code"} for row in shown]
    response = jsonify(data=data, next_cursor=cursor, has_more=has_more)
    if has_more:
        query = {**request.args, "cursor": cursor}
        response.headers["Link"] = f'<{url_for(request.endpoint or "", **query)}>; rel="next"'
    return response


for _view in VIEWS:
    lists.route(f"/{_view.path}")(lists.doc(summary=_view.summary, tags=["views"])(_list_of(_view)))
    lists.route(f"/{_view.path}/<path:code>")(
        lists.doc(summary=f"One of: {_view.summary}", tags=["views"])(_one_of(_view))
    )
