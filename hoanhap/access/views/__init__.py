"""The pages of signing in, of posts and deputies, of accounts, and of the audit trail."""
