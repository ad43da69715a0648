"""The tables, by what they are about: people, entries, plans, results, messages in and out."""

from db.models.base import Base
from db.models.entries import Client, ClientMerge, Entry, EntryChange, Report
from db.models.messages import InboxUpdate, OutboxMessage, State
from db.models.people import Account, Company, Invite, Member, Membership, Team
from db.models.plans import Absence, CalendarDay, CompanyGoal, Target, TeamKpi
from db.models.results import Closing, Correction, Dispute, Request, Result

__all__ = [
    "Absence",
    "Account",
    "Base",
    "CalendarDay",
    "Client",
    "ClientMerge",
    "Closing",
    "Company",
    "CompanyGoal",
    "Correction",
    "Dispute",
    "Entry",
    "EntryChange",
    "InboxUpdate",
    "Invite",
    "Member",
    "Membership",
    "OutboxMessage",
    "Report",
    "Request",
    "Result",
    "State",
    "Target",
    "Team",
    "TeamKpi",
]
