"""The only writers of the campaign. Each action is atomic, asks access, and audits in its own transaction."""
