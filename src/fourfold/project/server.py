"""gunicorn, configured for Fourfold and run inside our own process, which holds the database's lease."""

import os
from collections.abc import Callable
from typing import Any

from gunicorn.app.base import BaseApplication  # type: ignore[import-untyped]

from fourfold.project.metrics import port


class Server(BaseApplication):  # type: ignore[misc]
    """gunicorn with our options instead of a file and a command line."""

    def __init__(self, options: dict[str, Any]) -> None:
        self.options = options
        super().__init__()

    def load_config(self) -> None:
        """Hand our options over."""
        for name, value in self.options.items():
            self.cfg.set(name, value)

    def load(self) -> Callable[..., Any]:
        """The WSGI application, with all its addresses: loaded once, before the workers are forked."""
        from django.urls import get_resolver

        from fourfold.project.wsgi import application

        _ = get_resolver().url_patterns
        return application


def run(addresses: list[str]) -> None:
    """Serve on the addresses until told to stop, with metrics if they are on. Requests get ten seconds to end."""
    options: dict[str, Any] = {
        "bind": addresses,
        "workers": int(os.environ.get("FOURFOLD_WORKERS", "2")),
        "threads": int(os.environ.get("FOURFOLD_THREADS", "4")),
        "preload_app": True,
        "timeout": 60,
        "graceful_timeout": 10,
        "keepalive": 5,
        "max_requests": 20_000,
        "max_requests_jitter": 2_000,
        "limit_request_line": 4094,
        "loglevel": "warning",
        "proc_name": "fourfold",
        "control_socket_disable": True,
        "child_exit": lambda _server, worker: port.forget(worker.pid),
    }
    port.start()
    Server(options).run()
