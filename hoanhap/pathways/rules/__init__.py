"""What the law makes of a person's facts: pure, so that a page, an action and a test ask the same question."""
