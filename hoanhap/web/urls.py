from django.urls import path

from hoanhap.web import views

urlpatterns = [
    path("", views.home, name="home"),
    path("ngay-lam-viec/", views.demo_date, name="demo_date"),
    path("ngon-ngu/", views.language, name="language"),
    path("tro-giup/", views.help_index, name="help"),
    path("tro-giup/anh/<str:name>", views.help_picture, name="help_picture"),
    path("tro-giup/<slug:chapter>/", views.help_chapter, name="help_chapter"),
]
