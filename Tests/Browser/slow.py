"""A line to the server on which every request takes its time."""

from __future__ import annotations

import socket
import threading
import time


class SlowLine:
    """Listens on a port of its own and hands everything on; what a browser says waits for `delay` seconds first."""

    def __init__(self, origin: str, delay: float) -> None:
        self.upstream = ("127.0.0.1", int(origin.rsplit(":", 1)[1]))
        self.delay = delay
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.origin = f"http://127.0.0.1:{self.listener.getsockname()[1]}"
        threading.Thread(target=self._accept, daemon=True).start()

    def _accept(self) -> None:
        while True:
            try:
                browser, _ = self.listener.accept()
            except OSError:
                return  # closed
            try:
                server = socket.create_connection(self.upstream)
            except OSError:
                browser.close()
                continue
            threading.Thread(target=self._pump, args=(browser, server, True), daemon=True).start()
            threading.Thread(target=self._pump, args=(server, browser, False), daemon=True).start()

    def _pump(self, source: socket.socket, sink: socket.socket, is_slow: bool) -> None:
        try:
            while data := source.recv(65536):
                if is_slow:
                    time.sleep(self.delay)
                sink.sendall(data)
        except OSError:
            pass
        for end in (source, sink):
            try:
                end.shutdown(socket.SHUT_RDWR)
            except OSError:
                pass

    def close(self) -> None:
        self.listener.close()
