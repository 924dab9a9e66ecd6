"""The browser of one process of tests: started when first needed, ended and started anew where it stands still."""

import os
import shutil
import signal
import warnings
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from threading import Timer

from playwright.sync_api import Browser, BrowserContext, Error, Page, Playwright

NAMES = ("chromium", "chromium-browser", "google-chrome")
FLAGS = ["--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-sync"]

#: Seconds. Closing takes a tenth of one on a machine with nothing else to do, and cannot be given a limit in Playwright.
CLOSING = 30.0
#: The longest test takes one or two minutes.
TEST = 900.0


class Chromium:
    """A browser that nobody waits for in vain: one that does not answer is ended from outside, which frees who waits."""

    def __init__(self, playwright: Playwright) -> None:
        self._playwright = playwright
        self._browser: Browser | None = None
        self.process = 0
        """Its number; none as long as no browser was needed."""

    @property
    def browser(self) -> Browser:
        if self._browser is None or not self._browser.is_connected():
            self._browser = self._launch()
            self.process = self._process_of(self._browser)
        return self._browser

    def close(self, what: BrowserContext | Page | Browser, seconds: float = CLOSING) -> None:
        """Close it; the whole browser goes where that takes too long."""
        with self.ended_after(seconds, "closing"):
            try:
                what.close()
            except Error:
                # Gone already, by the test or from outside.
                if self._browser and self._browser.is_connected():
                    raise

    @contextmanager
    def ended_after(self, seconds: float, doing: str) -> Iterator[None]:
        """Whoever still waits for the browser after that long is told that it is gone."""
        late = Timer(seconds, self._end)
        late.daemon = True
        late.start()
        try:
            yield
        finally:
            in_time = late.is_alive()
            late.cancel()
            if not in_time:
                warnings.warn(f"The browser was ended: it stood still for {seconds:.0f} s while {doing}.", stacklevel=2)

    def stop(self) -> None:
        if self._browser and self._browser.is_connected():
            self.close(self._browser)

    def _launch(self) -> Browser:
        path = next((path for name in NAMES if (path := shutil.which(name))), None)
        flags = [*FLAGS, "--no-sandbox"] if os.geteuid() == 0 else FLAGS
        return self._playwright.chromium.launch(executable_path=path, args=flags)

    @staticmethod
    def _process_of(browser: Browser) -> int:
        session = browser.new_browser_cdp_session()
        processes = session.send("SystemInfo.getProcessInfo")["processInfo"]
        session.detach()
        return int(next(process["id"] for process in processes if process["type"] == "browser"))

    def _end(self) -> None:
        """Its own process and no other: those of its pages end with it."""
        if self.process:
            with suppress(ProcessLookupError):
                os.kill(self.process, signal.SIGKILL)
