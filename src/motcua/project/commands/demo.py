"""`motcua demo`: the main job from end to end through the real stack, every printed statement checked."""

import contextlib
import os
import socket
import sys
from pathlib import Path

import click

from motcua.kernel import embedded
from motcua.project.command_line import with_database
from motcua.project.parenthood import become_parent


@click.command()
@click.option("--once", is_flag=True, help="End after the story; exit 0 only if all of it is true.")
@click.option("--english", is_flag=True, help="Tell it in English.")
@click.option("--port", default=8000, show_default=True)
def command(once: bool, english: bool, port: int) -> None:
    """Load the country and a province's people, tell the story through the real server, then go on serving.

    Uses a database of its own below the installation's directory, or `DATABASE_URL`.
    """
    _check_port(port)
    become_parent()
    home = embedded.home() / "demo"
    clock_file = home / "clock"
    home.mkdir(parents=True, exist_ok=True)
    clock_file.write_text("0")
    os.environ |= {
        "MOTCUA_HOME": str(home),
        "MOTCUA_CLOCK_FILE": str(clock_file),
        "MOTCUA_BASE_URL": f"http://127.0.0.1:{port}",
        "MOTCUA_SECOND_FACTOR": "",  # everybody signs in with the one password of the cast
    }
    with_database()
    from django.core.management import call_command

    from motcua.project.commands.load import load_everything

    call_command("migrate", verbosity=0)
    load_everything()
    try:
        _tell(english=english, port=port, folder=home / "forms", clock_file=clock_file, once=once)
    finally:
        if once and "DATABASE_URL" not in os.environ:
            embedded.stop()


def _check_port(port: int) -> None:
    """The story would be told to whoever answers there, maybe a server of another checkout."""
    try:
        with socket.create_server(("127.0.0.1", port)):
            pass
    except OSError as problem:
        words = f"Port {port} cannot be used ({problem.strerror}). Stop what listens there, or choose another: --port"
        raise click.ClickException(words) from None


def _tell(*, english: bool, port: int, folder: Path, clock_file: Path, once: bool) -> None:
    from motcua.project.demo.cast import PASSWORD, gather
    from motcua.project.demo.identity_provider import identity_provider
    from motcua.project.demo.narration import at
    from motcua.project.demo.online import OnlineStory
    from motcua.project.demo.open_work import OpenWork
    from motcua.project.demo.stage import Stage, StageFailed, serving
    from motcua.project.demo.story import Story
    from motcua.project.demo.telling import StatementNotTrue, Teller

    teller = Teller(english=english)
    cast = gather(at("2026-09-07T07:30"))
    stage = Stage(port, clock_file, cast.credentials)
    with identity_provider(), serving(port) as server:
        try:
            stage.wait_until_ready(server)
            story = Story(teller, stage, cast, folder)
            story.tell()
            OnlineStory(teller, stage, cast, folder).tell()
            if not once:
                OpenWork(teller, stage, cast, folder).leave()
        except (StatementNotTrue, StageFailed) as problem:
            click.echo(f"\n✗ {problem}", err=True)
            sys.exit(1)
        finally:
            stage.reset_clock()
        teller.say(f"\n{teller.checked} điều đã kiểm tra, tất cả đúng.", f"\n{teller.checked} statements, all true.")
        if once:
            return
        base = f"http://127.0.0.1:{port}"
        teller.say("\nMở và xem:", "\nOpen and look:")
        click.echo(f"    {base}/t/{story.dossier['code']}/{story.dossier['check_key']}")
        click.echo(f"    {base}/  ({teller.words('đăng nhập, mật khẩu', 'sign in, password')}: {PASSWORD})")
        teller.say(
            f"    Công dân: {base}/cong-dan/dang-nhap/, chọn Nguyễn Thị Tư hoặc Trần Văn Nam",
            f"    Citizens: {base}/en/cong-dan/dang-nhap/, choose Nguyễn Thị Tư or Trần Văn Nam",
        )
        for username, words in cast.introduced("en" if english else "vi"):
            click.echo(f"        {username:8} {words}")
        teller.say("Ctrl+C để dừng.", "Ctrl+C stops it.")
        with contextlib.suppress(KeyboardInterrupt):
            server.wait()
