"""The named checks that steps ask for: what the law wants, and what is said when it is not so.

`law/pathways/*.toml` may use these names only; the pathways room gives each its function. `takes` is the kind of value
behind the colon: `age-from:18`. The sentences have the place {value}.
"""

from dataclasses import dataclass

from hoanhap.kernel.lang import Words, t
from hoanhap.law.pathways.shape import Need

VALUES = {  # kind of value → (pattern, example)
    "": ("", ""),
    "years": (r"[1-9]\d?", "18"),
    "months": (r"[1-9]\d?", "24"),
    "days": (r"[1-9]\d?", "10"),
    "count": (r"[1-9]", "3"),
    "share": (r"[1-9]/[1-9]", "1/2"),
    "range": (r"[1-9]\d?-[1-9]\d?", "1-3"),
}


@dataclass(frozen=True, slots=True)
class Check:
    """`reads`: the facts it looks at, so that whoever changes them knows what may follow."""

    says: Words
    refuses: Words
    reads: tuple[str, ...]
    takes: str = ""


def says(need: Need) -> str:
    """What a need asks, with its value in place, in the language of the moment."""
    return t(*CHECKS[need.check].says, value=need.value)


CHECKS: dict[str, Check] = {
    # ------------------------------------------------------------ who the person is
    "age-from": Check(
        Words("Đủ {value} tuổi trở lên", "At least {value} years old"),
        Words("Chưa đủ {value} tuổi", "Not yet {value} years old"),
        ("born_on", "birth_year"), "years",
    ),
    "age-under": Check(
        Words("Dưới {value} tuổi", "Under {value} years old"),
        Words("Đã đủ {value} tuổi", "Already {value} years old"),
        ("born_on", "birth_year"), "years",
    ),
    "resident": Check(
        Words("Đang cư trú tại xã", "Lives in the commune"),
        Words("Người này không cư trú tại xã", "The person does not live in the commune"),
        ("residences",),
    ),
    "stable-residence": Check(
        Words("Có nơi cư trú ổn định", "Has a stable residence"),
        Words(
            "Chưa có nơi cư trú ổn định: phải là nơi thường trú hoặc tạm trú và đang thường xuyên sống ở đó",
            "No stable residence: it must be registered, permanent or temporary, and really lived in",
        ),
        ("residences",),
    ),
    "no-stable-residence": Check(
        Words("Không có nơi cư trú ổn định", "Has no stable residence"),
        Words("Người này có nơi cư trú ổn định", "The person has a stable residence"),
        ("residences",),
    ),
    "capable": Check(
        Words("Có năng lực hành vi dân sự", "Has civil-act capacity"),
        Words(
            "Người không có năng lực hành vi dân sự không bị áp dụng biện pháp này",
            "The measure does not apply to a person without civil-act capacity",
        ),
        ("facts.capable",),
    ),
    "not-shielded-parent": Check(
        Words(
            "Không mang thai; không phải phụ nữ hoặc người duy nhất đang nuôi con dưới {value} tháng tuổi",
            "Neither pregnant, nor a woman or a sole person raising a child under {value} months",
        ),
        Words(
            "Đang mang thai hoặc đang nuôi con dưới {value} tháng tuổi nên không áp dụng",
            "Pregnant, or raising a child under {value} months: the measure does not apply",
        ),
        ("facts.pregnant", "facts.raising_child"), "months",
    ),
    # ------------------------------------------------------------ addiction
    "addicted": Check(
        Words(
            "Được người có thẩm quyền xác định là nghiện", "Found addicted by a clinician certified for it on that day"
        ),
        Words(
            "Chưa có kết quả xác định tình trạng nghiện của người có chứng nhận còn hiệu lực",
            "No finding of addiction by a clinician whose certificate was valid",
        ),
        ("determinations", "staff.certificates"),
    ),
    "determined-within": Check(
        Words("Kết quả xác định nghiện không quá {value} tháng", "The finding is not older than {value} months"),
        Words(
            "Kết quả xác định nghiện đã quá {value} tháng; phải xác định lại",
            "The finding is older than {value} months; it has to be made again",
        ),
        ("determinations",), "months",
    ),
    "opioid": Check(
        Words("Nghiện các chất dạng thuốc phiện", "Addicted to opioids"),
        Words("Không có xác định nghiện chất dạng thuốc phiện", "No finding of addiction to opioids"),
        ("determinations.substances",),
    ),
    "not-declared": Check(
        Words("Không tự khai báo, không đăng ký cai nghiện", "Has neither declared nor registered"),
        Words(
            "Người này đã tự khai báo hoặc đăng ký cai nghiện tự nguyện",
            "The person declared, or registered for voluntary rehabilitation",
        ),
        ("measures", "standings"),
    ),
    "no-detox-at-home": Check(
        Words("Không có điều kiện cắt cơn tại gia đình", "Detox at home is not possible"),
        Words("Chưa ghi lý do không cắt cơn được tại gia đình", "Why detox at home is not possible was not recorded"),
        ("facts.no_detox_at_home",),
    ),
    "used-drugs": Check(
        Words("Có kết quả xét nghiệm dương tính", "A positive test is on record"),
        Words("Chưa có kết quả xét nghiệm dương tính", "No positive test is on record"),
        ("tests",),
    ),
    "violation-recorded": Check(
        Words("Đã lập biên bản vi phạm", "The violation was recorded in minutes"),
        Words("Chưa có biên bản vi phạm", "There are no minutes of the violation"),
        ("facts.violation", "papers"),
    ),
    "within-limitation": Check(
        Words(
            "Còn thời hiệu: {value} tháng từ lần sử dụng cuối bị lập biên bản",
            "Within the limitation: {value} months from the last recorded use",
        ),
        Words(
            "Đã quá {value} tháng từ lần sử dụng ma túy cuối cùng bị lập biên bản",
            "More than {value} months since the last recorded use",
        ),
        ("facts.last_use_on", "tests"), "months",
    ),
    "limitation-over": Check(
        Words("Đã quá thời hiệu {value} tháng", "The limitation of {value} months is over"),
        Words("Vẫn còn thời hiệu {value} tháng", "The limitation of {value} months is not over"),
        ("facts.last_use_on", "tests"), "months",
    ),
    # ------------------------------------------------------------ other measures
    "not-on-methadone": Check(
        Words(
            "Không đang điều trị thay thế, hoặc đã bị chấm dứt điều trị do vi phạm mà vẫn sử dụng",
            "Not on substitution treatment, or terminated for a violation and still using",
        ),
        Words(
            "Đang điều trị methadone: không được lập hồ sơ (NĐ 90/2016 Điều 3)",
            "On methadone treatment: no dossier may be made (NĐ 90/2016 art. 3)",
        ),
        ("measures", "tests"),
    ),
    "not-shielded-by-methadone": Check(
        Words(
            "Không phải người nghiện chất dạng thuốc phiện đang tự nguyện điều trị thay thế và không có vi phạm khác",
            "Not an opioid addict who takes treatment voluntarily and committed no other offence",
        ),
        Words(
            "Đang tự nguyện điều trị methadone, không vi phạm gì khác: không lập hồ sơ giáo dục tại xã",
            "On methadone voluntarily, with no other offence: no commune-education dossier",
        ),
        ("measures", "facts.other_offence"),
    ),
    "not-under-education": Check(
        Words("Không đang chấp hành giáo dục tại xã", "Not under commune education"),
        Words("Đang chấp hành giáo dục tại xã", "Under commune education"),
        ("measures",),
    ),
    "not-under-aftercare": Check(
        Words("Không đang bị quản lý sau cai nghiện", "Not under aftercare"),
        Words("Đang bị quản lý sau cai nghiện", "Under aftercare"),
        ("measures",),
    ),
    "not-for-the-centre": Check(
        Words(
            "Không thuộc diện đưa vào cơ sở cai nghiện, trường giáo dưỡng, cơ sở giáo dục",
            "Not one to be sent to a centre, a reform school or an education centre",
        ),
        Words(
            "Thuộc diện đưa vào cơ sở bắt buộc hoặc trường giáo dưỡng nên không áp dụng tại cộng đồng",
            "To be sent to a compulsory centre or a reform school, so not in the community",
        ),
        ("measures", "facts"),
    ),
    "no-residential-measure": Check(
        Words("Không đang ở một cơ sở theo biện pháp khác", "Not in a place under another measure"),
        Words("Đang ở một cơ sở theo biện pháp khác", "In a place under another measure"),
        ("measures", "stays"),
    ),
    "no-open-rehab": Check(
        Words("Không đang cai nghiện theo hình thức khác", "No other rehabilitation is open"),
        Words(
            "Đang cai nghiện theo một hình thức khác; kết thúc hoặc chuyển hình thức trước",
            "Another rehabilitation is open; end or convert it first",
        ),
        ("measures",),
    ),
    "educated-for-addiction": Check(
        Words(
            "Đã bị giáo dục tại xã do nghiện mà vẫn còn nghiện",
            "Was under commune education for addiction, and still is addicted",
        ),
        Words("Chưa từng bị giáo dục tại xã do nghiện ma túy", "Was never under commune education for addiction"),
        ("measures", "determinations"),
    ),
    "educated-within": Check(
        Words(
            "Còn nghiện trong {value} tháng sau khi chấp hành xong giáo dục tại xã",
            "Still addicted within {value} months after finishing commune education",
        ),
        Words(
            "Không trong {value} tháng sau khi chấp hành xong giáo dục tại xã",
            "Not within {value} months after finishing commune education",
        ),
        ("measures", "determinations"), "months",
    ),
    "completed-rehab": Check(
        Words("Đã hoàn thành cai nghiện hoặc điều trị", "Has finished rehabilitation or treatment"),
        Words("Chưa có giấy chứng nhận hoàn thành", "No certificate of completion"),
        ("measures", "papers"),
    ),
    "completed-compulsory": Check(
        Words("Đã chấp hành xong cai nghiện bắt buộc tại cơ sở", "Has finished compulsory rehabilitation at a centre"),
        Words("Chưa chấp hành xong cai nghiện bắt buộc tại cơ sở", "Has not finished compulsory rehabilitation"),
        ("measures", "papers"),
    ),
    "ending-compulsory": Check(
        Words(
            "Đang hoặc đã chấp hành xong cai nghiện bắt buộc tại cơ sở",
            "Is serving, or has finished, compulsory rehabilitation at a centre",
        ),
        Words(
            "Không chấp hành cai nghiện bắt buộc tại cơ sở", "Neither serves nor finished compulsory rehabilitation"
        ),
        ("measures", "papers"),
    ),
    "high-risk": Check(
        Words("Có nguy cơ tái nghiện cao", "Is at high risk of relapse"),
        Words("Chưa có đánh giá nguy cơ tái nghiện cao", "High risk of relapse was not assessed"),
        ("facts.high_risk",),
    ),
    "compulsory-ground": Check(
        Words("Thuộc trường hợp bị đưa vào cơ sở cai nghiện bắt buộc", "Falls under a case for the compulsory centre"),
        Words("Chưa ghi trường hợp luật định", "The case named by the law was not recorded"),
        ("facts.ground_116", "facts.ground_2026"),
    ),
    # ------------------------------------------------------------ rights
    "represented": Check(
        Words(
            "Người dưới 18 tuổi: đã báo cho cha mẹ hoặc người đại diện",
            "Under 18: parents or the legal representative were told",
        ),
        Words(
            "Người dưới 18 tuổi mà chưa báo cho cha mẹ hoặc người đại diện hợp pháp",
            "Under 18, and neither parents nor the legal representative were told",
        ),
        ("contacts", "steps"),
    ),
    "parents-heard": Check(
        Words("Đã có ý kiến của cha mẹ, người giám hộ", "Parents or guardian were heard"),
        Words("Chưa có ý kiến bằng văn bản của cha mẹ, người giám hộ", "No written opinion of parents or guardian"),
        ("steps", "papers"),
    ),
    "consent-under-15": Check(
        Words("Dưới 15 tuổi: người đại diện đồng ý bằng văn bản", "Under 15: written consent of the representative"),
        Words("Dưới 15 tuổi mà chưa có văn bản đồng ý của người đại diện", "Under 15, no written consent"),
        ("born_on", "facts.consent"),
    ),
    "waived": Check(
        Words("Người này ký không đọc hồ sơ", "The person waived reading in writing"),
        Words("Chưa có văn bản không đọc hồ sơ", "There is no written waiver"),
        ("papers",),
    ),
    "family-consents": Check(
        Words("Gia đình đồng ý quản lý bằng văn bản", "The family agrees in writing"),
        Words("Chưa có văn bản đồng ý của gia đình", "The family has not agreed in writing"),
        ("facts.family_consent",),
    ),
    # ------------------------------------------------------------ the file
    "dossier-complete": Check(
        Words("Hồ sơ đủ giấy tờ", "The dossier is complete"),
        Words("Hồ sơ còn thiếu: {value}", "The dossier lacks: {value}"),
        ("papers", "facts"),
    ),
    "quorum": Check(
        Words(
            "Họp đủ thành phần: LĐTBXH, công an, y tế, Mặt trận, trưởng thôn",
            "All five are present: labour, police, health, Front, village head",
        ),
        Words("Cuộc họp thiếu thành phần: {value}", "The meeting lacks: {value}"),
        ("facts.quorum",),
    ),
    "voted": Check(
        Words(
            "Biểu quyết quá nửa; ngang phiếu thì ghi biên bản để Chủ tịch quyết định",
            "Simple majority; a tie is recorded and left to the chairman",
        ),
        Words("Chưa ghi kết quả biểu quyết", "The vote was not recorded"),
        ("facts.votes",),
    ),
    "within-term": Check(
        Words("Thời hạn quyết định trong khung luật định", "The term decided lies within the law's limits"),
        Words("Thời hạn phải từ {value}", "The term must be {value}"),
        ("facts.months",),
    ),
    # ------------------------------------------------------------ the place
    "place-open": Check(
        Words("Cơ sở đang hoạt động, đúng loại", "The place is open and of the right kind"),
        Words("Cơ sở không hoạt động hoặc không đúng loại vào ngày này", "The place is not open, or of another kind"),
        ("places",),
    ),
    "bed-free": Check(
        Words("Cơ sở còn chỗ", "A bed is free"),
        Words("Cơ sở đã hết chỗ", "The place is full"),
        ("capacities", "stays"),
    ),
    "place-full": Check(
        Words("Cơ sở quá tải", "The place is full"),
        Words("Cơ sở vẫn còn chỗ", "The place still has beds"),
        ("capacities", "stays"),
    ),
    "no-interim": Check(
        Words("Chưa giao quản lý tạm", "No interim management runs"),
        Words("Đang được quản lý tạm", "Interim management runs already"),
        ("steps",),
    ),
    "interim-runs": Check(
        Words("Đang được quản lý tạm", "Interim management runs"),
        Words("Chưa được giao quản lý tạm", "No interim management runs"),
        ("steps",),
    ),
    # ------------------------------------------------------------ time and progress
    "term-served": Check(
        Words("Đã hết thời hạn", "The term is over"),
        Words("Chưa hết thời hạn: đến hết ngày {value}", "The term is not over until the end of {value}"),
        ("ends_on",),
    ),
    "served": Check(
        Words("Đã chấp hành ít nhất {value} thời hạn", "At least {value} of the term was served"),
        Words("Chưa chấp hành đủ {value} thời hạn", "Less than {value} of the term was served"),
        ("starts_on", "ends_on", "events"), "share",
    ),
    "progress-or-merit": Check(
        Words("Tiến bộ rõ rệt được công nhận, hoặc lập công", "Clear progress was recognised, or merit"),
        Words("Chưa ghi nhận tiến bộ rõ rệt hoặc lập công", "Neither clear progress nor merit is on record"),
        ("events",),
    ),
    "cut-within": Check(
        Words("Giảm từ {value} tháng", "A cut of {value} months"),
        Words("Chỉ được giảm {value} tháng", "The cut may only be {value} months"),
        ("facts.cut_months",), "range",
    ),
    "merit": Check(
        Words("Đã lập công", "Merit is on record"),
        Words("Chưa ghi nhận lập công", "No merit is on record"),
        ("events",),
    ),
    "left-at-least": Check(
        Words("Thời hạn còn lại ít nhất {value} tháng", "At least {value} months are left"),
        Words("Thời hạn còn lại không đủ {value} tháng", "Less than {value} months are left"),
        ("ends_on",), "months",
    ),
    "stages-done": Check(
        Words("Đã xong ít nhất {value} giai đoạn", "At least {value} stages are done"),
        Words("Chưa xong đủ {value} giai đoạn", "Fewer than {value} stages are done"),
        ("stays",), "count",
    ),
    "in-hospital-over": Check(
        Words("Điều trị nội trú quá {value} ngày", "In hospital for more than {value} days"),
        Words("Chưa điều trị nội trú quá {value} ngày", "Not in hospital for more than {value} days"),
        ("events",), "days",
    ),
    "leave-up-to": Check(
        Words("Nghỉ không quá {value} ngày, không kể đi đường", "Leave of at most {value} days, travel not counted"),
        Words("Nghỉ quá {value} ngày", "The leave exceeds {value} days"),
        ("facts.until",), "days",
    ),
    "rated-fair": Check(
        Words("{value} tháng cuối xếp loại khá trở lên", "Rated fair or better in the last {value} months"),
        Words("{value} tháng cuối chưa xếp loại khá trở lên", "Not rated fair or better in the last {value} months"),
        ("events",), "months",
    ),
    "methadone-broken": Check(
        Words(
            "Có căn cứ chấm dứt: bỏ phác đồ từ 2 lần trong 6 tháng; 2 lần liên tiếp dương tính trong 12 tháng sau liều "
            "duy trì; dương tính chất khác; gây hại tài sản, người, trật tự",
            "A ground to terminate: protocol broken twice in 6 months; two positives in a row within 12 months of "
            "maintenance; positive for another drug; harm to property, persons or order",
        ),
        Words("Chưa có căn cứ chấm dứt theo Điều 10 khoản 2", "No ground under article 10.2 to terminate"),
        ("tests", "facts.methadone_ground"),
    ),
    # ------------------------------------------------------------ proofs for postponing and exempting
    "health-certificate": Check(
        Words("Giấy của bệnh viện cấp huyện trở lên", "A certificate of a hospital of district level or above"),
        Words("Chưa có giấy của bệnh viện cấp huyện trở lên", "No certificate of a district hospital or above"),
        ("facts.certificate_no", "facts.certificate_level"),
    ),
    "postpone-ground": Check(
        Words("Có căn cứ hoãn và giấy tờ chứng minh", "A ground to postpone, with proof"),
        Words("Chưa ghi căn cứ hoãn hoặc thiếu giấy chứng minh", "The ground to postpone, or its proof, is missing"),
        ("facts.postpone_ground", "papers"),
    ),
    "exempt-ground": Check(
        Words("Có căn cứ miễn và giấy tờ chứng minh", "A ground to exempt, with proof"),
        Words("Chưa ghi căn cứ miễn hoặc thiếu giấy chứng minh", "The ground to exempt, or its proof, is missing"),
        ("facts.exempt_ground", "papers"),
    ),
    "ground-over": Check(
        Words("Lý do hoãn, tạm đình chỉ không còn", "The ground of the postponement is over"),
        Words("Lý do hoãn, tạm đình chỉ vẫn còn", "The ground of the postponement still holds"),
        ("facts.ground_until",),
    ),
}  # fmt: skip
