"""The bootstrap behind `start.py`: standard library only, because nothing is installed yet."""
