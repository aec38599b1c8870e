"""Files that people attach: a Word file or a PDF, looked at in a sealed process before it is kept (ADR 0009).

It is seen that a file is what it says, carries nothing that runs, points nowhere and does not swell. Its words are
taken on the way, for the search alone: what is given back is the file, as a download, byte for byte.
"""
