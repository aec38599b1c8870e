"""What the levels that answer are called."""

from hoanhap.kernel.lang import Words

LEVEL_TITLES: dict[str, Words] = {
    "commune": Words("xã, phường, thị trấn", "communes"),
    "centre": Words("cơ sở cai nghiện", "centres"),
    "district": Words("huyện, thành phố", "districts"),
    "department": Words("sở, ngành", "departments"),
    "province": Words("tỉnh", "provinces"),
    "ministry": Words("bộ", "ministry"),
}
