"""`motcua openapi`: the description of the machine interface."""

import json

import click


@click.command()
def command() -> None:
    """Print the OpenAPI description of the machine interface, always in the same order; needs no database."""
    import django

    django.setup()
    from motcua.api.interface import interface

    click.echo(json.dumps(interface.get_openapi_schema(), indent=1, sort_keys=True, ensure_ascii=False))
