"""Days in the life of the campaign: real people, a real browser, the real server over a copy of the demo."""
