"""Reading a plan from its text, from a Word file, or from what was pasted."""
