"""`lowdose serve`: the pages, on this computer only."""

from typing import Annotated

import typer

HOST = "127.0.0.1"


def serve(
    port: Annotated[int, typer.Option(min=0, max=65535, help="Port; 0 for any free one.")] = 8765,
) -> None:
    """Serve the pages on this computer; nothing leaves it."""
    from lowdose.cli.listen import bind_loopback
    from lowdose.cli.render import say_headline

    with bind_loopback(HOST, port) as listener:
        say_headline()
        bound = listener.getsockname()[1]
        print(f"Open http://{HOST}:{bound}/ in a browser. Stop with Ctrl+C.", flush=True)
        run_server(listener)


def run_server(listener: object) -> None:
    """Serve the application on an open socket until interrupted."""
    import uvicorn

    config = uvicorn.Config(
        "lowdose.web.app:create_app", factory=True, log_level="warning", access_log=False
    )
    uvicorn.Server(config).run(sockets=[listener])  # type: ignore[list-item]
