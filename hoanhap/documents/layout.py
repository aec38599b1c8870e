"""The page of NĐ 30/2020/NĐ-CP Phụ lục I, in centimetres and points, for the Word file, the PDF and the workbook."""

FONT = "Times New Roman"
PAGE = (21.0, 29.7)  # A4
TOP, BOTTOM, LEFT, RIGHT = 2.0, 2.0, 3.0, 2.0
HEADER_AT, FOOTER_AT = 1.0, 0.9  # from the edge of the page
TEXT_WIDTH, WIDE_TEXT_WIDTH = PAGE[0] - LEFT - RIGHT, PAGE[1] - LEFT - RIGHT
INDENT = 1.27  # of a paragraph's first line
CELL_MARGIN, CELL_INDENT = 0.12, 0.35
TABLE_SIZE = 12

HEAD_WIDTHS, FOOT_WIDTHS = (6.8, 9.2), (8.0, 8.0)
NAME_SIZE = 12  # of the agency, beside a country at 12 and a motto at 13
MOTTO_SIZE = 13
COUNTRY, MOTTO = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"
RECIPIENTS = "Nơi nhận:"
SHORT_RULE = 0.42  # of the line above it: the decree says from a third to a half

STARTS = {"body": "", "bullet": "- ", "plus": "+ "}
