"""Fetch every duty record that changed since the last run, a record a line.

KEY is a key, BASE the address, CURSOR the file that keeps where the next run begins. Replace what
you have: a record that changed again comes again.
"""

import json
import os
import pathlib
import urllib.parse
import urllib.request

BASE, KEY = os.environ["BASE"], os.environ["KEY"]
CURSOR = pathlib.Path(os.environ.get("CURSOR", "cursor.txt"))


def pages(path, cursor):
    """Give what changed page by page; the last page, too, has a `next_cursor`."""
    while True:
        query = urllib.parse.urlencode({"limit": "100", "changes_after": cursor})
        headers = {"Authorization": f"Bearer {KEY}"}
        request = urllib.request.Request(f"{BASE}{path}?{query}", headers=headers)
        with urllib.request.urlopen(request, timeout=120) as answer:
            page = json.load(answer)
        cursor = page["next_cursor"]
        yield page["data"], cursor
        if not page["has_more"]:
            return


start = CURSOR.read_text() if CURSOR.exists() else ""
for rows, reached in pages("/v1/duty-records", start):
    for row in rows:
        print(json.dumps(row, ensure_ascii=False))
    CURSOR.write_text(reached)  # only after the rows were taken
