"""A Salesforce org for tests: state in memory, the real rules of the parts of the API that Debrief uses.

What it answers follows Salesforce's own pages and recorded traffic, and is held to simple-salesforce, a client written
against the real thing (Tests/Fakes/check_salesforce.py): where the two disagree, this is wrong.
"""
