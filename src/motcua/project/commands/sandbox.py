"""`motcua sandbox`: stand-ins for outside systems, each a process of its own on this machine."""

import click


@click.group()
def command() -> None:
    """Stand-ins for outside systems, for trying out and teaching; they listen on this machine alone."""


@command.command()
@click.option("--port", default=8090, show_default=True)
@click.option("--secret", envvar="MOTCUA_PAYMENT_SECRET", required=True, help="The secret that signs both ways.")
def payments(port: int, secret: str) -> None:
    """A payment gateway without real money. Ctrl+C ends it, and it forgets everything."""
    from motcua.exchange.adapters.payment_sandbox import Sandbox, serve
    from motcua.kernel import clock

    server = serve(Sandbox(secret, clock.now), port)
    click.echo(f"MOTCUA_PAYMENT_URL=http://127.0.0.1:{server.server_address[1]}")
    try:
        server.serve_forever()
    except KeyboardInterrupt:
        server.server_close()
