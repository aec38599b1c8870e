"""What happened, in rows that are only ever inserted, and the chain that seals them.

No foreign keys: the log never interferes with live data and outlives it. Details hold ids and codes, never names.
"""

from django.db import models


class AuditRow(models.Model):
    """One act: a write, a read of a person, an export, a sign-in. Inserted in the act's own transaction, unchained."""

    at = models.DateTimeField()
    actor_id = models.BigIntegerField(null=True)
    actor = models.CharField(max_length=150, blank=True)
    post_id = models.BigIntegerField(null=True)
    channel = models.CharField(max_length=8)  # web, cli, api, system
    action = models.CharField(max_length=60)  # dotted: submission.submit
    kind = models.CharField(max_length=40, blank=True)
    ref = models.CharField(max_length=80, blank=True)
    detail = models.JSONField(default=dict)

    class Meta:
        indexes = [
            models.Index(fields=["kind", "ref"]),
            models.Index(fields=["actor", "at"]),
            models.Index(fields=["action", "at"]),
        ]


class Unsealed(models.Model):
    """The sealer's inbox: written beside each row, removed by the transaction that seals it."""

    row_id = models.BigIntegerField(unique=True)


class Seal(models.Model):
    """Link `seq` of the chain: digest = SHA-256(previous digest ‖ canonical row)."""

    seq = models.BigIntegerField(primary_key=True)
    row_id = models.BigIntegerField(unique=True)
    digest = models.CharField(max_length=64)


class Head(models.Model):
    """A signed end of the chain, one per batch that the sealer wrote."""

    seq = models.BigIntegerField(primary_key=True)
    digest = models.CharField(max_length=64)
    at = models.DateTimeField()
    signature = models.CharField(max_length=128)
