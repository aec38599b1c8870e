"""A desk to sit at: the entry grid in a real browser, over a server that can be told to misbehave."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, expect

from tests.ui.deskserver import Desk, serve


class Clerk:
    """Hands on the keyboard: what a person does, in few words."""

    def __init__(self, page: Page, desk: Desk, url: str) -> None:
        self.page, self.desk, self.url = page, desk, url

    def open(self) -> "Clerk":
        self.page.goto(self.url)
        self.page.wait_for_selector("html.live")
        return self

    def cell(self, row: str, column: str) -> Locator:
        return self.page.locator(f'[data-row="{row}"][data-col="{column}"]')

    def go(self, row: str, column: str) -> Locator:
        found = self.cell(row, column)
        found.focus()
        return found

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)

    def type(self, text: str) -> None:
        self.page.keyboard.insert_text(text)

    def here(self) -> str:
        """Where the keyboard is: "row column"."""
        return str(self.page.evaluate("`${document.activeElement.dataset.row} ${document.activeElement.dataset.col}`"))

    def paste(self, text: str) -> None:
        """A true paste event, as Excel's clipboard causes."""
        self.page.evaluate(
            """text => { const data = new DataTransfer(); data.setData("text/plain", text);
            document.activeElement.dispatchEvent(
              new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true })) }""",
            text,
        )

    @property
    def state(self) -> Locator:
        return self.page.locator("[data-save-state]")

    def saved(self) -> None:
        """Wait until the page says that everything is saved."""
        self.page.wait_for_selector('form[data-unsaved="0"] [data-save-state][data-tone="ok"]')

    def says(self, text: str) -> None:
        expect(self.state).to_contain_text(text, timeout=15_000)


@pytest.fixture
def sit(context: BrowserContext) -> Iterator[Callable[..., Clerk]]:
    servers: list[Any] = []

    def sit(kind: str = "grid", language: str = "vi", *, open: bool = True) -> Clerk:
        desk = Desk(kind, language)
        server = serve(desk)
        servers.append(server)
        clerk = Clerk(context.new_page(), desk, f"http://127.0.0.1:{server.server_port}/")
        clerk.page.on("dialog", lambda dialog: dialog.accept())
        return clerk.open() if open else clerk

    yield sit
    for server in servers:
        server.shutdown()
        server.server_close()
