from django.urls import path

from hoanhap.access.views import posts, session, trail, users

urlpatterns = [
    path("dang-nhap/", session.sign_in, name="account_login"),
    path("dang-xuat/", session.sign_out, name="account_logout"),
    path("doi-mat-khau/", session.change_password, name="account_change_password"),
    path("vi-tri/", posts.posts, name="posts"),
    path("vi-tri/<int:post_id>/uy-quyen/", posts.deputise, name="deputise"),
    path("vi-tri/uy-quyen/<int:deputation_id>/cham-dut/", posts.recall, name="recall"),
    path("nguoi-dung/", users.users, name="users"),
    path("nguoi-dung/moi/", users.new_user, name="new_user"),
    path("nguoi-dung/<int:user_id>/", users.user, name="user"),
    path("nguoi-dung/<int:user_id>/vi-tri/", users.grant, name="grant_post"),
    path("nguoi-dung/<int:user_id>/vi-tri/<int:post_id>/ket-thuc/", users.end_post, name="end_post"),
    path("nguoi-dung/<int:user_id>/vi-tri/<int:post_id>/ket-thuc-ngay/", users.end_post_now, name="end_post_now"),
    path("nguoi-dung/<int:user_id>/mat-khau/", users.new_password, name="new_password"),
    path("nguoi-dung/<int:user_id>/khoa/", users.lock, name="lock_user"),
    path("nguoi-dung/<int:user_id>/mo-lai/", users.unlock, name="unlock_user"),
    path("nhat-ky/", trail.trail, name="audit"),
    path("nhat-ky/<slug:kind>/<path:ref>/", trail.subject, name="audit_subject"),
]
