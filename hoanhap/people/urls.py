"""Addresses of the register. A file's address holds its code, never a name."""

from django.urls import path, register_converter
from django.utils.module_loading import import_string

from hoanhap.people.views import disclosures, file, glass, importing, lists, merging, oversight, rounds


class Code:
    """The code of a person as it is stored: 7K2M-9QRT-4WX."""

    regex = "[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{3}"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(Code, "person")
app_name = "people"
ONE = "nguoi/<person:code>"
# A person's page is shown by the room that knows most of them: named and not imported, since that one looks down here.
FILE = "hoanhap.pathways.views.file.file"

IMPORTS = "nguoi/nhap-danh-sach"
IMPORTING = [
    path(f"{IMPORTS}/", importing.imports, name="imports"),
    path(f"{IMPORTS}/mau-trong/", importing.empty, name="import_empty"),
    path(f"{IMPORTS}/<int:pk>/", importing.preview, name="import"),
    path(f"{IMPORTS}/<int:pk>/cot/", importing.settle, name="import_settle"),
    path(f"{IMPORTS}/<int:pk>/chon/", importing.choose, name="import_choose"),
    path(f"{IMPORTS}/<int:pk>/nhap/", importing.enter, name="enter"),
    path(f"{IMPORTS}/<int:pk>/bo/", importing.discard, name="discard"),
    path(f"{IMPORTS}/<int:pk>/chua-nhan/", importing.rest, name="import_rest"),
    path("nguoi/lan-nap/<int:pk>/", importing.batch, name="batch"),
    path("nguoi/lan-nap/<int:pk>/hoan-tac/", importing.undo, name="batch_undo"),
]

MERGING = [
    path("nguoi/trung/", merging.doubles, name="doubles"),
    path(f"{ONE}/trung/", merging.doubles_of, name="doubles_of"),
    path(f"{ONE}/gop/<person:other>/", merging.merge, name="merge"),
    path(f"{ONE}/gop/<person:other>/khac/", merging.distinct, name="distinct"),
    path(f"{ONE}/tach/<int:pk>/", merging.unmerge, name="unmerge"),
]

urlpatterns = [
    path("nguoi/", lists.people, name="list"),
    path("nguoi/moi/", lists.register, name="register"),
    path("nguoi/moi/trung/", lists.alike, name="alike"),
    path("nguoi/mo-lai/", lists.reopen, name="reopen"),
    path("nguoi/xoa-du-lieu/", lists.erase, name="erase"),
    path("cung-cap-danh-sach/", disclosures.disclosures, name="disclosures"),
    path("cung-cap-danh-sach/moi/", disclosures.ask, name="ask_list"),
    path("cung-cap-danh-sach/<int:pk>/", disclosures.disclosure, name="disclosure"),
    path("cung-cap-danh-sach/<int:pk>/quyet-dinh/", disclosures.decide, name="decide_list"),
    path("cung-cap-danh-sach/<int:pk>/tep/", disclosures.download, name="list_file"),
    path("mo-khan/", glass.glass, name="glass"),
    path("mo-khan/<int:pk>/", glass.review, name="review_glass"),
    path("thanh-tra/", oversight.inspections, name="inspections"),
    path("thanh-tra/<int:pk>/ket-thuc/", oversight.end_inspection, name="end_inspection"),
    path("can-cu/", oversight.grounds, name="grounds"),
    path("can-cu/<int:pk>/cham-dut/", oversight.end_ground, name="end_ground"),
    path("giam-sat/", oversight.oversight, name="oversight"),
    *IMPORTING,
    *MERGING,
    path("nguoi/ra-soat/", rounds.rounds, name="rounds"),
    path("nguoi/ra-soat/mo/", rounds.open_round, name="open_round"),
    path("nguoi/ra-soat/<int:pk>/", rounds.round_, name="round"),
    path("nguoi/ra-soat/<int:pk>/danh-sach/", rounds.on_paper, name="round_list"),
    path("nguoi/ra-soat/<int:pk>/ghi/", rounds.find, name="find"),
    path("nguoi/ra-soat/<int:pk>/ket-thuc/", rounds.close_round, name="close_round"),
    path(f"{ONE}/", import_string(FILE), name="file"),
    path(f"{ONE}/hien/", file.reveal, name="reveal"),
    path(f"{ONE}/ai-da-xem/", file.readers, name="readers"),
    path(f"{ONE}/ghi/<slug:name>/", file.act, name="act"),
]
