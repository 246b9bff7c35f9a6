"""The org over HTTP."""

import copy
import json
import re
import socket
import struct
import sys
import threading
import time
import urllib.parse
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from .bulk import Bulk
from .errors import Refusal, not_found
from .faults import Faults, refusal
from .oauth import Logins
from .records import Records
from .soql import Query

VERSIONS = ["64.0", "65.0", "66.0", "67.0"]
LOGIN = "https://login.salesforce.com"


class Org:
    def __init__(self, public_key=None):
        self.lock = threading.RLock()
        self.public_key = public_key
        self.reset()

    def reset(self):
        self.records = Records()
        self.bulk = Bulk(self.records)
        self.faults = Faults()
        self.logins = Logins(self.public_key)
        self.log, self.used, self.allowed, self.page = [], 0, 100000, 2000
        self.transactions = 0


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True  # else every answer waits 40 ms for the head to be acknowledged
    org: Org = None

    def log_message(self, *arguments):
        pass

    def do_any(self):
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        target = urllib.parse.urlsplit(self.path)
        query = dict(urllib.parse.parse_qsl(target.query))
        if target.path.startswith("/_fake/"):
            return self.control(target.path[7:], json.loads(body or b"{}"))
        fault = self.org.faults.next(self.command, target.path)
        self.org.log.append({"method": self.command, "path": target.path, "query": query,
                             "body": body.decode("utf-8", "replace"), "fault": fault and fault["do"]})
        deed = fault["do"] if fault else None
        if deed == "reset":
            return self.cut(reset=True)
        if deed == "slow":
            time.sleep(fault.get("seconds", 3))
        if fault and "change" in fault:
            with self.org.lock:
                self.org.records.change(fault["change"])
        if deed == "expire":
            self.org.logins.tokens.clear()
        status, answer, headers = self.answer(target.path, query, body, fault)
        if deed == "drop":
            return self.cut(reset=False)
        self.reply(status, answer, headers)

    do_GET = do_POST = do_PATCH = do_DELETE = do_HEAD = do_any

    def cut(self, reset):
        self.close_connection = True
        if reset:
            self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            socket.socket.close(self.connection)
        else:
            self.connection.shutdown(socket.SHUT_RDWR)

    def reply(self, status, answer, headers):
        is_text = isinstance(answer, str)
        body = b"" if answer is None else answer.encode() if is_text else json.dumps(answer).encode()
        self.send_response(status)
        if answer is not None:
            self.send_header("Content-Type", "text/csv" if is_text else "application/json;charset=UTF-8")
        for name, value in headers.items():
            self.send_header(name, value)
        if status != 204:
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def answer(self, path, query, body, fault):
        try:
            with self.org.lock:
                if path == "/services/oauth2/token":
                    return self.log_in(body)
                if path.rstrip("/") == "/services/data":
                    return 200, [{"label": v, "url": f"/services/data/v{v}", "version": v} for v in VERSIONS], {}
                token = (self.headers.get("Authorization") or "").removeprefix("Bearer ")
                if token not in self.org.logins.tokens:
                    raise Refusal(401, "INVALID_SESSION_ID", "Session expired or invalid")
                return self.counted(path, query, body, fault)
        except Refusal as error:
            return error.status, error.rest(), {}

    def log_in(self, body):
        host = f"https://{self.headers['Host']}"
        status, answer = self.org.logins.log_in(
            dict(urllib.parse.parse_qsl(body.decode())), {host, LOGIN, "https://test.salesforce.com"})
        if status != 200:
            return status, answer, {}
        return 200, {"access_token": answer, "instance_url": host, "token_type": "Bearer", "scope": "api",
                     "id": f"{LOGIN}/id/00Dfk0000000001AAA/005Fk0000000001AAA"}, {}

    def counted(self, path, query, body, fault):
        org = self.org
        org.used += 1
        limit = {"Sforce-Limit-Info": f"api-usage={org.used}/{org.allowed}"}
        try:
            if fault and fault["do"] == "429":
                return 429, None, {**limit, "Retry-After": str(fault.get("seconds", 7))}
            if fault and fault["do"] == "300":
                return 300, ["/services/data/v66.0/sobjects/Task/00TFk0000000001AAA",
                             "/services/data/v66.0/sobjects/Task/00TFk0000000002AAA"], limit
            refused = refusal(fault) if fault else None
            if refused and not (path.endswith("/composite/sobjects") or "/composite/sobjects/" in path) \
                    or refused and refused.status >= 401:
                raise refused
            match = re.fullmatch(r"/services/data/v(\d+\.0)(/.*)?", path)
            if not match or match.group(1) not in VERSIONS:
                raise not_found()
            status, answer, headers = self.route(
                match.group(1), (match.group(2) or "").rstrip("/"), query, json.loads(body) if body else None, refused)
            return status, answer, {**limit, **headers}
        except Refusal as error:
            return error.status, error.rest(), limit
        except (ValueError, KeyError, TypeError) as error:
            return 400, [{"errorCode": "JSON_PARSER_ERROR", "message": repr(error)}], limit

    def route(self, version, path, query, body, refused):
        base, records = f"/services/data/v{version}", self.org.records
        parts = [urllib.parse.unquote(p) for p in path.split("/") if p]
        verb = self.command
        if parts[:1] == ["limits"]:
            return 200, {"DailyApiRequests": {"Max": self.org.allowed,
                                              "Remaining": self.org.allowed - self.org.used}}, {}
        if parts[:1] in (["query"], ["queryAll"]):
            return self.query(base, parts, query)
        if parts[:2] == ["jobs", "query"]:
            return self.bulk(version, parts[2:], query, body)
        if parts[:2] == ["composite", "sobjects"]:
            return 200, self.collection(parts[2:], body, refused), {}
        if parts[:1] != ["sobjects"] or len(parts) < 2:
            raise not_found()
        name = records.schema.object(parts[1])
        if not name:
            raise not_found()
        if parts[2:] == ["describe"]:
            return 200, records.schema.describe(name, base), {}
        if len(parts) == 2 and verb == "POST":
            self.org.transactions += 1
            return 201, {"id": records.create(name, body)["Id"], "success": True, "errors": []}, {}
        if len(parts) == 3:
            return self.by_id(name, parts[2], body)
        if len(parts) == 4:
            return self.by_key(base, name, parts[2], parts[3], body, query)
        raise not_found()

    def by_id(self, name, identifier, body):
        records = self.org.records
        if self.command == "PATCH":
            self.org.transactions += 1
            records.update(name, identifier, body)
            return 204, None, {}
        if self.command == "DELETE":
            records.delete(identifier)
            return 204, None, {}
        found, record = records.find(identifier)
        if found != name or not record or record.get("IsDeleted"):
            raise not_found()
        return 200, {"attributes": {"type": name}, **record}, {}

    def by_key(self, base, name, field, value, body, query):
        records = self.org.records
        known = records.schema.field(name, field)
        if not known or not (known["externalId"] or known["name"] == "Id"):
            raise Refusal(404, "NOT_FOUND", f"Provided external ID field does not exist or is not accessible: {field}")
        found = records.with_value(name, known["name"], value)
        if len(found) > 1:
            return 300, [f"{base}/sobjects/{name}/{r['Id']}" for r in found], {}
        if self.command == "GET":
            if not found:
                raise not_found()
            return 200, {"attributes": {"type": name}, **found[0]}, {}
        if self.command != "PATCH":
            raise Refusal(405, "METHOD_NOT_ALLOWED", f"HTTP Method '{self.command}' not allowed.")
        if any(k.lower() == known["name"].lower() for k in body):
            raise Refusal(400, "INVALID_FIELD",
                          f"The {known['name']} field should not be specified in the sobject data.", [known["name"]])
        self.org.transactions += 1
        if found:
            records.update(name, found[0]["Id"], body)
            return 200, {"id": found[0]["Id"], "success": True, "errors": [], "created": False}, {}
        if query.get("updateOnly") == "true":
            raise not_found()
        record = records.create(name, {**body, known["name"]: value})
        return 201, {"id": record["Id"], "success": True, "errors": [], "created": True}, {}

    def collection(self, rest, body, refused):
        """POST: create. PATCH: update by id, or, with an object and a field, upsert."""
        items = body["records"]
        if len(items) > 200:
            raise Refusal(400, "EXCEEDED_MAX_SIZE_REQUEST", "record limit reached. cannot submit more than 200 records")
        self.org.transactions += 1
        before = copy.deepcopy(self.org.records.all) if body.get("allOrNone") else None
        results = []
        for item in items:
            try:
                if refused:
                    error, refused = refused, None
                    raise error
                results.append(self.collected(rest, item))
            except Refusal as error:
                results.append(error.collection())
        if before is not None and not all(r["success"] for r in results):
            self.org.records.all = before
            undone = Refusal(400, "ALL_OR_NONE_OPERATION_ROLLED_BACK", "Record rolled back because not all records were "
                             "valid and the request was using AllOrNone header", [])
            results = [undone.collection() if r["success"] else r for r in results]
        return results

    def collected(self, rest, item):
        records = self.org.records
        values = {k: v for k, v in item.items() if k not in ("attributes", "Id")}
        name = records.schema.object(item["attributes"]["type"])
        if not name:
            raise Refusal(400, "INVALID_TYPE", "sObject type is not supported.")
        if self.command == "POST":
            return {"id": records.create(name, values)["Id"], "success": True, "errors": []}
        if len(rest) < 2:
            records.update(name, item["Id"], values)
            return {"id": item["Id"], "success": True, "errors": []}
        field = records.schema.field(name, rest[1])
        found = records.with_value(name, field["name"], str(item.get(field["name"]) or ""))
        if len(found) > 1:
            raise Refusal(400, "DUPLICATE_EXTERNAL_ID",
                          f"duplicate foreign key id(s) specified: {field['name']}", [field["name"]])
        if found:
            values.pop(field["name"], None)
            return {"id": records.update(name, found[0]["Id"], values)["Id"], "success": True, "errors": [],
                    "created": False}
        return {"id": records.create(name, values)["Id"], "success": True, "errors": [], "created": True}

    def query(self, base, parts, query):
        org = self.org
        if len(parts) == 2:
            start, found = int(parts[1].rsplit("-", 1)[1]), org.open[parts[1].rsplit("-", 1)[0]]
        else:
            asked = Query(query.get("q", ""), org.records.schema)
            rows = asked.run(org.records.live(asked.object, deleted=parts[0] == "queryAll"))
            found, start = (asked, rows), 0
        asked, rows = found
        page = rows[start:start + org.page]
        answer = {"totalSize": len(rows), "done": start + len(page) >= len(rows), "records": [
            {"attributes": {"type": asked.object, "url": f"{base}/sobjects/{asked.object}/{r['Id']}"},
             **{c: r.get(c) for c in asked.columns}} for r in page]}
        if not answer["done"]:
            org.open = {"01gFk0000000001AAA": found}
            answer["nextRecordsUrl"] = f"{base}/query/01gFk0000000001AAA-{start + len(page)}"
        return 200, answer, {}

    def bulk(self, version, parts, query, body):
        bulk = self.org.bulk
        if not parts:
            return 200, bulk.create(body, version), {}
        if parts[1:] == ["results"]:
            text, headers = bulk.results(
                parts[0], version, query.get("locator"), int(query.get("maxRecords", 100000)))
            return 200, text, headers
        if self.command == "DELETE":
            bulk.delete(parts[0], version)
            return 204, None, {}
        return 200, bulk.state(parts[0], version), {}

    def control(self, what, body):
        """What a test does to the org, and asks of it, behind the API's back."""
        org = self.org
        with org.lock:
            answer = {}
            if what == "reset":
                org.reset()
            elif what == "faults":
                org.faults.add(body)
            elif what == "seed":
                answer = {n: [org.records.seed(n, r)["Id"] for r in rows] for n, rows in body.items()}
            elif what == "change":
                org.records.change(body)
            elif what == "schema":
                org.records.schema.change(body["object"], body["field"], body["changes"])
            elif what == "set":
                for key, value in body.items():
                    setattr({"polls": org.bulk, "forgetful": org.records}.get(key, org), key, value)
            elif what == "expire":
                org.logins.tokens.clear()
            elif what == "state":
                answer = {"records": {n: list(r.values()) for n, r in org.records.all.items()}, "log": org.log,
                          "logins": org.logins.count, "transactions": org.transactions, "jobs": len(org.bulk.jobs)}
        self.reply(200, answer, {})


class Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request, client_address):
        """A client that hangs up is no news here; anything else is a fault of the fake's."""
        if not isinstance(sys.exc_info()[1], OSError):
            super().handle_error(request, client_address)


def serve(port, context, public_key):
    Handler.org = Org(public_key)
    server = Server(("127.0.0.1", port), Handler)
    if context:
        server.socket = context.wrap_socket(server.socket, server_side=True)
    return server
