#!/bin/sh
# Fetch every duty record that changed since the last run, page by page, a page a line.
# KEY is a key, BASE the address, CURSOR the file that keeps where the next run begins.
set -eu
file=${CURSOR:-cursor.txt}
cursor=$(cat "$file" 2>/dev/null || true)
while :; do
  page=$(curl -sf -H "Authorization: Bearer $KEY" \
    "$BASE/v1/duty-records?limit=100&changes_after=$cursor" | tr -d '\n')
  echo "$page"
  cursor=$(printf %s "$page" | sed 's/.*"next_cursor": *"\([^"]*\)".*/\1/')
  printf %s "$cursor" > "$file" # only after the rows were taken
  case $page in *'"has_more": true'*) ;; *) break ;; esac
done
