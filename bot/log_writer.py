"""The log's writer: a thread of its own, so that a reader who does not read holds up nothing but the log."""

import logging
import os
import time
from queue import Empty, SimpleQueue
from threading import Event, Thread

ROOM = 10_000  # lines that wait to be written; those beyond are counted instead
TOGETHER = 500  # lines of one write
PAUSE = 0.02  # seconds between writes: to wake a thread for every line would cost more than the line
ENDS_WITHIN = 0.5  # seconds that waiting lines get at the end of the process
STANDARD_ERROR = 2


class LogWriter(logging.Handler):
    """Prints records at once and writes them a moment later; `lost` counts those without room.

    The thread does nothing but write: two that print would wait for each other, not help each other.
    """

    def __init__(self, formatter: logging.Formatter, file: int = STANDARD_ERROR) -> None:
        super().__init__()
        self.setFormatter(formatter)
        self.lost = 0
        self._told_lost = 0
        self._file = file
        self._waiting: SimpleQueue[str | Event] = SimpleQueue()
        self._is_open = True
        self._thread = Thread(target=self._write_for_ever, name="log", daemon=True)
        self._thread.start()

    def emit(self, record: logging.LogRecord) -> None:
        if self._waiting.qsize() >= ROOM:
            self.lost += 1
        else:
            self._waiting.put(self._line(record))

    def flush(self) -> None:
        """Return when all that waits is written, or after a moment."""
        written = Event()
        self._waiting.put(written)
        written.wait(ENDS_WITHIN)

    def close(self) -> None:
        """Write what waits, and end the thread, or leave it to its blocked reader."""
        self._is_open = False
        self._waiting.put("")
        self._thread.join(ENDS_WITHIN)
        super().close()

    def _write_for_ever(self) -> None:
        while self._is_open or not self._waiting.empty():
            entries = [self._waiting.get()]
            try:
                while len(entries) < TOGETHER:
                    entries.append(self._waiting.get_nowait())
            except Empty:
                pass
            self._write("".join(one for one in entries if isinstance(one, str)))
            self._tell_lost()
            for one in entries:
                if isinstance(one, Event):
                    one.set()
            time.sleep(PAUSE)

    def _line(self, record: logging.LogRecord) -> str:
        """What cannot be printed is lost: its fault must not spread."""
        try:
            return self.format(record) + "\n"
        except Exception:
            self.lost += 1
            return ""

    def _tell_lost(self) -> None:
        if self.lost > self._told_lost:
            number, self._told_lost = self.lost - self._told_lost, self.lost
            said = {"name": __name__, "levelno": logging.WARNING, "levelname": "WARNING"}
            record = logging.makeLogRecord({**said, "msg": "log lines were lost", "lines": number})
            self._write(self._line(record))

    def _write(self, text: str) -> None:
        # Not through sys.stderr: a thread that blocks inside it makes the interpreter's own end abort.
        rest = text.encode("utf-8", "replace")
        while rest:
            try:
                rest = rest[os.write(self._file, rest) :]
            except BlockingIOError:
                time.sleep(PAUSE)
            except OSError:
                return  # nobody reads it any more
