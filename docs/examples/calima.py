#!/usr/bin/env python3
"""The newest NO2 values of all stations. Needs nothing but Python 3.

CALIMA_URL and CALIMA_KEY (optional) come from the environment.
"""
import json
import os
import time
import urllib.error
import urllib.parse
import urllib.request

URL = os.environ.get("CALIMA_URL", "http://127.0.0.1:8080")


def get(path, **parameters):
    """The JSON of an answer; waits when the quota is used up."""
    request = urllib.request.Request(URL + path + "?" + urllib.parse.urlencode(parameters))
    if os.environ.get("CALIMA_KEY"):
        request.add_header("X-API-Key", os.environ["CALIMA_KEY"])
    while True:
        try:
            with urllib.request.urlopen(request) as response:
                return json.load(response)
        except urllib.error.HTTPError as error:
            problem = json.load(error)
            if error.code not in (429, 503):
                raise SystemExit(f"{problem['title']}: {problem['detail']}") from None
            time.sleep(int(error.headers["Retry-After"]))


answer = get("/v1/latest", parameter="no2")
for latest in answer["data"]:
    print(latest["station"], latest["periodStart"], latest["value"], sep="\t")
print("\n".join(answer["meta"]["attribution"]))
