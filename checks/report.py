"""The last lines of the command."""

from checks.check import Outcome, Verdict

MARKS = {Verdict.PASSED: "✓", Verdict.FAILED: "✗", Verdict.SKIPPED: "–"}


def print_report(outcomes: list[Outcome], seconds: float) -> None:
    """One line per check; failures and what could not run come last, where they are seen."""
    order = [Verdict.PASSED, Verdict.SKIPPED, Verdict.FAILED]
    width = max((len(outcome.name) for outcome in outcomes), default=0)
    print("\n" + "═" * 80)
    for outcome in sorted(outcomes, key=lambda outcome: order.index(outcome.verdict)):
        detail = outcome.reason or f"{outcome.seconds:6.1f} s"
        print(f"{MARKS[outcome.verdict]} {outcome.name:<{width}}  {outcome.verdict.value:<8} {detail}")
    counts = {verdict: sum(outcome.verdict is verdict for outcome in outcomes) for verdict in order}
    print(", ".join(f"{count} {verdict.value}" for verdict, count in counts.items() if count), f"in {seconds:.0f} s")
