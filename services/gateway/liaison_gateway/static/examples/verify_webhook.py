"""Verify that a delivery is genuine, with the standard library only.

The body is on standard input, its headers `webhook-id`, `webhook-timestamp` and
`webhook-signature` are in ID, STAMP and SIGNATURE, the webhook's secret (whsec_...) in SECRET.
Refuse a STAMP older than five minutes, and act once for each ID: a delivery may come again.
"""

import base64
import hashlib
import hmac
import os
import sys


def is_genuine(secret, name, stamp, signatures, body):
    """Compare in constant time; while a secret is rotated there are several signatures."""
    key = base64.b64decode(secret.removeprefix("whsec_"))
    mine = hmac.new(key, f"{name}.{stamp}.".encode() + body, hashlib.sha256).digest()
    wanted = "v1," + base64.b64encode(mine).decode()
    return any(hmac.compare_digest(one, wanted) for one in signatures.split())


given = (os.environ[name] for name in ("SECRET", "ID", "STAMP", "SIGNATURE"))
genuine = is_genuine(*given, sys.stdin.buffer.read())
print("genuine" if genuine else "forged")
sys.exit(0 if genuine else 1)
