// Small comforts of every page; each page is complete without them.
