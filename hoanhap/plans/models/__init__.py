"""Plans with their tasks and targets, what was reported of them, and who was told."""

from hoanhap.plans.models.following import Reminder, Shortcoming, TeamVisit
from hoanhap.plans.models.plan import Plan, PlanVersion, Reading, Target
from hoanhap.plans.models.task import Progress, Share, Task

__all__ = [
    "Shortcoming",
    "Plan",
    "PlanVersion",
    "Progress",
    "Reading",
    "Reminder",
    "Share",
    "Target",
    "Task",
    "TeamVisit",
]
