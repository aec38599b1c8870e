"""Everything that `python3 start.py test` runs, in one table (steps.py), with what it needs from the machine."""
