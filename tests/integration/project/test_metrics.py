"""Metrics through the front door: what Prometheus would read, where it can, and what is never in it."""

import os
import signal
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator

import pytest
from tests.installations import COMMAND
from tests.integration.project.test_main_job import free_port, listening, wait_until_served
from tests.kept import Kept

pytestmark = pytest.mark.embedded

CANARIES = ["canaryperson", "canaryquery", "0c4d1f7e-canary", "ada@council.example", "Ada Marsh"]


class Served:
    """The web service of the installation, with metrics."""

    def __init__(self, kept: Kept) -> None:
        self.port, self.metrics_port = free_port(), free_port()
        self.process = subprocess.Popen(
            [*COMMAND, "serve", "--port", str(self.port)],
            env=kept.installation.environ | {"FOURFOLD_METRICS_PORT": str(self.metrics_port)},
            stderr=subprocess.DEVNULL,
        )
        wait_until_served(self.port)

    def get(self, path: str, **headers: str) -> int:
        """The status with which the service answers."""
        request = urllib.request.Request(f"http://127.0.0.1:{self.port}{path}", headers=headers)
        try:
            with urllib.request.urlopen(request, timeout=10) as answer:
                return int(answer.status)
        except urllib.error.HTTPError as error:
            error.close()
            return error.code

    def metrics(self, path: str = "/metrics") -> str:
        """What Prometheus would read."""
        with urllib.request.urlopen(f"http://127.0.0.1:{self.metrics_port}{path}", timeout=10) as answer:
            return str(answer.read().decode())

    def metrics_with(self, line: str, within: float = 5) -> str:
        """What Prometheus reads once it holds a line: the last answer is counted after it was sent."""
        until = time.monotonic() + within
        while line not in (text := self.metrics()) and time.monotonic() < until:
            time.sleep(0.05)
        return text

    def value(self, name: str) -> float:
        """The value of one line."""
        return next(float(line.split()[-1]) for line in self.metrics().splitlines() if line.startswith(f"{name} "))

    def is_gone(self) -> bool:
        """Whether nobody answers on the metrics' port any more."""
        return not listening(self.metrics_port)


@pytest.fixture(scope="module")
def served(kept: Kept) -> Iterator[Served]:
    """One service for this file."""
    running = Served(kept)
    yield running
    running.process.terminate()
    running.process.wait(timeout=30)


def test_requests_of_all_processes_are_counted_by_route_and_class(served: Served) -> None:
    before, timed = served.metrics(), 'fourfold_request_seconds_count{route="healthz"}'
    already = served.value(timed) if timed in before else 0.0
    for _request in range(20):
        assert served.get("/healthz") == 200
        assert served.get("/nothing/here/") in (302, 404)
    text = served.metrics_with(f"{timed} {already + 20}")
    assert 'fourfold_requests_total{method="GET",route="healthz",status="2xx"} 20.0' in text
    assert served.value(timed) == already + 20
    assert 'fourfold_request_queries_sum{route="healthz"} 0.0' in text
    assert served.value("fourfold_requests_in_flight") == 0
    assert text.count("\n") > before.count("\n")


def test_no_address_query_header_or_name_is_in_it(served: Served) -> None:
    served.get("/plans/canaryperson/?q=canaryquery", Cookie="session=0c4d1f7e-canary")
    served.get("/sign-in/?next=/canaryperson/", **{"User-Agent": "canaryquery", "X-Request-ID": "0c4d1f7e-canary"})
    text = served.metrics()
    assert [canary for canary in CANARIES if canary in text] == []


def test_an_unknown_method_makes_no_label_of_its_own(served: Served) -> None:
    request = urllib.request.Request(f"http://127.0.0.1:{served.port}/healthz", method="CANARY")
    with pytest.raises(urllib.error.HTTPError) as refused:
        urllib.request.urlopen(request, timeout=10)
    refused.value.close()
    text = served.metrics()
    assert "CANARY" not in text
    assert 'method="other"' in text


def test_the_state_of_the_installation_is_in_it(served: Served) -> None:
    text = served.metrics()
    assert served.value("fourfold_database_up") == 1
    assert served.value("fourfold_unguarded_tables") == 0
    assert served.value("fourfold_workers") == 0
    assert served.value("fourfold_backup_age_seconds") < 3600
    assert served.value("fourfold_database_bytes") > 1_000_000
    for part in ('fourfold_jobs{state="todo"}', 'fourfold_outbox{state="failed"}', "fourfold_audit_unsealed_seconds"):
        assert part in text


def test_they_are_on_loopback_alone_and_nowhere_on_the_public_port(served: Served) -> None:
    assert listening(served.metrics_port) == {"127.0.0.1"}
    assert served.get("/metrics") == 404
    with pytest.raises(urllib.error.HTTPError) as refused:
        served.metrics("/")
    assert refused.value.code == 404
    refused.value.close()


def test_they_end_with_the_service_however_it_ends(kept: Kept) -> None:
    for how in (signal.SIGTERM, signal.SIGKILL):
        running = Served(kept)
        assert "fourfold_build_info" in running.metrics()
        os.kill(running.process.pid, how)
        running.process.wait(timeout=30)
        until = time.monotonic() + 10
        while not running.is_gone() and time.monotonic() < until:
            time.sleep(0.1)
        assert running.is_gone()


def test_without_the_setting_there_are_none(kept: Kept) -> None:
    port = free_port()
    process = subprocess.Popen(
        [*COMMAND, "serve", "--port", str(port)], env=kept.installation.environ, stderr=subprocess.DEVNULL
    )
    try:
        wait_until_served(port)
        assert listening(9464) == set()
    finally:
        process.terminate()
        process.wait(timeout=30)


@pytest.mark.parametrize("chosen", ["none", "0", "70000", "-1"])
def test_a_port_that_is_none_is_told(kept: Kept, chosen: str) -> None:
    said = kept.installation.run("serve", "--port", str(free_port()), status=2, FOURFOLD_METRICS_PORT=chosen)
    assert "a port is a number" in said
