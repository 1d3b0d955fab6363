"""Every statement of the clinic's own text can be found by asking: which answer holds it, in which words."""

from __future__ import annotations

import pytest

from bot.content import Content

BOTH = ("vertebroplasty", "kyphoplasty")
VERTEBROPLASTY = ("vertebroplasty",)
KYPHOPLASTY = ("kyphoplasty",)

# What the clinic's text says, the answer that tells it, for which procedures, and words it cannot do without.
STATEMENTS = [
    ("they treat compression fractures", "what_is", BOTH, ["compression fracture"]),
    ("fractures come with osteoporosis or injury", "what_is", BOTH, ["osteoporosis", "injury"]),
    ("they aim to steady, ease pain and restore alignment", "what_is", BOTH, ["steady", "pain", "line up"]),
    ("cement goes straight into the bone", "what_is", VERTEBROPLASTY, ["straight", "cement"]),
    ("a needle is guided by live X-ray", "how_it_works", VERTEBROPLASTY, ["needle", "fluoroscopy"]),
    (
        "medical-grade cement fills and steadies",
        "how_it_works",
        VERTEBROPLASTY,
        ["Medical-grade", "fills", "steadies"],
    ),
    (
        "kyphoplasty is similar, with one more step",
        "what_is",
        KYPHOPLASTY,
        ["like vertebroplasty", "extra step"],
    ),
    ("a balloon or bone tamp makes a cavity", "how_it_works", KYPHOPLASTY, ["balloon", "bone tamp", "space"]),
    (
        "the balloon comes out before the cement goes in",
        "how_it_works",
        KYPHOPLASTY,
        ["comes out", "cement fills"],
    ),
    ("kyphoplasty restores height and lessens the bend", "benefits.height", KYPHOPLASTY, ["height", "bend"]),
    ("they can relieve pain quickly and clearly", "pain_relief", BOTH, ["quickly", "pain"]),
    ("steadying may reduce pressure on nerves", "benefits", BOTH, ["steadied", "pressure on nearby nerves"]),
    ("they can improve mobility and independence", "benefits.mobility", BOTH, ["move better", "independent"]),
    ("normal activities can be taken up again", "benefits.mobility", BOTH, ["daily life"]),
    (
        "small cuts and special tools",
        "benefits.minimally_invasive",
        BOTH,
        ["small cuts", "special tools", "less harm"],
    ),
    (
        "recovery is shorter than after open surgery",
        "benefits.minimally_invasive",
        BOTH,
        ["quicker than after open surgery"],
    ),
    ("many go home the same day", "outpatient", BOTH, ["home"]),
    ("normal life soon after", "outpatient", BOTH, ["soon after"]),
    (
        "they are generally safe with few complications",
        "risks.safe",
        BOTH,
        ["safe", "well tolerated", "rare"],
    ),
    ("they do not suit everyone", "risks.safe", BOTH, ["not right for everyone"]),
    (
        "risks are to be talked over with a provider",
        "risks",
        BOTH,
        ["Talk about your own risks with your doctor"],
    ),
    ("quality of life can be better", "benefits", BOTH, ["quality of life"]),
    (
        "with proper checks and advice people benefit",
        "candidates",
        BOTH,
        ["proper checks", "qualified doctor"],
    ),
]


@pytest.mark.parametrize(
    ("statement", "answer_id", "procedures", "words"), STATEMENTS, ids=lambda v: str(v)[:40]
)
def test_a_statement_of_the_clinic_is_in_the_answer(
    content: Content, statement: str, answer_id: str, procedures: tuple[str, ...], words: list[str]
) -> None:
    """Asking the question brings up the clinic's statement, at once or behind 'Tell me more'."""
    for procedure in procedures:
        answer = content.find(answer_id, procedure)
        assert answer is not None
        assert answer.id == answer_id
        said = " ".join(f"{answer.text} {answer.more or ''}".split())
        for word in words:
            assert word.lower() in said.lower(), f"{procedure}: {statement}: '{word}' is not in: {said}"
