"""axe-core, run inside the page under test."""

from functools import cache
from pathlib import Path
from typing import Any

from playwright.sync_api import Page

AXE = Path(__file__).resolve().parent.parent / "node_modules" / "axe-core" / "axe.min.js"
RULES = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}}


@cache
def _source() -> str:
    return AXE.read_text()


def violations(page: Page, rules: list[str] | None = None) -> list[dict[str, Any]]:
    """What axe finds against WCAG 2.2 AA, or only by these rules. The page's own security policy stays in force."""
    # Once for each document: reading half a megabyte takes as long as some of the rules.
    if not page.evaluate("'axe' in window"):
        page.evaluate(_source())
    only = {"runOnly": {"type": "rule", "values": rules} if rules else RULES["runOnly"], "resultTypes": ["violations"]}
    found: list[dict[str, Any]] = page.evaluate("rules => axe.run(document, rules)", only)["violations"]
    return found


def describe(found: list[dict[str, Any]]) -> str:
    return "\n".join(
        f"{violation['id']} ({violation['impact']}): {violation['help']}\n"
        + "\n".join(
            f"    {node['target'][0]}: {node['failureSummary'].splitlines()[-1]}" for node in violation["nodes"][:5]
        )
        for violation in found
    )
