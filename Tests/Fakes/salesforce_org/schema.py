"""The objects of the org: what `describe` says, and what writes are checked against."""

import copy


def field(name, kind="string", length=0, **more):
    plain = kind in ("string", "email", "phone", "url", "textarea", "combobox")
    described = {
        "name": name, "label": more.pop("label", name), "type": kind,
        "length": length or {"textarea": 32000, "id": 18, "reference": 18}.get(kind, 255 if plain else 0),
        "createable": True, "updateable": True, "nillable": True, "defaultedOnCreate": False, "externalId": False,
        "unique": False, "idLookup": False, "filterable": True, "restrictedPicklist": False, "picklistValues": [],
        "custom": name.endswith("__c"), "referenceTo": [], "calculated": False,
    }
    choices = more.pop("choices", None)
    if choices:
        described["picklistValues"] = [
            {"active": True, "defaultValue": False, "label": c, "validFor": None, "value": c} for c in choices]
    described.update(more)
    return described


def system(*names):
    kinds = {"IsDeleted": "boolean", "IsConverted": "boolean", "IsClosed": "boolean", "IsWon": "boolean",
             "IsArchived": "boolean", "CreatedDate": "datetime", "SystemModstamp": "datetime",
             "LastModifiedDate": "datetime", "LastStageChangeDate": "datetime"}
    return [field(n, kinds.get(n, "reference"), createable=False, updateable=False) for n in names]


def reference(name, *objects, **more):
    return field(name, "reference", referenceTo=list(objects), **more)


COMMON = [field("Id", "id", createable=False, updateable=False, nillable=False, idLookup=True)] + system(
    "CreatedDate", "LastModifiedDate", "SystemModstamp")

ROLES = ["Business User", "Decision Maker", "Economic Buyer", "Economic Decision Maker", "Evaluator",
         "Executive Sponsor", "Influencer", "Technical Buyer", "Other"]

OBJECTS = {
    "Account": ("001", [
        field("Name", nillable=False), field("Website", "url"), reference("ParentId", "Account"),
        reference("OwnerId", "User", defaultedOnCreate=True, nillable=False), field("Type", "picklist"),
        *system("IsDeleted", "MasterRecordId")]),
    "Contact": ("003", [
        reference("AccountId", "Account"), field("FirstName", length=40), field("LastName", length=80, nillable=False),
        field("Name", length=121, createable=False, updateable=False, calculated=True),
        field("Email", "email", 80, idLookup=True), field("Email_2__c", "email", 80), field("Title", length=128),
        reference("OwnerId", "User", defaultedOnCreate=True, nillable=False),
        *system("IsDeleted", "MasterRecordId")]),
    "Lead": ("00Q", [
        field("FirstName", length=40), field("LastName", length=80, nillable=False),
        field("Name", length=121, createable=False, updateable=False, calculated=True),
        field("Company", nillable=False), field("Email", "email", 80), field("Website", "url"),
        reference("OwnerId", "User", defaultedOnCreate=True, nillable=False),
        *system("IsDeleted", "MasterRecordId", "IsConverted", "ConvertedContactId", "ConvertedAccountId",
                "ConvertedOpportunityId")]),
    "Opportunity": ("006", [
        field("Name", length=120, nillable=False), reference("AccountId", "Account"),
        field("StageName", "picklist", nillable=False), field("Amount", "currency"),
        field("CloseDate", "date", nillable=False), field("Type", "picklist"),
        reference("OwnerId", "User", defaultedOnCreate=True, nillable=False),
        field("incremental_acv_2__c", "currency"), reference("solution_architect__c", "User"),
        field("sa_validated_tech_evaluation_start_date__c", "date"),
        field("sa_validated_tech_evaluation_end_date__c", "date"),
        field("sa_validated_tech_evaluation_close_statu__c", "picklist", restrictedPicklist=True,
              choices=["Win", "Loss", "Stalled"]),
        field("sa_validated_tech_evaluation_close_details__c", "textarea"),
        field("customer_success_plan_url__c", "url"), field("csm_ready__c", "boolean", nillable=False),
        field("customer_accepted__c", "boolean", nillable=False),
        *system("IsDeleted", "IsClosed", "IsWon", "LastStageChangeDate")]),
    "OpportunityContactRole": ("00K", [
        reference("OpportunityId", "Opportunity", updateable=False, nillable=False),
        reference("ContactId", "Contact", nillable=False), field("Role", "picklist", choices=ROLES),
        field("IsPrimary", "boolean", defaultedOnCreate=True, nillable=False), *system("IsDeleted")]),
    "User": ("005", [
        field("Name", createable=False, updateable=False), field("Email", "email", 128, nillable=False),
        field("Username", length=80), field("IsActive", "boolean", nillable=False), reference("ManagerId", "User"),
        field("TimeZoneSidKey", "picklist"), reference("UserRoleId", "UserRole")]),
    "Task": ("00T", [
        reference("WhoId", "Contact", "Lead"), reference("WhatId", "Account", "Opportunity", "POV__c"),
        reference("OwnerId", "User", defaultedOnCreate=True, nillable=False), field("Subject", "combobox"),
        field("Description", "textarea"), field("ActivityDate", "date"),
        field("Status", "picklist", defaultedOnCreate=True, nillable=False,
              choices=["Not Started", "In Progress", "Completed", "Waiting on someone else", "Deferred"]),
        field("Priority", "picklist", defaultedOnCreate=True, nillable=False, choices=["High", "Normal", "Low"]),
        # Set on create only.
        field("TaskSubtype", "picklist", updateable=False, restrictedPicklist=True,
              choices=["Call", "Email", "Task", "ListEmail", "Cadence"]),
        field("CallDurationInSeconds", "int"), field("CallDisposition"),
        field("Debrief_Key__c", length=80, externalId=True, unique=True, idLookup=True),
        field("sa_activity_type__c", "multipicklist"), field("products_positioned__c", "multipicklist"),
        field("persona_levels__c", "multipicklist"), field("persona_functions__c", "multipicklist"),
        field("customer_interaction_sentiment__c", "picklist", restrictedPicklist=True,
              choices=["Positive", "Neutral", "Negative"]),
        field("google_doc_link__c", "url"),
        *system("IsDeleted", "IsArchived", "AccountId")]),
    "POV__c": ("a01", [
        field("Name", length=80), reference("opportunity__c", "Opportunity", nillable=False, updateable=False),
        field("start_date__c", "date"), field("end_date__c", "date"), field("status__c", "picklist"),
        field("close_details__c", "textarea"), *system("IsDeleted")]),
}


class Schema:
    """A copy that a test may change: an org without an external id, without a field, without a permission."""

    def __init__(self):
        self.objects = {n: {"prefix": p, "fields": copy.deepcopy(COMMON + f)} for n, (p, f) in OBJECTS.items()}

    def fields(self, name):
        return self.objects[name]["fields"]

    def field(self, name, wanted):
        return next((f for f in self.fields(name) if f["name"].lower() == wanted.lower()), None)

    def object(self, wanted):
        return next((n for n in self.objects if n.lower() == wanted.lower()), None)

    def object_of(self, identifier):
        return next((n for n, o in self.objects.items() if o["prefix"] == identifier[:3]), None)

    def change(self, name, wanted, changes):
        """`None` takes the field away."""
        if changes is None:
            self.objects[name]["fields"] = [f for f in self.fields(name) if f["name"] != wanted]
        else:
            self.field(name, wanted).update(changes)

    def describe(self, name, base):
        return {
            "name": name, "label": name, "keyPrefix": self.objects[name]["prefix"], "custom": name.endswith("__c"),
            "createable": True, "updateable": True, "queryable": True, "deletable": True, "fields": self.fields(name),
            "urls": {"sobject": f"{base}/sobjects/{name}", "describe": f"{base}/sobjects/{name}/describe"},
        }
