"""What import-linter cannot see: string foreign keys, the words of the house, and that the lists agree."""

import tomllib

import pytest
from django.apps import apps
from django.conf import settings

from tests.architecture.files import ROOT, read

PROJECT = tomllib.loads(read("pyproject.toml"))
LAYERS = next(c["layers"] for c in PROJECT["tool"]["importlinter"]["contracts"] if c["type"] == "layers")
FLOORS = [floor.split(" | ") for floor in LAYERS]  # rooms on one floor do not see each other
ROOMS = [room for floor in FLOORS for room in floor]
RANK = {room: rank for rank, floor in enumerate(reversed(FLOORS)) for room in floor}  # kernel is 0
MODELS = [model for model in apps.get_models() if model.__module__.startswith("hoanhap.")]
RELATIONS = [
    (model, field)
    for model in MODELS
    for field in model._meta.get_fields()
    if field.is_relation and field.concrete and field.related_model
]


def room_of(model: type) -> str:
    return model.__module__.split(".")[1] if model.__module__.startswith("hoanhap.") else "kernel"


def test_the_rooms_of_the_settings_are_the_layers_of_the_linter():
    assert [room for room in ROOMS if room not in ("config", "kernel")] == settings.ROOMS


def test_every_folder_of_the_house_is_a_room():
    folders = {path.name for path in (ROOT / "hoanhap").iterdir() if path.is_dir() and path.name != "__pycache__"}
    assert folders == set(ROOMS)


@pytest.mark.parametrize(("model", "field"), RELATIONS, ids=lambda value: getattr(value, "__name__", str(value)))
def test_a_foreign_key_points_down_or_stays_in_its_room(model, field):
    here, there = room_of(model), room_of(field.related_model)
    assert there == here or RANK[there] < RANK[here], f"{model.__name__}.{field.name} points up or aside"


def test_the_trail_has_no_foreign_key():
    assert not [field for model, field in RELATIONS if room_of(model) == "audit"]


def test_no_room_hides_logic_in_signals_or_in_save():
    for room in settings.ROOMS:
        for path in (ROOT / "hoanhap" / room).rglob("*.py"):
            text = path.read_text(encoding="utf-8")
            assert "models.signals" not in text, f"{path}: an action says what happens, not a signal"
            of_models = path.name == "models.py" or path.parent.name == "models"
            assert not of_models or "def save(" not in text, f"{path}: write through an action"


def test_no_file_is_a_drawer_for_everything():
    drawers = {"utils", "helpers", "services", "misc", "common"}
    assert not [path for path in (ROOT / "hoanhap").rglob("*") if path.stem in drawers]
