"""The unit's own workbook, out and back: drawn and signed, filled offline, read in a sandbox, returned with its errors.

    identity   whose workbook it is, signed              template   the workbook an officer downloads (looks, hints)
    container  a zip read without trusting it            parts      what is inside a workbook, and what may not be
    sheet      the cells of one sheet                    surface, layout  which line is which, after people moved them
    skeleton   what the files of a campaign share        grid, lists, figures  from cells to figures and problems
    reading    the whole of it, pure                     book       what comes out
    child, sandbox, batch, wire  reading many in a process that can do nothing else (ADR 0009)
    archive    a zip of workbooks                        returned   the copy with each problem at its cell
    refusals, says  every sentence an officer reads      marks      how a template tells the reader its lines
"""
