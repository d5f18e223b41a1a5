"""The sandbox operator's routes under /_emulator: what happened, faults, reset."""

from typing import Any

from connector import json_text
from connector.sandbox.faults import BadFault, fault_of
from connector.sandbox.server import Call, Reply
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
            state.end_faults()
            return reply(200, {"faults": 0})
        case "DELETE", "":
            state.forget()
            return reply(200, {"reset": True})
    return reply(404, {"error": f"there is no {call.method} {name!r}"})


def _add_fault(state: State, call: Call) -> Reply:
    try:
        fault = fault_of(_entry(call), WHAT)
    except (BadFault, json_text.NotJson) as error:
        return reply(400, {"error": str(error)})
    return reply(201, {"faults": state.add_fault(fault)})


def _entry(call: Call) -> dict[str, Any]:
    entry = json_text.parse(call.body or b"{}")
    if not isinstance(entry, dict):
        raise BadFault("a JSON object is expected")
    return entry
