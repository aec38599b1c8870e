"""Hòa Nhập: the register, the lawful steps, the report upward."""
