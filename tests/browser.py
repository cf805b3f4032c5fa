"""Tests in a real browser: the pages are served from inside the test's own transaction, which is rolled back."""

import os
import shutil
from collections.abc import Callable, Iterable, Iterator
from threading import Lock
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.core.servers.basehttp import ThreadedWSGIServer
from django.db import connections
from django.test import Client
from django.test.testcases import LiveServerThread
from playwright.sync_api import Browser, ConsoleMessage, Page, sync_playwright

from motcua.directory.models import Account

CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome")
CHROMIUM_FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-dev-shm-usage"]
DESK = {"width": 1366, "height": 768}
PHONE = {"width": 360, "height": 740}


class _OneAtATime:
    """All requests share the test's database connection, so they take turns."""

    turn = Lock()

    def __init__(self, application: Callable[..., Iterable[bytes]]) -> None:
        self.application = application

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        with self.turn:
            return self.application(environ, start_response)


class _SharingServer(ThreadedWSGIServer):
    def _close_connections(self) -> None:
        """The connection belongs to the test."""


class _SharingThread(LiveServerThread):
    server_class = _SharingServer


@pytest.fixture(scope="module")
def _browser() -> Iterator[Browser]:
    # the browser's bindings keep an event loop in this thread, which Django would take for asynchronous code and
    # which tests of other modules could not live with
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    found = os.environ.get("MOTCUA_CHROMIUM") or next(filter(None, map(shutil.which, CHROMIUM_NAMES)), None)
    assert found, "no Chromium: install it (Debian: apt-get install chromium) or name it in MOTCUA_CHROMIUM"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=CHROMIUM_FLAGS)
        yield browser
        browser.close()
        connections.close_all()  # Django keeps other connections while an event loop runs: these would stay open


@pytest.fixture(scope="module")
def _server(_browser: Browser, django_db_setup: None) -> Iterator[str]:
    connection = connections["default"]
    connection.inc_thread_sharing()
    server = _SharingThread("127.0.0.1", _OneAtATime, connections_override={"default": connection})
    server.daemon = True
    server.start()
    server.is_ready.wait()
    assert server.error is None, server.error
    yield f"http://127.0.0.1:{server.port}"
    server.terminate()
    connection.dec_thread_sharing()


@pytest.fixture
def site(db: None, _server: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The address of the server, e.g. `http://127.0.0.1:40123`; give pages paths, they know it."""
    # Django drops a connection that is inside a transaction when a request begins or ends; this one is the test's
    monkeypatch.setattr(connections["default"], "close_if_unusable_or_obsolete", lambda: None)
    yield _server
    with _OneAtATime.turn:  # a request that a closed page left behind ends before the test's transaction does
        pass


def open_page(browser: Browser, site: str, **options: Any) -> Iterator[Page]:
    """A page of a new browser context; when the test is done, it must not have complained."""
    context = browser.new_context(base_url=site, locale="en-US", timezone_id="Asia/Ho_Chi_Minh", **options)
    page = context.new_page()
    complaints: list[str] = []

    def listen(message: ConsoleMessage) -> None:
        # a page that is itself an error page is told by the test, not by the console
        is_own_status = "Failed to load resource" in message.text and message.location.get("url") == page.url
        if message.type == "error" and not is_own_status:
            complaints.append(message.text)

    page.on("console", listen)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    yield page
    context.close()
    assert not complaints, f"the browser complained: {complaints}"


@pytest.fixture
def page(_browser: Browser, site: str) -> Iterator[Page]:
    """A page on a desk's screen. After the test it must not have complained, e.g. of the content security policy."""
    yield from open_page(_browser, site, viewport=DESK)


@pytest.fixture
def phone(_browser: Browser, site: str) -> Iterator[Page]:
    """A page on a small phone."""
    yield from open_page(_browser, site, viewport=PHONE, device_scale_factor=2, is_mobile=True, has_touch=True)


@pytest.fixture
def plain_page(_browser: Browser, site: str) -> Iterator[Page]:
    """A page in a browser without scripts."""
    yield from open_page(_browser, site, viewport=DESK, java_script_enabled=False)


def enter(page: Page, account: Account) -> None:
    """Let the account be signed in on the page's browser, without going through the sign-in page."""
    client = Client()
    client.force_login(account, backend="motcua.desks.signing_in.PeopleBackend")
    name = settings.SESSION_COOKIE_NAME
    page.context.add_cookies([{"name": name, "value": client.cookies[name].value, "domain": "127.0.0.1", "path": "/"}])


class Keys:
    """The keyboard of a page, counting every press: a typed letter and a chord are one press each."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.pressed = 0

    def press(self, *chords: str) -> None:
        for chord in chords:
            self.page.keyboard.press(chord)
            self.pressed += 1

    def type(self, text: str) -> None:
        for letter in text:
            self.page.keyboard.type(letter)
            self.pressed += 1

    def scan(self, text: str) -> None:
        """A scanner's burst: no press of a person, ended by the scanner's own Enter."""
        self.page.keyboard.insert_text(text)
        self.page.keyboard.press("Enter")


def assert_accessible(page: Page) -> None:
    """No violation of WCAG 2.2 A and AA or of best practice, and nothing sticks out sideways."""
    results = Axe().run(page, options={"resultTypes": ["violations"]})
    faults = [
        f"{violation['id']}: {[node['target'] for node in violation['nodes']]}"
        for violation in results.response["violations"]
    ]
    assert not faults, f"{page.url}: {faults}"
    overflow = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert overflow <= 0, f"{page.url} is {overflow} px wider than the screen"
