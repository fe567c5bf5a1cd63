"""PyPI's scim2-server, in memory, as a peer that takes the same SCIM load as Gatehouse over loopback.

Usage: scim_peer.py TOKEN. Prints `listening on http://127.0.0.1:PORT/v2` once it accepts connections; SIGTERM ends it.

Its own command serves HTTP/1.0 by wsgiref and resets connections when 16 come at once, so its ASGI application runs
under uvicorn with uvloop and httptools, the fastest of what was tried. What it stores is in one process: one worker.
"""

import socket
import sys

import uvicorn
from scim2_models import UnauthorizedException
from scim2_server.applications.asgi import ASGIApplication
from scim2_server.memory import AsyncInMemoryStorage
from scim2_server.utils import load_default_provider


class Application(ASGIApplication):
    def check_auth(self, request):
        if request.header("Authorization") != f"Bearer {sys.argv[1]}":
            raise UnauthorizedException


def main():
    application = Application(AsyncInMemoryStorage(), load_default_provider())
    with socket.create_server(("127.0.0.1", 0), backlog=128) as listener:
        print(f"listening on http://127.0.0.1:{listener.getsockname()[1]}/v2", flush=True)
        config = uvicorn.Config(
            application, loop="uvloop", http="httptools", lifespan="off", log_level="error", access_log=False
        )
        uvicorn.Server(config).run(sockets=[listener])


main()
