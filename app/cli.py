"""The command line: `coach …` does every step of the main job without a window; `coach` alone opens it.

Exit codes: 0 done, 1 something is wrong with what was given (a sentence on stderr says what), 2 wrong usage,
130 stopped by Ctrl-C.
"""

import sys

import typer

from app import console
from app.commands import bench, compare, correct, doctor, edit, export, pose, window
from capture.errors import CaptureError
from inference.errors import CoachError

app = typer.Typer(
    help="Two clips in, a measured correction out.",
    epilog="Exit codes: 0 done, 1 something given is unusable, 2 wrong usage, 130 stopped by Ctrl-C.",
    no_args_is_help=False,
    add_completion=False,
    pretty_exceptions_enable=False,
)
app.callback(invoke_without_command=True)(window.open_when_alone)
app.command("pose")(pose.pose)
app.command("compare")(compare.compare)
app.command("correct")(correct.correct)
app.command("edit")(edit.edit)
app.command("export")(export.export)
app.command("open")(window.open_clips)
app.command("doctor")(doctor.doctor)
app.command("bench")(bench.bench)


def main() -> None:
    """Run `coach` with the process's arguments."""
    console.leave_at_ctrl_c()
    try:
        app()
    except (CoachError, CaptureError) as error:
        console.fail(error, as_json="--json" in sys.argv)
        sys.exit(console.FAILED)
