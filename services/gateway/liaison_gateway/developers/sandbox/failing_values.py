"""Name the values that fail on purpose in a sandbox, so that a partner can see a refusal."""

from __future__ import annotations

REJECT = "-REJECT"
UNPAYABLE = "9999.99"
MAGIC = {
    f"application_code …{REJECT}": (
        "联合评审不通过。",
        "The joint review returns the application.",
    ),
    f"record_code …{REJECT}": ("履职记录被退回。", "The duty record is returned."),
    f"recruitment_code …{REJECT}": ("引才成果不予认定。", "The recruitment is not verified."),
    f"amount {UNPAYABLE}": ("财政支付失败。", "Finance cannot make the payment."),
}
"""Values that cause a failure on purpose, and the failure."""
