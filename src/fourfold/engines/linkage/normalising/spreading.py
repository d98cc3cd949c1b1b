"""Many values brought to one form by several processes.

The others are plain interpreters with pipes (`serving`), neither forked from this one nor told of its main module: so
this is safe in a worker with threads and open connections, and in a script without a guard. Where none can be
started, or one ends too early, the work is done here.
"""

import os
import subprocess
import sys
from collections import deque
from collections.abc import Mapping
from contextlib import suppress
from threading import Thread
from typing import BinaryIO, cast

import pyarrow as pa

from fourfold.engines.linkage.normalising.deriving import derive

Part = tuple[str, int]
# A process takes about as long to begin as these values do.
FEWEST_VALUES = 100_000
PART = 25_000
SERVING = "fourfold.engines.linkage.normalising.serving"


def processors() -> int:
    """How many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def spread(values: Mapping[str, pa.Array], *, others: int | None = None) -> dict[str, pa.Table]:
    """For each field, what `derive` makes of its values, in their order. `others`: processes beside this one.

    This one waits for the others, if there are any: beside work of its own, it would hear them too late.
    """
    if others is None:
        others = processors() if processors() > 1 and sum(map(len, values.values())) >= FEWEST_VALUES else 0
    waiting = deque((field, start) for field, each in values.items() for start in range(0, len(each) or 1, PART))
    done: dict[Part, pa.Table] = {}
    serving = [Thread(target=_served, args=(values, waiting, done)) for _other in range(others)]
    for one in serving:
        one.start()
    for one in serving:
        one.join()
    _work(values, waiting, done)
    return {
        field: pa.concat_tables([done[field, start] for start in range(0, len(each) or 1, PART)])
        for field, each in values.items()
    }


def _work(values: Mapping[str, pa.Array], waiting: deque[Part], done: dict[Part, pa.Table]) -> None:
    """Do here what still waits: all, or what a process that ended too early gave back."""
    while waiting:
        field, start = part = waiting.popleft()
        done[part] = pa.table(derive(field, values[field].slice(start, PART)))


def _served(values: Mapping[str, pa.Array], waiting: deque[Part], done: dict[Part, pa.Table]) -> None:
    """Have what waits done by a process of its own."""
    command = [sys.executable, "-P", "-m", SERVING]
    pipe = subprocess.PIPE
    with (
        suppress(OSError),  # It cannot be started, or no longer reads.
        subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=subprocess.DEVNULL) as other,
    ):
        while part := _next(waiting):
            field, start = part
            try:
                done[part] = _asked(other, field, values[field].slice(start, PART))
            except (OSError, pa.ArrowException):
                waiting.append(part)
                other.kill()
                return


def _next(waiting: deque[Part]) -> Part | None:
    try:
        return waiting.popleft()
    except IndexError:  # Another thread took the last.
        return None


def _asked(other: "subprocess.Popen[bytes]", field: str, values: pa.Array) -> pa.Table:
    request = pa.record_batch([values], [field])
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, request.schema) as stream:
        stream.write_batch(request)
    requests, answers = cast("BinaryIO", other.stdin), other.stdout
    requests.write(sink.getvalue())
    requests.flush()
    with pa.ipc.open_stream(answers) as answer:
        return answer.read_all()  # All, so that the mark at its end does not begin the next answer.
