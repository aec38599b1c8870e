from django.urls import path

from hoanhap.documents import views

urlpatterns = [
    path("van-ban/", views.directives, name="directives"),
    path("van-ban/ghi/", views.directive_new, name="directive_new"),
    path("van-ban/<slug:code>/", views.directive, name="directive"),
    path("van-ban/<slug:code>/sua/", views.directive_edit, name="directive_edit"),
    path("van-ban/<slug:code>/tep/", views.directive_attach, name="directive_attach"),
    path("van-ban/<slug:code>/tep/<int:pk>/", views.directive_file, name="directive_file"),
    path("van-ban/<slug:code>/tep/<int:pk>/go/", views.directive_detach, name="directive_detach"),
]
