from django.apps import AppConfig
from django.core import checks


class AccessConfig(AppConfig):
    name = "hoanhap.access"

    def ready(self) -> None:
        from hoanhap.access import sign_in
        from hoanhap.access.routes import check_policies

        checks.register(check_policies)
        sign_in.connect()
