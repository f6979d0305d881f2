"""Every rule of the house that is checked, and each one broken on purpose, so that the check is known to see it."""

from types import SimpleNamespace

import pytest
from django.apps import apps
from django.db import connection, models

from sharedlives.management.commands.access import SIGN_IN_PAGES, addresses
from tests.house import code, database, pages, tree

# Every address anyone may open. Nothing is public that is not written down here.
PUBLIC = {
    "accept-invitation",
    "applicant-page",
    "applicant-report",
    "applicant-section",
    "applicant-start",
    "become-a-carer",
    "carer-page",
    "carer-photo",
    "carer-photos",
    "carer-picture",
    "carer-preview",
    "carer-section",
    "carer-start",
    "enquire",
    "enquire-sent",
    "shut-confirm-email",
    "shut-email",
    "accessibility",
    "find-my-link",
    "finish-with-link",
    "gallery",
    "give-reference",
    "handout",
    "handout-easy-read",
    "healthy",
    "mailbox",
    "mailbox-message",
    "ask-for-change",
    "ask-to-talk",
    "asked",
    "own-page",
    "own-page-start",
    "refer-copy",
    "referral-copy",
    "referral-talk",
    "referral-talk-start",
    "write-to-scheme",
    "refer",
    "refer-autosave",
    "refer-begin",
    "refer-check",
    "refer-forget",
    "refer-later",
    "refer-open",
    "refer-page",
    "refer-return",
    "refer-sent",
    "refer-start",
    "referee-start",
    "referral-status",
    "send-more",
    "send-my-link",
}
# Functions that write past history, each with its reason: what they write has none, by intention.
WRITES_WITHOUT_HISTORY = {
    "schemes/guards.py MakeRecordsStand.database_backwards": "part of a migration",
    "sharedlives/bench_referrals.py _folders": "rows of a measure, taken back with its transaction",
    "sharedlives/bench_referrals.py grow_people": "rows of a measure, taken back with its transaction",
    "sharedlives/bench_referrals.py grow_referrals": "rows of a measure, taken back with its transaction",
    "schemes/models/once.py Once.sweep": "keys of forms sent long ago: nothing about anybody",
    "schemes/models/doors.py LinkRequest.sweep": "who asked for a lost link, some days ago",
    "schemes/models/drafts.py Draft.sweep": "a draft that ran out is no record",
    "schemes/sought.py keep": "one's own old searches, which nobody should keep",
}
# Querysets in views that are scoped in another way.
SCOPED_OTHERWISE = {
    "referrals/views/status.py _behind": "the one referral whose link was opened with its secret",
    "carers/views/stages.py stages": "how many stand in each stage of the administrator's own scheme, and no name",
    "carers/views/stages.py edit_stage": "how many stand in one stage of the administrator's own scheme, and no name",
    "carers/views/stages.py closing_reasons": "the scheme's own reasons, and how often each was used",
    "carers/views/stages.py edit_closing_reason": "one of the scheme's own reasons, and how often it was used",
    "referrals/views/form_design.py drop_question": "how many answered one question of the scheme's own, and no name",
    "carers/views/recruitment.py _mentoring": "how many help others begin, and no name",
    "carers/views/recruitment.py _waiting": "how many wait in the scheme of whoever counts, and no name",
    "arrangements/views/households.py households": "checks of the households that passed visible_to above",
    "arrangements/views/matches.py match": "notes of the match that was just opened",
    "arrangements/views/matching.py matching": "a subquery over referrals that passed visible_to",
    "arrangements/views/starts.py start_arrangement": "the arrangement of the match that was just opened",
    "sharedlives/views/search.py search_results": "one's own search, and no other",
}
# Methods that take `by` and are no acts: what they do is undone with the act that calls them.
NOT_ACTS = {
    "WithHistory.keep",
    "Case.write_move",
    "Case.undo_effects",
    "Referral.undo_effects",
    "Match.undo_effects",
    "Arrangement.undo_effects",
    "Application.write_move",
    "Application.undo_effects",
    "Allegation.undo_effects",
    "Message.note",
}
FIELDS_NAMED_OTHERWISE = {
    "Account.last_login": "Django's",
    "Account.date_joined": "Django's",
    "Member.date_of_birth": "what everybody calls it",
    "Person.date_of_birth": "what everybody calls it",
    "SchemeQuestion.date_of_birth": "what everybody calls it",
    "Person.lives_at": "an address, as people say it",
    "Referral.wanted_from": "the referral form's own words",
    "Referral.wanted_until": "the referral form's own words",
    "Arrangement.personal_care": "the name of a regulated activity",
    "Arrangement.end_planned": "the question staff answer",
}
# Addresses whose view or template has a name of its own.
NAMED_OTHERWISE: dict[str, str] = {}


def our_models():
    """Every model of the five rooms, the kept versions left out."""
    return [
        model
        for room in tree.ROOMS
        for model in apps.get_app_config(room).get_models()
        if not model.__name__.startswith("Historical")
    ]


def rows_of_schemes():
    return {model.__name__ for model in our_models() if database.belongs_to_a_scheme(model)} | {"StaffMember"}


def ours():
    return [address for address in addresses() if address.needs != SIGN_IN_PAGES]


SOURCE_RULES = {
    "imports only go down": code.imports_only_go_down,
    "names say what a module knows": code.names_say_what_a_module_knows,
    "imports stand at the top": code.imports_stand_at_the_top,
    "no signals": code.no_signals,
    "the clock is read in one place": code.the_clock_is_read_in_one_place,
    "no silent writes": lambda sources: code.no_silent_writes(sources, WRITES_WITHOUT_HISTORY),
    "views change nothing themselves": code.views_change_nothing_themselves,
    "views see rows through visible_to": lambda sources: code.views_see_rows_through_visible_to(
        sources, rows_of_schemes(), SCOPED_OTHERWISE
    ),
    "verbs name their undo": lambda sources: code.verbs_name_their_undo(sources, NOT_ACTS),
    "what is public says what it is": code.what_is_public_says_what_it_is,
    "modules are short": code.modules_are_short,
    "no banned words in labels": pages.no_banned_words_in_labels,
}
TEMPLATE_RULES = {
    "nothing inline": pages.nothing_inline,
    "no banned words in templates": pages.no_banned_words_in_templates,
}


@pytest.mark.parametrize("rule", SOURCE_RULES)
def test_the_code_keeps(rule):
    assert SOURCE_RULES[rule](tree.code()) == []


@pytest.mark.parametrize("rule", TEMPLATE_RULES)
def test_the_templates_keep(rule):
    assert TEMPLATE_RULES[rule](tree.templates()) == []


# One line of each kind that a rule must see, by the rule's name.
PLANTED_CODE = [
    ("imports only go down", "schemes/x.py", "from carers.models import Home"),
    ("imports only go down", "carers/x.py", "import referrals.models"),
    ("imports only go down", "referrals/x.py", "from carers import due"),
    ("imports only go down", "arrangements/x.py", "from sharedlives.today import gather"),
    ("imports only go down", "carers/models/x.py", 'key = ForeignKey("arrangements.Match")'),
    ("names say what a module knows", "carers/utils.py", ""),
    ("names say what a module knows", "carers/services/homes.py", ""),
    ("imports stand at the top", "carers/x.py", "def f():\n    from schemes.models import Note"),
    ("no signals", "carers/x.py", "from django.db.models.signals import post_save"),
    ("no signals", "carers/x.py", "from django.dispatch import receiver"),
    ("the clock is read in one place", "carers/x.py", "from django.utils import timezone\nat = timezone.now()"),
    ("the clock is read in one place", "carers/x.py", "import datetime\non = datetime.date.today()"),
    ("the clock is read in one place", "carers/x.py", "at = DateTimeField(default=timezone.now)"),
    ("the clock is read in one place", "carers/x.py", "at = DateTimeField(auto_now_add=True)"),
    ("the clock is read in one place", "carers/x.py", "from django.db.models.functions import Now"),
    ("the clock is read in one place", "carers/x.py", "on = timezone.localdate()"),
    ("no silent writes", "carers/x.py", "Home.objects.filter(pk=1).update(rooms=2)"),
    ("no silent writes", "carers/x.py", "Home.objects.bulk_create(homes)"),
    ("no silent writes", "carers/x.py", "household.members.all().delete()"),
    ("no silent writes", "carers/x.py", 'cursor.execute("UPDATE carers_home SET rooms = 2")'),
    ("views change nothing themselves", "carers/views/x.py", "def f(request):\n    form.save()"),
    ("views change nothing themselves", "carers/views/x.py", "def f(request):\n    home.save()"),
    ("views change nothing themselves", "carers/views/x.py", "def f(request):\n    Home.objects.create(rooms=1)"),
    ("views see rows through visible_to", "carers/views/x.py", "def f(request):\n    return Home.objects.get(pk=1)"),
    ("views see rows through visible_to", "carers/views/x.py", "def f(request):\n    a = Home.objects.all()\n    g(a)"),
    ("verbs name their undo", "carers/models/x.py", 'class A:\n    def close(self, *, by):\n        """Close it."""'),
    ("what is public says what it is", "carers/x.py", '"""X."""\ndef f(a):\n    b = a\n    c = b\n    return c'),
    ("what is public says what it is", "carers/models/x.py", '"""X."""\nclass Home(Kept):\n    rooms = 1'),
    ("what is public says what it is", "carers/x.py", "A = 1"),
    ("modules are short", "carers/x.py", "a = 1\n" * 401),
    ("no banned words in labels", "carers/x.py", 'label = "Where the service user lives"'),
    ("no banned words in labels", "carers/x.py", 'label = "Placements"'),
]
PLANTED_TEMPLATES = [
    ("nothing inline", "<script>alert(1)</script>"),
    ("nothing inline", "<style>p { color: red }</style>"),
    ("nothing inline", '<p class="a" style="color: red">x</p>'),
    ("nothing inline", '<button type="button" onclick="go()">x</button>'),
    ("nothing inline", '<a href="javascript:go()">x</a>'),
    ("no banned words in templates", "<p>This customer has 2 voids.</p>"),
    ("no banned words in templates", "{% trans 'Respite placements' %}"),
    ("no banned words in templates", '<button type="submit">Submit</button>'),
]
FINE_CODE = [
    (
        "imports only go down",
        "arrangements/x.py",
        "from carers.models import Home\nfrom referrals.models import Person",
    ),
    ("the clock is read in one place", "carers/x.py", "from schemes import clock\non = clock.today()"),
    (
        "views see rows through visible_to",
        "carers/views/x.py",
        "def f(r):\n    return Home.objects.visible_to(r.actor)",
    ),
    (
        "views see rows through visible_to",
        "carers/views/x.py",
        "def f(r):\n    return open_record(r, Home.objects.all(), pk=1)",
    ),
    (
        "verbs name their undo",
        "carers/models/x.py",
        'class A:\n    def f(self, *, by):\n        """Do. Undo: undo it."""',
    ),
    ("no silent writes", "carers/x.py", "seen = {}\nseen.update(a=1)"),
]


@pytest.mark.parametrize(("rule", "path", "text"), PLANTED_CODE)
def test_a_rule_broken_on_purpose_is_seen(rule, path, text):
    found = SOURCE_RULES[rule]({path: text})
    assert [line for line in found if not line.startswith("allowed, but")]


@pytest.mark.parametrize(("rule", "path", "text"), FINE_CODE)
def test_what_keeps_the_rule_is_let_pass(rule, path, text):
    assert [line for line in SOURCE_RULES[rule]({path: text}) if not line.startswith("allowed, but")] == []


@pytest.mark.parametrize(("rule", "text"), PLANTED_TEMPLATES)
def test_a_template_that_breaks_a_rule_is_seen(rule, text):
    assert TEMPLATE_RULES[rule]({"templates/x.html": text})


# --- addresses -------------------------------------------------------------------------------------------------------


def test_every_address_carries_a_mark():
    assert pages.every_address_is_marked(addresses(), PUBLIC) == []


def test_one_act_has_one_name():
    assert pages.one_act_has_one_name(ours(), tree.code(), NAMED_OTHERWISE) == []


def test_an_unmarked_or_misnamed_address_is_seen():
    def an_address(name, needs, view="home"):
        return SimpleNamespace(
            name=name, route=name, needs=needs, view=SimpleNamespace(__name__=view, __module__="carers.views.x")
        )

    assert pages.every_address_is_marked([an_address("home", "")], set())
    assert pages.every_address_is_marked([an_address("home", "public")], set())
    assert pages.every_address_is_marked([an_address("home", "households.see")], {"home"})
    assert pages.every_address_is_marked([], {"home"})
    drawn = {"carers/views/x.py": 'def home(request):\n    return render(request, "carers/homes/house.html")'}
    assert pages.one_act_has_one_name([an_address("home", "x")], drawn, {})
    assert pages.one_act_has_one_name([an_address("edit-home", "x")], {}, {})
    assert not pages.one_act_has_one_name([an_address("home", "x")], {}, {})


# --- models and the database --------------------------------------------------------------------------------


def test_fields_say_what_they_are():
    assert database.fields_say_what_they_are(our_models(), FIELDS_NAMED_OTHERWISE) == []


@pytest.mark.parametrize(
    ("name", "field"),
    [
        ("start", models.DateField()),
        ("started_on", models.DateTimeField()),
        ("started_at", models.DateField()),
        ("who_on", models.TextField()),
        ("active", models.BooleanField()),
        ("is_active", models.TextField()),
    ],
)
def test_a_field_with_the_wrong_name_is_seen(name, field):
    field.set_attributes_from_name(name)
    planted = SimpleNamespace(__name__="Planted", _meta=SimpleNamespace(concrete_fields=[field]))
    assert database.fields_say_what_they_are([planted], {})


@pytest.mark.django_db
def test_no_key_crosses_schemes():
    keys = database.keys_within_a_scheme(our_models())
    assert len(keys) > 30
    assert database.no_key_crosses_schemes(keys) == []


@pytest.mark.django_db
def test_a_key_without_its_twin_is_seen():
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE schemes_note DROP CONSTRAINT schemes_note_folder_id_in_scheme")
    found = database.no_key_crosses_schemes(database.keys_within_a_scheme(our_models()))
    assert found == ["schemes_note.folder_id may point into another scheme"]


@pytest.mark.django_db
def test_records_stand():
    tables = [model._meta.db_table for model in database.records(our_models())]
    assert len(tables) > 15
    assert database.records_stand(tables) == []


@pytest.mark.django_db
@pytest.mark.parametrize(
    "act", ["DROP TRIGGER records_stand ON schemes_note", "ALTER TABLE schemes_note DISABLE TRIGGER records_stand"]
)
def test_a_record_without_its_guard_is_seen(act):
    with connection.cursor() as cursor:
        cursor.execute(act)
    assert database.records_stand(["schemes_note", "schemes_move"]) == ["schemes_note may be changed or removed"]
