"""Working days and hours: of a team, of a person; public holidays, days a lead adds, absences."""

from services.calendar.model import Calendar, Elapsed, Schedule
from services.calendar.public import is_known

__all__ = ["Calendar", "Elapsed", "Schedule", "is_known"]
