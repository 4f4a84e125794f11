"""The words of the made-up Southampton scorecard: commentary and actions."""

import datetime

from docs.filling import Line

CONTACT, CARE = "Contact and assessment", "Looked after children"
"""The two services."""


def commentary(period: str) -> list[Line]:
    """Words for the whole and for each service, for a period."""
    said = (
        (
            "",
            "Director's summary",
            "Decisions on contacts are quicker than at any time this year, and "
            "assessments are now done in time. Dental checks stay far below target since "
            "surgeries closed in the spring: the recovery plan is with health partners.\nFigures for days to "
            "complete an assessment are counted anew from April 2020 and cannot be set beside those before.",
            "EF",
        ),
        (
            "",
            "Going well or better",
            "Foster carers: six households approved since October, twice as many as in "
            "the same months of the year before.",
            "GH",
        ),
        ("", "Ones to watch", "Contacts from schools are expected to rise when schools open again.", "EF"),
        (
            CONTACT,
            "Improvement activity",
            "The front door works with one list of open contacts, looked at every "
            "morning and every afternoon.\nTwo more assessment workers began in November.",
            "EF",
        ),
        (CONTACT, "Next steps", "A review of re-referrals by team, with the board in March.", "EF"),
        (
            CARE,
            "Improvement activity",
            "Each child with two placements this year has a plan to keep the one they are in.",
            "GH",
        ),
        (
            CARE,
            "Next steps",
            "Dental checks: a list of children by surgery goes to health partners each week.",
            "GH",
        ),
    )
    return [
        {"Service": service or None, "Period": period, "Kind": kind, "Text": text, "Author": author}
        for service, kind, text, author in said
    ]


def actions() -> list[Line]:
    """Actions due on dates, in months gone by and on no date, some of them done."""
    told = (
        (
            "A1",
            "Bring the list of children without a dental check to each board.",
            datetime.date(2021, 1, 15),
            "No",
        ),
        (
            "A2",
            "Agree the new way of counting days to complete an assessment with the data team.",
            datetime.date(2020, 6, 30),
            "Yes",
        ),
        (
            "A3",
            "Look at twenty re-referrals together with schools and the police, and tell the board what would "
            "have helped families sooner.",
            datetime.date(2021, 3, 12),
            "",
        ),
        ("A4", "Publish the sufficiency plan for placements.", "Dec-20", ""),
        ("A5", "Ask neighbouring councils how they count contacts.", "When the new system is in use", ""),
        ("A6", "Train all managers in the new supervision form.", "November 2020", "Completed 27/11/2020"),
    )
    return [
        {"REF": ref, "ACTIONS": text, "WHEN": when, "COMPLETE?": complete or None}
        for ref, text, when, complete in told
    ]
