"""The campaign's pages as somebody's browser asks for them."""

import json
from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from hoanhap.web.models import DemoDate
from tests.world import World

FORM, OUTLINE = "phu-luc-2", "de-cuong-2016-2020"


class Seat:
    """One signed-in person. `get` and `post` take a route's name and the place it is about."""

    def __init__(self, world: World, sign_in: str, lang: str = "vi") -> None:
        DemoDate.objects.get_or_create(pk=1, defaults={"on": world.on})
        self.world = world
        self.client = Client(raise_request_exception=True)
        self.client.force_login(world.user(sign_in))
        self.client.cookies[settings.LANGUAGE_COOKIE_NAME] = lang

    def url(self, route: str, at: str = "", **parts: object) -> str:
        where: dict[str, object] = {"slug": self.world.campaign.slug}
        if at:
            where["agency"] = self.world.agencies[at].code if at in self.world.agencies else at
        return reverse(f"reporting:{route}", kwargs={**where, **parts})

    def get(self, route: str, at: str = "", **parts: object) -> HttpResponse:
        return self.client.get(self.url(route, at, **parts))

    def post(self, route: str, at: str = "", data: dict[str, Any] | None = None, **parts: object) -> HttpResponse:
        return self.client.post(self.url(route, at, **parts), data or {})

    def save(self, at: str, cells: Any, form: str = FORM) -> HttpResponse:
        """What the grid sends; text is sent as it is."""
        body = cells if isinstance(cells, str | bytes) else json.dumps({"grid": "1.0", "cells": cells})
        return self.client.post(
            self.url("save", at, form=form),
            body,
            content_type="application/json",
            headers={"Accept": "application/json"},
        )

    def said(self, response: HttpResponse) -> str:
        """The messages on the page that a redirect leads to."""
        page = self.client.get(response["Location"])
        return " | ".join(str(m) for m in page.context["messages"])
