"""A report as JSON and as sentences."""

from collections.abc import Iterator

from fourfold.engines.tabular.findings import Remark
from fourfold.engines.tabular.inspecting import Report
from fourfold.engines.tabular.volumes import volume_warnings

ALL_TAKEN, SOME_WAIT, REFUSED = 0, 1, 2
_SHOWN = 20


def status(report: Report) -> int:
    """0: every row is accepted; 1: some wait in quarantine; 2: the whole is refused."""
    if report.verdict.rejected is not None:
        return REFUSED
    return SOME_WAIT if report.verdict.held else ALL_TAKEN


def warnings(report: Report) -> list[str]:
    """What a person should look at before they use the rows."""
    return [warning.text for warning in volume_warnings(report.verdict.months)]


def to_json(report: Report) -> dict[str, object]:
    """`accepted`, `quarantined` (a fault each), `rejected`; with them what was detected, notes and warnings.

    Of a refused file nothing is accepted; its faults are listed so that they can be mended.
    """
    verdict = report.verdict
    return {
        "accepted": 0 if verdict.rejected else verdict.accepted,
        "quarantined": [
            {
                "row": fault.row,
                "column": fault.column,
                "value": fault.value,
                "reason": fault.reason,
                "mend": fault.mend,
            }
            for fault in report.faults
        ],
        "rejected": verdict.rejected,
        "contract": {"key": report.contract.key, "version": report.contract.version},
        "detected": dict(report.sniffed.detected()) if report.sniffed else {},
        "mapped": _mapped(report),
        "rows": {"accepted": verdict.accepted, "quarantined": verdict.held, "blank": verdict.blanks},
        "more_faults": report.more_faults,
        "notes": [*_remarks(report), *(_note(remark) for remark in verdict.remarks)],
        "warnings": warnings(report),
    }


def lines(report: Report) -> Iterator[str]:
    """The report for people."""
    verdict, sniffed = report.verdict, report.sniffed
    yield f"{report.contract.title} (contract {report.contract.key}, version {report.contract.version})"
    if sniffed:
        said = {name: value for name, value in sniffed.detected().items() if name != "columns"}
        yield "Detected: " + ", ".join(f"{name.replace('_', ' ')} {value}" for name, value in said.items())
        yield from (f"Note: {remark}" for remark in sniffed.remarks)
    if verdict.rejected is not None:
        yield f"Refused: {verdict.rejected}"
    else:
        waiting = f", {verdict.held:,} in quarantine" if verdict.held else ""
        yield f"{_rows(verdict.accepted)} accepted{waiting}, {verdict.blanks:,} blank."
    for fault in report.faults[:_SHOWN]:
        place = f"Row {fault.row}" + (f", {fault.column}" if fault.column else "")
        yield f"{place}: {fault.reason} {fault.mend}"
    more = len(report.faults) - _SHOWN + report.more_faults
    if more > 0:
        yield f"And {more:,} more; --json lists them."
    yield from (f"Note: {_sentence(remark)}" for remark in verdict.remarks)
    yield from (f"Warning: {warning}" for warning in warnings(report))


def _mapped(report: Report) -> dict[str, str]:
    if report.columns is None or report.sniffed is None:
        return {}
    headers = report.sniffed.headers
    return {headers[place]: key for key, place in report.columns.places.items()}


def _remarks(report: Report) -> Iterator[dict[str, object]]:
    for remark in report.sniffed.remarks if report.sniffed else ():
        yield {"kind": "file", "column": "", "count": 0, "rows": [], "text": remark}


def _note(remark: Remark) -> dict[str, object]:
    return {
        "kind": remark.kind,
        "column": remark.column,
        "count": remark.count,
        "rows": list(remark.rows),
        "text": remark.text,
    }


def _sentence(remark: Remark) -> str:
    where = f"{remark.column}: " if remark.column else ""
    times = f" ({_rows(remark.count)}, the first in row {remark.rows[0]})" if remark.rows else ""
    return f"{where}{remark.text}{times}"


def _rows(count: int) -> str:
    return "1 row" if count == 1 else f"{count:,} rows"
