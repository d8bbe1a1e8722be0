"""A proxy on loopback that passes everything on, and cuts a connection after so many bytes from the client."""
import socket
import struct
import threading


class Cutter:
    def __init__(self, host, port):
        self.target, self.passed, self.cut_at, self.cuts = (host, port), 0, None, 0
        self.listener = socket.create_server(("localhost", 0))
        self.address = f"localhost:{self.listener.getsockname()[1]}"
        threading.Thread(target=self.accept, daemon=True).start()

    def arm(self, cut_at):
        """From here on bytes are counted; behind so many (None: never) the connection is cut, once."""
        self.passed, self.cut_at, self.cuts = 0, cut_at, 0

    def accept(self):
        while True:
            client, _ = self.listener.accept()
            try:
                server = socket.create_connection(self.target)
            except OSError:
                client.close()
                continue
            threading.Thread(target=self.forth, args=(client, server), daemon=True).start()
            threading.Thread(target=self.back, args=(server, client), daemon=True).start()

    def forth(self, client, server):
        try:
            while data := client.recv(4096):
                self.passed += len(data)
                if self.cut_at is not None and self.passed > self.cut_at:
                    self.cut_at, self.cuts = None, self.cuts + 1
                    server.sendall(data[:len(data) // 2])
                    for end in client, server:
                        end.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
                    break
                server.sendall(data)
        except OSError:
            pass
        self.end(client, server)

    def back(self, server, client):
        try:
            while data := server.recv(65536):
                client.sendall(data)
        except OSError:
            pass
        self.end(client, server)

    @staticmethod
    def end(*ends):
        """shutdown() wakes the other thread; with SO_LINGER 0 close() resets."""
        for end in ends:
            try:
                end.shutdown(socket.SHUT_RD)
            except OSError:
                pass
            end.close()
