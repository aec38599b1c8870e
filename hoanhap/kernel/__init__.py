"""Plain values every room shares: dates, numbers, text, words. Knows no Django."""
