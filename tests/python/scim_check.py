"""Holds a SCIM service against scim2-tester, and writes and reads a user with scim2-client.

Usage: scim_check.py BASE_URL TOKEN. Prints each check that failed; the last line is JSON with what was counted.
"""

import collections
import json
import sys

import httpx2
from scim2_client.engines.httpx2 import SyncSCIMClient
from scim2_tester import Status, check_server


def check(client):
    counts = collections.Counter()
    for result in check_server(client):
        counts[result.status.name] += 1
        if result.status not in (Status.SUCCESS, Status.SKIPPED, Status.ACCEPTABLE):
            print(result.status.name, result.title, "|", result.reason, "|", str(result.data)[:600])
    return counts


def main():
    base, token = sys.argv[1:3]
    http = httpx2.Client(base_url=base, headers={"Authorization": f"Bearer {token}"}, timeout=60)
    client = SyncSCIMClient(http)
    client.discover()
    counts = check(client)
    print(json.dumps(counts))


main()
