"""The kinds of CRM records, and Salesforce's ids for them."""

from typing import NamedTuple, Optional

SUFFIX = "ABCDEFGHIJKLMNOPQRSTUVWXYZ012345"
BASE62 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"


def long_id(short: str) -> str:
    """The 18-character form: per chunk of five, bit i is set where character i is A-Z."""
    bits = [sum(1 << i for i, c in enumerate(short[k : k + 5]) if "A" <= c <= "Z") for k in (0, 5, 10)]
    return short + "".join(SUFFIX[b] for b in bits)


def record_id(prefix: str, number: int) -> str:
    """Record `number` of an object. Neighbours differ in the case of a letter only, as real ids do."""
    digits, value = "", number * 1327 + 40961
    while value:
        value, digit = divmod(value, 62)
        digits = BASE62[digit] + digits
    return long_id(prefix + "Tk" + digits.rjust(10, "0"))


class Account(NamedTuple):
    key: str
    name: str
    website: str
    parent: Optional[str] = None
    domains: str = ""  # Email_Domains__c
    type: str = "Customer"


class Opportunity(NamedTuple):
    key: str  # its account's key, a hyphen, its own word
    name: str
    stage: str
    created: str
    close: str
    owner: str  # a user's key
    primary: Optional[str] = None  # the Primary SA's key
    amount: int = 45000
    closed: bool = False
    won: bool = False

    @property
    def account(self) -> str:
        return self.key.rpartition("-")[0]


class Contact(NamedTuple):
    email: str
    account: str
    title: str = ""
    roles: tuple = ()  # keys of opportunities
    email_2: str = ""
    name: str = ""


class Lead(NamedTuple):
    email: str
    name: str
    company: str
    contact: Optional[str] = None  # the e-mail of the contact that it was converted into
    opportunity: Optional[str] = None


class Task(NamedTuple):
    owner: str
    opportunity: str
    day: str
    subject: str
    contact: Optional[str] = None
    description: str = ""
    recorder_call: str = ""  # made by a recorder, beside what a person logs


class Evaluation(NamedTuple):
    """What an opportunity's technical evaluation fields hold."""

    stage_3: str = ""  # the day it reached stage 3
    start: str = ""
    end: str = ""
    status: str = ""
    details: str = ""


class ProofOfValue(NamedTuple):
    opportunity: str
    name: str
    start: str = ""
    end: str = ""
    status: str = ""
    details: str = ""
