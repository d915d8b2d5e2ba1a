"""Say what the API is, in the words that stand at the head of its document."""

from __future__ import annotations

TAGS = {
    "registry": "Stations: applications, reviews, changes, withdrawals (Articles 2 to 10).",
    "assessment": "Duties and grades (Articles 11 and 12).",
    "incentives": "Awards and payments (Articles 13 and 14).",
    "views": "Lists and single objects that the caller may see.",
    "stations": "The history of a station, the register, rosters.",
    "events": "Events, in order.",
    "files": "Uploads, which commands refer to by SHA-256.",
    "imports": "Bulk work in the background.",
    "partner bodies": "Systems of partner bodies, in their own formats.",
    "webhooks": "Notification of events by HTTP.",
    "sandbox": "Actions of a test key on its own city.",
    "keys": "API keys.",
    "accounts": "People and their sessions.",
    "errors": "The meaning of each code.",
    "instance": "Mode and days of the instance.",
    "operations": "Parked events, which require a person.",
}
ABOUT = """
泸州市驻外人才工作联络站业务接口。The API of the talent liaison stations of Luzhou.

**开始 Getting started.** 在开发者页面 `/developers` 创建测试密钥，每次调用附
`Authorization: Bearer <key>`。每个测试密钥对应一座独立的虚构城市。
Create a test key at `/developers` and send it with every call. Each test key has its own fictional
city.

**重试 Retries.** 写入请求附 `Idempotency-Key`：同值同内容返回原应答
（`Idempotent-Replayed: true`），同值不同内容返回 422；保存 400 天。涉及资金的请求必须附。
Send an `Idempotency-Key` with every write. A retry with the same key and content gets the original
response (`Idempotent-Replayed: true`); the same key with other content gets a 422. Keys are kept
for 400 days. Requests that move money must have one.

**清单 Lists.** 参数 `limit`、`cursor`；应答含 `data`、`next_cursor`、`has_more` 和 `Link`。
同步用 `changes_after`：每页（末页亦然）均有 `next_cursor`，下次由此开始。
Lists are paged: continue at `next_cursor`. To synchronise, ask with `changes_after`: each page, the
last one too, has the `next_cursor` that the next call begins with.

**版本 Versions.** 单项应答带 `ETag`；修改时附 `If-Match`，内容已变化则返回 412。
A single object has an `ETag`. Send it as `If-Match` with a change; if the object has changed since,
the response is a 412.

**错误 Errors.** 遵循 RFC 9457，中英文（`Accept-Language`），含 `code`、条款、`errors[].pointer` 和
`request_id`；目录见 `/v1/errors`。Errors follow RFC 9457 and carry a code, articles, the field
concerned and a request ID; `/v1/errors` lists all codes.

**金额和时间 Amounts and dates.** 金额如 `"30000.00"`，币种 `"CNY"`；
日期为北京时间的日历日，时刻为 UTC。
Amounts are decimal strings such as `"30000.00"` in `"CNY"`. Dates are calendar days in China;
instants are in UTC.

`/v1` 只增不减。`/v1` only grows: nothing is removed from it.
""".strip()
