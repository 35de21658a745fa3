"""A socket on the loopback address, or a plain word on why not."""

import errno
import socket

from lowdose.errors import UsageError


def bind_loopback(host: str, port: int) -> socket.socket:
    """Return a listening socket.

    Raises
    ------
    UsageError
        If the port is taken or not allowed.
    """
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
        listener.listen(128)
    except OSError as error:
        listener.close()
        reason = "is in use" if error.errno == errno.EADDRINUSE else "can't be opened"
        raise UsageError(
            f"port {port} {reason}. Any free port from 1024 to 65535 will do. "
            f"Try: lowdose serve --port {port + 1 if port < 65535 else 0}"
        ) from error
    return listener
