"""Thin views: a reading or a form, one action, a redirect. None of them can name a model."""
