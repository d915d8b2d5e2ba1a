#!/bin/sh
# Fetch every duty record that changed since an instant, page by page, a page a line.
# KEY is a key, BASE the address, SINCE the newest `updated_at` that you have (or nothing).
set -eu
heads=$(mktemp)
trap 'rm -f "$heads"' EXIT
next="/v1/duty-records?limit=100${SINCE:+&updated_since=$SINCE}"
while [ -n "$next" ]; do
  curl -sf -D "$heads" -H "Authorization: Bearer $KEY" "$BASE$next" | tr -d '\n'
  echo
  next=$(tr -d '\r' < "$heads" | sed -n 's/^[Ll]ink: <\([^>]*\)>; rel="next".*/\1/p')
done
