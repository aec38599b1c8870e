"""Plans and what follows from them: tasks, targets, who is late, the reports of the middle and the end of the year."""
