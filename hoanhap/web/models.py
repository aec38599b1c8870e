"""The demo's business date. A production home has no row here, and no way to make one."""

from django.db import models


class DemoDate(models.Model):
    """At most one row. Law, lateness and documents read it; audit, sign-in and expiry never do."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    on = models.DateField()

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(id=1), name="one_demo_date")]
