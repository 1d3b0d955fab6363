"""What can be asked, what is taught and what is answered are the same list."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

import pytest
import yaml

from bot.content import TOPICS, Content, topic_of
from bot.settings import ROOT

MIN_EXAMPLES = 25


def load(path: str) -> dict[str, Any]:
    """A YAML file of the project."""
    loaded: dict[str, Any] = yaml.load((ROOT / path).read_text(encoding="utf-8"), yaml.CSafeLoader)
    return loaded


def intents_of(step: dict[str, Any]) -> list[str]:
    """The intents of one step of a rule."""
    steps = step.get("or", [step])
    return [each["intent"] for each in steps if "intent" in each]


@pytest.fixture(scope="module")
def domain() -> dict[str, Any]:
    """The domain."""
    return load("domain.yml")


@pytest.fixture(scope="module")
def examples() -> dict[str, list[str]]:
    """The examples of each intent, in lower case."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for path in sorted((ROOT / "data" / "nlu").glob("*.yml")):
        for entry in load(str(path.relative_to(ROOT))).get("nlu", []):
            lines = entry.get("examples", "").splitlines()
            found[entry.get("intent", "")] += [
                line[2:].strip().lower() for line in lines if line.startswith("- ")
            ]
    return found


@pytest.fixture(scope="module")
def rules() -> list[dict[str, Any]]:
    """The rules."""
    loaded: list[dict[str, Any]] = load("data/stories/rules.yml")["rules"]
    return loaded


def test_every_question_is_an_intent(domain: dict[str, Any], content: Content) -> None:
    """The domain's questions are exactly those of content/topics.yml."""
    asked = {intent for intent in domain["intents"] if topic_of(intent) in TOPICS}
    assert asked == set(content.questions)


def test_every_question_is_taught(examples: dict[str, list[str]], content: Content) -> None:
    """Each question has at least 25 different examples."""
    few = {i: len(set(examples[i])) for i in content.questions if len(set(examples[i])) < MIN_EXAMPLES}
    assert few == {}


def test_nothing_else_is_taught(examples: dict[str, list[str]], domain: dict[str, Any]) -> None:
    """Each intent with examples is in the domain."""
    assert set(examples) <= set(domain["intents"])


def test_no_example_teaches_two_things(examples: dict[str, list[str]]) -> None:
    """The same words never stand under two intents."""
    intents: defaultdict[str, set[str]] = defaultdict(set)
    for intent, texts in examples.items():
        for text in texts:
            intents[text].add(intent)
    assert {text: names for text, names in intents.items() if len(names) > 1} == {}


def test_every_intent_has_one_rule(rules: list[dict[str, Any]], domain: dict[str, Any]) -> None:
    """What happens after each intent is said by exactly one rule."""
    ruled = [intent for rule in rules for intent in intents_of(rule["steps"][0])]
    assert sorted(ruled) == sorted(domain["intents"])


def test_every_question_is_answered(rules: list[dict[str, Any]], content: Content) -> None:
    """Each question leads to the action that answers."""
    answered = {
        intent
        for rule in rules
        if rule["steps"][1:] == [{"action": "action_answer"}]
        for intent in intents_of(rule["steps"][0])
    }
    assert answered == set(content.questions)


def test_rules_use_the_domains_actions(rules: list[dict[str, Any]], domain: dict[str, Any]) -> None:
    """Each action of the domain is used by a rule, and no other is."""
    used = {step["action"] for rule in rules for step in rule["steps"] if "action" in step}
    assert used == set(domain["actions"])


def test_nearly_every_question_on_a_button_is_taught(
    examples: dict[str, list[str]], content: Content
) -> None:
    """What the bot offers in its own words it is taught to understand; a few stand in a measuring set instead."""
    missing = [
        question
        for answer_id, question in content.questions.items()
        if question.lower() not in examples[answer_id]
        and question.lower().rstrip("?") not in examples[answer_id]
    ]
    assert len(missing) <= 3, missing
