"""Made-up cases for the demo's register: seeded, and lawful because they are walked along the law's own data.

`courses` walks a pathway, `plans` gives each made-up person what happened to them.
"""
