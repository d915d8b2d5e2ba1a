"""Report a duty and read it back, with the standard library only.

KEY is a test key of the developer portal, BASE the address.
"""

import json
import os
import urllib.request

BASE, KEY = os.environ["BASE"], os.environ["KEY"]


def call(method, path, body=None, **headers):
    """Ask the API and return its JSON; a problem document is raised as an HTTPError."""
    headers = {"Authorization": f"Bearer {KEY}", "Content-Type": "application/json", **headers}
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(BASE + path, data, headers, method=method)
    with urllib.request.urlopen(request, timeout=120) as answer:
        return json.load(answer)


record = {
    "record_code": "PYTHON-1",
    "station_code": "LZ-001",
    "duty_type": "promotion_post",
    "occurred_on": "2018-03-01",
    "reported_on": "2018-03-01",
    "evidence": "https://example.org/post",
}
call("POST", "/v1/duty-records", {"records": [record]}, **{"Idempotency-Key": "first-call-2"})
print(json.dumps(call("GET", "/v1/duty-records/PYTHON-1"), ensure_ascii=False))
