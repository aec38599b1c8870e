"""A person at a browser: what people do, in few words. Whatever is shown is found as people find it, by its name."""

from pathlib import Path

from playwright.sync_api import Download, Locator, Page, expect

from hoanhap.config.demo.cast import PASSWORD

CAMPAIGN = "/dot-bao-cao/tong-ket-2016-2020/"
COMMUNE, DISTRICT = "authority-{}-20040101", "labour-{}-20040101"
PROVINCE = "authority-04-20040101"


def board(agency: str) -> str:
    return f"{CAMPAIGN}{agency}/"


def form(agency: str, code: str) -> str:
    return f"{CAMPAIGN}{agency}/bieu/{code}/"


def figure(code: str, agency: str, row: str, column: str) -> str:
    """The address that a trace in a paper leads to."""
    return f"/so-lieu/tong-ket-2016-2020/{code}/{agency}/{row}/{column}/"


class Person:
    """One browser profile, one page. `at` is the address of the server."""

    def __init__(self, page: Page, at: str) -> None:
        self.page, self.at = page, at

    # ------------------------------------------------------------ coming and going
    def signs_in(self, name: str, password: str = PASSWORD) -> None:
        self.opens("/dang-nhap/")
        self.fills("Tên đăng nhập", name)
        self.fills("Mật khẩu", password)
        self.presses("Đăng nhập")
        self.is_in()

    def is_in(self) -> None:
        expect(self.page.get_by_role("button", name="Thoát")).to_be_visible()

    def replaces(self, once: str, own: str) -> None:
        """The password that was good once by one of one's own."""
        self.reads("Mật khẩu này chỉ dùng một lần")
        for label, text in (("Mật khẩu hiện tại", once), ("Mật khẩu mới", own), ("Gõ lại mật khẩu mới", own)):
            self.fills(label, text)
        self.presses("Đổi mật khẩu")
        self.does_not_read("Mật khẩu này chỉ dùng một lần")

    def opens(self, path: str) -> int:
        """Go to an address; returns the status of the answer."""
        answer = self.page.goto(self.at + path)
        assert answer
        return answer.status

    def follows(self, name: str, *, within: Locator | None = None) -> None:
        (within or self.page.locator("main")).get_by_role("link", name=name).first.click()

    def presses(self, name: str, *, within: Locator | None = None) -> None:
        (within or self.page.locator("main")).get_by_role("button", name=name).first.click()

    def fills(self, label: str, text: str) -> None:
        self.page.locator("main").get_by_label(label, exact=True).fill(text)

    def downloads(self, name: str, into: Path) -> Path:
        with self.page.expect_download() as coming:
            self.page.locator("main").get_by_text(name, exact=True).click()
        return keep(coming.value, into)

    def uploads(self, path: Path, how: str) -> None:
        self.page.get_by_label("Tệp Excel").set_input_files(path)
        self.presses(how)

    # ------------------------------------------------------------ the keyboard alone
    def tabs_to(self, name: str) -> None:
        """Tab until a link or button of that name has the focus."""
        for _ in range(120):
            self.press("Tab")
            if self.page.evaluate("() => document.activeElement.textContent.trim()").startswith(name):
                return
        raise AssertionError(f"Tab never reached “{name}”")

    def tabs_to_cell(self, row: str, column: str) -> None:
        for _ in range(120):
            self.press("Tab")
            if self.page.evaluate("() => document.activeElement.id") == f"c-{row}-{column}":
                return
        raise AssertionError(f"Tab never reached {row}, {column}")

    # ------------------------------------------------------------ reading
    def reads(self, *sentences: str) -> None:
        for sentence in sentences:
            expect(self.page.locator("main")).to_contain_text(sentence)

    def does_not_read(self, *sentences: str) -> None:
        for sentence in sentences:
            expect(self.page.locator("main")).not_to_contain_text(sentence)

    def sheet(self, title: str) -> Locator:
        """The white sheet under a heading."""
        return self.page.locator(".sheet").filter(has=self.page.get_by_role("heading", name=title)).first

    def line(self, name: str) -> Locator:
        """The table line that starts with a name."""
        head = self.page.get_by_role("rowheader", name=name)
        return self.page.get_by_role("row").filter(has=head).first

    @property
    def state(self) -> Locator:
        """The state of the form whose page this is."""
        return self.page.locator(".lead .tag").first

    # ------------------------------------------------------------ the grid
    def opens_form(self, path: str) -> None:
        self.opens(path)
        self.grid_is_awake()

    def grid_is_awake(self) -> None:
        self.page.wait_for_selector("html.live")

    def cell(self, row: str, column: str) -> Locator:
        return self.page.locator(f'[data-row="{row}"][data-col="{column}"]')

    def chooses(self, row: str, column: str) -> None:
        self.cell(row, column).click()

    def types(self, *texts: str) -> None:
        """Each text into the cell that is chosen, then Enter: the next one down."""
        for text in texts:
            self.page.keyboard.insert_text(text)
            self.press("Enter")

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)

    def pastes(self, text: str) -> None:
        """From the clipboard, as after copying in Excel."""
        self.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
        self.page.evaluate("text => navigator.clipboard.writeText(text)", text)
        self.press("Control+v")

    def is_saved(self) -> None:
        """The line above the table says that everything is saved."""
        self.page.wait_for_selector('form[data-unsaved="0"] [data-save-state][data-tone="ok"]')

    def explains(self, where: str, why: str) -> None:
        """Answer the warning that stands beside a cell."""
        note = self.notes.filter(has_text=where)
        note.get_by_text("Giải trình", exact=True).click()
        note.get_by_label("Vì sao số này đúng?").fill(why)
        self.presses("Ghi giải trình", within=note)
        expect(note).to_contain_text(f"Đã giải trình: {why}")

    @property
    def notes(self) -> Locator:
        """What stands beside the cells."""
        return self.page.locator("[data-problems] .note")


def keep(download: Download, into: Path) -> Path:
    path = into / download.suggested_filename
    download.save_as(path)
    return path
