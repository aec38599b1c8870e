"""What places, staff and teams may be, and what the law asks of them. Pure."""
