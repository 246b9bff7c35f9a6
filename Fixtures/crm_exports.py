"""The CRM as CSV in two dialects: Salesforce's weekly export and Data Loader."""

import csv
import io

from scenario import crm
from scenario.evaluations import EVALUATIONS, INCREMENTAL, POVS, PROFESSIONAL_SERVICES
from scenario.opportunities import ACCOUNTS, OPPORTUNITIES
from scenario.company import ARCHITECTS, address, name
from scenario.records import Evaluation


def rows(ids: dict, later: bool) -> dict:
    """Object: list of records, each a dict of API name and value; times as datetime text, booleans as bool."""
    accounts = ACCOUNTS + (crm.LATER_ACCOUNTS if later else [])
    opportunities = OPPORTUNITIES + (crm.LATER_OPPORTUNITIES if later else [])
    contacts = crm.CONTACTS + (crm.LATER_CONTACTS if later else [])
    made = Time("2025-06-01 08:00:00")
    user = ids["user"]
    result = {
        "Account": [],
        "Contact": [],
        "Lead": [],
        "Opportunity": [],
        "OpportunityContactRole": [],
        "User": [],
        "Task": [],
        "POV": [],
    }
    for a in accounts:
        result["Account"].append(
            {
                "Id": ids["account"][a.key],
                "IsDeleted": False,
                "MasterRecordId": "",
                "Name": a.name,
                "Type": a.type,
                "ParentId": ids["account"][a.parent] if a.parent else "",
                "Website": a.website,
                "OwnerId": user["tom"],
                "CreatedDate": made,
                "SystemModstamp": made,
                "Email_Domains__c": a.domains,
            }
        )
    for c in contacts:
        full = c.name or name(c.email)
        first, _, last = full.partition(" ")
        # CRMs keep addresses as they were typed.
        mail = c.email.title() if c.email.startswith(("nora.beck", "tess.wynn")) else c.email
        result["Contact"].append(
            {
                "Id": ids["contact"][c.email],
                "IsDeleted": False,
                "MasterRecordId": "",
                "AccountId": ids["account"][c.account],
                "LastName": last,
                "FirstName": first,
                "Name": full,
                "Email": mail,
                "Email_2__c": c.email_2,
                "Title": c.title,
                "OwnerId": user["nina"],
                "CreatedDate": made,
            }
        )
    for lead in crm.LEADS:
        contact, opportunity = lead.contact, lead.opportunity
        if later and lead.email in crm.LATER_LEADS:
            contact, opportunity = crm.LATER_LEADS[lead.email]
        account = next((c.account for c in contacts if c.email == contact), None)
        first, _, last = lead.name.partition(" ")
        result["Lead"].append(
            {
                "Id": ids["lead"][lead.email],
                "IsDeleted": False,
                "LastName": last,
                "FirstName": first,
                "Name": lead.name,
                "Company": lead.company,
                "Email": lead.email,
                "Status": "Qualified" if contact else "Open",
                "OwnerId": user["sven"],
                "IsConverted": contact is not None,
                "ConvertedDate": (
                    ("2026-03-31" if later and lead.email in crm.LATER_LEADS else "2025-12-15") if contact else ""
                ),
                "ConvertedAccountId": ids["account"][account] if account else "",
                "ConvertedContactId": ids["contact"][contact] if contact else "",
                "ConvertedOpportunityId": ids["opportunity"][opportunity] if opportunity else "",
                "CreatedDate": made,
            }
        )
    for o in opportunities:
        stage, close, closed, won = o.stage, o.close, o.closed, o.won
        stage_changed = f"{o.close} 16:00:00" if closed else o.created
        if later and o.key in crm.LATER_CLOSED:
            (stage, close, won), closed = crm.LATER_CLOSED[o.key], True
            stage_changed = "2026-03-31 16:00:00"  # whatever close date was typed in
        evaluation = EVALUATIONS.get(o.key, Evaluation())
        result["Opportunity"].append(
            {
                "Id": ids["opportunity"][o.key],
                "IsDeleted": False,
                "AccountId": ids["account"][o.account],
                "Name": o.name,
                "StageName": stage,
                "Amount": f"{o.amount}.00" if not later else f"{o.amount}.0",
                "CloseDate": close,
                "IsClosed": closed,
                "IsWon": won,
                "OwnerId": user[o.owner],
                "CreatedDate": Time(o.created),
                "SystemModstamp": Time("2026-03-29 22:10:31"),
                "LastStageChangeDate": Time(stage_changed),
                "solution_architect__c": user[o.primary] if o.primary else "",
                "incremental_acv_2__c": INCREMENTAL.get(o.key, f"{o.amount}.00"),
                "is_ps_opportunity__c": o.key in PROFESSIONAL_SERVICES,
                "x3_technical_evaluation_date__c": evaluation.stage_3,
                "sa_validated_tech_evaluation_start_date__c": evaluation.start,
                "sa_validated_tech_evaluation_end_date__c": evaluation.end,
                "sa_validated_tech_evaluation_close_statu__c": evaluation.status,
                "sa_validated_tech_evaluation_close_detai__c": evaluation.details,
            }
        )
        if later:
            for field, value in crm.LATER_CHANGED.get(o.key, {}).items():
                row = result["Opportunity"][-1]
                row[field] = type(row[field])(value)
    pairs = [(o, c.email) for c in contacts for o in c.roles] + (crm.LATER_ROLES if later else [])
    numbers = {
        pair: i
        for i, pair in enumerate(
            [(o, c.email) for c in crm.CONTACTS + crm.LATER_CONTACTS for o in c.roles] + crm.LATER_ROLES
        )
    }
    for o, c in pairs:
        result["OpportunityContactRole"].append(role(ids, numbers[o, c], o, c, deleted=False))
    if later:  # "Export All" brings what was deleted, too
        result["OpportunityContactRole"].append(
            role(ids, len(numbers), "zinnia-wetlab", "zack.innes@zinniagenomics.example", deleted=True)
        )
    for key in user:
        mail, full = address(key), name(key)
        first, _, last = full.partition(" ")
        zone = next((a.zone for a in ARCHITECTS if a.key == key), "Europe/Berlin")
        result["User"].append(
            {
                "Id": user[key],
                "Username": mail + ".crm",
                "LastName": last,
                "FirstName": first,
                "Name": full,
                "Email": mail.replace("ada.fern", "Ada.Fern"),
                "IsActive": True,
                "ManagerId": user["rosa"] if key != "rosa" else "",
                "TimeZoneSidKey": zone,
            }
        )
    for i, t in enumerate(crm.TASKS + (crm.LATER_TASKS if later else [])):
        account = next(o.account for o in opportunities if o.key == t.opportunity)
        result["Task"].append(
            {
                "Id": crm.record_id("00T", i),
                "IsDeleted": False,
                "WhoId": ids["contact"][t.contact] if t.contact else "",
                "WhatId": ids["opportunity"][t.opportunity],
                "Subject": t.subject,
                "ActivityDate": t.day,
                "Status": "Completed",
                "Priority": "Normal",
                "OwnerId": user[t.owner],
                "Description": t.description,
                "AccountId": ids["account"][account],
                "TaskSubtype": "Call",
                "CreatedDate": Time(t.day + " 17:45:12"),
                "sa_activity_type__c": "" if t.recorder_call else "Technical Discovery",
                "affectlayer__chorus_call_id__c": t.recorder_call,
            }
        )
    for i, p in enumerate(POVS):
        result["POV"].append(
            {
                "Id": crm.record_id("a0X", i),
                "IsDeleted": False,
                "OwnerId": user[next(o.primary or o.owner for o in opportunities if o.key == p.opportunity)],
                "Name": p.name,
                "CreatedDate": Time((p.start or "2026-03-02") + " 09:00:00"),
                "Opportunity__c": ids["opportunity"][p.opportunity],
                "Start_Date__c": p.start,
                "End_Date__c": p.end,
                "Status__c": p.status,
                "Close_Details__c": p.details,
            }
        )
    return result


def role(ids: dict, number: int, opportunity: str, contact: str, deleted: bool) -> dict:
    return {
        "Id": crm.record_id("00K", number),
        "OpportunityId": ids["opportunity"][opportunity],
        "ContactId": ids["contact"][contact],
        "Role": "Technical Buyer",
        "IsPrimary": False,
        "CreatedDate": Time("2025-12-01 08:00:00"),
        "IsDeleted": deleted,
    }


class Time(str):
    """A UTC time as the weekly export writes it."""


def table(records: list, header, value, end_of_line: str) -> bytes:
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, quoting=csv.QUOTE_ALL, lineterminator=end_of_line)
    writer.writerow([header(k) for k in records[0]])
    writer.writerows([value(v) for v in record.values()] for record in records)
    return buffer.getvalue().encode()


def weekly(ids: dict) -> dict:
    """Every field quoted, `2023-02-07 20:47:49`, 0 and 1, contact roles without IsPrimary."""
    tables = rows(ids, later=False)
    for record in tables["OpportunityContactRole"]:
        del record["IsPrimary"]
    tables["Proof_of_Value__c"] = tables.pop("POV")  # the weekly export names a file after the object's API name
    return {
        f"crm/weekly/{o}.csv": table(r, str, lambda v: int(v) if isinstance(v, bool) else v, "\n")
        for o, r in tables.items()
    }


def later(ids: dict) -> dict:
    """Data Loader: upper-case header, `2006-04-15T03:23:15.000Z`, true and false; with a byte order mark."""

    def value(v):
        if isinstance(v, bool):
            return "true" if v else "false"
        return v.replace(" ", "T") + ".000Z" if isinstance(v, Time) else v

    return {
        f"crm/later/{o}.csv": b"\xef\xbb\xbf" + table(r, str.upper, value, "\r\n")
        for o, r in rows(ids, later=True).items()
    }
