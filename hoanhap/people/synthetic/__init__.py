"""People who never were, for the demo and the benches: seeded, consistent, labelled `synthetic`. Pure.

names    how often which surname, middle name and given name is met: figures of our own making
lives    one person's history from birth to the day: residence, use, tests, standings, needs and support
"""
