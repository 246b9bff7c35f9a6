"""The records of the org, and the rules of writing them."""

import datetime
import re

from .errors import Refusal, not_found
from .schema import Schema

DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
SUFFIX = "ABCDEFGHIJKLMNOPQRSTUVWXYZ012345"


def long_id(short):
    bits = [sum(1 << i for i in range(5) if short[c * 5 + i] in SUFFIX[:26]) for c in range(3)]
    return short[:15] + "".join(SUFFIX[b] for b in bits)


def stamp():
    now = datetime.datetime.now(datetime.timezone.utc)
    return now.strftime("%Y-%m-%dT%H:%M:%S.") + f"{now.microsecond // 1000:03d}+0000"


class Records:
    def __init__(self):
        self.schema = Schema()
        self.all = {name: {} for name in self.schema.objects}
        self.count = 0
        # A control for tests: an org that does not find again what was created in it.
        self.forgetful, self.created = False, set()

    def new_id(self, name):
        self.count += 1
        number, rest = "", self.count
        while rest:
            rest, digit = divmod(rest, 62)
            number = DIGITS[digit] + number
        return long_id(self.schema.objects[name]["prefix"] + "Fk" + number.rjust(10, "0"))

    def seed(self, name, values):
        """A record as it is, without any rule: what was there before."""
        record = {f["name"]: None for f in self.schema.fields(name)}
        record.update({f["name"]: False for f in self.schema.fields(name) if f["type"] == "boolean"})
        now = stamp()
        record.update(CreatedDate=now, LastModifiedDate=now, SystemModstamp=now)
        record.update(values)
        record["Id"] = long_id(values["Id"]) if values.get("Id") else self.new_id(name)
        if "LastName" in record and not record.get("Name"):
            record["Name"] = " ".join(filter(None, [record.get("FirstName"), record.get("LastName")]))
        self.all[name][record["Id"]] = record
        return record

    def change(self, values):
        """As somebody else's hand would, without any rule."""
        self.all[self.schema.object_of(values["Id"])][values["Id"]].update(values)

    def live(self, name, deleted=False):
        """`query` leaves out what is deleted or archived."""
        return [r for r in self.all[name].values()
                if (deleted or not (r.get("IsDeleted") or r.get("IsArchived")))
                and not (self.forgetful and r["Id"] in self.created)]

    def find(self, identifier):
        name = self.schema.object_of(identifier or "")
        if not name or len(identifier) not in (15, 18):
            return None, None
        return name, self.all[name].get(long_id(identifier))

    def with_value(self, name, field, value):
        return [r for r in self.live(name) if str(r.get(field) or "").lower() == value.lower()]

    # Writing

    def create(self, name, values):
        checked = self.check(name, values, "createable", None)
        record = self.seed(name, checked)
        self.created.add(record["Id"])
        if "OwnerId" in record and not record["OwnerId"]:
            record["OwnerId"] = next(iter(self.all["User"]), None)
        if name == "Task":
            record["Status"] = record["Status"] or "Not Started"
            record["Priority"] = record["Priority"] or "Normal"
        return record

    def update(self, name, identifier, values):
        record = self.all[name].get(long_id(identifier)) if len(identifier) in (15, 18) else None
        if not record:
            raise not_found()
        if record.get("IsDeleted"):
            raise Refusal(404, "ENTITY_IS_DELETED", "entity is deleted", [])
        record.update(self.check(name, values, "updateable", record))
        if "LastName" in record:
            record["Name"] = " ".join(filter(None, [record.get("FirstName"), record.get("LastName")]))
        record["SystemModstamp"] = record["LastModifiedDate"] = stamp()
        return record

    def delete(self, identifier):
        name, record = self.find(identifier)
        if not record:
            raise not_found()
        if record.get("IsDeleted"):
            raise Refusal(404, "ENTITY_IS_DELETED", "entity is deleted", [])
        record["IsDeleted"] = True
        record["SystemModstamp"] = record["LastModifiedDate"] = stamp()

    def check(self, name, values, permission, present):
        checked = {}
        for key, value in values.items():
            field = self.schema.field(name, key)
            if not field:
                raise Refusal(400, "INVALID_FIELD", f"No such column '{key}' on sobject of type {name}")
            if not field[permission]:
                raise Refusal(
                    400, "INVALID_FIELD_FOR_INSERT_UPDATE",
                    f"Unable to create/update fields: {field['name']}. Please check the security settings of this field "
                    "and verify that it is read/write for your profile or permission set.", [field["name"]])
            checked[field["name"]] = self.value(field, value)
        if present is None:
            missing = [f["name"] for f in self.schema.fields(name) if not f["nillable"] and f["createable"]
                       and not f["defaultedOnCreate"] and f["type"] != "boolean" and checked.get(f["name"]) is None]
            if missing:
                raise Refusal(400, "REQUIRED_FIELD_MISSING", f"Required fields are missing: [{', '.join(missing)}]",
                              missing)
        self.unique(name, checked, present)
        if name == "Task":
            self.people({**(present or {}), **checked})
        return checked

    def value(self, field, value):
        kind, name = field["type"], field["name"]
        if value is None:
            if not field["nillable"]:
                raise Refusal(400, "REQUIRED_FIELD_MISSING", f"Required fields are missing: [{name}]", [name])
            return None
        expected = {"boolean": bool, "int": int, "double": (int, float), "currency": (int, float)}.get(kind, str)
        if not isinstance(value, expected) or (expected is not bool and isinstance(value, bool)):
            raise Refusal(400, "JSON_PARSER_ERROR",
                          f"Cannot deserialize instance of {kind} from value {value!r} or request may be missing a "
                          f"required field at [line:1, column:1]")
        if kind == "date" and not re.fullmatch(r"\d{4}-\d\d-\d\d", value):
            raise Refusal(400, "JSON_PARSER_ERROR", f"Cannot deserialize instance of date from VALUE_STRING value {value}")
        if kind == "reference":
            return self.reference(field, value)
        if kind == "email" and not re.fullmatch(r"[^@\s]+@[^@\s]+\.[^@\s]+", value):
            raise Refusal(400, "INVALID_EMAIL_ADDRESS", f"{field['label']}: invalid email address: {value}", [name])
        if isinstance(value, str):
            value = value.strip()
            if field["length"] and kind not in ("picklist", "multipicklist") and len(value) > field["length"]:
                raise Refusal(400, "STRING_TOO_LONG",
                              f"{field['label']}: data value too large: {value[:40]} (max length={field['length']})",
                              [name])
        if field["restrictedPicklist"] and value not in [c["value"] for c in field["picklistValues"]]:
            raise Refusal(400, "INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST",
                          f"{field['label']}: bad value for restricted picklist field: {value}", [name])
        return value or None if isinstance(value, str) else value

    def reference(self, field, value):
        label = {"WhoId": "Name ID", "WhatId": "Related To ID"}.get(field["name"], field["label"])
        name, record = self.find(value)
        if not name or name not in field["referenceTo"]:
            raise Refusal(400, "FIELD_INTEGRITY_EXCEPTION", f"{label}: id value of incorrect type: {value}",
                          [field["name"]])
        if not record:
            raise Refusal(400, "INVALID_CROSS_REFERENCE_KEY", "invalid cross reference id", [])
        if record.get("IsDeleted"):
            raise Refusal(400, "ENTITY_IS_DELETED", "entity is deleted", [])
        return record["Id"]

    def unique(self, name, values, present):
        for field in self.schema.fields(name):
            value = values.get(field["name"])
            if not field["unique"] or value is None:
                continue
            others = [r for r in self.live(name, deleted=False) if r is not present
                      and str(r.get(field["name"]) or "").lower() == str(value).lower()]
            if others:
                raise Refusal(400, "DUPLICATE_VALUE",
                              f"duplicate value found: {field['name']} duplicates value on record with id: "
                              f"{others[0]['Id'][:15]}", [])

    def people(self, task):
        name, lead = self.find(task.get("WhoId") or "")
        if name != "Lead":
            return
        if lead.get("IsConverted"):
            raise Refusal(400, "CANNOT_UPDATE_CONVERTED_LEAD", "cannot reference converted lead", [])
        if task.get("WhatId"):
            raise Refusal(400, "FIELD_INTEGRITY_EXCEPTION",
                          "A lead cannot be associated with a related record: WhatId must be empty", ["WhatId"])
