from django.apps import AppConfig


class DesksConfig(AppConfig):
    name = "motcua.desks"
    label = "desks"
