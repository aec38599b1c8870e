from django.urls import path

from hoanhap.documents import views

urlpatterns = [
    path("van-ban/", views.directives, name="directives"),
    path("van-ban/<slug:code>/", views.directive, name="directive"),
]
