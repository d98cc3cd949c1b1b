"""The port of the metrics: a small process beside the web service, on 127.0.0.1 alone."""

import os
import signal
import threading
import time
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import NoReturn

from fourfold.ground.kernel.errors import BadInput
from fourfold.ground.postgres.locations import data_home
from fourfold.project.metrics.requests import FOLDER

SETTING = "FOURFOLD_METRICS_PORT"
HOST = "127.0.0.1"
_PATIENCE = 5
_LOOKS_EACH = 0.5


def check() -> None:
    """Raises BadInput where FOURFOLD_METRICS_PORT is set to what is no port."""
    chosen = os.environ.get(SETTING, "")
    if chosen and not (chosen.isdigit() and 1 <= int(chosen) <= 65535):
        raise BadInput.one(f"{SETTING} is {chosen!r}, and a port is a number from 1 to 65535.")


def start() -> None:
    """Serve metrics if FOURFOLD_METRICS_PORT is set, for as long as this process lives. BadInput for a bad port.

    To be called before gunicorn, and before prometheus_client is imported anywhere.
    """
    chosen = os.environ.get(SETTING, "")
    if not chosen:
        return
    server = _bound(chosen)
    os.environ[FOLDER] = str(_emptied(data_home() / "run" / f"metrics-{server.server_port}"))
    parent = os.getpid()
    # Not by multiprocessing: each worker of gunicorn would take the child for its own, and end it at its exit.
    if os.fork() == 0:
        _serve(server, parent)
    server.socket.close()  # the child's alone from here on


def forget(process_id: int) -> None:
    """A worker of the web service has ended: what it had under way is no longer."""
    if os.environ.get(FOLDER):
        from prometheus_client import multiprocess

        multiprocess.mark_process_dead(process_id)  # type: ignore[no-untyped-call]


def _bound(chosen: str) -> HTTPServer:
    check()
    try:
        return HTTPServer((HOST, int(chosen)), Answer)
    except OSError as error:
        raise BadInput.one(
            f"Port {chosen} for metrics is taken or not ours to use. Choose another: {SETTING}."
        ) from error


def _emptied(folder: Path) -> Path:
    """The folder for the counts, without those of a service that has ended: counters begin anew with it."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    for left in folder.glob("*.db"):
        left.unlink(missing_ok=True)
    return folder


class Answer(BaseHTTPRequestHandler):
    """GET /metrics, and nothing else."""

    timeout = _PATIENCE
    server_version = "fourfold"
    sys_version = ""

    def do_GET(self) -> None:
        """The figures of this moment, in Prometheus's text format."""
        if self.path != "/metrics":
            self.send_error(HTTPStatus.NOT_FOUND)
            return
        from prometheus_client import CONTENT_TYPE_LATEST

        body = figures()
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", CONTENT_TYPE_LATEST)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_arguments: object) -> None:
        """Nothing: a line each 15 seconds helps nobody."""


def figures() -> bytes:
    """All figures: those of the web service's processes together, and those of the installation."""
    from prometheus_client import CollectorRegistry, generate_latest, multiprocess

    from fourfold.project.metrics.installation import InstallationCollector

    registry = CollectorRegistry()
    multiprocess.MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
    registry.register(InstallationCollector())
    return generate_latest(registry)


def _serve(server: HTTPServer, parent: int) -> NoReturn:
    """Answer until the parent has ended, however it ended. Never comes back into the parent's code."""
    try:
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the service, and we end with it
        threading.Thread(target=_end_with, args=(parent,), daemon=True).start()
        server.serve_forever()
    finally:
        os._exit(0)


def _end_with(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(_LOOKS_EACH)
    os._exit(0)
