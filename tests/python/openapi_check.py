"""Holds a running appliance against one of its OpenAPI documents: schemathesis makes requests of every kind that the
document allows, and of some that it does not, and looks whether an answer is a failure of the server or none that the
document speaks of.

What is left out, and why, stands in openapi/NAME.toml. The last line tells what was done, as JSON.
"""

import json
import os
import pathlib
import sys
import tempfile

from schemathesis.cli import schemathesis

CHECKS = [
    "not_a_server_error",
    "status_code_conformance",
    "content_type_conformance",
    "response_schema_conformance",
    "response_headers_conformance",
    "unsupported_method",
    "allow_header_conformance",
]


def accepted(report: dict) -> list[str]:
    """Operations of which at least one request was answered with success."""
    phases = report["valid_rates"].items()
    return sorted(name for name, rates in phases if any(rate["accepted"] for rate in rates.values()))


def main() -> int:
    document, name, url, examples = sys.argv[1:5]
    # Tokens and ids of this server, which the file of settings names.
    os.environ.update(variable.split("=", 1) for variable in sys.argv[5:])
    here = pathlib.Path(__file__).parent
    with tempfile.TemporaryDirectory() as folder:
        # Neither a cache nor a database of earlier findings: each run is like the others.
        os.chdir(folder)
        report = pathlib.Path(folder) / "report.json"
        arguments = ["--no-color", "--config-file", str(here / "openapi" / f"{name}.toml")]
        arguments += ["run", document, "--url", url, "--max-examples", examples]
        arguments += ["--seed", os.environ.get("GATEHOUSE_TEST_SEED", "20261125"), "--generation-database", "none"]
        arguments += ["--phases", "examples,coverage,fuzzing", "--checks", ",".join(CHECKS)]
        arguments += ["--suppress-health-check", "all", "--request-timeout", "30"]
        arguments += ["--continue-on-failure", "--report", "json", "--report-json-path", str(report)]
        try:
            code = schemathesis.main(arguments, standalone_mode=False)
        except SystemExit as end:
            code = end.code
        told = json.loads(report.read_text())
    summary = {"code": code or 0, "accepted": accepted(told)}
    summary |= {key: told[key] for key in ("operations", "test_cases", "seed", "running_time", "errors")}
    print(json.dumps(summary))
    return 0


if __name__ == "__main__":
    sys.exit(main())
