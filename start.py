#!/usr/bin/env python3
"""Hoa Nhap, from a fresh copy to the browser: `python3 start.py`; everything tested: `python3 start.py test`.

Needs Python 3.11 and nothing else. This file keeps to words that an old Python can read, so that the
old Python can say what is missing; the work is in tools/start.
"""

import sys

NEEDED = (3, 11)

if sys.version_info < NEEDED:
    sys.stderr.write(
        "Hoa Nhap can Python %d.%d tro len; may nay dang chay Python %d.%d.\n"
        "Cai Python moi (python.org, hoac `apt-get install python3.11`) roi chay: python3.11 start.py\n"
        "Hoa Nhap needs Python %d.%d or newer; this is Python %d.%d. Install a newer one and run: python3.11 start.py\n"
        % (NEEDED + tuple(sys.version_info[:2]) + NEEDED + tuple(sys.version_info[:2]))
    )
    sys.exit(2)

if __name__ == "__main__":
    from tools.start.main import main

    sys.exit(main(sys.argv[1:]))
