"""An agency's system sends files by signed calls and learns what became of them; all else is a problem in words."""

import json
import subprocess
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from django.test import Client
from tests.calls import System, system_of
from tests.deliveries import EPISODES, deliver, episode, table
from tests.people import Cast
from tests.records import ask_owner, make_live

from fourfold.ground.kernel.clock import now
from fourfold.records.feeds.operations import end_key, work_off

ROWS = [episode(1), episode(2), episode(3, risk_level="purple")]


@pytest.fixture
def system(people: Cast) -> System:
    """A system of Kent Police that sends missing episodes."""
    make_live("kent-police", EPISODES)
    return system_of(people.pat)


def kind(answer: Any, status: int) -> str:
    """The kind of a problem, by the end of its type."""
    assert answer.status_code == status, answer.content
    assert answer["Content-Type"] == "application/problem+json"
    said = answer.json()
    assert said["status"] == status
    assert said["detail"]
    return str(said["type"]).partition("#")[2]


def test_a_file_is_sent_and_its_report_is_read(system: System, people: Cast) -> None:
    answer = system.send(table(ROWS), filename="nightly.csv", as_of="2026-11-01T06:00:00Z")
    assert answer.status_code == 202, answer.content
    said = answer.json()
    assert (said["state"], said["file"]["name"], said["as_of"]) == (
        "received",
        "nightly.csv",
        "2026-11-01T06:00:00+00:00",
    )
    here = f"/deliveries/{said['id']}"
    assert answer["Location"].endswith(f"/api/v1{here}")
    work_off(said["id"], people.pat.actor)
    done = system.get(here).json()
    assert (done["state"], done["percent"], done["counts"]["entered"], done["counts"]["waiting"]) == (
        "delivered",
        100,
        2,
        1,
    )
    (fault,) = system.get(f"{here}/report.json").json()["faults"]
    assert (fault["row"], fault["column"], fault["value"]) == (4, "risk_level", "purple")
    assert b"4,risk_level,purple," in system.get(f"{here}/report.csv").content
    (listed,) = system.get("/deliveries", state="delivered").json()["deliveries"]
    assert listed["id"] == said["id"]
    undone = system.post(f"{here}/undo", {"because": "The wrong extract."})
    assert undone.json()["state"] == "undone"
    assert ask_owner("select count(*) from feeds_record where label_id <> 0") == [[0]]
    keys = ask_owner("select detail ->> 'key' as key from audit_entry where permission = 'delivery:send'")
    assert keys == [[str(system.key_id)]]


def test_the_same_file_is_not_taken_twice_and_the_answer_says_where_it_is(system: System) -> None:
    first = system.send(table(ROWS)).json()["id"]
    again = system.send(table(ROWS))
    assert kind(again, 409) == "conflict"
    assert again.json()["delivery"].endswith(first)


def test_contracts_are_those_of_the_key(system: System) -> None:
    assert [one["key"] for one in system.get("/contracts").json()["contracts"]] == [EPISODES]
    columns = {one["key"]: one for one in system.get(f"/contracts/{EPISODES}").json()["columns"]}
    assert columns["risk_level"]["codes"]["high"]
    assert kind(system.get("/contracts/police-incidents"), 404) == "not-found"
    assert kind(system.send(b"a,b\n1,2\n", contract="police-incidents"), 403) == "not-allowed"


def test_a_request_is_taken_once_and_in_time(system: System) -> None:
    target = "/api/v1/contracts"
    headers = system.headers("GET", target, None)
    assert system.raw("GET", target, None, headers).status_code == 200
    assert kind(system.raw("GET", target, None, headers), 401) == "replayed"
    for created in (-400, 400):
        late = system.headers("GET", target, None, created=int(now().timestamp()) + created)
        assert kind(system.raw("GET", target, None, late), 401) == "clock"


def test_what_is_changed_on_the_way_is_refused(system: System) -> None:
    target, content = f"/api/v1/deliveries?contract={EPISODES}", table(ROWS)
    headers = system.headers("POST", target, content)
    assert kind(system.raw("POST", target, table(ROWS[:1]), headers), 400) == "digest"
    headers = system.headers("POST", target, content)
    assert kind(system.raw("POST", f"{target}&filename=x", content, headers), 401) == "signature"
    loose = system.headers("POST", target, content, covered=("@method", "@target-uri"))
    assert kind(system.raw("POST", target, content, loose), 401) == "unsigned"
    other = System(system.key_id, Ed25519PrivateKey.generate())
    assert kind(other.get("/contracts"), 401) == "signature"
    assert kind(Client().get("/api/v1/deliveries"), 401) == "unsigned"
    assert ask_owner("select count(*) from feeds_delivery") == [[0]]


@pytest.mark.parametrize(
    ("query", "content", "status", "wanted"),
    [
        ({"contract": "nothing-such"}, b"a", 403, "not-allowed"),
        ({}, b"a", 422, "input"),
        ({"contract": EPISODES, "colour": "blue"}, b"a", 422, "input"),
        ({"contract": EPISODES, "as_of": "soon"}, b"a", 422, "input"),
        ({"contract": EPISODES, "as_of": "2199-01-01"}, b"a", 422, "input"),
        ({"contract": EPISODES}, b"", 411, "length"),
    ],
)
def test_bad_input_is_refused_in_words(
    system: System, query: dict[str, str], content: bytes, status: int, wanted: str
) -> None:
    assert kind(system.call("POST", "/deliveries", query=query, content=content), status) == wanted
    assert ask_owner("select count(*) from feeds_delivery") == [[0]]


@pytest.mark.parametrize("said", [[], {"because": 4}, {}, {"because": " "}])
def test_undoing_needs_a_reason(system: System, people: Cast, said: object) -> None:
    delivery = deliver(people.pat, [episode(1)])
    assert kind(system.post(f"/deliveries/{delivery.pk}/undo", said), 422) == "input"


def test_a_file_that_is_no_table_is_taken_and_its_delivery_says_why_not(system: System, people: Cast) -> None:
    sent = system.send(b"\x00\x01\x02 nothing of the kind \xff\xfe").json()["id"]
    work_off(sent, people.pat.actor)
    said = system.get(f"/deliveries/{sent}").json()
    assert said["state"] == "refused"
    assert said["reason"]


def test_an_ended_key_is_refused_at_the_next_call(system: System, people: Cast) -> None:
    assert system.get("/contracts").status_code == 200
    with people.dan.acting() as actor:
        end_key(actor=actor, now=now(), credential_id=system.key_id)
    assert kind(system.get("/contracts"), 401) == "key-over"


def test_a_key_makes_so_many_calls_a_minute(system: System, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("fourfold.records.feeds.operations.credentials.CALLS_A_MINUTE", 2)
    assert [system.get("/contracts").status_code for _ in range(3)] == [200, 200, 429]


def test_other_methods_and_addresses_are_problems_too(system: System) -> None:
    answer = system.call("PUT", "/deliveries", content=b"x")
    assert kind(answer, 405) == "method"
    assert answer["Allow"] == "GET, POST"
    assert kind(system.get("/nothing"), 404) == "not-found"


def test_the_example_of_the_documents_works(system: System, people: Cast, tmp_path: Path) -> None:
    """The shell script is run as it stands, against a server that keeps its request for us."""
    seen: list[tuple[str, dict[str, str], bytes]] = []

    class Keeper(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            content = self.rfile.read(int(self.headers["Content-Length"]))
            seen.append((self.path, dict(self.headers.items()), content))
            self.send_response(202)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            return

    (tmp_path / "private.pem").write_bytes(
        system.private.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    )
    (tmp_path / "rows.csv").write_bytes(table(ROWS))
    with HTTPServer(("127.0.0.1", 0), Keeper) as server:
        threading.Thread(target=server.handle_request, daemon=True).start()
        script = Path(__file__).parents[4] / "src/fourfold/records/feeds/api/example.sh"
        subprocess.run(
            ["sh", script, str(system.key_id), "private.pem", EPISODES, "rows.csv"],
            env={"PATH": "/usr/bin:/bin", "FOURFOLD": f"http://localhost:{server.server_port}"},
            cwd=tmp_path,
            check=True,
            timeout=20,
        )
        port = server.server_port
    ((target, headers, content),) = seen
    answer = Client().generic(
        "POST",
        target,
        content,
        content_type="application/octet-stream",
        headers={key: value for key, value in headers.items() if key.startswith(("Signature", "Content-Digest"))},
        SERVER_NAME="localhost",
        SERVER_PORT=str(port),
    )
    assert answer.status_code == 202, answer.content
    assert json.loads(answer.content)["file"]["name"] == "rows.csv"
