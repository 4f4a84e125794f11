"""A small scorecard with everything that a pack tells of."""

INDICATORS = """
    Service | Section | Indicator Number | Title | Polarity | Target | Amber within | RO | Comparator: London
    Front Door | Contacts | FD 3 | Contacts <b>met</b> & closed | BIB | 94% | 5pp | IL | 90%
    Front Door | Referrals | FD 8 | Re-referrals | SIB | 22% | | IL |
    Workforce | | W 1 | Caseload | SIB | 17 | 10% | CS |
"""
DATA = """
    Indicator Number | Area | Jul-20 | Aug-20 | Sep-20
    FD 3 | | 98% | 96% (6m+) | 91%
    FD 3 | North | 99% | 97% | 92%
    FD 8 | | 20% | 24% | c
    W 1 | | 16 | 16.5 | Awaiting "data"
"""
COMMENTARY = """
    Service | Period | Kind | Text | Author
    | Sep-20 | Director's summary | Steady <script>alert(1)</script> | JD
    Front Door | Sep-20 | Next steps | Audit the contacts | IL
"""
ACTIONS = """
    REF | ACTIONS | WHEN | COMPLETE?
    A1 | Recruit | 01/09/2020 | No
"""
