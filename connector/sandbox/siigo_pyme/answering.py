"""Each request to the emulator: the operator's own, or the bridge's with its faults, counted."""

from urllib.parse import urlsplit

from connector.sandbox.server import Call, Reply
from connector.sandbox.siigo_pyme import admin
from connector.sandbox.siigo_pyme.answers import Refused, refusal
from connector.sandbox.siigo_pyme.options import Options
from connector.sandbox.siigo_pyme.sending import send, too_many
from connector.sandbox.siigo_pyme.state import State

SEND = "/api/v1/siigo-pyme/send"


def answered(state: State, options: Options, call: Call) -> Reply | None:
    """None for a connection that breaks."""
    path = urlsplit(call.target).path
    if path == "/_emulator" or path.startswith("/_emulator/"):
        return admin.answered(state, call, path.removeprefix("/_emulator").strip("/"))
    where = f"{call.method} {path}" if path == SEND else f"{call.method} unknown"
    reply = _spoiled(state, options, call, where)
    state.count(where, reply.status.partition(" ")[0] if reply else "dropped")
    return reply


def _spoiled(state: State, options: Options, call: Call, where: str) -> Reply | None:
    """The answer, or what a fault makes of it."""
    fault = state.fault_at(where)
    match fault.what if fault else "":
        case "drop_before":
            return None
        case "drop_after":
            _carried_out(state, options, call)
            return None
        case "500_after":
            _carried_out(state, options, call)
            return refusal(_broken(500))
        case "500_before":
            return refusal(_broken(500))
        case "503":
            return refusal(_broken(503))
        case "429" if fault:
            return refusal(too_many(int(fault.seconds), options))
    reply = _carried_out(state, options, call)
    if fault:
        fault.hold_up()  # after the work: who did not wait finds it done
    return reply


def _carried_out(state: State, options: Options, call: Call) -> Reply:
    try:
        if urlsplit(call.target).path != SEND:
            raise Refused(404, "No existe")
        if call.method != "POST":
            raise Refused(405, "Solo se acepta POST")
        return send(state, options, call)
    except Refused as error:
        return refusal(error)


def _broken(status: int) -> Refused:
    return Refused(status, "Internal server error" if status == 500 else "Service unavailable")
