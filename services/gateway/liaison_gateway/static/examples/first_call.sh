#!/bin/sh
# Report a duty and read it back. KEY is a test key of the developer portal, BASE the address.
set -eu
curl -sf -X POST "$BASE/v1/duty-records" \
  -H "Authorization: Bearer $KEY" -H "Content-Type: application/json" \
  -H "Idempotency-Key: first-call-1" \
  -d '{"records": [{"record_code": "CURL-1", "station_code": "LZ-001",
       "duty_type": "promotion_post", "occurred_on": "2018-03-01",
       "reported_on": "2018-03-01", "evidence": "https://example.org/post"}]}' >/dev/null
curl -sf -H "Authorization: Bearer $KEY" "$BASE/v1/duty-records/CURL-1"
