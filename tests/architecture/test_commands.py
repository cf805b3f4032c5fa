"""Every sub-command of `motcua` explains itself."""

import click
import pytest
from click.testing import CliRunner

from motcua.project.command_line import COMMANDS, main

DJANGOS_OWN_HELP = "manage"


def _explains_itself(command: click.Command, path: list[str]) -> None:
    answer = CliRunner().invoke(main, [*path, "--help"])
    assert answer.exit_code == 0, (path, answer.output)
    assert command.help, path
    if isinstance(command, click.Group):
        for name, inner in command.commands.items():
            _explains_itself(inner, [*path, name])


@pytest.mark.parametrize("name", sorted(set(COMMANDS) - {DJANGOS_OWN_HELP}))
def test_a_command_has_help(name: str) -> None:
    command = main.get_command(click.Context(main), name)  # type: ignore[attr-defined]
    assert command is not None
    _explains_itself(command, [name])


def test_the_list_of_commands_says_what_each_does() -> None:
    answer = CliRunner().invoke(main, ["--help"])
    assert answer.exit_code == 0
    assert [name for name in COMMANDS if f"  {name}" not in answer.output] == []
