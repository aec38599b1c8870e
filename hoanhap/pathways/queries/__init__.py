"""The only readers of measures, steps, clocks, determinations and stays."""
