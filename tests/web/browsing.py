"""What tests in a real Chromium share: how it is started, what is looked for, where screenshots go."""

from pathlib import Path

import pytest
from playwright.sync_api import Page

SCREENSHOTS = Path(__file__).parents[2] / "var" / "screenshots"
ARGUMENTS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
DESK, PHONE = {"width": 1280, "height": 900}, {"width": 375, "height": 780}


def assert_nothing_serious(page: Page) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    found = axe.run(page).response["violations"]
    serious = [
        (v["id"], [node["html"][:200] for node in v["nodes"][:3]])
        for v in found
        if v["impact"] in ("serious", "critical")
    ]
    assert serious == [], serious


def shoot(page: Page, name: str, *, whole: bool = False) -> None:
    page.evaluate("document.fonts.ready")
    page.screenshot(path=SCREENSHOTS / f"{name}.png", full_page=whole)
