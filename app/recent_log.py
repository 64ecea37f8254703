"""Recent log: the last lines that the program logged, for whoever is asked for help."""

import logging
from collections import deque

ROOMS = ("app", "capture", "inference")
LINES = 60
FORMAT = "%(asctime)s %(levelname)s %(name)s: %(message)s"


class RecentLog(logging.Handler):
    """Keeps the last lines of this program's own rooms; warnings still reach the terminal."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: deque[str] = deque(maxlen=LINES)
        self.setFormatter(logging.Formatter(FORMAT))
        terminal = logging.StreamHandler()
        terminal.setLevel(logging.WARNING)
        for room in ROOMS:
            logger = logging.getLogger(room)
            logger.setLevel(logging.INFO)
            logger.addHandler(self)
            logger.addHandler(terminal)

    def emit(self, record: logging.LogRecord) -> None:
        """Keep the line."""
        self.lines.append(self.format(record))
