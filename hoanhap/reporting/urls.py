"""Addresses of the campaign. `/so-lieu/…` is printed in papers as the trace of a figure: never change it."""

from django.urls import path

from hoanhap.reporting.views import board, corrections, form, narrative, opening, papers, trace, workbooks

app_name = "reporting"
ONE = "dot-bao-cao/<slug:slug>/<slug:agency>"
FORM = f"{ONE}/bieu/<slug:form>"
TEXT = f"{ONE}/de-cuong/<slug:outline>"

urlpatterns = [
    path("dot-bao-cao/", board.index, name="campaigns"),
    path("dot-bao-cao/mo/", opening.open_new, name="open"),
    path("dot-bao-cao/<slug:slug>/", board.campaign, name="campaign"),
    path(f"{ONE}/", board.board, name="board"),
    path(f"{ONE}/nhan-tat-ca/", board.accept_all, name="accept_all"),
    path(f"{ONE}/ban-do/<str:on>/", board.restated, name="restated"),
    path(f"{FORM}/", form.form, name="form"),
    path(f"{FORM}/luu/", form.save, name="save"),
    path(f"{FORM}/khong-phat-sinh/", form.nil, name="nil"),
    path(f"{FORM}/giai-trinh/", form.explain, name="explain"),
    path(f"{FORM}/buoc/<slug:name>/", form.step, name="step"),
    path(f"{FORM}/dieu-chinh/", corrections.propose_one, name="propose"),
    path(f"{FORM}/dieu-chinh/<int:pk>/", corrections.decide_one, name="decide"),
    path(f"{TEXT}/", narrative.narrative, name="narrative"),
    path(f"{TEXT}/muc/<str:section>/", narrative.write, name="write"),
    path(f"{TEXT}/them/<slug:kind>/", narrative.add, name="add"),
    path(f"{TEXT}/bo/<slug:kind>/<int:pk>/", narrative.take_back, name="take_back"),
    path(f"{ONE}/nap-excel/", workbooks.upload, name="upload"),
    path(f"{FORM}/excel/", workbooks.download, name="workbook"),
    path(f"{FORM}/hoan-tac/<int:pk>/", workbooks.undo, name="undo_upload"),
    path(f"{ONE}/bao-cao/", papers.page, name="report"),
    path(f"{ONE}/bao-cao/<slug:outline>/", papers.page, name="report_of"),
    path(f"{ONE}/bao-cao/<slug:outline>/tai/<slug:kind>/", papers.download, name="download"),
    path("so-lieu/<slug:slug>/<slug:form>/<slug:agency>/<str:row>/<slug:column>/", trace.figure, name="figure"),
]
