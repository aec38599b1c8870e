"""Pure rules of the campaign: states, checks, deadlines, coverage. They know no database and no clock."""
