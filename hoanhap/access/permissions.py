"""Every right of the product, and its name for people. Who holds it: `access.roles`."""

from enum import StrEnum

from hoanhap.kernel.lang import Words


class P(StrEnum):
    HOME_VIEW = "home.view"
    UNITS_VIEW = "units.view"
    DIRECTIVE_VIEW = "directive.view"
    DIRECTIVE_EDIT = "directive.edit"  # of one's own agency
    PLAN_VIEW = "plan.view"
    PLAN_EDIT = "plan.edit"  # of one's own agency: adopt, adjust, set targets
    PLAN_PROGRESS = "plan.progress"  # report on the shares of one's own agency
    PLAN_FOLLOW = "plan.follow"  # visits, reminders, asking to go on
    CAMPAIGN_VIEW = "campaign.view"
    CAMPAIGN_OPEN = "campaign.open"
    BOARD_VIEW = "board.view"
    SUBMISSION_VIEW = "submission.view"
    SUBMISSION_EDIT = "submission.edit"
    SUBMISSION_SUBMIT = "submission.submit"
    SUBMISSION_WITHDRAW = "submission.withdraw"
    SUBMISSION_REVIEW = "submission.review"  # return, accept, accept many
    SUBMISSION_APPROVE = "submission.approve"
    CORRECTION_PROPOSE = "correction.propose"
    CORRECTION_DECIDE = "correction.decide"
    EXPLAIN = "warning.explain"
    FIGURE_TRACE = "figure.trace"
    SMALL_CELLS = "figure.small"  # of free tables: counts below five, and what would give them away
    NARRATIVE_VIEW = "narrative.view"
    NARRATIVE_EDIT = "narrative.edit"
    TEMPLATE_EXPORT = "template.export"
    IMPORT = "workbook.import"
    REPORT_EXPORT = "report.export"
    RATING_VIEW = "rating.view"  # areas classified by scorecards
    RATING_EDIT = "rating.edit"  # type figures, propose
    RATING_APPROVE = "rating.approve"
    PERSON_VIEW = "person.view"  # which persons, and what of them: access.persons
    PERSON_REGISTER = "person.register"
    PERSON_EDIT = "person.edit"
    PERSON_LOG = "person.log"
    PERSON_ERASE = "person.erase"
    DISCLOSURE_VIEW = "disclosure.view"  # lists between sectors: asked for, given, told to who guards the data
    DISCLOSURE_ASK = "disclosure.ask"
    DISCLOSURE_DECIDE = "disclosure.decide"
    BASIS_KEEP = "basis.keep"
    GLASS_BREAK = "glass.break"
    GLASS_REVIEW = "glass.review"
    INSPECTION_KEEP = "inspection.keep"
    OVERSIGHT_VIEW = "oversight.view"
    STEP_TAKE = "step.take"  # which steps of which cases: the law names the office (hoanhap.pathways)
    PAPER_DRAFT = "paper.draft"
    PAPER_ISSUE = "paper.issue"  # give the number, revoke
    MEANS_VIEW = "means.view"  # places, staff, teams
    MEANS_EDIT = "means.edit"
    DEPUTISE = "post.deputise"
    AUDIT_VIEW = "audit.view"
    USERS_MANAGE = "users.manage"
    DEMO_DATE_SET = "demo-date.set"


TITLES: dict[P, Words] = {
    P.HOME_VIEW: Words("xem việc hôm nay", "see today's work"),
    P.UNITS_VIEW: Words("xem danh mục đơn vị hành chính", "see the administrative units"),
    P.DIRECTIVE_VIEW: Words("xem văn bản chỉ đạo", "read directives"),
    P.DIRECTIVE_EDIT: Words("ghi văn bản chỉ đạo của cơ quan", "enter the agency's directives"),
    P.PLAN_VIEW: Words("xem kế hoạch và tiến độ", "see plans and how they go"),
    P.PLAN_EDIT: Words("lập, điều chỉnh kế hoạch của cơ quan", "make and adjust the agency's plans"),
    P.PLAN_PROGRESS: Words("báo tiến độ nhiệm vụ của cơ quan", "report on the agency's tasks"),
    P.PLAN_FOLLOW: Words("theo dõi, đôn đốc, kiểm tra kế hoạch", "follow up plans: remind and inspect"),
    P.CAMPAIGN_VIEW: Words("xem đợt báo cáo", "see the campaign"),
    P.CAMPAIGN_OPEN: Words("mở đợt báo cáo", "open a campaign"),
    P.BOARD_VIEW: Words("xem bảng theo dõi đợt báo cáo", "see the campaign board"),
    P.SUBMISSION_VIEW: Words("xem biểu báo cáo", "read a form"),
    P.SUBMISSION_EDIT: Words("nhập số liệu", "enter figures"),
    P.SUBMISSION_SUBMIT: Words("gửi báo cáo lên cấp trên", "submit a report"),
    P.SUBMISSION_WITHDRAW: Words("rút lại báo cáo đã gửi", "withdraw a submitted report"),
    P.SUBMISSION_REVIEW: Words("kiểm tra, trả lại hoặc chấp nhận báo cáo", "check, return or accept a report"),
    P.SUBMISSION_APPROVE: Words("phê duyệt báo cáo", "approve a report"),
    P.CORRECTION_PROPOSE: Words("đề nghị đính chính số liệu", "propose a correction"),
    P.CORRECTION_DECIDE: Words("quyết định đính chính số liệu", "decide on a correction"),
    P.EXPLAIN: Words("giải trình cảnh báo", "explain a warning"),
    P.FIGURE_TRACE: Words("xem số liệu thành phần", "see what a figure is made of"),
    P.SMALL_CELLS: Words("xem ô số nhỏ trong bảng số liệu", "see small cells of tables"),
    P.NARRATIVE_VIEW: Words("xem báo cáo lời văn", "read the narrative report"),
    P.NARRATIVE_EDIT: Words("viết báo cáo lời văn", "write the narrative report"),
    P.TEMPLATE_EXPORT: Words("tải biểu mẫu Excel", "download the Excel form"),
    P.IMPORT: Words("nộp tệp Excel", "upload an Excel file"),
    P.REPORT_EXPORT: Words("xuất báo cáo và phụ lục", "export the report and its annexes"),
    P.RATING_VIEW: Words("xem phân loại địa bàn", "see how areas are classified"),
    P.RATING_EDIT: Words("ghi số liệu, đề xuất phân loại địa bàn", "enter figures of an area and propose its class"),
    P.RATING_APPROVE: Words("duyệt phân loại địa bàn", "approve the class of an area"),
    P.PERSON_VIEW: Words("xem hồ sơ người", "see a person's file"),
    P.PERSON_REGISTER: Words("lập hồ sơ người", "register a person"),
    P.PERSON_EDIT: Words("ghi vào hồ sơ người", "write in a person's file"),
    P.PERSON_LOG: Words("xem ai đã xem hồ sơ người", "see who looked at a person's file"),
    P.PERSON_ERASE: Words("xóa dữ liệu cá nhân", "erase personal data"),
    P.DISCLOSURE_VIEW: Words("xem yêu cầu cung cấp danh sách", "see requests for lists"),
    P.DISCLOSURE_ASK: Words("yêu cầu ngành khác cung cấp danh sách", "ask another sector for a list"),
    P.DISCLOSURE_DECIDE: Words("quyết định cung cấp danh sách", "decide on giving a list"),
    P.BASIS_KEEP: Words("đăng ký căn cứ pháp lý", "register legal grounds"),
    P.GLASS_BREAK: Words("mở hồ sơ trong trường hợp khẩn cấp", "open a file in an emergency"),
    P.GLASS_REVIEW: Words("xem lại việc mở hồ sơ khẩn cấp", "review emergency openings"),
    P.INSPECTION_KEEP: Words("đăng ký cuộc thanh tra, kiểm tra", "register inspections"),
    P.OVERSIGHT_VIEW: Words("giám sát việc xem hồ sơ", "oversee who looks at files"),
    P.STEP_TAKE: Words("ghi bước pháp lý của hồ sơ", "record the lawful steps of a case"),
    P.PAPER_DRAFT: Words("soạn giấy tờ của cơ quan", "draft the agency's papers"),
    P.PAPER_ISSUE: Words("phát hành, thu hồi giấy tờ của cơ quan", "issue and revoke the agency's papers"),
    P.MEANS_VIEW: Words("xem cơ sở, nhân sự, Tổ công tác", "see places, staff and teams"),
    P.MEANS_EDIT: Words("ghi cơ sở, nhân sự, Tổ công tác", "enter places, staff and teams"),
    P.DEPUTISE: Words("ủy quyền giải quyết công việc", "name a deputy"),
    P.AUDIT_VIEW: Words("xem nhật ký hệ thống", "read the audit trail"),
    P.USERS_MANAGE: Words("quản lý tài khoản và vị trí công tác", "manage accounts and posts"),
    P.DEMO_DATE_SET: Words("đổi ngày làm việc của bản minh họa", "change the demo's business date"),
}
