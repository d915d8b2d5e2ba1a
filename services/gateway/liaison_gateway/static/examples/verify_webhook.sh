#!/bin/sh
# Tell whether a delivery is genuine: the body on standard input, its headers in ID, STAMP and
# SIGNATURE, the webhook's secret (whsec_...) in SECRET. Refuse a STAMP older than five minutes.
set -eu
key=$(printf %s "${SECRET#whsec_}" | base64 -d | od -An -v -tx1 | tr -d ' \n')
mine=$({ printf '%s.%s.' "$ID" "$STAMP"; cat; } \
  | openssl dgst -sha256 -mac HMAC -macopt "hexkey:$key" -binary | base64)
for one in $SIGNATURE; do # while a secret is rotated there are several
  if [ "$one" = "v1,$mine" ]; then echo genuine; exit 0; fi
done
echo forged
exit 1
