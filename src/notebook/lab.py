"""JupyterLab that ends with the process that started it: when standard input closes, whatever closed it."""

import os
import signal
import sys
import threading

# jsonschema builds a grammar with it for a second or more, for formats that no notebook has; it goes on without.
sys.modules["rfc3987_syntax"] = None

import jupyterlab.commands  # noqa: E402

# It asks yarn for a registry at every start, which takes a second and fails inside a package of type "module".
jupyterlab.commands._yarn_config = lambda logger: {"yarn config": {}, "npm config": {}}

from jupyter_server.serverapp import ServerApp  # noqa: E402
from jupyterlab.labapp import main  # noqa: E402


def end_with_parent():
    sys.stdin.buffer.read()
    server = ServerApp.instance() if ServerApp.initialized() else None
    # By its own loop, which lets every kernel close what it has open. A signal to oneself is no request on Windows, but the end.
    if getattr(server, "io_loop", None):
        server.io_loop.add_callback(server.stop)
    else:
        os.kill(os.getpid(), signal.SIGTERM)


threading.Thread(target=end_with_parent, daemon=True).start()
main(sys.argv[1:])
