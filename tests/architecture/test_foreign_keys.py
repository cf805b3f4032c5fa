"""Foreign keys obey the order of the rooms, as imports do."""

from django.apps import apps
from django.db.models import ForeignKey

from tests.architecture.source import ROOMS_DOWNWARDS

SIDE_BY_SIDE = ({"desks", "api"}, {"visits", "exchange"})


def test_no_foreign_key_points_to_a_room_above_or_beside() -> None:
    wrong = []
    for model in apps.get_models():
        if not model.__module__.startswith("motcua."):
            continue
        room = model._meta.app_label
        for field in model._meta.get_fields():
            if not isinstance(field, ForeignKey):
                continue
            target = field.related_model._meta.app_label
            if target not in ROOMS_DOWNWARDS:
                continue
            is_below = ROOMS_DOWNWARDS.index(target) >= ROOMS_DOWNWARDS.index(room)
            if not is_below or (target != room and {room, target} in SIDE_BY_SIDE):
                wrong.append(f"{model.__name__}.{field.name} of {room} points to {target}")
    assert wrong == []


def test_nothing_is_deleted_with_what_it_points_to() -> None:
    """A cascade would take history away silently."""
    cascades = [
        f"{model.__name__}.{field.name}"
        for model in apps.get_models()
        if model.__module__.startswith("motcua.")
        for field in model._meta.get_fields()
        if isinstance(field, ForeignKey) and field.remote_field.on_delete.__name__ == "CASCADE"
    ]
    assert cascades == []
