"""Writes a snapshot in the weekly export's dialect with N contacts of invented people, and little else.

Ids are in no order, as in real exports of records that were imported into the CRM.
"""
import csv, os, random, sys

count, folder = int(sys.argv[1]), sys.argv[2]
os.makedirs(folder)
random.seed(1)
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
SUFFIX = "ABCDEFGHIJKLMNOPQRSTUVWXYZ012345"


def identifier(prefix, number):
    number = number * 2654435761 % 2**32
    digits = ""
    for _ in range(6):
        number, digit = divmod(number, 62)
        digits = LETTERS[digit] + digits
    short = prefix + "Tk0000" + digits
    chunks = (short[i : i + 5] for i in (0, 5, 10))
    return short + "".join(SUFFIX[sum((c in LETTERS[:26]) << i for i, c in enumerate(chunk))] for chunk in chunks)


def write(name, header, rows):
    with open(f"{folder}/{name}.csv", "w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, quoting=csv.QUOTE_ALL, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)


first = ["Ana", "Bo", "Cem", "Dara", "Élise", "Femi", "Goran", "Hana", "Iker", "Jun"]
last = ["Oak", "Elm", "Ash", "Fir", "Yew", "Bay", "Rowan", "Cedar", "Larch", "Maple"]
write("Account", ["Id", "IsDeleted", "Name", "Website"],
      ([identifier("001", i), "0", f"Account {i}", f"https://account{i}.example"] for i in range(max(1, count // 20))))
write("Contact",
      ["Id", "IsDeleted", "MasterRecordId", "AccountId", "LastName", "FirstName", "Name", "MailingStreet", "MailingCity",
       "Phone", "Email", "Title", "OwnerId", "CreatedDate", "LastModifiedDate", "SystemModstamp"],
      ([identifier("003", i), "0", "000000000000000AAA", identifier("001", i % max(1, count // 20)), random.choice(last),
        (given := random.choice(first)), f"{given} {random.choice(last)}", f"{i} Main Street\nFloor {i % 9}", "Springfield",
        "+1 555 0100", f"Person.{i}@account{i % max(1, count // 20)}.example", "Director, \"Platform\"",
        identifier("005", 0), "2023-02-07 20:47:49", "2023-02-07 20:47:49", "2023-02-07 20:47:49"]
       for i in range(count)))
write("Opportunity", ["Id", "AccountId", "Name", "StageName", "CloseDate", "IsClosed"],
      [[identifier("006", 0), identifier("001", 0), "Deal", "1-Discovery", "2026-06-30", "0"]])
write("OpportunityContactRole", ["Id", "OpportunityId", "ContactId"],
      [[identifier("00K", 0), identifier("006", 0), identifier("003", 0)]])
write("User", ["Id", "Name", "Email"], [[identifier("005", 0), "Ada Fern", "ada@seller.example"]])
