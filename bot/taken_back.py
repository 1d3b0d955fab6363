"""A request taken back: 'never mind', 'I don't need the nurse any more', in a patient's own words."""

from __future__ import annotations

import re

from bot.questions import is_question

_LEAD = (
    r"\W*(?:(?:oh|no|thanks|thank you|ok(?:ay)?|all ?right|actually|sorry|please|wait|hold on|well|and|so|then"
    r"|on second thoughts?"
    r"|it['\u2019]?s (?:ok(?:ay)?|fine|all ?right)|do\s?n['\u2019]?t worry|can you|could you"
    r"|i(?:['\u2019]?d| would) like to|i want to)\W+)*"
)
"""Not 'how do I' or 'can I': who asks about cancelling, perhaps the procedure, cancels nothing yet."""
_NAMED = (
    r"(?:(?:a|an|the|my|any|that|this|your)\s+)?(?:person|human|nurse|staff|doctor|(?:phone )?call(?: ?back)?"
    r"|request(?:\s+for\s+(?:a|an|the)\s+\w+)?)"
)
_WHOM = rf"(?:{_NAMED}|someone|somebody|anyone|anybody|people)"
"""Only to be talked to: 'I don't need anyone any more' may be a farewell."""
_CALL = r"(?:ring|call|phone)"
_CALLING = rf"{_CALL}(?:\s+(?:me|us))?(?:\s+back)?"
_NO_CALL = (
    rf"(?:there['\u2019]?s\s+)?no\s+need\s+(?:for\s+(?:you|them|{_WHOM})\s+)?to\s+{_CALLING}"
    rf"|(?:you|they)\s+(?:do\s?n['\u2019]?t|do not)\s+(?:have|need)\s+to\s+{_CALLING}"
    rf"|(?:nobody|no one)\s+(?:has|needs)\s+to\s+{_CALLING}"
    rf"|(?:i\s+)?(?:do\s?n['\u2019]?t|do not|no longer)\s+(?:want|need)\s+(?:you|them|{_WHOM})\s+to\s+{_CALLING}"
    rf"|(?:do\s?n['\u2019]?t|do not)\s+{_CALL}\s+(?:(?:me|us)(?:\s+back)?|back)"
    rf"|(?:do\s?n['\u2019]?t|do not)\s+bother\s+(?:to\s+{_CALLING}|(?:call|ring|phon)ing(?:\s+(?:me|us))?(?:\s+back)?)"
    rf"|(?:no|any)\s+(?:person|human|nurse|(?:phone )?call(?: ?back)?)\s+(?:is\s+)?(?:needed|wanted|necessary|required)"
    rf"|{_NAMED}\s+(?:is\s+)?(?:not|no longer)\s+(?:needed|wanted|necessary)"
)
"""No call to the patient is wanted. 'Don't call the ambulance' is about another, and a bare 'don't call' may be."""
_TAIL = (
    r"(?:\W+(?:any ?more|now|actually|after all|thanks|thank you|please|then|sorry"
    r"|i (?:do\s?n['\u2019]?t|do not|no longer) (?:need|want) (?:one|it|that|her|him|them)))*\W*"
)
_DOING_WELL = (
    r"(?:you|this|that|it)(?:['\u2019]?re|['\u2019]?s|['\u2019]?ve| are| is| have| has)? (?:\w+ ){0,3}"
    r"(?:ok(?:ay)?|fine|good|well|great|lovely|kind|enough|helpful|(?:an? )?(?:\w+ )?help|helped(?: me)?)"
    r"|it['\u2019]?s (?:all )?(?:gone|better|eased|passed|stopped)(?: off| away| now| again)*"
)
"""'Forget the nurse, you're doing ok.'"""
_HIMSELF = (
    r"(?:i|we|he|she)(?:['\u2019]?ll| will|['\u2019]?d rather| can|['\u2019]?m going to) "
    r"(?:see|ask|ring|call|phone|(?:speak|talk) (?:to|with)|write to) "
    r"(?:him|her|them|(?:the|my|our) (?:doctor|gp|nurse))"
    r"(?: (?:myself|himself|herself|ourselves|anyway|then|today|tomorrow|(?:on |next )?\w+day|at the appointment))*"
)
"""'No need to phone, we'll see him Friday anyway.'"""
_HIMSELF_INSTEAD = (
    r"(?:i['\u2019]?ll|i\s+(?:will|can))\s+(?:do\s+without"
    r"|(?:ring|phone|call)\s+(?:instead|myself|(?:them|you) (?:myself|instead)))"
)
_NEVER_MIND = (
    r"(?:never\s?mind|cancel(?:\s+(?:it|that|this))?|forget\s+(?:it|that|about it)|scrap\s+(?:it|that)"
    r"|do\s?n['\u2019]?t\s+bother(?:\s+(?:them|him|her|any\s?one|any\s?body|the\s+\w+))?"
    rf"|(?:i['\u2019]?ll|i\s+(?:will|can))\s+manage|{_HIMSELF_INSTEAD}"
    r"|(?:i['\u2019]?ll\s+|i\s+will\s+)?(?:just\s+)?leave\s+it|no\s+need|not\s+needed"
    r"|(?:i(?:['\u2019]?ve| have)?\s+)?changed\s+my\s+mind"
    r"|(?:i\s+)?do(?:\s?n['\u2019]?t|\s+not)\s+(?:need|want)\s+(?:one|it|that))"
)
_NOBODY = (
    r"(?:i\s+)?(?:do\s?n['\u2019]?t|do not|no longer)\s+(?:want|need)\s+"
    r"(?:any\s?one|any\s?body|some\s?one|some\s?body)"
)
"""'I don't need anybody' by itself may be a farewell; behind 'forget it' it is the request."""
_BY_NAME = re.compile(
    rf"{_LEAD}(?:{_NEVER_MIND}\W{_LEAD})?(?:"
    rf"(?:cancel|forget|stop|withdraw|take back|never\s?mind(?:\s+about)?)\s+{_NAMED}"
    r"|(?:you can\s+)?(?:take|strike|cross)\s+(?:me|my\s+name)\s+off(?:\s+(?:the|your|that)\s+(?:list|queue|line))?"
    r"|stop\s+waiting\W+i(?:['\u2019]?ll|\s+will)\s+(?:ring|call|phone)(?:\s+(?:you|them|myself|in))*"
    rf"|(?:i\s+)?(?:do\s?n['\u2019]?t|do not|no longer)\s+(?:want|need|wish)"
    rf"\s+(?:to\s+(?:talk|speak|wait)\s+(?:to|with|for)\s+{_WHOM}|{_NAMED})"
    rf"|(?:i(?:['\u2019]?ve| have)?\s+)?changed\s+my\s+mind\s+about\s+{_NAMED}"
    rf"|no\s+need\s+(?:for|of)\s+{_NAMED}|{_NO_CALL}){_TAIL}(?:(?:{_DOING_WELL}|{_HIMSELF})\W*)?"
    rf"|{_LEAD}{_NEVER_MIND}\W{_LEAD}{_NOBODY}{_TAIL}",
    re.IGNORECASE,
)
_SORTED_BY = (
    r"(?:i|we|he|she|it|that|they|(?:my|the) \w+)(?:['\u2019]?s| is| has|['\u2019]?ve| have)?"
    r" (?:all |just |now |already )*(?:been )?"
)
_SORTED = rf"{_SORTED_BY}(?:sorted|settled|solved)(?: (?:it|that|this|out))*"
_ANSWERED = (
    rf"{_SORTED_BY}(?:answered|found(?: it)? out|found (?:it|the answer)"
    r"|told (?:me|us)|helped (?:me|us)|explained)(?: (?:it|that|this|out|to me|to us))*"
)
"""Only behind 'never mind': 'no, she told me' tells the staff something."""
_BARE = re.compile(
    rf"{_LEAD}{_NEVER_MIND}(?:\W+any ?more)?(?:\W+{_NEVER_MIND})?(?:\W{_LEAD}(?:{_SORTED}|{_ANSWERED}))?{_TAIL}"
    rf"|{_LEAD}(?:(?:all )?sorted|no longer (?:needed|necessary)|(?:i(?:['\u2019]?ve| have)? )?managed(?: it)?"
    rf"|stop|(?:i(?:['\u2019]?ve| have)? )?found (?:it|the answer)){_TAIL}"
    rf"|\W*(?:actually|no|it['\u2019]?s (?:ok(?:ay)?|fine|all ?right))\W{_LEAD}(?:{_SORTED}"
    rf"|i found (?:it|the answer)){_TAIL}"
    rf"|\W*false alarm{_TAIL}",
    re.IGNORECASE,
)
_AFTER_ALL = (
    rf"(?:{_NEVER_MIND}|no\s+(?:phone\s+)?(?:call|person|nurse|human)|(?:do\s?n['\u2019]?t|do not)\s+{_CALLING}"
    r"|(?:i\s+)?(?:do\s?n['\u2019]?t|do not|no longer)\s+(?:want|need)"
    r"\s+(?:to\s+(?:talk|speak)(?:\s+to\s+(?:you|them))?|(?:you|them)))"
)
_WHILE_OPEN = re.compile(
    rf"{_LEAD}(?:{_NEVER_MIND}\W+)?{_LEAD}{_HIMSELF_INSTEAD}{_TAIL}|(?=.*\bafter all\b){_LEAD}{_AFTER_ALL}{_TAIL}"
    rf"|(?!.*\b(?:want|like) to\b){_LEAD}cancel(?:\s+(?:it|that|this))?{_TAIL}",
    re.IGNORECASE,
)
"""Said to the bot that answers until they come; 'never mind' alone may mean its last answer."""
_BEFORE_MORE = re.compile(
    rf"{_LEAD}{_NEVER_MIND}(?:\W+(?:then|any ?more))?[.,!;:\n-]+\s*(?=\w)", re.IGNORECASE
)

_MIND_CHANGED = r"(?:i(?:['\u2019]?ve| have)? changed my mind(?: again| back)?|on second thoughts?|actually)"
_AGAIN_LEAD = (
    r"\W*(?:(?:oh|no|wait|hold on|hang on|sorry|well|but|hmm+|and|ok(?:ay)?|yes|yeah|please|can you|could you"
    rf"|{_MIND_CHANGED})\W+)*"
)
_ONE = rf"(?:one|it|that|her|him|them|{_WHOM})"
_AGAIN = re.compile(
    rf"{_AGAIN_LEAD}(?:i (?:do|would)(?: (?:still )?(?:want|need|like) {_ONE})?|i (?:still|really) (?:want|need) {_ONE}"
    r"|(?:un-?cancel|do\s?n['\u2019]?t cancel)(?: (?:it|that|this))?"
    r"|i did\s?n['\u2019]?t (?:want|mean) to cancel(?: (?:it|that|this))?"
    rf"|(?:ask|get|call) (?:me |for )?{_ONE} (?:again|after all|anyway)"
    rf"|{_MIND_CHANGED}\W+(?:yes|yeah|yep)|i(?:['\u2019]?ve| have)? changed my mind(?: again| back)?)"
    r"(?:\W+(?:after all|again|then|now|actually|please|i do|thanks|thank you|sorry))*\W*",
    re.IGNORECASE,
)
"""'Yes' or 'ok' alone only takes note that nobody comes."""

_SENTENCE_END = re.compile(r"(?<=[.!,;])\s+")
MOST_CHARACTERS = 300
"""No request is taken back in more; a page of commas would hold up the door for a minute."""
FEW_CHARACTERS = 160
"""Words that take a request back and have something behind them end within so many."""


def takes_back(text: str, *, is_waiting: bool, is_open: bool = False) -> bool:
    """Whether a message is nothing but a request for a person taken back.

    Where the patient `is_waiting` for one, it need not be named: there is nothing else to never mind. Where the request
    `is_open` and the bot answers meanwhile, 'cancel' and 'after all' tell enough.
    """
    if len(text) > MOST_CHARACTERS:
        return False
    is_meant = (is_waiting and _BARE.fullmatch(text)) or (
        (is_waiting or is_open) and _WHILE_OPEN.fullmatch(text)
    )
    return bool(_BY_NAME.fullmatch(text) or is_meant)


def wants_again(text: str) -> bool:
    """Whether the one who has just taken the request back wants a person after all: 'actually yes, I do'."""
    return len(text) <= MOST_CHARACTERS and bool(_AGAIN.fullmatch(text))


def asked_beside(text: str) -> str | None:
    """What is asked behind a request taken back by name: 'I don't need a person. | Can I drive there?'; else None."""
    for end in _SENTENCE_END.finditer(text, 0, FEW_CHARACTERS):
        question = text[end.end() :].strip()
        if _BY_NAME.fullmatch(text[: end.start()].strip()) and ("?" in question or is_question(question)):
            return question
    return None


def asked_instead(text: str) -> str | None:
    """What a patient who waits asks behind 'never mind': 'Forget it. | When do I stop eating?'; else None."""
    found = _BEFORE_MORE.match(text)
    question = text[found.end() :] if found else ""
    is_short = question.rstrip().endswith("?") and len(question.split()) > 1
    return question if is_short or is_question(question) else None
