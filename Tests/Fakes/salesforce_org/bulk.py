"""Bulk API 2.0 queries."""

import base64
import csv
import io

from .errors import Refusal, not_found
from .records import long_id, stamp
from .soql import Query


class Bulk:
    def __init__(self, records):
        self.records, self.jobs, self.count = records, {}, 0
        self.polls = 1

    def create(self, body, version):
        if body.get("operation") not in ("query", "queryAll"):
            raise Refusal(400, "INVALIDJOB", "operation is invalid")
        query = Query(body.get("query", ""), self.records.schema)
        self.count += 1
        identifier = long_id(f"750Fk000000{self.count:04d}")
        # What is read is what was there when the job began.
        rows = query.run(self.records.live(query.object, deleted=body["operation"] == "queryAll"))
        self.jobs[identifier] = {
            "version": version, "polls": self.polls, "columns": query.columns, "rows": [dict(r) for r in rows],
            "answer": {
                "id": identifier, "operation": body["operation"], "object": query.object,
                "createdById": "005Fk0000000001AAA", "createdDate": stamp(), "systemModstamp": stamp(),
                "state": "UploadComplete", "concurrencyMode": "Parallel", "contentType": "CSV",
                "apiVersion": float(version), "lineEnding": "LF", "columnDelimiter": "COMMA"},
        }
        return self.jobs[identifier]["answer"]

    def job(self, identifier, version):
        job = self.jobs.get(identifier)
        if not job:
            raise not_found()
        if job["version"] != version:
            raise Refusal(409, "VERSION_MISMATCH", "the job was made with another API version")
        return job

    def state(self, identifier, version):
        job = self.job(identifier, version)
        if job["polls"] > 0:
            job["polls"] -= 1
            job["answer"]["state"] = "InProgress"
        else:
            job["answer"].update(state="JobComplete", numberRecordsProcessed=len(job["rows"]), retries=0,
                                 totalProcessingTime=7, jobType="V2Query")
        return job["answer"]

    def results(self, identifier, version, locator, limit):
        """(body, headers)"""
        job = self.job(identifier, version)
        if job["answer"]["state"] != "JobComplete":
            raise Refusal(400, "INVALIDJOBSTATE", "The job is not complete")
        start = int(base64.b64decode(locator)) if locator else 0
        rows = job["rows"][start:start + limit]
        text = io.StringIO()
        writer = csv.writer(text, quoting=csv.QUOTE_ALL, lineterminator="\n")
        writer.writerow(job["columns"])
        for row in rows:
            writer.writerow([written(row.get(c)) for c in job["columns"]])
        after = start + len(rows)
        following = base64.b64encode(str(after).encode()).decode() if after < len(job["rows"]) else "null"
        return text.getvalue(), {"Sforce-Locator": following, "Sforce-NumberOfRecords": str(len(rows))}

    def delete(self, identifier, version):
        self.job(identifier, version)
        del self.jobs[identifier]


def written(value):
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str) and value.endswith("+0000") and len(value) == 28:
        return value[:-5] + "Z"
    return str(value)
