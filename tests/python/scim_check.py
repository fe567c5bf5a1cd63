"""Holds a SCIM service against scim2-tester, by itself and through scim2-cli: what it tries is drawn by lot each time.

Usage: scim_check.py BASE_URL TOKEN. Prints each check that failed; the last line is JSON with what was counted.
"""

import collections
import json
import os
import pathlib
import subprocess
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


def check_by_command(base, token):
    """What an admin sees who runs `scim2 test`; an error ends it."""
    command = pathlib.Path(sys.executable).with_name("scim2")
    headers = {"SCIM_CLI_HEADERS": f"Authorization: Bearer {token}", "NO_COLOR": "1"}
    run = subprocess.run([command, "--url", base, "test"], env=os.environ | headers, capture_output=True, text=True)
    wrong = [line for line in run.stdout.splitlines() if line.startswith(("ERROR", "CRITICAL", "DEVIATION"))]
    if run.returncode or wrong or "SUCCESS" not in run.stdout:
        sys.exit("\n".join(wrong) or run.stdout + run.stderr)


def main():
    base, token = sys.argv[1:3]
    http = httpx2.Client(base_url=base, headers={"Authorization": f"Bearer {token}"}, timeout=60)
    client = SyncSCIMClient(http)
    client.discover()
    counts = check(client)
    check_by_command(base, token)
    print(json.dumps(counts))


main()
