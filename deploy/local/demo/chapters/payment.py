"""Show how a payment is approved, requested from finance, and made (Article 3)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from deploy.local.demo.walk import Act, Chapter, Line, Step, UnexpectedResult, Walk

ENTERED, ORDERED, SETTLED = date(2019, 3, 11), date(2019, 3, 18), date(2019, 3, 20)
BATCH = "/v1/batches/{batch_code}"
SEAL = {"sha256": "{sha256}"}
RECEIVED = (
    "财政经 {way} 收到第 {payout_sequence} 号请求：{rule} {amount} 元（第 {articles} 条）",
    "Finance receives by {way} no. {payout_sequence}: {rule}, {amount} yuan (Art. {articles})",
)
PAID = (
    "财政已付 {award_code}：{amount} 元，凭证 {voucher_no}",
    "Finance paid {award_code}: {amount} yuan, voucher {voucher_no}",
)
TOGETHER = (
    "{host}共收到 {count} 笔，人民币 {amount} 元，逐笔有据",
    "{host} received {count} payments, {amount} yuan, each under its article",
)


def choose_awards(walk: Walk) -> None:
    """Look up the payable awards of the station."""
    rows = awards_of(walk, "pays.seals", state="payable")
    walk.known["award_codes"] = [row["award_code"] for row in rows]


def finance_hears(walk: Walk) -> None:
    """Print the requests that finance received."""
    finance = walk.instance.finance
    walk.known["requests"] = finance.receive(len(walk.known["award_codes"]))
    for envelope in walk.known["requests"]:
        way = finance.way_of(envelope)
        walk.story.line(envelope["effectiveon"], RECEIVED, {**envelope["data"], "way": way})


def finance_answers(walk: Walk) -> None:
    """Let finance pay each request once and answer; print the bookings."""
    walk.move_to(SETTLED)
    for envelope in walk.known["requests"]:
        walk.instance.finance.settle(envelope, SETTLED)
    wanted = set(walk.known["award_codes"])
    for event in walk.client.news_until(lambda news: wanted <= paid_in(news)):
        if event["type"] == "award.paid.v1":
            walk.story.line(event["effectiveon"], PAID, event["data"])


def sum_up(walk: Walk) -> None:
    """Print the payments of the station from the list of awards.

    Raises:
        UnexpectedResult: when an award is not paid.
    """
    rows = awards_of(walk, "auditor")
    if {row["state"] for row in rows} != {"paid"}:
        raise UnexpectedResult(f"not everything is paid: {[row['state'] for row in rows]}")
    fen = sum(int(row["amount"].replace(".", "")) for row in rows)
    facts = {"host": walk.known["host_name"], "count": len(rows)}
    amount = f"{fen // 100}.{fen % 100:02d}"
    walk.story.line(SETTLED.isoformat(), TOGETHER, {**facts, "amount": amount})


def awards_of(walk: Walk, part: str, **query: str) -> list[dict[str, Any]]:
    """Return the awards of the demo's station."""
    station_code = walk.known["station_code"]
    return list(walk.client.each(part, "/v1/awards", station_code=station_code, **query))


def paid_in(news: Iterable[Mapping[str, Any]]) -> set[str]:
    """Return the awards that are paid according to some events."""
    return {event["data"]["award_code"] for event in news if event["type"] == "award.paid.v1"}


def _signed(act_zh: str, act_en: str, kind: str, **more: Any) -> tuple[Line, ...]:
    zh = f"{{zh}} {act_zh} {{batch_code}}：{{count}} 笔，合计 {{total}} 元（第三条）"
    en = f"{{en}}: {act_en} {{batch_code}}: {{count}} payments, {{total}} yuan (Art. 3)"
    return (Line(zh, en, type=f"batch.{kind}.v1", **more),)


def _enrolment(part: str) -> Step:
    line = Line(
        "{zh} 绑定动态口令",
        "{en}: enrols a second factor",
        keep_as={"secret": f"secret of {part}"},
    )
    return Step(f"second factor of {part}", ORDERED, part, "/v1/second-factors", {}, (line,))


CHAPTER = Chapter(
    "拨付",
    "The money is paid",
    (
        Step(
            "account",
            ENTERED,
            "{station_code}.head",
            "/v1/stations/{station_code}/payee-accounts",
            {"holder": "福州泸州商会", "bank": "示例银行", "number": "0000111122223333"},
            (
                Line(
                    "{zh} 登记收款账户，尾号 {last4}",
                    "{en}: names the account to be paid on, ending in {last4}",
                    type="payee_account.registered.v1",
                    keep=("payee_ref", "account_version"),
                ),
            ),
        ),
        Step(
            "account approved",
            ENTERED,
            "accounts.approves",
            "/v1/payee-accounts/{payee_ref}/approvals",
            {"account_version": "{account_version}"},
            (
                Line(
                    "{zh} 复核账户（尾号 {last4}），{usable_on} 起可用",
                    "{en}: approves it as the second person; usable from {usable_on}",
                    type="payee_account.approved.v1",
                ),
            ),
        ),
        Act("awards chosen", choose_awards),
        Step(
            "seal",
            ORDERED,
            "pays.seals",
            "/v1/batches",
            {"award_codes": "{award_codes}"},
            _signed("封存", "seals", "sealed", keep=("batch_code", "sha256")),
        ),
        _enrolment("pays.approves"),
        Step(
            "approve",
            ORDERED,
            "pays.approves",
            f"{BATCH}/approvals",
            {**SEAL, "totp": "{totp}"},
            _signed("以动态口令审批", "approves, with a one-time password,", "approved"),
        ),
        Step(
            "cosign",
            ORDERED,
            "industry_federation.cosigns",
            f"{BATCH}/cosignatures",
            SEAL,
            _signed("会签", "co-signs", "cosigned"),
        ),
        _enrolment("pays.releases"),
        Step(
            "release",
            ORDERED,
            "pays.releases",
            f"{BATCH}/releases",
            {**SEAL, "totp": "{totp}", "document_no": "泸人才办〔2019〕5号（演示）"},
            _signed("以动态口令下达拨付", "orders, with a one-time password,", "released"),
        ),
        Act("finance hears", finance_hears),
        Act("finance answers", finance_answers),
        Act("sum", sum_up),
    ),
)
