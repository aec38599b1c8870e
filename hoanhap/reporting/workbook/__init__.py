"""The unit's own workbook, out and back: drawn and signed, filled offline, read in a sandbox, returned with its errors.

    identity   whose workbook it is, signed              template   the workbook an officer downloads
    container  a zip read without trusting it            parts      what is inside a workbook, and what may not be
    sheet      the cells of one sheet                    layout     which line is which, after people moved them
    reading    figures and every problem at once         book       what comes out of it
    child, sandbox, batch  reading many in a process that can do nothing else (ADR 0009)
    archive    a zip of workbooks                        returned   the copy with each problem at its cell
"""
