"""Check the result of the demo: awards, payouts, logs and feeds."""

from __future__ import annotations

from deploy.local.demo.chapters.payment import awards_of
from deploy.local.demo.walk import Walk

REQUESTED = "payout.requested.v1"


def check(walk: Walk) -> bool:
    """Check awards, payouts, logs and feeds; print each result and return whether all are right."""
    walk.story.chapter("核对", "Does everything hold?")
    outcomes = [
        _say(walk, "全部款项已付", "every award is paid", _unpaid(walk)),
        _say(walk, "每笔只请求拨付一次", "each was asked of finance once", _asked_twice(walk)),
        _say(walk, "日志与总账核对无误", "logs and ledger agree", _untrue(walk)),
        _say(walk, "各方已收齐全部消息，无搁置", "all was heard, nothing parked", _unheard(walk)),
    ]
    return all(outcomes)


def _say(walk: Walk, chinese: str, english: str, fault: str) -> bool:
    walk.story.check(chinese, english, fault)
    return not fault


def _unpaid(walk: Walk) -> str:
    rows = awards_of(walk, "auditor")
    unpaid = [f"{row['award_code']} {row['state']}" for row in rows if row["state"] != "paid"]
    return "; ".join(unpaid) if rows else "there is no award"


def _asked_twice(walk: Walk) -> str:
    asked: dict[str, set[str]] = {}
    for envelope in walk.client.events("auditor", "incentives", REQUESTED):
        payout = envelope["data"]
        asked.setdefault(payout["award_code"], set()).add(payout["payout_id"])
    lost = set(walk.known["award_codes"]) - set(asked)
    twice = [code for code, ids in asked.items() if len(ids) > 1]
    return "; ".join([*sorted(lost), *twice])


def _untrue(walk: Walk) -> str:
    return "; ".join(walk.instance.faults())


def _unheard(walk: Walk) -> str:
    walk.client.wait_until_quiet()
    state = walk.client.get("ops", "/v1/instance")
    return "" if state["quiet"] and not state["parked"] else f"{state}"
