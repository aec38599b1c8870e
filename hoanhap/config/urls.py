"""Every address, room by room. Each view wears `@policy`; start-up fails otherwise."""

from importlib import import_module
from importlib.util import find_spec

from django.conf import settings
from django.urls import include, path

urlpatterns = [
    path("", include(f"hoanhap.{room}.urls"))
    for room in settings.ROOMS
    if find_spec(f"hoanhap.{room}.urls") and import_module(f"hoanhap.{room}.urls").urlpatterns
]

handler403 = "hoanhap.access.refusals.forbidden"
handler404 = "hoanhap.access.refusals.missing"
