from django.urls import path

from hoanhap.indicators import views, why

app_name = "indicators"
urlpatterns = [
    path("bang-so-lieu/", views.index, name="tables"),
    path("bang-so-lieu/vi-sao/", why.why, name="why"),
    path("bang-so-lieu/tai/", views.download, name="table_file"),
    path("bang-so-lieu/luu/", views.save, name="save_table"),
    path("bang-so-lieu/bo/", views.remove, name="remove_table"),
]
