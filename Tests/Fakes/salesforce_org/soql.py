"""A part of SOQL: SELECT of plain fields FROM one object, WHERE, ORDER BY, LIMIT."""

import re

from .errors import Refusal

TOKEN = re.compile(r"""\s*(?:
    (?P<string>'(?:[^'\\]|\\.)*') | (?P<instant>\d{4}-\d\d-\d\dT[0-9:.]+(?:Z|[+-]\d\d:?\d\d)) |
    (?P<date>\d{4}-\d\d-\d\d) | (?P<number>-?\d+(?:\.\d+)?) | (?P<word>[A-Za-z_][A-Za-z0-9_.]*) |
    (?P<sign><=|>=|!=|<>|=|<|>|\(|\)|,)
)""", re.X)
ESCAPES = {"n": "\n", "r": "\r", "t": "\t", "b": "\b", "f": "\f", "'": "'", '"': '"', "\\": "\\"}


def malformed(what):
    return Refusal(400, "MALFORMED_QUERY", f"unexpected token: {what}")


def tokens(text):
    found, at = [], 0
    text = text.strip()
    while at < len(text):
        match = TOKEN.match(text, at)
        if not match:
            raise malformed(text[at:at + 20])
        found.append((match.lastgroup, match.group(match.lastgroup)))
        at = match.end()
    return found


class Query:
    def __init__(self, text, schema):
        self.schema, self.rest = schema, tokens(text)
        self.expect("SELECT")
        self.columns = [self.word()]
        while self.take(","):
            self.columns.append(self.word())
        self.expect("FROM")
        name = self.word()
        self.object = schema.object(name)
        if not self.object:
            raise Refusal(400, "INVALID_TYPE", f"sObject type '{name}' is not supported.")
        self.columns = [self.known(c) for c in self.columns]
        self.condition = self.either() if self.take("WHERE") else (lambda record: True)
        self.order, self.limit = [], None
        if self.take("ORDER"):
            self.expect("BY")
            self.order.append(self.known(self.word()))
            while self.take(","):
                self.order.append(self.known(self.word()))
        if self.take("LIMIT"):
            self.limit = int(self.rest.pop(0)[1])
        if self.rest:
            raise malformed(self.rest[0][1])

    def run(self, records):
        found = [r for r in records if self.condition(r)]
        for column in reversed(self.order or ["Id"]):
            found.sort(key=lambda r: (r.get(column) is not None, r.get(column) or ""))
        return found[:self.limit] if self.limit is not None else found

    # Parsing

    def take(self, word):
        if self.rest and self.rest[0][1].upper() == word and self.rest[0][0] in ("word", "sign"):
            return self.rest.pop(0)
        return None

    def expect(self, word):
        if not self.take(word):
            raise malformed(self.rest[0][1] if self.rest else "<EOF>")

    def word(self):
        if not self.rest or self.rest[0][0] != "word":
            raise malformed(self.rest[0][1] if self.rest else "<EOF>")
        return self.rest.pop(0)[1]

    def known(self, name):
        found = self.schema.field(self.object, name)
        if not found:
            raise Refusal(
                400, "INVALID_FIELD",
                f"No such column '{name}' on entity '{self.object}'. If you are attempting to use a custom field, be "
                "sure to append the '__c' after the custom field name.")
        return found["name"]

    def either(self):
        terms = [self.both()]
        while self.take("OR"):
            terms.append(self.both())
        return lambda record: any(term(record) for term in terms)

    def both(self):
        terms = [self.one()]
        while self.take("AND"):
            terms.append(self.one())
        return lambda record: all(term(record) for term in terms)

    def one(self):
        if self.take("("):
            inner = self.either()
            self.expect(")")
            return inner
        name = self.known(self.word())
        field = self.schema.field(self.object, name)
        if not field["filterable"]:
            raise Refusal(400, "INVALID_FIELD", f"field '{name}' can not be filtered in a query call")
        if self.take("IN"):
            self.expect("(")
            values = [self.value(field)]
            while self.take(","):
                values.append(self.value(field))
            self.expect(")")
            return lambda record: folded(record.get(name)) in [folded(v) for v in values]
        sign = self.rest.pop(0)[1]
        value = self.value(field)
        compare = {
            "=": lambda a: folded(a) == folded(value), "!=": lambda a: folded(a) != folded(value),
            "<>": lambda a: folded(a) != folded(value), ">=": lambda a: a is not None and a >= value,
            "<=": lambda a: a is not None and a <= value, ">": lambda a: a is not None and a > value,
            "<": lambda a: a is not None and a < value}.get(sign)
        if not compare:
            raise malformed(sign)
        return lambda record: compare(record.get(name))

    def value(self, field):
        kind, text = self.rest.pop(0)
        if kind == "string":
            if field["type"] in ("date", "datetime", "boolean", "int", "double", "currency"):
                raise Refusal(400, "INVALID_FIELD",
                              f"value of filter criterion for field '{field['name']}' must be of type {field['type']}"
                              " and should not be enclosed in quotes")
            value = re.sub(r"\\(.)", lambda m: ESCAPES.get(m.group(1), m.group(1)), text[1:-1])
            return value[:15] if field["type"] in ("id", "reference") else value
        if kind == "instant":
            return text[:19]
        if kind == "word" and text.lower() in ("true", "false", "null"):
            return {"true": True, "false": False, "null": None}[text.lower()]
        return float(text) if kind == "number" else text


def folded(value):
    """Text compares without case, ids by their first fifteen characters, instants by the second."""
    if not isinstance(value, str):
        return value
    if re.fullmatch(r"[A-Za-z0-9]{18}", value):
        value = value[:15]
    return value.lower() if len(value) != 15 else value
