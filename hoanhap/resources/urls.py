from django.urls import path

from hoanhap.resources import item_views, place_views, views

urlpatterns = [
    path("phuong-tien/", views.means, name="means"),
    path("phuong-tien/<slug:agency>/", views.means_of, name="means_of"),
    path("phuong-tien/<slug:agency>/<slug:name>/", views.means_act, name="means_act"),
    path("so-nguon-luc/", item_views.shelves, name="means_shelves"),
    path("so-nguon-luc/dong/<int:item>/", item_views.one, name="means_item"),
    path("so-nguon-luc/dong/<int:item>/dinh-chinh/", item_views.correct, name="means_item_correct"),
    path("so-nguon-luc/dong/<int:item>/rut/", item_views.take_back, name="means_item_back"),
    path("so-nguon-luc/<slug:noun>/", item_views.listed, name="means_items"),
    path("so-nguon-luc/<slug:noun>/tep/", item_views.sheet, name="means_items_sheet"),
    path("so-nguon-luc/<slug:noun>/ghi/", item_views.enter, name="means_item_enter"),
    path("so-thuoc/", place_views.clinics, name="means_clinics"),
    path("so-thuoc/<slug:place>/", place_views.book, name="means_book"),
    path("so-thuoc/<slug:place>/ghi/", place_views.month, name="means_month"),
    path("so-thuoc/<slug:place>/rut/", place_views.month_back, name="means_month_back"),
    path("noi-cai-nghien/<slug:place>/", place_views.place, name="means_place"),
    path("noi-cai-nghien/<slug:place>/quyet-dinh/", place_views.decision, name="means_decision"),
    path(
        "noi-cai-nghien/<slug:place>/quyet-dinh/<int:decision>/rut/",
        place_views.decision_back,
        name="means_decision_back",
    ),
]
