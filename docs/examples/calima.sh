#!/bin/sh
# The newest NO2 values, twice: the second time only if they changed. Needs curl.
# CALIMA_URL and CALIMA_KEY (optional) come from the environment.
set -eu
url="${CALIMA_URL:-http://127.0.0.1:8080}/v1/latest?parameter=no2"
work=$(mktemp -d)
trap 'rm -r "$work"' EXIT
# The key is read from a file, so that it does not stand in the list of processes.
if [ -n "${CALIMA_KEY:-}" ]; then
  printf 'header = "X-API-Key: %s"\n' "$CALIMA_KEY" > "$work/config"
else
  : > "$work/config"
fi
curl --silent --fail-with-body --compressed --config "$work/config" --etag-save "$work/etag" "$url"
echo
curl --silent --fail-with-body --config "$work/config" --etag-compare "$work/etag" --output "$work/again" \
  --write-out 'asked again: %{http_code}\n' "$url"
