"""The report of a plan drafts itself: results by target and task, every figure with its trace, difficulties, proposals.

What is written is what is known. Whoever signs reads it in Word and adds what the system cannot know.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from hoanhap.access.permissions import P
from hoanhap.access.rules import Actor
from hoanhap.documents import docx
from hoanhap.documents.letterheads import house
from hoanhap.documents.paper import Block, Cell, Figure, Heading, Paper, Paragraph, Signature, Table, Text
from hoanhap.kernel.dates import format_date
from hoanhap.kernel.lang import speaking
from hoanhap.plans.models import Plan, Progress, Shortcoming
from hoanhap.plans.queries import scope
from hoanhap.plans.queries.board import Board, TaskLine, of_plan
from hoanhap.plans.queries.targets import TargetLine, targets
from hoanhap.plans.rules.fold import BLOCK
from hoanhap.plans.rules.report import Span, as_of
from hoanhap.plans.rules.status import FINISHED, PRESSING, TITLES, State
from hoanhap.units.rules.names import place


@dataclass(frozen=True)
class Summary:
    """The paper, up to which day it speaks, and how many figures in it lead back to where they come from."""

    plan: Plan
    on: date
    paper: Paper
    figures: int

    def render(self) -> bytes:
        return docx.render(self.paper)


def summary(actor: Actor, code: str, asked: Span, on: date, base_url: str) -> Summary:
    """For whoever follows the plan. Papers are always Vietnamese."""
    plan = scope.plan(actor, code, on, P.PLAN_FOLLOW)
    with speaking("vi"):
        day = as_of(asked, _due(plan, asked), on)
        writer = _Writer(plan, of_plan(plan, day), targets(plan, day), asked, base_url.rstrip("/"))
        blocks = tuple(writer.blocks())
        return Summary(plan, day, _paper(plan, asked, day, blocks), sum(map(_figures, blocks)))


def _due(plan: Plan, asked: Span) -> date | None:
    """When the plan itself wants the report of this period."""
    wanted = plan.tasks.filter(report=True, dropped_in=None, last_on__range=(asked.start, asked.last))
    return wanted.order_by("last_on").values_list("last_on", flat=True).first()


def _figures(block: Block) -> int:
    if isinstance(block, Paragraph):
        return sum(isinstance(run, Figure) for run in block.runs)
    return sum(bool(cell.trace) for row in block.rows for cell in row) if isinstance(block, Table) else 0


def _paper(plan: Plan, asked: Span, day: date, blocks: tuple[Block, ...]) -> Paper:
    agency = plan.keeper or plan.agency
    unit = agency.unit
    head = house(agency.name, unit.level)
    authority = agency.name.startswith("Ủy ban nhân dân")
    return Paper(
        agency=agency.name,
        parent_agency=plan.agency.name if head.parent and plan.keeper else "",
        symbol=f"BC-{head.symbol}",
        place="Hà Nội" if unit.level == "nation" else place(unit.name, unit.kind),
        kind="BÁO CÁO",
        title=f"Kết quả thực hiện {plan.title[:1].lower()}{plan.title[1:]}, {asked.words}",
        drafted_on=day,
        signature=Signature("KT.", head.head, head.deputy, "", "TM. Ủy ban nhân dân" if authority else ""),
        addressees=(plan.agency.name,) if plan.keeper else (),
        blocks=blocks,
        recipients=(*((f"{plan.agency.name} (để b/c)",) if plan.keeper else ()), "Lưu: VT"),
        drafted_label=plan.notice,
    )


@dataclass(frozen=True)
class _Writer:
    plan: Plan
    board: Board
    targets: tuple[TargetLine, ...]
    asked: Span
    base_url: str

    def blocks(self) -> Iterator[Block]:
        yield Paragraph((Text(self._opening()),))
        yield Heading(1, "I", "Kết quả thực hiện chỉ tiêu")
        yield from self._targets()
        yield Heading(1, "II", "Kết quả thực hiện nhiệm vụ")
        yield from self._tasks()
        yield Heading(1, "III", "Khó khăn, vướng mắc")
        yield from self._difficulties()
        yield Heading(1, "IV", "Đề xuất, kiến nghị")
        yield from self._proposals()

    def _opening(self) -> str:
        number = f" số {self.plan.number}" if self.plan.number else ""
        name = self.plan.title[:1].lower() + self.plan.title[1:]
        day = format_date(self.board.on)
        issuer, words = self.plan.agency.name, self.asked.words
        return f"Thực hiện {name}{number} của {issuer}, kết quả {words}, tính đến hết ngày {day}, như sau:"

    # ------------------------------------------------------------ traces
    def _trace(self, what: str) -> str:
        return f"{self.plan.code}/{self.board.on:%Y%m%d}/{what}"

    def _board_url(self, state: str = "") -> str:
        more = f"&muc={state}" if state else ""
        return f"{self.base_url}/ke-hoach/{self.plan.code}/theo-doi/?ngay={self.board.on.isoformat()}{more}"

    def _task_url(self, key: str) -> str:
        return f"{self.base_url}/ke-hoach/{self.plan.code}/viec/{key}/"

    # ------------------------------------------------------------ I
    def _targets(self) -> Iterator[Block]:
        if not self.targets:
            yield Paragraph((Text("Kế hoạch không đặt chỉ tiêu."),))
            return
        without = sum(not line.actual for line in self.targets)
        if without:
            n = Figure(str(without), self._trace("targets/no-data"), f"{self.base_url}/ke-hoach/{self.plan.code}/")
            yield Paragraph((n, Text(f"/{len(self.targets)} chỉ tiêu chưa có số liệu; các ô tương ứng để trống.")))
        header = ("TT", "Chỉ tiêu", "Mức", "Thực hiện", "Còn thiếu", "Dự báo", "Đánh giá")
        rows = tuple(self._target(n, line) for n, line in enumerate(self.targets, 1))
        yield Table((_head(header),), rows, (5, 43, 10, 11, 10, 10, 11))

    def _target(self, n: int, line: TargetLine) -> tuple[Cell, ...]:
        url = f"{self.base_url}/ke-hoach/{self.plan.code}/chi-tieu/{line.key}/?ngay={self.board.on.isoformat()}"
        trace = self._trace(f"target/{line.key}") if line.actual else ""
        said = line.pace.title if line.bar else "Không có mức đếm được"
        return (
            Cell(str(n), "center"),
            Cell(line.text),
            Cell(line.bar, "center"),
            Cell(line.actual, "center", trace=trace, url=url if trace else ""),
            Cell(line.gap, "center", trace=trace if line.gap else "", url=url if line.gap and trace else ""),
            Cell(line.forecast, "center", trace=trace if line.forecast else "", url=url if line.forecast else ""),
            Cell(said, "center"),
        )

    # ------------------------------------------------------------ II
    def _tasks(self) -> Iterator[Block]:
        total = Figure(str(self.board.total), self._trace("tasks"), self._board_url())
        done = Figure(str(self.board.finished), self._trace("tasks/done"), self._board_url())
        runs: list[Text | Figure] = [Text("Kế hoạch có "), total, Text(" nhiệm vụ; đã hoàn thành "), done]
        for count in self.board.counts:
            if count.n and count.state not in FINISHED:
                runs.append(Text(f"; {TITLES[count.state].vi.lower()}: "))
                runs.append(Figure(str(count.n), self._trace(f"tasks/{count.state}"), self._board_url(count.state)))
        yield Paragraph((*runs, Text(".")))
        header = ("Mã", "Nhiệm vụ", "Cơ quan", "Hạn", "Tình trạng")
        by_key = {line.key: line for line in self.board.lines}
        keys = self.plan.tasks.order_by("position").values_list("key", flat=True)
        ordered = [by_key[key] for key in keys if key in by_key]
        told = [line for line in ordered if line.last or line.status.state != State.NOT_STARTED]
        yield Table((_head(header),), tuple(self._task(line) for line in told), (9, 41, 19, 10, 21))
        if rest := len(ordered) - len(told):
            n = Figure(str(rest), self._trace("tasks/silent"), self._board_url(State.NOT_STARTED))
            yield Paragraph((Text("Còn "), n, Text(" nhiệm vụ thường xuyên, không có hạn riêng, chưa có tin báo.")))

    def _task(self, line: TaskLine) -> tuple[Cell, ...]:
        share = f" ({line.of}/{line.among} cơ quan)" if line.among > 1 else ""
        reasons = f": {'; '.join(line.status.reasons)}" if line.status.reasons else ""
        offices = "; ".join(line.offices) + (f" và {line.more} nơi khác" if line.more else "")
        return (
            Cell(line.code, "center"),
            Cell(line.content or "(văn bản không còn nội dung dòng này)"),
            Cell(offices),
            Cell(format_date(line.last) if line.last else "", "center"),
            Cell(
                f"{line.status.title}{share}{reasons}",
                trace=self._trace(f"task/{line.key}"),
                url=self._task_url(line.key),
            ),
        )

    # ------------------------------------------------------------ III
    def _difficulties(self) -> Iterator[Block]:
        found = 0
        blocks = Progress.objects.filter(share__plan=self.plan, kind=BLOCK, on__range=(self.asked.start, self.board.on))
        for event in blocks.select_related("share__task", "share__agency").order_by("on", "pk"):
            task, found = event.share.task, found + 1
            said = f"Nhiệm vụ {task.code or task.key}, {event.share.agency.name}: {event.blocked_by}"
            more = f" ({event.text})" if event.text else ""
            yield Paragraph((Text(f"{said}{more}, từ ngày {format_date(event.on)}."),), "bullet")
        for short in self._shortcomings():
            found += 1
            yield Paragraph((Text(f"Kiểm tra tại {short.visit.agency.name} ngày {format_date(short.visit.on)}: "
                                  f"{short.text.rstrip('.')}."),), "bullet")  # fmt: skip
        if not found:
            yield Paragraph((Text("Chưa có cơ quan nào báo vướng mắc."),))

    def _shortcomings(self) -> list[Shortcoming]:
        rows = Shortcoming.objects.filter(visit__plan=self.plan, visit__on__lte=self.board.on)
        left = rows.exclude(done_on__lte=self.board.on).select_related("visit__agency")
        return list(left.order_by("visit__on", "pk"))

    # ------------------------------------------------------------ IV
    def _proposals(self) -> Iterator[Block]:
        pressing = [line for line in self.board.lines if line.status.state in PRESSING]
        for line in pressing:
            who = "; ".join(line.offices) + (f" và {line.more} nơi khác" if line.more else "")
            name = f"nhiệm vụ {line.code}" if line.code else f"nhiệm vụ “{line.content[:60]}”"
            ask = "hoàn thành ngay" if line.status.state == State.LATE else "đẩy nhanh"
            if line.status.state == State.BLOCKED:
                ask = "phối hợp tháo gỡ vướng mắc của"
            yield Paragraph((Text(f"Đề nghị {who} {ask} {name} ({'; '.join(line.status.reasons)})."),), "bullet")
        unmeasured = [n for n, line in enumerate(self.targets, 1) if not line.actual]
        if unmeasured:
            said = ", ".join(map(str, unmeasured))
            yield Paragraph((Text(f"Đề nghị các cơ quan cung cấp số liệu cho chỉ tiêu {said} ở mục I."),), "bullet")
        if not pressing and not unmeasured:
            yield Paragraph((Text("Không có đề xuất."),))


def _head(words: tuple[str, ...]) -> tuple[Cell, ...]:
    return tuple(Cell(word, "center", bold=True) for word in words)
