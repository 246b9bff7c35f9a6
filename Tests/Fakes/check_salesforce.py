#!/usr/bin/env python3
"""Holds the fake Salesforce to simple-salesforce, a client that others wrote against the real one.

usage: check_salesforce.py URL CA_FILE JWT_KEY_FILE. It needs simple-salesforce (requirements.txt). Where the client
fails, the fake is wrong.
"""

import csv
import io
import sys
import time
import urllib.parse
import warnings

import jwt
import requests
from requests.adapters import HTTPAdapter
from simple_salesforce import Salesforce, SalesforceLogin
from simple_salesforce.exceptions import (
    SalesforceAuthenticationFailed, SalesforceExpiredSession, SalesforceMalformedRequest, SalesforceMoreThanOneRecord,
    SalesforceRefusedRequest, SalesforceResourceNotFound)

warnings.simplefilter("ignore")


class ToTheFake(HTTPAdapter):
    """The client knows only names below salesforce.com; they lead to the fake, over TLS."""

    def __init__(self, url):
        self.host = urllib.parse.urlsplit(url).netloc
        super().__init__()

    def send(self, request, **arguments):
        parts = urllib.parse.urlsplit(request.url)
        request.url = urllib.parse.urlunsplit(parts._replace(netloc=self.host))
        return super().send(request, **arguments)


def main():
    url, authority, key_file = sys.argv[1:4]
    session = requests.Session()
    # A proxy or an authority of the machine's would stand between the client and the fake.
    session.trust_env = False
    session.verify = authority
    session.mount("https://", ToTheFake(url))

    def control(what, body=None):
        answer = session.post(f"{url}/_fake/{what}", json=body or {})
        answer.raise_for_status()
        return answer.json()

    control("reset")
    seeded = control("seed", {
        "User": [{"Name": "Debrief", "Email": "debrief@tanuki.example", "IsActive": True}],
        "Account": [{"Name": "Rookwood"}], "Lead": [
            {"LastName": "Open", "Company": "L"}, {"LastName": "Done", "Company": "L", "IsConverted": True}]})
    user, account, lead, converted = (
        seeded["User"][0], seeded["Account"][0], seeded["Lead"][0], seeded["Lead"][1])

    # Logging in: JWT as Salesforce documents it, made by the client and by PyJWT.
    client_id, username = "3MVG9.debrief", "debrief@tanuki.example"
    token, instance = SalesforceLogin(
        session=session, username=username, consumer_key=client_id, privatekey_file=key_file, domain="login")
    assert token and instance == "localhost:" + url.rsplit(":", 1)[1], instance
    expect(SalesforceAuthenticationFailed, lambda: SalesforceLogin(
        session=session, username="nobody@tanuki.example", consumer_key=client_id, privatekey_file=key_file,
        domain="login"))
    expect(SalesforceAuthenticationFailed, lambda: SalesforceLogin(
        session=session, consumer_key=client_id, consumer_secret="wrong", domain="tanuki.my"))
    late = jwt.encode({"iss": client_id, "sub": username, "aud": "https://login.salesforce.com",
                       "exp": int(time.time()) + 3600}, open(key_file).read(), algorithm="RS256")
    answer = session.post(f"{url}/services/oauth2/token", data={
        "grant_type": "urn:ietf:params:oauth:grant-type:jwt-bearer", "assertion": late})
    assert answer.status_code == 400 and answer.json()["error"] == "invalid_grant"

    sf = Salesforce(session_id=token, instance="tanuki.my.salesforce.com", session=session, version="66.0")

    # describe, create, read, update, delete.
    names = {f["name"] for f in sf.Task.describe()["fields"]}
    assert {"WhoId", "WhatId", "TaskSubtype", "Debrief_Key__c"} <= names and "Type" not in names
    contact = sf.Contact.create({"LastName": "Rook", "FirstName": "Ben", "Email": "ben@rook.test", "AccountId": account})
    assert contact["success"] and len(contact["id"]) == 18 and contact["errors"] == []
    assert sf.Contact.get(contact["id"])["Name"] == "Ben Rook"
    assert sf.Contact.update(contact["id"], {"Title": "CTO"}) == 204
    found = sf.query("SELECT Id, Title FROM Contact WHERE Email = 'BEN@rook.test'")
    assert found["totalSize"] == 1 and found["done"] and found["records"][0]["Title"] == "CTO"

    # Upsert by external id: 201, then 200, then 300.
    task = {"Subject": "Call", "Status": "Completed", "TaskSubtype": "Call", "WhoId": contact["id"], "WhatId": account,
            "ActivityDate": "2026-03-31", "CallDurationInSeconds": 1800, "OwnerId": user}
    assert sf.Task.upsert("Debrief_Key__c/p-1", task) == 201
    change = {k: v for k, v in task.items() if k != "TaskSubtype"}
    assert sf.Task.upsert("Debrief_Key__c/p-1", {**change, "Subject": "Second"}) == 200
    assert sf.query("SELECT Subject FROM Task WHERE Debrief_Key__c = 'p-1'")["records"][0]["Subject"] == "Second"
    malformed(lambda: sf.Task.upsert("Debrief_Key__c/p-1", task), "INVALID_FIELD_FOR_INSERT_UPDATE", ["TaskSubtype"])
    control("seed", {"Task": [{"Debrief_Key__c": "twice"}, {"Debrief_Key__c": "twice"}]})
    expect(SalesforceMoreThanOneRecord, lambda: sf.Task.upsert("Debrief_Key__c/twice", change))

    # Refusals, with the codes that the client's users meet.
    malformed(lambda: sf.Task.create({**task, "Debrief_Key__c": "p-1"}), "DUPLICATE_VALUE")
    malformed(lambda: sf.Task.create({**task, "WhoId": lead}), "FIELD_INTEGRITY_EXCEPTION")
    malformed(lambda: sf.Task.create({**task, "WhoId": account}), "FIELD_INTEGRITY_EXCEPTION", ["WhoId"])
    malformed(lambda: sf.Task.create({"WhoId": converted}), "CANNOT_UPDATE_CONVERTED_LEAD", [])
    malformed(lambda: sf.Task.create({"Type": "Call"}), "INVALID_FIELD")
    malformed(lambda: sf.Contact.create({"FirstName": "Ana"}), "REQUIRED_FIELD_MISSING", ["LastName"])
    malformed(lambda: sf.query("SELECT Nothing FROM Task"), "INVALID_FIELD")
    expect(SalesforceResourceNotFound, lambda: sf.Contact.get("003000000000000AAA"))

    # Pages of a query, deleted records.
    control("set", {"page": 3})
    control("seed", {"Account": [{"Name": f"A{n:02d}"} for n in range(10)]})
    assert len(sf.query_all("SELECT Id, Name FROM Account ORDER BY Name")["records"]) == 11
    sf.Account.delete(account)
    assert len(sf.query_all("SELECT Id FROM Account")["records"]) == 10
    assert len(sf.query_all("SELECT Id FROM Account WHERE IsDeleted = true", include_deleted=True)["records"]) == 1

    # Collections: one result per record, whatever became of the others.
    results = sf.restful("composite/sobjects", method="POST", json={"allOrNone": False, "records": [
        {"attributes": {"type": "Contact"}, "LastName": "One"}, {"attributes": {"type": "Contact"}, "FirstName": "Two"},
        {"attributes": {"type": "Contact"}, "LastName": "Three"}]})
    assert [r["success"] for r in results] == [True, False, True], results
    assert results[1]["errors"][0]["statusCode"] == "REQUIRED_FIELD_MISSING"

    # Bulk API 2.0: pages by locator, counted in a header.
    pages = list(sf.bulk2.Account.query("SELECT Id, Name FROM Account ORDER BY Name", max_records=4))
    rows = [row for page in pages for row in csv.DictReader(io.StringIO(page))]
    assert [len(p.splitlines()) - 1 for p in pages] == [4, 4, 2] and len({r["Id"] for r in rows}) == 10

    # What goes wrong between client and org.
    control("faults", [{"do": "limit"}])
    expect(SalesforceRefusedRequest, lambda: sf.query("SELECT Id FROM Account"))
    control("faults", [{"do": "lock"}])
    malformed(lambda: sf.Contact.update(contact["id"], {"Title": "CEO"}), "UNABLE_TO_LOCK_ROW")
    before = len(control("state")["records"]["Contact"])
    control("faults", [{"do": "drop", "match": {"method": "POST"}}])
    expect(requests.exceptions.ConnectionError, lambda: sf.Contact.create({"LastName": "Lost"}))
    assert len(control("state")["records"]["Contact"]) == before + 1, "a dropped reply was committed"
    control("faults", [{"do": "reset", "match": {"method": "POST"}}])
    expect(requests.exceptions.ConnectionError, lambda: sf.Contact.create({"LastName": "Never"}))
    assert len(control("state")["records"]["Contact"]) == before + 1, "a reset request was not looked at"
    sf.query("SELECT Id FROM Account")
    assert sf.api_usage["api-usage"].total == 100000, sf.api_usage
    control("expire")
    expect(SalesforceExpiredSession, lambda: sf.query("SELECT Id FROM Account"))
    print("simple-salesforce agrees with the fake")


def expect(error, act):
    try:
        act()
    except error as raised:
        return raised
    raise AssertionError(f"{error.__name__} was expected")


def malformed(act, code, fields=None):
    content = expect(SalesforceMalformedRequest, act).content
    assert content[0]["errorCode"] == code, content
    assert fields is None or content[0].get("fields") == fields, content


if __name__ == "__main__":
    main()
