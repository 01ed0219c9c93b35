"""Times as people write them: "tue 9am", "3bd", "24 nov", "in 2h", "end of day".

`now` is always an argument and carries the writer's zone, which should be a `ZoneInfo`: days, weeks
and hours of the clock are then counted in local wall time, so "tomorrow 9am" is nine o'clock also
when the clocks change in between. Hours and minutes of a span are counted as they pass. A clock time
that is skipped means the moment as far after the gap; one that comes twice, the first.

A weekday is the next such day after today; "next tue" is the Tuesday of next week, which begins on
Monday. A date without a year is the first such date from today on. "9am" is the next time it is nine.

What speaks of work is counted on the desk's hours and in the desk's zone, where they name one (the
writer's otherwise): "eod" is when this working day ends, or the next one when it has; "eow" and "eom"
are when the last working day of the week or month ends; "3bd" is the same time three working days
later, or the nearest to it in that day's hours; "4bh" is four hours of open desk later. A day without
a time is when the desk opens that day (on a closed one, when it usually does), and "today" when it
closes. "Next week" begins when it opens.

`parse_by` reads a time as the last moment that keeps a promise: there a day, a week or a month
without a time is when the desk closes at its end, and a weekday can be today.
"""

from agentconsole.rules.calendar import DAY, MONTHS, WEEKDAYS
from agentconsole.rules.hours import end_of_today, moment
from agentconsole.rules.times.reading import HINT, parse_by, parse_when
from agentconsole.rules.times.saying import echo, parse_future, say_when
from agentconsole.rules.times.spans import shift

__all__ = [
    "DAY",
    "HINT",
    "MONTHS",
    "WEEKDAYS",
    "echo",
    "end_of_today",
    "moment",
    "parse_by",
    "parse_future",
    "parse_when",
    "say_when",
    "shift",
]
