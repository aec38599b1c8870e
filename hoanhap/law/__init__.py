"""The law as dated data, read from `law/`: regimes, parameters, calendars, clocks and pathways. Pure: no Django."""
