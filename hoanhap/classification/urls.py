from django.urls import path

from hoanhap.classification import views

AREA = "phan-loai/<slug:code>/<int:year>/<slug:unit>"

app_name = "classification"
urlpatterns = [
    path("phan-loai/", views.index, name="index"),
    path("phan-loai/<slug:code>/<int:year>/", views.board, name="board"),
    path(f"{AREA}/", views.area, name="area"),
    path(f"{AREA}/<slug:name>/", views.act, name="act"),
]
