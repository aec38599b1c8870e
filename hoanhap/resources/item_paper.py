"""The list of a noun as a workbook: every field of every line, money in million đồng to the đồng."""

from decimal import Decimal

from hoanhap.documents.tables import Given, table_xlsx
from hoanhap.kernel.lang import t
from hoanhap.resources.queries.cells import Cell
from hoanhap.resources.queries.items import Listed
from hoanhap.resources.rules.nouns import Field

MILLION = 6  # decimal places


def xlsx(found: Listed, year: int) -> bytes:
    fields = found.noun.fields
    head = [t("Thời gian", "When"), t("Cơ quan, cơ sở", "Agency, place"), t("Đơn vị", "Unit"), *map(_title, fields)]
    rows: list[list[Given]] = [
        [row.when, row.owner, row.unit, *map(_value, fields, row.whole)] for row in reversed(found.rows)
    ]
    said = t("{title}, năm {year}", "{title}, {year}", title=found.noun.title, year=year)
    return table_xlsx(said, head, rows)


def _title(field: Field) -> str:
    million = t("{title} (triệu đồng)", "{title} (million VND)", title=field.title)
    return million if field.kind == "money" else field.label


def _value(field: Field, cell: Cell) -> Given:
    if not field.amount:
        return cell.text
    if cell.value is None:
        return None
    return Decimal(cell.value).scaleb(-MILLION) if field.kind == "money" else cell.value
