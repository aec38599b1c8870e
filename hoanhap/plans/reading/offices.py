"""The agencies that plans name, with their abbreviations: literal rows, and nothing else.

Forms are written as they are spoken; `agencies` compares them without diacritics, "và" and punctuation.
Sectors that `units` does not know (planning, propaganda …) are named here too: a plan gives them work all the same.
"""

from typing import Final, NamedTuple

from hoanhap.kernel.lang import Words


class Office(NamedTuple):
    """`level` "": the name stands at several levels, and a word beside it or a person says which."""

    kind: str
    sector: str
    level: str
    words: Words
    forms: tuple[str, ...]


class Branch(NamedTuple):
    """What stands behind Bộ, Sở, Phòng."""

    sector: str
    words: Words
    forms: tuple[str, ...]


BRANCHES: Final = (
    Branch("labour", Words("Lao động - Thương binh và Xã hội", "Labour, Invalids and Social Affairs"),
           ("Lao động Thương binh và Xã hội", "LĐTBXH", "Lao động TBXH", "LĐ Thương binh và Xã hội", "LĐTB và Xã hội",
            "Lao động Thương binh Xã hội")),
    Branch("health", Words("Y tế", "Health"), ("Y tế", "YT")),
    Branch("justice", Words("Tư pháp", "Justice"), ("Tư pháp", "TP")),
    Branch("finance", Words("Tài chính", "Finance"), ("Tài chính", "TC")),
    Branch("information", Words("Thông tin và Truyền thông", "Information and Communications"),
           ("Thông tin và Truyền thông", "TTTT", "Văn hóa và Thông tin", "VHTT")),
    Branch("planning", Words("Kế hoạch và Đầu tư", "Planning and Investment"), ("Kế hoạch và Đầu tư", "KHĐT")),
    Branch("home", Words("Nội vụ", "Home Affairs"), ("Nội vụ", "NV")),
    Branch("education", Words("Giáo dục và Đào tạo", "Education and Training"),
           ("Giáo dục và Đào tạo", "GDĐT")),
    Branch("culture", Words("Văn hóa, Thể thao và Du lịch", "Culture, Sports and Tourism"),
           ("Văn hóa Thể thao và Du lịch", "VHTTDL", "Văn hóa Thể thao Du lịch")),
    Branch("agriculture", Words("Nông nghiệp và Phát triển nông thôn", "Agriculture and Rural Development"),
           ("Nông nghiệp và Phát triển nông thôn", "NNPTNT")),
    Branch("industry", Words("Công Thương", "Industry and Trade"), ("Công Thương", "CT")),
    Branch("police", Words("Công an", "Public Security"), ("Công an", "CA")),
    Branch("construction", Words("Xây dựng", "Construction"), ("Xây dựng", "XD")),
)  # fmt: skip
# What stands before a branch: the kind, the level, the two languages.
HEADS: Final = (
    ("Bộ", "ministry", "nation", Words("Bộ {x}", "Ministry of {x}")),
    ("Sở", "department", "province", Words("Sở {x}", "Department of {x}")),
    ("Phòng", "department", "district", Words("Phòng {x}", "Division of {x}")),
)

OFFICES: Final = (
    Office("authority", "authority", "", Words("Ủy ban nhân dân", "People's Committee"),
           ("Ủy ban nhân dân", "UBND", "Ủy ban ND")),
    Office("authority", "authority", "", Words("Hội đồng nhân dân", "People's Council"), ("Hội đồng nhân dân", "HĐND")),
    Office("authority", "authority", "nation", Words("Chính phủ", "The Government"), ("Chính phủ",)),
    Office("authority", "authority", "nation", Words("Thủ tướng Chính phủ", "The Prime Minister"),
           ("Thủ tướng Chính phủ", "Thủ tướng", "TTCP", "TTgCP")),
    Office("authority", "authority", "nation", Words("Quốc hội", "The National Assembly"), ("Quốc hội",)),
    Office("department", "authority", "nation", Words("Văn phòng Chính phủ", "Office of the Government"),
           ("Văn phòng Chính phủ", "VPCP")),
    Office("department", "authority", "", Words("Văn phòng Ủy ban nhân dân", "Office of the People's Committee"),
           ("Văn phòng Ủy ban nhân dân", "Văn phòng UBND", "VP UBND")),
    Office("ministry", "police", "nation", Words("Bộ Công an", "Ministry of Public Security"), ("BCA",)),
    Office("department", "finance", "district", Words("Phòng Tài chính - Kế hoạch", "Division of Finance and Planning"),
           ("Phòng Tài chính Kế hoạch", "Phòng TCKH")),
    Office("department", "police", "", Words("Công an", "Police"), ("Công an", "CA")),
    Office("ministry", "military", "nation", Words("Bộ Quốc phòng", "Ministry of National Defence"),
           ("Bộ Quốc phòng", "BQP")),
    Office("department", "military", "", Words("Ban Chỉ huy quân sự", "Military Command"),
           ("Bộ Chỉ huy Quân sự", "Ban Chỉ huy Quân sự", "BCHQS", "Bộ CHQS", "Ban CHQS")),
    Office("department", "border", "province", Words("Bộ Chỉ huy Bộ đội Biên phòng", "Border Guard Command"),
           ("Bộ Chỉ huy Bộ đội Biên phòng", "Bộ đội Biên phòng", "BĐBP", "Bộ CH BĐBP", "Biên phòng")),
    Office("department", "court", "", Words("Tòa án nhân dân", "People's Court"),
           ("Tòa án nhân dân", "TAND", "Tòa án")),
    Office("department", "procuracy", "", Words("Viện kiểm sát nhân dân", "People's Procuracy"),
           ("Viện kiểm sát nhân dân", "VKSND", "VKS ND", "Viện kiểm sát", "VKS")),
    Office("body", "front", "nation", Words("Ủy ban Trung ương Mặt trận Tổ quốc Việt Nam",
                                            "Central Committee of the Viet Nam Fatherland Front"),
           ("Ủy ban Trung ương Mặt trận Tổ quốc Việt Nam", "Ủy ban Trung ương Mặt trận Tổ quốc",
            "UBTW MTTQ Việt Nam", "UBTƯ MTTQ Việt Nam", "UBTWMTTQ")),
    Office("body", "front", "", Words("Ủy ban Mặt trận Tổ quốc Việt Nam", "Viet Nam Fatherland Front Committee"),
           ("Ủy ban Mặt trận Tổ quốc Việt Nam", "Ủy ban Mặt trận Tổ quốc", "Mặt trận Tổ quốc Việt Nam",
            "Mặt trận Tổ quốc", "UBMTTQ", "UBMTTQ Việt Nam", "UBMTTQVN", "MTTQ", "MTTQ Việt Nam", "MTTQVN",
            "Ủy ban MTTQ", "Ủy ban MTTQ Việt Nam")),
    Office("body", "youth", "", Words("Đoàn Thanh niên Cộng sản Hồ Chí Minh", "Ho Chi Minh Communist Youth Union"),
           ("Đoàn Thanh niên Cộng sản Hồ Chí Minh", "Đoàn Thanh niên", "Đoàn TNCS Hồ Chí Minh", "Đoàn TNCSHCM",
            "Đoàn TN", "ĐTN", "Tỉnh đoàn", "Tỉnh Đoàn Thanh niên", "Huyện đoàn", "Thành đoàn")),
    Office("body", "women", "", Words("Hội Liên hiệp Phụ nữ", "Women's Union"),
           ("Hội Liên hiệp Phụ nữ Việt Nam", "Hội Liên hiệp Phụ nữ", "Hội LHPN", "HLHPN", "Hội Phụ nữ", "Hội PN",
            "Hội LHPN Việt Nam")),
    Office("body", "veterans", "", Words("Hội Cựu chiến binh", "Veterans' Association"),
           ("Hội Cựu chiến binh", "Hội CCB", "HCCB")),
    Office("body", "farmers", "", Words("Hội Nông dân", "Farmers' Union"), ("Hội Nông dân", "HND")),
    Office("body", "labour_union", "", Words("Liên đoàn Lao động", "Labour Federation"),
           ("Liên đoàn Lao động", "LĐLĐ", "Tổng Liên đoàn Lao động Việt Nam")),
    Office("body", "red_cross", "", Words("Hội Chữ thập đỏ", "Red Cross"), ("Hội Chữ thập đỏ", "Hội CTĐ")),
    Office("body", "propaganda", "province", Words("Ban Tuyên giáo Tỉnh ủy", "Propaganda Commission of the province"),
           ("Ban Tuyên giáo Tỉnh ủy", "BTG Tỉnh ủy", "Ban Tuyên giáo TU")),
    Office("body", "propaganda", "district", Words("Ban Tuyên giáo Huyện ủy", "Propaganda Commission of the district"),
           ("Ban Tuyên giáo Huyện ủy", "Ban Tuyên giáo Thành ủy")),
    Office("body", "propaganda", "", Words("Ban Tuyên giáo", "Propaganda Commission"), ("Ban Tuyên giáo", "BTG")),
    Office("body", "party", "province", Words("Tỉnh ủy", "Provincial Party Committee"), ("Tỉnh ủy",)),
    Office("body", "party", "district", Words("Huyện ủy", "District Party Committee"), ("Huyện ủy",)),
    Office("body", "press", "", Words("Đài Phát thanh và Truyền hình", "Radio and Television Station"),
           ("Đài Phát thanh và Truyền hình", "Đài PTTH", "Đài Phát thanh Truyền hình", "Đài PT và TH",
            "Đài Truyền thanh Truyền hình", "Đài Truyền hình")),
    Office("body", "press", "nation", Words("Đài Truyền hình Việt Nam", "Vietnam Television"),
           ("Đài Truyền hình Việt Nam", "VTV")),
    Office("body", "insurance", "", Words("Bảo hiểm xã hội", "Social Insurance"), ("Bảo hiểm xã hội", "BHXH")),
    Office("body", "policy_bank", "", Words("Ngân hàng Chính sách xã hội", "Bank for Social Policies"),
           ("Ngân hàng Chính sách xã hội", "NHCSXH", "Ngân hàng CSXH")),
    Office("department", "labour", "nation",
           Words("Cục Phòng, chống tệ nạn xã hội", "Department of Social Vices Prevention"),
           ("Cục Phòng chống tệ nạn xã hội", "Cục PCTNXH")),
    Office("department", "labour", "province",
           Words("Chi cục Phòng, chống tệ nạn xã hội", "Sub-department of Social Vices Prevention"),
           ("Chi cục Phòng chống tệ nạn xã hội", "Chi cục PCTNXH")),
    Office("centre", "labour", "", Words("Cơ sở cai nghiện ma túy", "Rehabilitation centre"),
           ("Cơ sở cai nghiện ma túy", "Cơ sở cai nghiện", "CSCN ma túy", 
            "Trung tâm Chữa bệnh Giáo dục Lao động xã hội", "Trung tâm CBGDLĐXH", "Trung tâm cai nghiện")),
    Office("body", "committee", "",
           Words("Ban Chỉ đạo phòng, chống AIDS và tệ nạn ma túy, mại dâm",
                 "Steering committee on AIDS, drugs and prostitution"),
           ("Ban Chỉ đạo Phòng chống AIDS và phòng chống tệ nạn ma túy mại dâm",
            "Ban Chỉ đạo Phòng chống AIDS ma túy mại dâm", "Ban Chỉ đạo", "BCĐ")),
)  # fmt: skip
# "Báo Tuyên Quang": a newspaper is known by its capital and by the name behind it, for "báo cáo" is none.
NEWSPAPER: Final = "Báo"
NO_COMMUNE: Final = frozenset({"court", "procuracy", "insurance", "policy_bank", "centre"})  # sectors without one there

# Nobody by name. A plan that says so means whoever it concerns.
GROUPS: Final = (
    "các đơn vị có liên quan", "các đơn vị liên quan", "các cơ quan có liên quan", "các cơ quan liên quan",
    "các cơ quan, đơn vị có liên quan", "các cơ quan, đơn vị liên quan", "các cơ quan, đơn vị",
    "các ngành, đơn vị liên quan", "các ngành liên quan", "các ngành có liên quan", "các ngành chức năng",
    "các ngành, đơn vị chức năng", "các ngành chức năng, cơ quan, đơn vị liên quan", "các ngành", "các đoàn thể",
    "các đoàn thể liên quan", "các cơ quan chức năng", "các đơn vị chức năng", "các tổ chức thành viên",
    "các tổ chức chính trị xã hội", "các các tổ chức chính trị xã hội", "các đoàn thể chính trị xã hội",
    "các tổ chức đoàn thể", "các tổ chức xã hội", "các tổ chức, cá nhân liên quan", "đoàn thể các cấp",
    "các sở, ban, ngành", "các sở, ban, ngành liên quan", "các sở, ban, ngành, đoàn thể", "các sở, ngành liên quan",
    "các sở, ngành", "các sở, ban, ngành có liên quan", "các sở, ban, ngành, đoàn thể liên quan",
    "các bộ, ngành", "các bộ, ngành liên quan", "các bộ, ngành có liên quan", "các bộ, ban, ngành trung ương",
    "các bộ, ngành trung ương", "các bộ, ngành, đoàn thể", "các bộ, ngành và các cơ quan có liên quan",
    "các cơ quan thông tin đại chúng", "các cơ quan báo chí", "các địa phương", "các địa phương có liên quan",
    "các địa phương liên quan", "địa phương", "các phòng, ban liên quan", "các phòng, ban, ngành", "các phòng, ban",
    "các ban, ngành, đoàn thể", "các ban, ngành", "các cấp ủy Đảng, chính quyền", "cấp ủy, chính quyền các cấp",
    "các cấp ủy Đảng, chính quyền và các đoàn thể, tổ chức xã hội", "các tổ chức quốc tế", "các doanh nghiệp",
    "các sở, ngành, địa phương", "các sở, ngành địa phương", "các đơn vị trực thuộc", "các xã, phường, thị trấn",
    "các đơn vị", "các cơ quan", "các bộ", "các cấp",
)  # fmt: skip

# Words behind a name that say at which level it stands, and whether all of that level are meant.
LEVELS: Final = (
    ("các tỉnh, thành phố trực thuộc trung ương", "province", True),
    ("các tỉnh, TP trực thuộc TW", "province", True),
    ("các tỉnh, thành phố", "province", True),
    ("các tỉnh", "province", True),
    ("cấp tỉnh", "province", False),
    ("tỉnh", "province", False),
    ("các huyện, thành phố", "district", True),
    ("các huyện, thị xã, thành phố", "district", True),
    ("các huyện, thành, thị", "district", True),
    ("huyện, thị xã, thành phố", "district", True),
    ("huyện, thành phố", "district", True),
    ("các huyện, thị", "district", True),
    ("các huyện", "district", True),
    ("các quận, huyện", "district", True),
    ("quận, huyện", "district", True),
    ("cấp huyện", "district", True),
    ("huyện", "district", True),
    ("các xã, phường, thị trấn", "commune", True),
    ("xã, phường, thị trấn", "commune", True),
    ("các xã, phường", "commune", True),
    ("các xã, thị trấn", "commune", True),
    ("cấp xã", "commune", True),
    ("các xã", "commune", True),
    ("xã", "commune", True),
    ("trung ương", "nation", False),
    ("các cấp", "", True),
)
NAMED_LEVELS: Final = (  # before a name of its own: "huyện Sơn Dương"
    ("tỉnh", "province"), ("thành phố", ""), ("huyện", "district"), ("thị xã", "district"), ("quận", "district"),
    ("xã", "commune"), ("phường", "commune"), ("thị trấn", "commune"),
)  # fmt: skip
# Before a name, and part of it: an order to the head of an agency is an order to the agency.
OFFICE_HOLDERS: Final = (
    "Chủ tịch", "Phó Chủ tịch", "Giám đốc", "Thủ trưởng", "Bộ trưởng", "Cục trưởng", "Trưởng", "Chánh án",
    "Viện trưởng", "lực lượng", "cơ quan", "đơn vị", "ngành", "Thường trực",
)  # fmt: skip
