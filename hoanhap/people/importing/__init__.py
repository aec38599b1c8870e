"""A commune's own list of persons, in whatever form it has been kept, into the register.

    reader    the cells of a file, in the sandbox; standard library only
    headings  which line holds the headings, and which column is what: Vietnamese words, any order
    values    what a cell says: births and dates in five habits, numbers that lost their zero, codes from words
    lists     from cells to drafts, with every problem at its cell          listed    what comes out

Pure. Writing (and undoing) is `actions.importing`; nothing of a file is kept but what went into the register.
"""
