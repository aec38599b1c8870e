from django.urls import path, register_converter

from hoanhap.units import views


class OfficialCode:
    regex = "[0-9A-Za-z]{1,8}"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return str(value)


register_converter(OfficialCode, "unit_code")

urlpatterns = [
    path("don-vi/", views.country, name="units"),
    path("don-vi/<unit_code:code>/", views.unit, name="unit"),
]
