"""Fixtures that several rooms' tests share: the system's Chromium."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome")
# Nothing of the browser's own may reach out while a page is watched for requests.
CHROMIUM_FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


@dataclass(slots=True)
class Watched:
    """An open page, and everything it said or asked for."""

    page: Any
    messages: list[str] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)
    dialogs: list[str] = field(default_factory=list)

    def assert_quiet(self) -> None:
        """No console message, no error, no dialog, no request but for the page itself."""
        assert self.messages == []
        assert self.dialogs == []
        assert [address for address in self.requests[1:] if not address.startswith("data:")] == []


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    """The system's Chromium; skipped where there is none, unless REQUIRE_BROWSER=1 asks for it."""
    program = next((found for name in CHROMIUM_NAMES if (found := shutil.which(name))), None)
    if program is None:
        reason = "no Chromium on this machine (looked for " + ", ".join(CHROMIUM_NAMES) + ")"
        if os.environ.get("REQUIRE_BROWSER") == "1":
            pytest.fail(reason)
        pytest.skip(reason)
    playwright = pytest.importorskip("playwright.sync_api")
    with playwright.sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=program, args=list(CHROMIUM_FLAGS))
        yield browser
        browser.close()


@pytest.fixture
def open_page(chromium: Any) -> Iterator[Callable[..., Watched]]:
    """Open a file as a page and watch it: ``open_page(path, width=…, height=…, touch=…)``."""
    contexts = []

    def opened(path: Path, *, width: int = 1440, height: int = 900, touch: bool = False) -> Watched:
        size = {"width": width, "height": height}
        context = chromium.new_context(viewport=size, has_touch=touch, is_mobile=touch)
        contexts.append(context)
        watched = Watched(context.new_page())
        watched.page.on("console", lambda message: watched.messages.append(f"{message.type}: {message.text}"))
        watched.page.on("pageerror", lambda error: watched.messages.append(f"error: {error}"))
        watched.page.on("request", lambda request: watched.requests.append(request.url))
        watched.page.on("dialog", lambda dialog: (watched.dialogs.append(dialog.message), dialog.dismiss()))
        watched.page.goto(path.resolve().as_uri())
        return watched

    yield opened
    for context in contexts:
        context.close()
