"""Addresses of cases. A person's own page has its address in `people.urls`, and its view here."""

from django.urls import path

from hoanhap.pathways.views import below, books, centre, delisting, file, measures, papers
from hoanhap.people.urls import ONE

app_name = "pathways"
MEASURE = "bien-phap/<int:pk>"
PAPER = "giay-to/<int:pk>"

urlpatterns = [
    path(f"{ONE}/xac-dinh/", file.determine, name="determine"),
    path(f"{ONE}/gioi-thieu/", file.refer, name="refer"),
    path(f"{ONE}/bien-phap/<slug:pathway>/<slug:step>/", measures.open_one, name="open"),
    path(f"{ONE}/ra-danh-sach/", delisting.delist, name="delist"),
    path(f"{ONE}/giay-to/", papers.of_person, name="papers"),
    path("giay-to/", books.agency_papers, name="agency_papers"),
    path("so/", books.books, name="books"),
    path("so/<slug:book>/", books.book, name="book"),
    path("so/<slug:book>/tai/", books.book_file, name="book_file"),
    path(f"{PAPER}/", papers.paper, name="paper"),
    path(f"{PAPER}/soan/", papers.write, name="paper_write"),
    path(f"{PAPER}/phat-hanh/", papers.issue, name="paper_issue"),
    path(f"{PAPER}/thu-hoi/", papers.revoke, name="paper_revoke"),
    path(f"{PAPER}/bo/", papers.discard, name="paper_discard"),
    path(f"{PAPER}/tai/<slug:format>/", papers.take, name="paper_file"),
    path("bien-phap/han/", below.below, name="below"),
    path("bien-phap/ra-danh-sach/", delisting.review, name="delisting"),
    path("suc-chua/", centre.full, name="occupancy"),
    path("bien-phap/co-so/", centre.places, name="places"),
    path("bien-phap/co-so/<slug:place>/", centre.board, name="board"),
    path(f"{MEASURE}/", measures.measure, name="measure"),
    path(f"{MEASURE}/buoc/<slug:step>/", measures.step, name="step"),
    path(f"{MEASURE}/giai-doan/", centre.stage, name="stage"),
    path(f"{MEASURE}/su-viec/", centre.event, name="event"),
    path(f"{MEASURE}/rut/", measures.back, name="back"),
]
