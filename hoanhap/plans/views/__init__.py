"""Pages of plans: read and report, type and adjust, follow up."""
