"""Ctrl-C and the signal of whoever runs us end a command, however it was started."""

import signal
import threading


def stop_on_signals() -> threading.Event:
    """Set by SIGTERM and SIGINT, the latter even where a shell that started us in the background had it ignored."""
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    return stop
