"""A process that brings values to one form for another: `python -m fourfold.engines.linkage.normalising.serving`.

Each request is an Arrow stream with one column, named after its field; each answer one of what `derive` makes of it.
"""

import gc
import sys
from io import BufferedReader
from typing import BinaryIO, cast

import pyarrow as pa

from fourfold.engines.linkage.normalising.deriving import derive


def serve(requests: BufferedReader, answers: BinaryIO) -> None:
    """Answer until nothing more is asked."""
    while requests.peek(1):
        with pa.ipc.open_stream(requests) as stream:
            asked = stream.read_all()
        found = derive(asked.column_names[0], asked.column(0).combine_chunks())
        with pa.ipc.new_stream(answers, found.schema) as stream:
            stream.write_batch(found)
        answers.flush()


if __name__ == "__main__":
    gc.disable()  # Values point at nothing that points back.
    serve(cast("BufferedReader", sys.stdin.buffer), sys.stdout.buffer)
