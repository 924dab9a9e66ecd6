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
    found: list[dict[str, Any]] = page.evaluate("async rules => (await axe.run(document, rules)).violations", only)
    return found


def describe(found: list[dict[str, Any]]) -> str:
    return "\n".join(
        f"{violation['id']} ({violation['impact']}): {violation['help']}\n"
        + "\n".join(
            f"    {node['target'][0]}: {node['failureSummary'].splitlines()[-1]}" for node in violation["nodes"][:5]
        )
        for violation in found
    )


def assert_all_accessible_on_a_phone_too(page: Page, addresses: tuple[str, ...]) -> None:
    """Each of them in the light and the dark theme, and none wider than a phone."""
    page.emulate_media(reduced_motion="reduce")
    found = []
    for address in addresses:
        page.emulate_media(color_scheme="light")
        page.set_viewport_size({"width": 1440, "height": 900})
        response = page.goto(address)
        assert response is not None and response.ok, address
        page.wait_for_load_state("networkidle")
        for theme, rules in (("light", None), ("dark", ["color-contrast"])):
            page.emulate_media(color_scheme=theme)
            if faults := violations(page, rules):
                found.append(f"{address} ({theme})\n{describe(faults)}")
        page.set_viewport_size({"width": 390, "height": 844})
        if faults := violations(page, ["target-size"]):
            found.append(f"{address} (phone)\n{describe(faults)}")
        if (more := page.evaluate("document.documentElement.scrollWidth - innerWidth")) > 0:
            found.append(f"{address} is {more} pixels wider than a phone")
    assert not found, "\n".join(found)
