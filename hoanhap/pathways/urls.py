"""Addresses of cases. A person's own page is here, so that it shows what this room knows: it stands before people's."""

from django.urls import path

from hoanhap.pathways.views import below, centre, delisting, file, measures
from hoanhap.people.urls import ONE

app_name = "pathways"
MEASURE = "bien-phap/<int:pk>"

urlpatterns = [
    path(f"{ONE}/", file.file, name="file"),
    path(f"{ONE}/xac-dinh/", file.determine, name="determine"),
    path(f"{ONE}/gioi-thieu/", file.refer, name="refer"),
    path(f"{ONE}/bien-phap/<slug:pathway>/<slug:step>/", measures.open_one, name="open"),
    path(f"{ONE}/ra-danh-sach/", delisting.delist, name="delist"),
    path("bien-phap/han/", below.below, name="below"),
    path("bien-phap/ra-danh-sach/", delisting.review, name="delisting"),
    path("bien-phap/co-so/", centre.places, name="places"),
    path("bien-phap/co-so/<slug:place>/", centre.board, name="board"),
    path(f"{MEASURE}/", measures.measure, name="measure"),
    path(f"{MEASURE}/buoc/<slug:step>/", measures.step, name="step"),
    path(f"{MEASURE}/giai-doan/", centre.stage, name="stage"),
    path(f"{MEASURE}/su-viec/", centre.event, name="event"),
    path(f"{MEASURE}/rut/", measures.back, name="back"),
]
