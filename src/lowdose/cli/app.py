"""The command line: one file per command; nothing heavy is loaded before a command runs."""

import os
import sys

import typer

from lowdose.cli.analyse import analyse
from lowdose.cli.ask import ask
from lowdose.cli.blockade import blockade
from lowdose.cli.demo import demo
from lowdose.cli.evidence import evidence
from lowdose.cli.knowledge import knowledge
from lowdose.cli.screen import screen
from lowdose.cli.serve import serve
from lowdose.cli.titrate import titrate
from lowdose.cli.watch import watch
from lowdose.errors import LowdoseError

app = typer.Typer(
    name="lowdose",
    help="Is naltrexone used for pain? What trials say, and what your own diary says.",
    epilog="Research and education software, not a medical device. Nothing leaves this computer.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
app.command("ask")(ask)
app.command("evidence")(evidence)
app.command("analyse")(analyse)
app.command("blockade")(blockade)
app.command("demo")(demo)
app.command("titrate")(titrate)
app.command("screen")(screen)
app.command("watch")(watch)
app.command("serve")(serve)
app.add_typer(knowledge, name="knowledge")


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
