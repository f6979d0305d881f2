"""Our form pack draws what GOV.UK Frontend draws: its own examples are the oracle."""

import pytest

from tests.look.fixtures import drawn, examples, why_not
from tests.look.markup import read

COMPONENTS = [
    "button", "character-count", "checkboxes", "error-message", "error-summary", "fieldset", "file-upload",
    "hint", "input", "label", "password-input", "radios", "select", "textarea",
]  # fmt: skip


def compared(component):
    """(name, ours, theirs) for each example that applies, and (name, why) for each that does not."""
    applicable, left_out = [], []
    for example in examples(component):
        if reason := why_not(component, example):
            left_out.append((example["name"], reason))
        else:
            applicable.append((example["name"], drawn(component, example["options"]), read(example["html"])))
    return applicable, left_out


def test_the_pack_draws_what_govuk_frontend_draws():
    same, different, left_out = 0, [], []
    for component in COMPONENTS:
        applicable, without = compared(component)
        left_out += [f"{component}: {name} ({why})" for name, why in without]
        for name, ours, theirs in applicable:
            if ours == theirs:
                same += 1
            else:
                different.append(f"{component}: {name}\n  ours   {ours}\n  theirs {theirs}")
    total = same + len(different)
    print(f"\n{same} of {total} applicable examples are the same; {len(left_out)} do not apply:")
    print("\n".join(left_out + different))
    assert not different
    assert same >= 195


@pytest.mark.parametrize("component", COMPONENTS)
def test_every_component_has_examples_that_apply(component):
    applicable, _ = compared(component)
    assert applicable
