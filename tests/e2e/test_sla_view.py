"""A bare /sla shows what is promised, what is at risk, and how well promises were kept."""

from datetime import UTC, datetime

from tests.e2e.conftest import OpensStory
from tests.e2e.story import Operator, Story

HOURS = "mon-fri 09:00-18:00 Europe/Berlin"
MONDAY_NOON = datetime(2026, 6, 8, 10, tzinfo=UTC)  # 12:00 in Berlin
SUNDAY = datetime(2026, 6, 7, 10, tzinfo=UTC)


async def asks(desk: Story, who: Operator) -> str:
    """What is said in General."""
    await who.writes_in_general("/sla")
    return desk.in_general()[-1].text


async def test_a_desk_that_promises_nothing_says_how_to(desk: Story) -> None:
    said = await asks(desk, desk.operator("Bob"))

    assert "Nothing yet. An admin states it so: /sla first 15m" in said
    assert "24/7 UTC" in said
    assert "🟢 Open now." in said
    assert "Most at risk" not in said
    assert "No promise has come to its end yet." in said


async def test_it_says_what_is_in_force_and_when_the_desk_opens(opens: OpensStory) -> None:
    desk = await opens(starts_at=SUNDAY, timezone="Europe/Berlin")
    await desk.prefers(promises="first 15m next 30m; high: first 5m", hours=HOURS, holidays="DE-BE")

    said = await asks(desk, desk.operator("Bob"))

    assert "first 15m next 30m; high: first 5m" in said
    assert HOURS in said
    assert "Holidays: DE-BE" in said
    assert "🌙 Closed now, opens Jun 8, 2026, 9:00 AM." in said
    assert "nothing, no clock is running" in said


async def test_tickets_at_risk_are_linked_overdue_ones_first(opens: OpensStory) -> None:
    desk = await opens(starts_at=MONDAY_NOON)
    await desk.promises("first 1h resolve 2h", hours=HOURS)
    alice, carol = desk.customer("<b>Alice</b>"), desk.customer("Carol")
    bob = desk.operator("Bob")
    await alice.writes("help")
    await desk.time_passes(minutes=50)
    await carol.writes("help")
    await desk.time_passes(minutes=20)

    said = await asks(desk, bob)

    first, second = [line for line in said.splitlines() if "#" in line]
    assert first.startswith("🚨 #1 <b>Alice</b> · First answer · overdue by 10 min, since Jun 8, 2026, 11")
    assert second.startswith("⏱ #2 Carol · First answer · due in 39 min") or "due in 40 min" in second
    links = [e["url"] for e in desk.in_general()[-1].content["entities"] if e["type"] == "text_link"]
    assert links == [
        f"https://t.me/c/{str(desk.group.id)[4:]}/{desk.topics_of(one)[0].id}" for one in (alice, carol)
    ]


async def test_ten_are_shown_at_most(roomy_desk: Story) -> None:
    desk = roomy_desk
    await desk.promises("first 1h next 1h resolve 1h")
    for number in range(12):
        desk.customer(f"C{number:02}").person.writes("help")
    await desk.settled()

    said = await asks(desk, desk.operator("Bob"))

    assert said.count("· First answer ·") == 10


async def test_the_record_of_the_last_days_comes_from_finished_clocks(opens: OpensStory) -> None:
    desk = await opens(starts_at=MONDAY_NOON)
    await desk.promises("first 30m", hours=HOURS)
    bob = desk.operator("Bob")
    for number, minutes in enumerate((5, 10, 20, 40)):
        customer = desk.customer(f"C{number}")
        await customer.writes("help")
        await desk.time_passes(minutes=minutes)
        await bob.answers(in_topic_of=customer, text="here")

    said = await asks(desk, bob)
    assert "First answer: 75% kept (3 of 4)" in said
    assert "half within 10 min, nine of ten within 40 min" in said

    await desk.time_passes(days=8)
    assert "No promise has come to its end yet." in await asks(desk, bob)


async def test_in_a_customers_topic_its_own_clocks_come_first(opens: OpensStory) -> None:
    desk = await opens(starts_at=MONDAY_NOON)
    await desk.promises("first 30m next 1h resolve 8h", hours=HOURS)
    alice, bob = desk.customer("Alice"), desk.operator("Bob")
    await alice.writes("help")
    await desk.time_passes(minutes=10)
    await bob.answers(in_topic_of=alice, text="here")

    await bob.answers(in_topic_of=alice, text="/sla")

    said = desk.in_topic_of(alice)[-1].text.splitlines()
    assert said[0] == "⏱ This ticket"
    assert said[1].startswith("First answer: ✅ met · 10 min")
    assert said[1].endswith("of 30 min")
    assert said[2].startswith("Resolution: ⏸ paused · 10 min")
    assert alice.inbox[-1].text == "here"


async def test_an_overdue_clock_of_its_own_is_called_so(opens: OpensStory) -> None:
    desk = await opens(starts_at=MONDAY_NOON)
    await desk.promises("first 30m", hours=HOURS)
    alice, bob = desk.customer("Alice"), desk.operator("Bob")
    await alice.writes("help")
    await desk.time_passes(minutes=40)

    await bob.answers(in_topic_of=alice, text="/sla")

    assert bob.sees("First answer: 🚨 overdue · due Jun 8, 2026, 10:30 AM", in_topic_of=alice)


async def test_a_topic_without_a_ticket_shows_what_holds_for_all(desk: Story) -> None:
    alice, bob = desk.customer("Alice"), desk.operator("Bob")
    await alice.writes("help")
    await bob.answers(in_topic_of=alice, text="/resolve")
    await desk.time_passes(hours=73)

    await bob.answers(in_topic_of=alice, text="/sla")

    assert desk.in_topic_of(alice)[-1].text.startswith("📜 What is promised")


async def test_an_admin_sees_it_in_private(desk: Story) -> None:
    olga = desk.admin()

    olga.person.writes("/sla")
    await desk.settled()

    assert "What is promised" in olga.person.inbox[-1].text


async def test_an_anonymous_admin_sees_it_too(desk: Story) -> None:
    await desk.admin().writes_in_general("/sla", as_group=True)

    assert "What is promised" in desk.in_general()[-1].text
