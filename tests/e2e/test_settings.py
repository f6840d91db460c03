"""Settings: what admins change while the desk works, by text and by buttons; each change is written down."""

import asyncio
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from bot.jobs import deadlines
from bot.sandbox.messages import SandboxMessage
from db.models import AuditEntry, CannedReply, SlaClock, Ticket
from tests.e2e.conftest import OpensStory
from tests.e2e.story import Customer, Operator, Story

MONDAY = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


def in_private(desk: Story) -> Customer:
    """The admin, in the private chat with the bot."""
    return Customer(desk, desk.owner)


def said_in_general(desk: Story) -> SandboxMessage:
    """The bot's last words in General."""
    return next(message for message in reversed(desk.in_general()) if message.sender.id == desk.bot.id)


async def audit(desk: Story) -> list[AuditEntry]:
    async with desk.running_app.database.reading() as session:
        return list((await session.execute(select(AuditEntry).order_by(AuditEntry.id))).scalars())


async def changes(desk: Story) -> list[tuple[str, str | None, str | None]]:
    return [(entry.what, entry.before, entry.after) for entry in await audit(desk)]


async def planned(desk: Story) -> tuple[datetime | None, datetime | None]:
    """When time does something to the one ticket, and when its one clock is looked at; to the minute."""
    async with desk.running_app.database.reading() as session:
        found = await session.execute(
            select(Ticket.next_action_at, SlaClock.next_action_at).join(
                SlaClock, SlaClock.ticket_id == Ticket.id
            )
        )
        ticket_at, clock_at = found.one()
    return _to_the_minute(ticket_at), _to_the_minute(clock_at)


def _to_the_minute(at: datetime | None) -> datetime | None:
    return at.replace(second=0, microsecond=0) if at else None


FORMS = [
    (
        "/hours mon-fri 09:00-13:00,14:00-18:00 Europe/Berlin",
        ("hours", "24/7", "mon-fri 09:00-13:00,14:00-18:00 Europe/Berlin"),
        "mon-fri 09:00-13:00,14:00-18:00 Europe/Berlin",
    ),
    ("/holidays DE-BE", ("holidays", "off", "DE-BE"), "Next: Mar 8, 2026 · Apr 3, 2026"),
    (
        "/sla first 15m next 30m resolve 8h high: first 5m",
        ("promises", "off", "first 15m next 30m resolve 8h; high: first 5m"),
        "First answer: 15 min · Next answer: 30 min · Resolution: 8 hr",
    ),
    ("/policy vip first 5m", ("policies vip", None, "first 5m"), "Tag vip:\nFirst answer: 5 min"),
    ("/autoclose 5d", ("auto_close", "off", "5d"), "5 working days"),
    ("/assignment round robin", ("assignment", "manual", "round robin"), "In turn"),
    ("/returns 45m", ("returns_after", "off", "45m"), "45 min"),
    ("/reopen_window 48h", ("reopen_window", "72h", "48h"), "2 days"),
    ("/alerts every 1h", ("repeat_every", "30m", "1h"), "again every 1 hr"),
    (
        "/text greeting de Hallo {name}!",
        ("texts greeting de", None, "Hallo {name}!"),
        "One text is your own.",
    ),
]


@pytest.mark.parametrize(("form", "change", "holds"), FORMS, ids=[form[0].split()[0] for form in FORMS])
async def test_an_admin_changes_it_by_text_and_reads_what_holds(
    opens: OpensStory, form: str, change: tuple[str, str | None, str], holds: str
) -> None:
    desk = await opens(starts_at=MONDAY)
    olga = in_private(desk)

    await olga.writes(form)

    assert olga.inbox[-1].text.startswith("✅ Saved.")
    assert holds in olga.inbox[-1].text
    assert await changes(desk) == [change]

    await olga.writes(form)

    assert olga.inbox[-1].text.startswith("Nothing has changed")
    assert holds in olga.inbox[-1].text
    assert len(await changes(desk)) == 1


WRONG = [
    ("/hours mon-fri 9-25", "/hours mon-fri 09:00-18:00"),
    ("/hours <b>", "“<b>”. For example: /hours mon-fri"),
    ("/hours mon-fri 9-18 Europe/Berlim", "no time zone “europe/berlim”"),
    ("/holidays XX", "no holidays of “XX”"),
    ("/sla soon", "For example: /sla first 15m"),
    ("/policy vip", "For example: /policy vip first 5m"),
    ("/policy vip soon", "For example: /policy vip first 5m"),
    ("/policy <> first 5m", "“<>”. For example: /policy"),
    ("/policy vip off", "/policy vip first 5m"),
    ("/autoclose tomorrow", "For example: /autoclose 5d"),
    ("/assignment lottery", "/assignment round robin"),
    ("/returns 0m", "/returns 30m"),
    ("/returns 31d", "/returns 30m"),
    ("/reopen_window off", "/reopen_window 72h"),
    ("/alerts warn 100%", "/alerts warn 80%"),
    ("/alerts quiet perhaps", "/alerts warn 80%"),
    ("/alerts loud", "/alerts warn 80%"),
    ("/text farewell de Bye", "There are: greeting"),
    ("/text greeting german Hallo", "/text greeting de Hallo {name}!"),
    ("/text greeting de", "/text greeting de Hallo {name}!"),
    ("/text greeting de Hallo {surname}", "knows no {surname}. It has: {name}"),
    ("/text greeting de Hallo {name", "A single brace near “Hallo {name”"),
    ("/text banned de {name}", "This text has no variables"),
    (f"/text greeting de {'x' * 3001}", "3000 fit into one message"),
]


@pytest.mark.parametrize("forms", [WRONG[:8], WRONG[8:16], WRONG[16:]], ids=["hours", "times", "texts"])
async def test_wrong_input_gets_an_example_and_changes_nothing(
    roomy_desk: Story, forms: list[tuple[str, str]]
) -> None:
    olga = in_private(roomy_desk)

    for form, example in forms:
        await olga.writes(form)

        assert example.replace(",", "") in olga.inbox[-1].text.replace(",", ""), form
    assert await audit(roomy_desk) == []


async def test_a_promise_that_the_hours_cannot_keep_is_refused(desk: Story) -> None:
    alice, olga = desk.customer("Alice"), in_private(desk)
    await olga.writes("/hours mon 09:00-09:01 UTC")

    await olga.writes("/sla resolve 1000h")

    assert "more than ten years" in olga.inbox[-1].text
    await alice.writes("help")
    assert desk.texts_in_topic_of(alice) == ["help"]


async def test_a_bare_form_only_shows_what_holds(roomy_desk: Story) -> None:
    olga = in_private(roomy_desk)

    for form, shown in (
        ("/hours", "24/7 UTC"),
        ("/holidays", "No holidays"),
        ("/policy", "Nothing is promised"),
        ("/autoclose", "Closing after silence"),
        ("/assignment", "Operators take tickets themselves"),
        ("/returns", "Back to the queue"),
        ("/reopen_window", "3 days"),
        ("/alerts", "when 80% of the time is spent"),
        ("/text", "All texts are the built-in ones"),
        ("/text greeting", "Built-in: Hello, {name}!"),
    ):
        await olga.writes(form)

        assert shown in olga.inbox[-1].text, form
        assert "« Settings" in olga.inbox[-1].buttons
    assert await audit(roomy_desk) == []


# who may


@pytest.mark.parametrize("command", ["/settings", "/hours 24/7", "/sla first 5m", "/SETTINGS@forumdesk_bot"])
async def test_an_operator_is_refused_in_words(desk: Story, command: str) -> None:
    alice, bob = desk.customer("Alice"), desk.operator("Bob")
    await alice.writes("help")
    command = command.replace("forumdesk_bot", desk.bot.user["username"])

    await bob.writes_in_general(command)
    await bob.answers(in_topic_of=alice, text=command)

    refusal = f"Only an admin of this desk may change its settings. Your id is {bob.id}"
    assert said_in_general(desk).text.startswith(refusal)
    assert bob.sees(refusal, in_topic_of=alice)
    assert await audit(desk) == []
    assert not alice.sees("/")


async def test_an_anonymous_admin_is_told_why_not(desk: Story) -> None:
    desk.owner.writes("/hours mon-fri 9-18", to=desk.group, as_group=True)
    await desk.settled()

    assert "You write anonymously" in said_in_general(desk).text
    assert await audit(desk) == []


async def test_a_customer_who_writes_it_in_private_is_relayed(desk: Story) -> None:
    alice = desk.customer("Alice")

    await alice.writes("/settings")
    await alice.writes("/hours 24/7")

    assert desk.texts_in_topic_of(alice) == ["/settings", "/hours 24/7"]
    assert await audit(desk) == []


async def test_an_operator_in_private_is_a_customer(desk: Story) -> None:
    bob = desk.operator("Bob")

    await Customer(desk, bob.person).writes("/assignment round robin")

    assert await audit(desk) == []


async def test_an_admin_changes_things_in_the_group_too(desk: Story) -> None:
    alice, olga = desk.customer("Alice"), desk.admin()
    await alice.writes("help")

    await olga.writes_in_general("/hours mon-fri 9-18")
    await olga.answers(in_topic_of=alice, text=f"/holidays@{desk.bot.user['username']} DE")

    assert said_in_general(desk).text.startswith("✅ Saved.")
    assert olga.sees("✅ Saved.", in_topic_of=alice)
    assert not alice.sees("/holidays")
    entries = await audit(desk)
    assert [(entry.admin_id, entry.admin_name) for entry in entries] == [(olga.id, "Olga")] * 2


async def test_a_caption_is_no_command(desk: Story) -> None:
    alice, olga = desk.customer("Alice"), desk.admin()
    await alice.writes("help")

    await olga.sends("photo", in_topic_of=alice, caption="/hours 24/7")
    await olga.sends_album(["photo", "photo"], in_topic_of=alice, captions=["/hours 24/7", None])

    assert await audit(desk) == []
    assert alice.inbox == []


async def test_a_bare_sla_is_not_a_change(desk: Story) -> None:
    bob = desk.operator("Bob")

    await bob.writes_in_general("/sla")

    assert not [message for message in desk.in_general() if "Only an admin" in message.text]


# buttons


async def opens_settings(desk: Story) -> tuple[Operator, SandboxMessage]:
    olga = desk.admin()
    await olga.writes_in_general("/settings")
    return olga, said_in_general(desk)


BUTTONS = [
    ("What is relayed", "◻️ Only replies reach the customer", ("relay_replies_only", "off", "on")),
    ("Answers", "✅ Ask for a rating when it is resolved", ("ask_rating", "on", "off")),
    ("Working hours", "Mon–Fri 9–18", ("hours", "24/7", "mon-fri 09:00-18:00 UTC")),
    ("Promises", "first 15m next 30m resolve 8h", ("promises", "off", "first 15m next 30m resolve 8h")),
    ("Assignment", "In turn", ("assignment", "manual", "round robin")),
    ("Back to the queue", "30 min", ("returns_after", "off", "30m")),
    ("Closing after silence", "5 working days", ("auto_close", "off", "5d")),
    ("Reopen window", "7 days", ("reopen_window", "72h", "7d")),
    ("Alerts", "⏳ 90%", ("warn_at_share", "80%", "90%")),
    ("Alerts", "🔁 1 hr", ("repeat_every", "30m", "1h")),
    ("Alerts", "✕ 5", ("repeats", "3", "5")),
    ("Alerts", "✅ Alerts are quiet outside working hours", ("quiet_outside_hours", "on", "off")),
]


@pytest.mark.parametrize(
    "pressed", [BUTTONS[:4], BUTTONS[4:8], BUTTONS[8:]], ids=["answers", "tickets", "alerts"]
)
async def test_an_admin_changes_it_by_buttons_in_one_message(
    roomy_desk: Story, pressed: list[tuple[str, str, tuple[str, str, str]]]
) -> None:
    desk = roomy_desk
    olga, menu = await opens_settings(desk)

    for section, button, change in pressed:
        await olga.presses(section, menu)
        await olga.presses(button, menu)

        assert (await changes(desk))[-1] == change
        assert menu.text.startswith(section)
        await olga.presses("« Settings", menu)
    assert said_in_general(desk).id == menu.id
    assert len(await changes(desk)) == len(pressed)

    await olga.presses("History", menu)
    assert all(after in menu.text for _, _, (_, _, after) in pressed if after not in ("on", "off"))
    await olga.presses("« Settings", menu)
    await olga.presses("Close", menu)
    assert menu.buttons == []


async def test_what_holds_is_marked_among_the_choices(desk: Story) -> None:
    olga, menu = await opens_settings(desk)

    await olga.presses("Assignment", menu)
    assert "● Operators take tickets themselves" in menu.buttons
    await olga.presses("To whoever has the fewest", menu)

    assert "● To whoever has the fewest" in menu.buttons
    assert "● Operators take tickets themselves" not in menu.buttons


async def test_the_menu_works_in_private(desk: Story) -> None:
    olga = in_private(desk)
    await olga.writes("/settings")
    menu = olga.inbox[-1]

    await desk.admin().presses("Working hours", menu)
    await desk.admin().presses("Mon–Fri 9–18", menu)

    assert "mon-fri 09:00-18:00 UTC" in menu.text
    assert "● Mon–Fri 9–18" in menu.buttons
    assert (await changes(desk))[-1][0] == "hours"


async def test_presets_of_hours_keep_the_zone(desk: Story) -> None:
    olga = in_private(desk)
    await olga.writes("/hours daily 9-18 Asia/Tokyo")
    await olga.writes("/hours")

    await desk.admin().presses("Around the clock", olga.inbox[-1])

    assert (await changes(desk))[-1][2] == "24/7 Asia/Tokyo"


async def test_only_admins_press(desk: Story) -> None:
    bob = desk.operator("Bob")
    _, menu = await opens_settings(desk)
    before = menu.text

    said = [await bob.presses(button, menu) for button in ("Assignment", "Close")]

    assert all("Only an admin" in words for words in said)
    assert menu.text == before
    assert await audit(desk) == []


FORGED = [
    "s",
    "s:",
    "s:nonsense",
    "s:set",
    "s:set:hours",
    "s:set:hours:never",
    "s:set:texts:on",
    "s:set:ask_rating:maybe",
    "s:put:999:on",
    "s:put:x:on:y",
    "s:reply:nobody",
    "s:delete:nobody",
    "s:text:card-nobody",
    "s:drop:greeting:de",
    "s:drop",
]


async def test_forged_or_stale_data_has_no_effect(roomy_desk: Story) -> None:
    desk = roomy_desk
    olga, menu = await opens_settings(desk)
    row = menu.inline_keyboard[0]
    before = menu.text

    for data in FORGED:
        row[0]["callback_data"] = data
        assert await olga.presses(data, menu) == "This button is out of date.", data

    assert menu.text == before
    assert await audit(desk) == []


async def test_pages_beyond_the_end_are_empty(desk: Story) -> None:
    olga, menu = await opens_settings(desk)
    row = menu.inline_keyboard[0]

    row[0]["callback_data"] = "s:duty:999"
    await olga.presses("s:duty:999", menu)

    assert menu.text.startswith("Duty list")


async def test_two_admins_at_once_lose_nothing(opens: OpensStory) -> None:
    desk = await opens(closed=True)
    carol = desk.operator("Carol")
    desk.overrides["admin_ids"] = (desk.owner.id, carol.id)
    await desk.open()
    olga, menu = await opens_settings(desk)
    await olga.presses("Answers", menu)

    await asyncio.gather(
        olga.presses("✅ Ask for a rating when it is resolved", menu),
        carol.presses("✅ Ask for a rating when it is resolved", menu),
        carol.writes_in_general("/returns 1h"),
        olga.writes_in_general("/reopen_window 7d"),
    )

    assert sorted(await changes(desk)) == [
        ("ask_rating", "on", "off"),
        ("reopen_window", "72h", "7d"),
        ("returns_after", "off", "1h"),
    ]
    assert "◻️ Ask for a rating when it is resolved" in menu.buttons


# lists


async def test_the_duty_list_is_switched_by_name(desk: Story) -> None:
    alice, bob, carol = desk.customer("Alice"), desk.operator("Bob"), desk.operator("Carol")
    await alice.writes("help")
    await bob.answers(in_topic_of=alice, text="hi")
    await carol.answers(in_topic_of=alice, text="hi")
    olga, menu = await opens_settings(desk)
    await olga.presses("Duty list", menu)

    await olga.presses("◻️ Bob", menu)

    assert "On duty: Bob" in menu.text
    assert "✅ Bob" in menu.buttons
    assert "◻️ Carol" in menu.buttons
    await olga.presses("✅ Bob", menu)
    assert "Nobody is on duty" in menu.text
    assert await changes(desk) == [("duty", None, "Bob"), ("duty", "Bob", None)]


async def test_canned_replies_are_read_and_deleted(desk: Story) -> None:
    async with desk.running_app.desks.open() as at_work:
        text = "Hello <b>{first_name}</b>"
        reply = CannedReply(name="hello", text=text, entities=[], updated_at=at_work.now, updated_by=None)
        at_work.session.add(reply)
        await at_work.commit()
    olga, menu = await opens_settings(desk)
    await olga.presses("Canned replies", menu)

    await olga.presses("hello", menu)
    assert "Hello <b>{first_name}</b>" in menu.text
    await olga.presses("🗑 Delete", menu)

    assert "There are none yet" in menu.text
    assert await changes(desk) == [("canned hello", "Hello <b>{first_name}</b>", None)]


async def test_customers_read_the_admins_own_words_in_their_language(desk: Story) -> None:
    greta = desk.customer("Gr<ta", language_code="de")
    fritz = desk.customer("Fritz", language_code="de-AT")
    alice, ivan = desk.customer("Alice", language_code="en"), desk.customer("Ivan", language_code="ru")
    olga = in_private(desk)

    await olga.writes("/text greeting de Hallo {name} & Co!\n\nSchön <b>hier</b> {{so}}.")
    for customer in (greta, fritz, alice, ivan):
        await customer.starts()

    assert greta.sees("Hallo Gr<ta & Co!\n\nSchön <b>hier</b> {so}.")
    assert fritz.sees("Hallo Fritz & Co!")
    assert alice.sees("Hello, Alice!")
    assert ivan.sees("Здравствуйте, Ivan!")


async def test_own_english_words_are_for_all_who_would_read_english(desk: Story) -> None:
    marie, ivan = desk.customer("Marie", language_code="fr"), desk.customer("Ivan", language_code="ru")

    await in_private(desk).writes("/text greeting en Hi {name}")
    await marie.starts()
    await ivan.starts()

    assert marie.sees("Hi Marie")
    assert ivan.sees("Здравствуйте, Ivan!")


async def test_own_words_are_taken_back_by_text_or_button(desk: Story) -> None:
    alice, olga = desk.customer("Alice", language_code="en"), in_private(desk)
    await olga.writes("/text greeting en Hi {name}")
    await olga.writes("/text customer-help en Just write.")
    await olga.writes("/text greeting en off")
    await olga.writes("/settings")
    menu = olga.inbox[-1]

    await desk.admin().presses("Texts", menu)
    await desk.admin().presses("✏️ customer-help", menu)
    assert "Your own (en): Just write." in menu.text
    await desk.admin().presses("🗑 en: back to the built-in text", menu)

    await alice.starts()
    await alice.writes("/help")
    assert alice.sees("Hello, Alice!")
    assert alice.sees("Just write here")
    assert (await changes(desk))[-1] == ("texts customer-help en", "Just write.", None)


async def test_what_an_admin_typed_is_shown_as_typed(desk: Story) -> None:
    olga = in_private(desk)

    await olga.writes("/text greeting de <i>&amp; {name}")
    await olga.writes("/text greeting")
    own = olga.inbox[-1].text
    await olga.writes("/settings")
    await desk.admin().presses("History", olga.inbox[-1])

    assert "<i>&amp; {name}" in own
    assert "Olga · Text greeting de: + <i>&amp; {name}" in olga.inbox[-1].text


# what follows


async def test_changes_survive_a_restart(desk: Story) -> None:
    olga = in_private(desk)
    await olga.writes("/hours mon-fri 9-18 Europe/Berlin")
    await olga.writes("/policy vip first 5m")
    await olga.writes("/alerts warn off every 2h times 0 quiet off")
    await olga.writes("/text greeting de Hallo")

    await desk.restart()
    await olga.writes("/hours")
    assert "mon-fri 09:00-18:00 Europe/Berlin" in olga.inbox[-1].text
    await olga.writes("/policy")
    assert "Tag vip:" in olga.inbox[-1].text
    await olga.writes("/alerts")
    assert "No warning comes" in olga.inbox[-1].text
    await olga.writes("/text greeting")
    assert "Your own (de): Hallo" in olga.inbox[-1].text
    assert desk.running_app.desks.versions.current.promises_anything


async def test_a_new_promise_moves_the_due_time_on_the_card(opens: OpensStory) -> None:
    desk = await opens(starts_at=MONDAY)
    alice, olga = desk.customer("Alice"), desk.admin()
    await olga.writes_in_general("/sla first 4h")
    await alice.writes("help")
    assert "Mar 2, 2026, 1:00 PM" in desk.card_of(alice).text

    await olga.writes_in_general("/sla first 2h")
    await desk.until(lambda: "Mar 2, 2026, 11:00 AM" in desk.card_of(alice).text)

    await olga.writes_in_general("/hours mon-fri 10:00-18:00 UTC")
    await desk.until(lambda: "Mar 2, 2026, 12:00 PM" in desk.card_of(alice).text)


async def test_promises_that_are_taken_back_leave_the_card(opens: OpensStory) -> None:
    desk = await opens(starts_at=MONDAY)
    alice, olga = desk.customer("Alice"), desk.admin()
    await olga.writes_in_general("/sla first 4h")
    await alice.writes("help")

    await olga.writes_in_general("/sla off")

    await desk.until(lambda: "First answer" not in desk.card_of(alice).text)


async def test_a_shorter_reopen_window_closes_what_was_resolved_before(desk: Story) -> None:
    alice, bob = desk.customer("Alice"), desk.operator("Bob")
    await alice.writes("help")
    await bob.answers(in_topic_of=alice, text="/resolve")
    await desk.time_passes(hours=30)
    assert "✅ resolved" in desk.card_of(alice).text

    await in_private(desk).writes("/reopen_window 24h")

    await desk.until(lambda: "No ticket is open" in desk.card_of(alice).text)


async def test_an_interrupted_replanning_goes_on_after_a_restart(desk: Story) -> None:
    alice, bob, olga = desk.customer("Alice"), desk.operator("Bob"), in_private(desk)
    await alice.writes("help")
    await bob.answers(in_topic_of=alice, text="/resolve")
    await desk.time_passes(hours=30)
    desk.running_app.jobs._stopping = True  # as if the process ended right after the commit

    await olga.writes("/reopen_window 24h")
    assert "✅ resolved" in desk.card_of(alice).text
    await desk.restart()

    await desk.until(lambda: "No ticket is open" in desk.card_of(alice).text)


async def test_replanning_goes_through_all_tickets_in_batches(
    roomy_desk: Story, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = roomy_desk
    monkeypatch.setattr(deadlines, "BATCH", 2)
    bob, customers = desk.operator("Bob"), [desk.customer(f"Customer {letter}") for letter in "ABCDE"]
    for customer in customers:
        await customer.writes("help")
        await bob.answers(in_topic_of=customer, text="/resolve")
    await desk.time_passes(hours=30)

    await in_private(desk).writes("/reopen_window 24h")

    def is_closed(customer: Customer) -> bool:
        return "No ticket is open" in desk.card_of(customer).text

    await desk.until(lambda: all(is_closed(customer) for customer in customers))


async def test_new_deadlines_hold_for_tickets_and_clocks_that_wait_already(opens: OpensStory) -> None:
    desk = await opens(starts_at=MONDAY)
    alice, bob, olga = desk.customer("Alice"), desk.operator("Bob"), in_private(desk)
    await olga.writes("/sla resolve 10h")
    await alice.writes("help")
    await bob.answers(in_topic_of=alice, text="/take")
    assert await planned(desk) == (None, MONDAY + timedelta(hours=8))

    await olga.writes("/returns 2h")
    await olga.writes("/alerts warn 50%")
    await desk.running_app.jobs.sweep()

    assert await planned(desk) == (MONDAY + timedelta(hours=2), MONDAY + timedelta(hours=5))


async def test_the_menu_works_before_there_is_a_group(opens: OpensStory) -> None:
    desk = await opens(operator_group_id=None)
    olga = in_private(desk)
    await olga.writes("/settings")

    await desk.admin().presses("Assignment", olga.inbox[-1])
    await desk.admin().presses("In turn", olga.inbox[-1])

    assert await changes(desk) == [("assignment", "manual", "round robin")]


async def test_relay_mode_holds_at_once(desk: Story) -> None:
    alice, bob = desk.customer("Alice"), desk.operator("Bob")
    await alice.writes("help")
    olga, menu = await opens_settings(desk)
    await olga.presses("What is relayed", menu)
    await olga.presses("◻️ Only replies reach the customer", menu)

    await bob.answers(in_topic_of=alice, text="among ourselves")
    await bob.replies(desk.in_topic_of(alice)[0], "to you")

    assert alice.sees("to you")
    assert not alice.sees("among ourselves")
