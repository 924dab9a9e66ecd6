"""`python -m checks [--static] [NAME …]`: run the checks, then say what came of each."""

import argparse
import os
import sys
import time

from checks.check import Verdict
from checks.plan import PLAN
from checks.report import print_report
from checks.running import run


def main() -> int:
    parser = argparse.ArgumentParser(prog="checks", description="Run the project's checks.")
    parser.add_argument("--static", action="store_true", help="only the quick checks of the source")
    parser.add_argument(
        "names", nargs="*", metavar="NAME", help="only these: " + ", ".join(f"'{c.name}'" for c in PLAN)
    )
    options = parser.parse_args()
    if unknown := set(options.names) - {check.name for check in PLAN}:
        parser.error(f"no such check: {', '.join(sorted(unknown))}")

    chosen = [check for check in PLAN if (not options.static or check.static)]
    started = time.monotonic()
    outcomes = run([check for check in chosen if not options.names or check.name in options.names])
    print_report(outcomes, time.monotonic() - started)
    refused = {Verdict.FAILED} | ({Verdict.SKIPPED} if os.environ.get("CI") == "true" else set())
    return int(any(outcome.verdict in refused for outcome in outcomes))


sys.exit(main())
