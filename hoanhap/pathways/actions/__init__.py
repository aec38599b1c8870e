"""The only writers of measures, steps, clocks, determinations and stays.

`steps.open_measure`, `steps.take_step`, `back.take_back` · `determine.determine` · `centre.*` · `refer.refer`
"""
