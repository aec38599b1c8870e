"""How a template marks its lines and columns for the reader, in a hidden column and a hidden row.

The marks move with their line or column, so what people insert, move or rename around them does no harm.
"""

ROW, COLUMN, LINE = "r:", "c:", "l:"  # a row of a grid, a column, a line of a list
HOME_SHEET = "_hoanhap"  # very hidden: holds the identity, once more
LIST_LINES = 200


def row(code: str) -> str:
    return ROW + code


def column(code: str) -> str:
    return COLUMN + code


def line(key: str) -> str:
    return LINE + key
