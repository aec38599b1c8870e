from django.urls import path

from hoanhap.plans.views import editing, following, reading, taking, targets

app_name = "plans"
urlpatterns = [
    path("ke-hoach/", reading.plan_list, name="list"),
    path("ke-hoach/doc-tu-word/", taking.take, name="take"),
    path("ke-hoach/doc-tu-word/luu/", taking.save, name="take_save"),
    path("ke-hoach/them/", editing.begin, name="begin"),
    path("ke-hoach/<slug:code>/", reading.plan, name="plan"),
    path("ke-hoach/<slug:code>/soan/", editing.edit, name="edit"),
    path("ke-hoach/<slug:code>/theo-doi/", reading.board, name="board"),
    path("ke-hoach/<slug:code>/nhac/", following.remind, name="remind"),
    path("ke-hoach/<slug:code>/bao-cao/", following.summary, name="summary"),
    path("ke-hoach/<slug:code>/kiem-tra/", following.visits, name="visits"),
    path("ke-hoach/<slug:code>/kiem-tra/<int:pk>/", following.mended, name="mend"),
    path("ke-hoach/<slug:code>/chi-tieu/<slug:key>/", targets.target, name="target"),
    path("ke-hoach/<slug:code>/viec/<slug:key>/", reading.task, name="task"),
    path("ke-hoach/<slug:code>/viec/<slug:key>/cach-do/", following.measure, name="measure"),
    path("ke-hoach/<slug:code>/viec/<slug:key>/<int:share>/", reading.report, name="report"),
]
