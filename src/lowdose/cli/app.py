"""The command line: one file per command; nothing heavy is loaded before a command runs."""

import os
import sys

import typer

from lowdose.cli.analyse import analyse
from lowdose.cli.demo import demo
from lowdose.cli.serve import serve
from lowdose.errors import LowdoseError

app = typer.Typer(
    name="lowdose",
    help="From a daily diary to an honest answer for one person: does the treatment help?",
    epilog="Research and education software, not a medical device. Nothing leaves this computer.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
app.command("analyse")(analyse)
app.command("demo")(demo)
app.command("serve")(serve)


def main() -> None:
    """Run the command line; expected errors print without traceback.

    Exit codes: 0 done, 2 wrong use or bad input, 3 broken installation, 130 interrupted.
    """
    # The matrices here are small: threads of the linear algebra would only wait for each other.
    # It reads this when numpy is first loaded, which no import above does.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    try:
        app()
    except LowdoseError as error:
        print(error, file=sys.stderr)
        sys.exit(error.exit_code)
    except KeyboardInterrupt:
        print("Stopped.", file=sys.stderr)
        sys.exit(130)
    except BrokenPipeError:
        # The reader of a pipe, such as head, has seen enough.
        sys.stderr.close()
        sys.exit(0)
