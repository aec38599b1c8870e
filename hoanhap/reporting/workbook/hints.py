"""What Excel tells an officer beside the cell, and what it does not let her type. `first`: the first cell it is for."""

from hoanhap.catalog.forms import Column, Row

Rule = dict[str, object]


def figure(row: Row, first: str) -> Rule:
    """Words such as “hơn 830” and “-” pass; a negative number or a fraction of a person does not."""
    assert row.measure
    whole = "" if row.measure.exponent else f",{first}=INT({first})"
    over = " Được ghi “hơn 830”." if row.qualifier else ""
    kind = "Ghi số" if row.measure.exponent else "Ghi số nguyên"
    return {
        "validate": "custom",
        "value": f"=OR(ISTEXT({first}),AND(ISNUMBER({first}),{first}>=0{whole}))",
        "input_title": "Cách ghi",
        "input_message": f"{kind} từ 0 trở lên, đơn vị tính: {row.measure.title.vi}.{over} "
        "Để trống: chưa có số liệu. “-”: không phát sinh.",
        "error_title": "Số chưa đúng",
        "error_message": f"{kind} từ 0 trở lên; ghi “-” nếu không phát sinh.",
    }


def field(column: Column, first: str) -> Rule:
    rule: Rule = {"validate": "any"}
    message = {
        "text": "Ghi chữ.",
        "number": "Ghi số nguyên từ 0 trở lên.",
        "date": "Ghi ngày/tháng/năm, ví dụ 07/9/2020.",
        "choice": "Chọn trong danh sách.",
    }[column.type]
    titles = [title.vi for _, title in column.choices]
    if column.type == "choice" and len(",".join(titles)) <= 255 and not any("," in title for title in titles):
        rule = {"validate": "list", "source": titles, "error_title": "Chưa đúng", "error_message": message}
    elif column.type == "number":
        value = f"=OR(ISTEXT({first}),AND(ISNUMBER({first}),{first}>=0,{first}=INT({first})))"
        rule = {"validate": "custom", "value": value, "error_title": "Số chưa đúng", "error_message": message}
    required = " Bắt buộc." if column.required else ""
    return {**rule, "input_title": column.title.vi[:32], "input_message": message + required}
