"""What an officer does with a person's file: forms filled as their labels say, steps of the law, papers one by one."""

import re
from datetime import date
from functools import cache
from pathlib import Path

from docx import Document
from playwright.sync_api import Locator, expect

from hoanhap.config.demo.cast import PASSWORD
from hoanhap.kernel.dates import format_date
from tests.journeys.people import Person
from tests.reporting.clients import Browser
from tests.server import Server

Answers = dict[str, str | list[str] | bool]
OPTIONAL = r"( \(không bắt buộc\))?"
ASKED, WRITTEN = "Mở và ghi nhật ký", "Ghi và xem bản in"
FREE = "theo hồ sơ"  # what is typed where a paper leaves room for words of one's own


def turns(server: Server, day: date) -> None:
    """The demo's clock is set to a day: from now on it is today for everybody."""
    told = _administrator(server.url).post("/ngay-lam-viec/", {"on": format_date(day)})
    assert f"Ngày làm việc là {format_date(day)}." in told


@cache
def _administrator(url: str) -> Browser:
    return Browser(url, "quantri", PASSWORD)


class Desk:
    """One officer at the file of one person. `code` is the file's."""

    def __init__(self, person: Person, code: str = "") -> None:
        self.person, self.page, self.code = person, person.page, code

    @property
    def main(self) -> Locator:
        return self.page.locator("main")

    def opens(self, path: str = "") -> int:
        return self.person.opens(f"/nguoi/{self.code}/{path}")

    def fills(self, answers: Answers) -> None:
        """A label and what is chosen, typed or ticked there; for several boxes of one question a list of them."""
        for label, answer in answers.items():
            if isinstance(answer, list):
                for one in answer:
                    self.main.get_by_label(one, exact=True).check()
                continue
            field = self.main.get_by_label(re.compile(f"^{re.escape(label)}{OPTIONAL}$")).first
            kind = field.evaluate("e => e.tagName + '/' + (e.type || '')")
            if kind.startswith("SELECT"):
                option = field.locator("option").filter(has_text=str(answer)).first
                field.select_option(value=option.get_attribute("value"))
            elif kind.endswith(("checkbox", "radio")):
                field.set_checked(bool(answer))
            else:
                field.fill(str(answer))

    def sends(self, button: str) -> None:
        """Press a button of the page; nothing may be wrong with what was typed."""
        self.person.presses(button)
        expect(self.main.get_by_role("alert")).to_have_count(0)

    # ------------------------------------------------------------ the file
    def registers(self, answers: Answers) -> str:
        self.person.opens("/nguoi/moi/")
        self.fills(answers)
        self.sends("Lập hồ sơ")
        self.page.wait_for_url(re.compile(r"/nguoi/[0-9A-Z-]{13}/$"))
        self.code = self.page.url.rstrip("/").rsplit("/", 1)[1]
        return self.code

    def enters(self, what: str, answers: Answers, button: str) -> None:
        """One of the small entries of a file, by the last part of its address."""
        self.opens(f"ghi/{what}/")
        self.fills(answers)
        self.sends(button)

    def takes(self, step: str, day: date, answers: Answers | None = None) -> None:
        """A step of the law that may be taken now: of the few that the file offers, or else on the measure's page."""
        self.opens()
        link = self.main.get_by_role("link", name=re.compile(rf"^Làm\s*: {re.escape(step)}"))
        if not link.count():
            self.main.get_by_role("region", name="Biện pháp").get_by_role("link").first.click()
        link.first.click()
        self.fills({"Ngày thực hiện": format_date(day), **(answers or {})})
        self.sends("Ghi bước này")

    def corrects(self, step: str, day: date, *, was: str) -> None:
        """The latest step of the only measure, recorded with a wrong date: taken back, then recorded as it was."""
        self.opens()
        self.main.get_by_role("region", name="Biện pháp").get_by_role("link").first.click()
        self.person.follows("Rút bước gần nhất ghi nhầm")
        self.person.reads(was)
        self.fills({"Vì sao rút bước này": "Ghi nhầm ngày."})
        self.sends("Rút bước này")
        self.takes(step, day)

    # ------------------------------------------------------------ papers
    def issues_papers(self, into: Path, name: str) -> list[str]:
        """Every draft that waits: its blanks filled, issued, and the Word file opened. Returns their titles."""
        titles = []
        while True:
            self.opens("giay-to/")
            draft = self.main.get_by_role("link", name=re.compile(r"^Soạn\s*: "))
            if not draft.count():
                return titles
            titles.append((draft.first.text_content() or "").partition(": ")[2])
            draft.first.click()
            self._issue()
            self._reads_word(into, name)

    def _issue(self) -> None:
        """Whatever is asked of a page is asked once the page is there: a click does not wait for it."""
        self._says_why()
        for field in self.main.locator("form :is(input:not([type=hidden]), textarea)[required]").all():
            if not field.input_value():
                field.fill(self._free(field))
        self.sends(WRITTEN)
        done = re.compile("^(Phát hành|Ghi đã nộp)$")
        self.main.get_by_role("link", name=done).click()
        issue = self.main.get_by_role("button", name=done)
        expect(issue).to_be_visible()
        signer = self.main.get_by_label("Người ký")
        if signer.count() and not signer.first.input_value():
            signer.first.fill("Hoàng Văn Mẫu")
        issue.click()
        expect(self.main.get_by_role("link", name="Tải Word")).to_be_visible()

    def _free(self, field: Locator) -> str:
        """What is written where a paper leaves room: a day and a number are typed, the rest are words."""
        if field.get_attribute("inputmode") != "numeric":
            return FREE
        today = re.search(r"\d\d/\d{1,2}/\d{4}", self.page.locator("header").first.inner_text())
        return today[0] if today and field.get_attribute("maxlength") else "1"

    def _says_why(self) -> None:
        """What for, asked once a session before a paper's words are shown; then they can be written."""
        reason, write = (self.main.get_by_role("button", name=name) for name in (ASKED, WRITTEN))
        expect(reason.or_(write)).to_be_visible()
        if reason.count():
            reason.click()
            expect(write).to_be_visible()

    def _reads_word(self, into: Path, name: str) -> None:
        word = Document(str(self.person.downloads("Tải Word", into)))
        cells = [c.text for table in word.tables for row in table.rows for c in row.cells]
        text = "\n".join([p.text for p in word.paragraphs] + cells)
        assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in text
        assert name.casefold() in text.casefold()
