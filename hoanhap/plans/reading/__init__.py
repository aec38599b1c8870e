"""Reading a plan from its text, from a Word file, or from what was pasted.

files             the three ways in: `read_text`, `read_docx`, `read_paste`
plain, word       text and Word files to paragraphs and tables
blocks            what these are
opened, numbered  the parts of a Word file; the numbers of its lists
headings, matrix  the tasks of a table
dates             phrases about time
outline, duties   the document around it, and its orders
offices, agencies who is meant
checks, problems  what is odd, all at once, in words
whole             blocks to a draft

Nothing here but `files` starts a process, and nothing knows Django.
"""
