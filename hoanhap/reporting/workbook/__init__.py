"""The unit's own workbook, out and back: drawn and signed, filled offline, read in a sandbox, returned with its errors.

    identity   whose workbook it is, signed              template   the workbook an officer downloads (looks, hints)
    surface, layout  which line is which, after people moved them      skeleton  what the files of a campaign share
    grid, lists, figures  from cells to figures and problems           reading   the whole of it, pure
    batch      many of them in the sandbox               archive    a zip of workbooks
    book       what comes out                            returned   the copy with each problem at its cell
    says       every sentence an officer reads           marks      how a template tells the reader its lines

The cells themselves are read by `documents.excel`, in a process that can do nothing else (ADR 0009).
"""
