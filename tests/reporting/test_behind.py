"""Who stands behind a figure: by name for whose post sees names, by the code of their file for whom a post reaches
otherwise, as a number for everybody else."""

from datetime import date

import pytest

from hoanhap.audit.models import AuditRow
from hoanhap.people.actions.support import give_support
from hoanhap.web.models import DemoDate
from tests.people.folk import peopled
from tests.reporting import register

pytestmark = pytest.mark.django_db
NAME = ("Lý Văn Sình", "Sình", "080123456", "0912 000 111", "Nà Đôn", "15/3/1989", "1989-03-15")
ROW, COLUMN = "2.4", "2020-6t"


@pytest.fixture
def folk():
    made = peopled()
    DemoDate.objects.create(on=made.on)
    register.count(made.world)
    person = made.person()
    give_support(
        code=person.code, kind="counselling", day=date(2020, 6, 15), agency_id=made.agency("an-1-a").pk,
        by=made.actor("xa"), on=made.on,
    )  # fmt: skip
    made.code = person.code
    return made


def read(folk, client, by, at="an-1-a", **query):
    client.force_login(folk.world.user(by))
    return client.get(f"/so-lieu/dot-thu/phu-luc-2/{folk.world.agencies[at].code}/{ROW}/{COLUMN}/", query)


def test_who_sees_the_name_in_the_file_reads_it_here_and_that_is_noted(folk, client):
    page = read(folk, client, "xa").content.decode()
    assert f"{NAME[0]}, 1989" in page and folk.code in page
    for secret in NAME[2:]:
        assert secret not in page
    noted = AuditRow.objects.get(action="person.list", kind="figures", actor="xa")
    assert (noted.detail["fields"], noted.detail["count"]) == ("K1 K2 K3", 1)
    told = read(folk, client, "xa", format="json").content.decode()
    assert folk.code in told and not [secret for secret in NAME if secret in told]
    assert AuditRow.objects.filter(action="person.list", kind="figures").count() == 1


@pytest.mark.parametrize("by", ["lanhdao-xa", "huyen", "tinh"])
def test_whose_post_reaches_the_person_reads_the_code_and_why_and_never_a_name(folk, client, by):
    page = read(folk, client, by)
    told = read(folk, client, by, format="json")
    (who,) = told.json()["sources"][0]["rows"]["people"]
    assert (who["person"], who["adds"]) == (folk.code, 1)
    assert "15/6/2020" in who["why"][0]
    assert folk.code in page.content.decode() and "L.V.S., 1989" in page.content.decode()
    for secret in NAME:
        assert secret not in page.content.decode() and secret not in told.content.decode()
    assert AuditRow.objects.filter(action="figures.explain", actor=by, kind="figures").count() == 2


@pytest.mark.parametrize(
    ("by", "status"), [("duyet", 200), ("thanhtra", 200), ("xa-b", 404), ("huyen-2", 404), ("bo", 404)]
)
def test_everybody_else_reads_how_many_or_nothing(folk, client, by, status):
    shown = read(folk, client, by)
    assert shown.status_code in (status, 403)
    assert folk.code not in shown.content.decode() and "L.V.S" not in shown.content.decode()
    for secret in NAME:
        assert secret not in shown.content.decode()
    if shown.status_code == 200:
        assert read(folk, client, by, format="json").json()["sources"][0]["rows"] == {"people": [], "others": 1}


def test_above_the_commune_a_figure_is_made_of_units(folk, client):
    told = read(folk, client, "tinh", at="an", format="json").json()
    assert told["sources"][0]["rows"] is None and told["sources"][0]["indicator"] == "pl2.2.4"
    assert folk.code not in read(folk, client, "tinh", at="an").content.decode()
