"""The steps of a rating, and what a class is called. Pure."""
