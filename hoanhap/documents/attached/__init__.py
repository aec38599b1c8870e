"""Files that people attach: a Word file or a PDF, looked at in a sealed process before it is kept (ADR 0009).

Nothing here is opened for its words. It is only seen that a file is what it says, carries nothing that runs, points
nowhere and does not swell. It is given back as a download, byte for byte.
"""
