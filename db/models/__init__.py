"""The tables, by what they are about: people, entries, messages in and out."""

from db.models.base import Base
from db.models.entries import Absence, Client, ClientMerge, Entry, EntryChange, Report, Target
from db.models.messages import InboxUpdate, OutboxMessage, State
from db.models.people import Account, Company, Invite, Member, Membership, Team

__all__ = [
    "Absence",
    "Account",
    "Base",
    "Client",
    "ClientMerge",
    "Company",
    "Entry",
    "EntryChange",
    "InboxUpdate",
    "Invite",
    "Member",
    "Membership",
    "OutboxMessage",
    "Report",
    "State",
    "Target",
    "Team",
]
