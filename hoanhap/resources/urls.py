from django.urls import path

from hoanhap.resources import views

urlpatterns = [
    path("phuong-tien/", views.means, name="means"),
    path("phuong-tien/<slug:agency>/", views.means_of, name="means_of"),
    path("phuong-tien/<slug:agency>/<slug:name>/", views.means_act, name="means_act"),
]
