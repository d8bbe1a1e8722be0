"""A small triple store for tests: Graph Store Protocol, COUNT and MOVE, with faults on demand. As a program
(store.py FILE [FAULT...]) it writes its address to FILE and serves until it is killed."""
import base64
import gzip
import hashlib
import http.server
import re
import socket
import struct
import sys
import threading
import time
import urllib.parse

LINE = re.compile(r"^<[^>]*> <[^>]*> .+ \.$")


class Fault:
    """What happens to requests of a kind (PUT, QUERY, UPDATE), `times` times, after `skip` that pass."""

    def __init__(self, kind, what, times=1, skip=0, **more):
        self.kind, self.what, self.times, self.skip, self.more = kind, what, times, skip, more

    def takes(self, kind):
        if self.kind != kind or not self.times:
            return False
        if self.skip:
            self.skip -= 1
            return False
        self.times -= 1
        return True


class Store:
    def __init__(self):
        self.graphs, self.faults, self.log, self.auth = {}, [], [], None
        self.late = None
        self.updates = []  # their texts, as they arrived
        self.clears = False  # a MOVE of a graph that is not there clears the other one, as RDF4J does
        self.hasty = False  # hangs up on a PUT that does not say who it is from
        self.lock = threading.Lock()
        self.server = http.server.ThreadingHTTPServer(("localhost", 0), handler_of(self))
        self.server.daemon_threads = True
        threading.Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        self.address = f"http://localhost:{self.server.server_address[1]}"

    def close(self):
        self.server.shutdown()
        self.server.server_close()

    def next_fault(self, kind, packed):
        with self.lock:
            return next((f for f in self.faults if (packed or f.what != "no-gzip") and f.takes(kind)), None)

    def put(self, graph, body):
        lines = body.decode("utf-8").splitlines()
        if any(not LINE.match(line) for line in lines):
            return 400, "not N-Triples"
        with self.lock:
            new = graph not in self.graphs
            self.graphs[graph] = set(lines)
        return (201 if new else 204), ""

    def count(self, query):
        match = re.fullmatch(r"SELECT \(COUNT\(\*\) AS \?n\) WHERE \{ GRAPH <([^<>]*)> \{ \?s \?p \?o \} \}", query)
        if not match:
            return 400, "not a query that is understood"
        counted = len(self.graphs.get(match[1], ()))
        late, self.late = self.late, None
        if late:
            late()
        return 200, f"n\r\n{counted}\r\n"

    def update(self, text):
        """All operations or none; `half` of them with the fault of a store that has no transactions."""
        operations = [re.fullmatch(r"(MOVE|DROP SILENT) GRAPH <([^<>]*)>(?: TO GRAPH <([^<>]*)>)?", part.strip())
                      for part in text.split(" ;\n")]
        if not all(operations):
            return 400, "not an update that is understood"
        with self.lock:
            self.updates.append(text)
            if not self.clears and any(o[1] == "MOVE" and o[2] not in self.graphs for o in operations):
                return 400, "no such graph"
            for o in operations:
                graph = self.graphs.pop(o[2], None)
                if o[1] == "MOVE" and graph is None:
                    self.graphs.pop(o[3], None)
                elif o[1] == "MOVE":
                    self.graphs[o[3]] = graph
        return 200, ""


def digest_answers(given, user, password, nonce, method):
    part = dict(re.findall(r'(\w+)="?([^",]*)"?', given))
    md5 = lambda s: hashlib.md5(s.encode()).hexdigest()
    a1, a2 = md5(f"{user}:test:{password}"), md5(f"{method}:{part.get('uri')}")
    wanted = md5(f"{a1}:{nonce}:{part.get('nc')}:{part.get('cnonce')}:{part.get('qop')}:{a2}")
    return part.get("response") == wanted


def handler_of(store):
    class Handler(http.server.BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        disable_nagle_algorithm = True

        def log_message(self, *_):
            pass

        def answer(self, status, text="", **headers):
            body = text if isinstance(text, bytes) else text.encode()
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name.replace("_", "-"), value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def cut(self):
            """A reset, as when a process dies."""
            self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            self.connection.close()
            self.rfile.close()
            self.close_connection = True

        def allowed(self):
            if not store.auth:
                return True
            scheme, user, password = store.auth
            given = self.headers.get("Authorization", "")
            if scheme == "basic":
                return given == "Basic " + base64.b64encode(f"{user}:{password}".encode()).decode()
            if scheme == "bearer":
                return given == f"Bearer {password}"
            return given.startswith("Digest ") and digest_answers(given, user, password, "n0nce", self.command)

        def read_body(self):
            size = int(self.headers.get("Content-Length", 0))
            body = self.rfile.read(size)
            return body if len(body) == size else None

        def trickle(self):
            """Something now and then, for ever."""
            self.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n")
            try:
                for _ in range(100):
                    self.wfile.write(b"x")
                    time.sleep(0.1)
            except OSError:
                pass
            self.close_connection = True

        def misbehave(self, fault, kind):
            """True if that is all there is to the request."""
            what, more = fault.what, fault.more
            if what == "cut-in-body":
                self.rfile.read(int(self.headers["Content-Length"]) // 2)
                if more.get("keeps"):  # what arrived is taken for all there is, at once or later
                    half = lambda: store.put(self.graph(), b"<half:a> <half:b> <half:c> .\n")
                    if more["keeps"] == "count":  # behind the next count: it was right then
                        store.late = half
                    else:
                        threading.Timer(more["keeps"], half).start()
                return self.cut() or True
            if what == "no-read":  # an answer before the body was read
                self.answer(more["status"], "too much", Connection="close")
                self.close_connection = True
                return True
            body = self.read_body()
            if what in ("cut", "no-gzip"):
                return self.cut() or True
            if what == "late":  # it is carried out when nobody waits for the answer any more
                for after in more["after"]:
                    threading.Timer(after, self.carry_out, (kind, body)).start()
                time.sleep(more.get("silent", 0))
                return self.answer(more["status"]) or True if "status" in more else self.cut() or True
            if what == "trickle":
                return self.trickle() or True
            if what == "silent":
                time.sleep(12)
                return self.cut() or True
            if what == "status":
                self.answer(more["status"], more.get("text", ""), **more.get("headers", {}))
                return True
            if what == "echo":
                self.answer(403, "you sent: " + str(self.headers))
                return True
            if what == "long":
                try:
                    self.answer(more["status"], b"\x1b[31mred " * 2_000_000)
                except OSError:
                    self.close_connection = True
                return True
            status, text = self.carry_out(kind, body, **more)
            if what == "cut-after":
                return self.cut() or True
            assert what == "changed", what
            self.answer(status, text)
            return True

        def graph(self):
            return urllib.parse.parse_qs(urllib.parse.urlsplit(self.path).query)["graph"][0]

        def carry_out(self, kind, body, drop=False, answer=None, only=None):
            if self.headers.get("Content-Encoding") == "gzip":
                body = gzip.decompress(body)
            fields = urllib.parse.parse_qs(body.decode()) if kind != "PUT" else {}
            if drop:
                return 200, ""
            if only is not None:
                body = b"".join(body.splitlines(True)[:only])
                if kind == "UPDATE":
                    fields["update"] = [" ;\n".join(fields["update"][0].split(" ;\n")[:only])]
            if kind == "PUT":
                status, text = store.put(self.graph(), body)
            elif kind == "QUERY":
                status, text = store.count(fields["query"][0])
            else:
                status, text = store.update(fields["update"][0])
            return answer or (status, text)

        def ask(self):
            how = {"basic": 'Basic realm="test"', "bearer": "Bearer",
                   "digest": 'Digest realm="test", nonce="n0nce", qop="auth", algorithm=MD5'}[store.auth[0]]
            self.answer(401, "" if self.command == "HEAD" else "who are you?", WWW_Authenticate=how)

        def serve(self, kind):
            store.log.append((kind, self.path, dict(self.headers)))
            if not self.allowed():
                if kind == "PUT" and store.hasty:
                    return self.cut()
                self.read_body()
                return self.ask()
            packed = self.headers.get("Content-Encoding") == "gzip"
            fault = store.next_fault(kind, packed)
            if fault and self.misbehave(fault, kind):
                return None
            body = self.read_body()
            if body is None:
                self.close_connection = True
                return None
            return self.answer(*self.carry_out(kind, body))

        def do_HEAD(self):
            store.log.append(("HEAD", self.path, dict(self.headers)))
            return self.ask() if not self.allowed() else self.answer(200)

        def do_PUT(self):
            self.serve("PUT")

        def do_POST(self):
            self.serve("UPDATE" if self.path.startswith("/update") else "QUERY")

    return Handler


if __name__ == "__main__":
    served = Store()
    if "lies" in sys.argv[2:]:
        served.faults.append(Fault("PUT", "changed", times=10**9, drop=True))
    with open(sys.argv[1] + ".new", "w") as file:
        file.write(served.address)
    __import__("os").rename(sys.argv[1] + ".new", sys.argv[1])
    time.sleep(600)
