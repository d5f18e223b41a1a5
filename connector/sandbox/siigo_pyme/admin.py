"""The sandbox operator's routes under /_emulator: what happened, faults, reset."""

from typing import Any

from connector import json_text
from connector.sandbox.server import Call, Reply
from connector.sandbox.siigo.faults import BadFault, fault_of
from connector.sandbox.siigo_pyme.answers import reply
from connector.sandbox.siigo_pyme.state import State, summary

WHAT = ("500_before", "500_after", "503", "429", "drop_before", "drop_after", "delay")
"""The faults of this bridge."""


def answered(state: State, call: Call, name: str) -> Reply:
    match call.method, name:
        case "GET", "state":
            return reply(200, summary(state))
        case "POST", "faults":
            return _add_fault(state, call)
        case "DELETE", "faults":
            with state.lock:
                state.faults.clear()
            return reply(200, {"faults": 0})
        case "DELETE", "":
            with state.lock:
                state.reset()
            return reply(200, {"reset": True})
    return reply(404, {"error": f"there is no {call.method} {name!r}"})


def _add_fault(state: State, call: Call) -> Reply:
    try:
        fault = fault_of(_entry(call))
    except (BadFault, json_text.NotJson) as error:
        return reply(400, {"error": str(error)})
    with state.lock:
        state.faults.append(fault)
        return reply(201, {"faults": len(state.faults)})


def _entry(call: Call) -> dict[str, Any]:
    entry = json_text.parse(call.body or b"{}")
    if not isinstance(entry, dict):
        raise BadFault("a JSON object is expected")
    if entry.get("what") not in WHAT:
        raise BadFault(f"'what' is {entry.get('what')!r}; expected one of {', '.join(WHAT)}")
    return entry
