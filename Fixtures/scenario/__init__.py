"""What happened at the Tanuki company in the first quarter of 2026, and what it means."""

from scenario.how_it_matches import HOW_IT_MATCHES
from scenario.in_time import TIME
from scenario.ordinary import ORDINARY
from scenario.several_opportunities import SEVERAL_OPPORTUNITIES
from scenario.titles import TITLES
from scenario.who_is_external import WHO_IS_EXTERNAL

CASES = WHO_IS_EXTERNAL + HOW_IT_MATCHES + SEVERAL_OPPORTUNITIES + TIME + TITLES
MEETINGS = CASES + ORDINARY
