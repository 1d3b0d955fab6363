"""No better: what points back to a danger, however much was asked since: 'it is still numb', 'the leg is the same'."""

from __future__ import annotations

import re

from bot.course import QUESTION, is_short

_END = r"(?=\W*$|[,;.!] )"
_YET = (
    rf"(?: (?:yet|though|tho|now|at all|since|either|today|tonight|so far|really|you know|after all))*{_END}"
)
_BODY = (
    r"(?:it|he|she|i|mum|mom|dad|blood|pain|numbness|weakness|fever|temperature|swelling|rash|tingling|bleeding|chest"
    r"|legs?|foot|feet|arms?|hands?|face|back|belly|head|wound|calf|heart|breathing|breath|speech|eyes?|toes?|thighs?"
    r"|bladder|(?:my|his|her|the|your) \w+)"
)
_HOW = (
    r"(?:there|here|the same|numb|dead|weak|tight|tingl\w+|bleeding|oozing|leaking|high|hot|bad|sore|swollen|red|blue"
    r"|grey|gray|cold|clammy|shak\w+|shiver\w+|confused|muddled|droop\w+|slurr\w+|breathless|dizzy|faint|hurt(?:s|ing)"
    r"|aches|aching|burn(?:s|ing)|bleeds|painful|in pain|like (?:that|this|it)|not (?:better|right|gone|eased))"
)
_STILL = (
    rf"\bstill (?:(?:very|really|so|quite|a bit|all|just as|as) )*{_HOW}(?: like (?:hell|mad))?{_YET}"
    rf"|(?:^|[,.;] ?|\b(?:it|he|she|blood)(?:['\u2019]?s| is)? )still (?:coming|running)(?: out| through)?{_YET}"
    r"|\bstill (?:can['\u2019]?t|can ?not|won['\u2019]?t|does ?n['\u2019]?t) "
    r"(?:feel|move|lift|stand|walk|breathe|wee|pee|pass|speak|talk|see|hold|stop)\b"
)
_BETTER = r"(?:got(?:ten)? |getting |feeling |feel |any |much )*better"
_NOT_GONE = (
    rf"\b{_BODY}(?:['\u2019]?s| is| are| has| have|['\u2019]?ve)? ?(?:not|n['\u2019]?t) (?:really |quite |all )?"
    r"(?:gone(?: away| down| off)?|going (?:away|down|off)|go away|stopped(?: bleeding| hurting| shaking)?|stopping"
    rf"|eased(?: off| up)?|easing|improved|improving|settled|settling|{_BETTER}){_YET}"
    rf"|^\W*(?:(?:oh|well|no|ok)\W+)*not (?:gone(?: away)?|stopped|stopping|{_BETTER}){_YET}"
)
_UNCHANGED = (
    r"\bno (?:better|change|improvement|different)(?: (?:since|after|than) (?:the|it|my) \w+)?(?: (?:it )?was)?"
    rf"(?=[,.;!]| since| than|{_YET})"
    rf"|\b{_BODY}(?: (?:feels?|is|are)|['\u2019]?s)? (?:still |just |exactly |feel )*the same"
    rf"(?: as (?:before|it was))?{_YET}|\bunchanged{_YET}"
)
_NO_BETTER = re.compile(f"{_STILL}|{_NOT_GONE}|{_UNCHANGED}", re.IGNORECASE)
_ANYONE_THERE = re.compile(
    r"\?|\b(?:are|is|r) (?:you|u|any(?:one|body)|some(?:one|body)|the \w+)\b", re.IGNORECASE
)


def is_no_better(text: str) -> bool:
    """Whether a few words tell that what was told before is as it was: 'it hasn't gone away', 'still the same'."""
    is_told = is_short(text) and not (QUESTION.search(text) or _ANYONE_THERE.search(text))
    return is_told and bool(_NO_BETTER.search(text))
