"""Fetch every duty record that changed since an instant, a record a line.

KEY is a key, BASE the address, SINCE the newest `updated_at` that you have (or nothing). Let runs
overlap by an hour, and replace what you have: an event may be late, a record may come again.
"""

import json
import os
import urllib.parse
import urllib.request

BASE, KEY = os.environ["BASE"], os.environ["KEY"]


def pages(path, since):
    """Give a list page by page; `next_cursor` of one is the `cursor` of the next."""
    query = {"limit": "100", **({"updated_since": since} if since else {})}
    while True:
        address = f"{BASE}{path}?{urllib.parse.urlencode(query)}"
        request = urllib.request.Request(address, headers={"Authorization": f"Bearer {KEY}"})
        with urllib.request.urlopen(request, timeout=120) as answer:
            page = json.load(answer)
        yield page["data"]
        if not page["has_more"]:
            return
        query["cursor"] = page["next_cursor"]


for rows in pages("/v1/duty-records", os.environ.get("SINCE", "")):
    for row in rows:
        print(json.dumps(row, ensure_ascii=False))
