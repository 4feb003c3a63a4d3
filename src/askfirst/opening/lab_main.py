"""JupyterLab that ends when whoever started it is gone, however that came about.

Run as a module, with JupyterLab's own arguments. It reads its standard input, on which nothing is
ever said: the pipe closes when the other end dies, even by a signal that cannot be caught.
"""

import os
import signal
import sys
import threading
from typing import Final

from jupyterlab.labapp import main

PATIENCE: Final = 3.0  # seconds the server has to end its kernels


def _end_with_the_other_end() -> None:
    sys.stdin.buffer.read()
    # A second signal within these seconds would be taken as a question, so there is only one.
    threading.Timer(PATIENCE, os._exit, args=(1,)).start()
    os.kill(os.getpid(), signal.SIGTERM)


if __name__ == "__main__":
    threading.Thread(target=_end_with_the_other_end, daemon=True).start()
    sys.exit(main())  # type: ignore[no-untyped-call]  # the library is not typed
