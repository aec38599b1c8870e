"""Reading Excel files that strangers made: cells, text and dates of a workbook, in a process that can do nothing else.

    container  a zip read without trusting it            parts    what is inside a workbook, and what may not be
    sheet      the cells of one sheet                    tags     XML without its dangers
    sandbox, child, process, wire  the reader's own process (ADR 0009)
    refusals, problem  why a file is not accepted, in words

Standard library only: the child has nothing else. What is looked for in the cells belongs to the room that asks
(`reporting.workbook` for forms, `people.importing` for lists of persons): it hands over a reader.
"""
