"""Opening hours: customers learn once when operators are back, and in hours how soon they may hear."""

from datetime import UTC, datetime

import pytest

from tests.e2e.conftest import OpensStory
from tests.e2e.story import Story

FRIDAY_EVENING = datetime(2026, 6, 5, 19, tzinfo=UTC)  # 21:00 in Berlin
MONDAY_MORNING = datetime(2026, 6, 8, 7, tzinfo=UTC)  # 9:00 in Berlin
OFFICE_HOURS = "mon-fri 09:00-13:00,14:00-18:00 Europe/Berlin"
AWAY = "Our team is away now"
BACK_ON_MONDAY = "will be back Mon, Jun 8, 9:00 AM (Berlin)."
USUALLY = "We usually answer"


@pytest.fixture
async def desk(opens: OpensStory) -> Story:
    """It is Friday evening, the desk is closed."""
    desk = await opens(starts_at=FRIDAY_EVENING)
    await desk.prefers(hours=OFFICE_HOURS)
    return desk


async def test_the_first_message_out_of_hours_learns_when_operators_are_back(desk: Story) -> None:
    alice = desk.customer("Alice")

    await alice.writes("help")
    await alice.writes("please")
    await desk.time_passes(days=1)
    await alice.writes("anybody?")

    (told,) = alice.sees(AWAY)
    assert BACK_ON_MONDAY in told.text
    assert len(desk.in_topic_of(alice)) == 3  # operators are not told what they know


async def test_each_closed_period_is_told_of_once(desk: Story) -> None:
    alice, bob = desk.customer("Alice"), desk.operator("Bob")
    await alice.writes("help")

    await desk.time_comes(datetime(2026, 6, 8, 11, 30, tzinfo=UTC))  # 13:30, lunch
    await alice.writes("hello?")
    await alice.writes("hello??")
    await desk.time_comes(datetime(2026, 6, 8, 12, 30, tzinfo=UTC))
    await alice.writes("you are back!")
    await bob.answers(in_topic_of=alice, text="we are")
    await desk.time_comes(datetime(2026, 6, 8, 17, tzinfo=UTC))
    await alice.writes("good night")

    assert [told.text.partition("back ")[2] for told in alice.sees(AWAY)] == [
        "Mon, Jun 8, 9:00 AM (Berlin).",
        "Mon, Jun 8, 2:00 PM (Berlin).",
        "Tue, Jun 9, 9:00 AM (Berlin).",
    ]


async def test_in_hours_nobody_is_told(desk: Story) -> None:
    await desk.time_comes(MONDAY_MORNING)
    alice = desk.customer("Alice")

    await alice.writes("help")

    assert not alice.sees(AWAY)


async def test_a_desk_without_hours_is_never_closed(opens: OpensStory) -> None:
    desk = await opens(starts_at=FRIDAY_EVENING)
    alice = desk.customer("Alice")

    await alice.writes("help")

    assert not alice.sees(AWAY)


async def test_holidays_are_closed_too(opens: OpensStory) -> None:
    desk = await opens(starts_at=datetime(2026, 5, 1, 10, tzinfo=UTC))  # Labour Day, a Friday
    await desk.prefers(hours=OFFICE_HOURS, holidays="DE")
    alice = desk.customer("Alice")

    await alice.writes("help")

    assert alice.sees("will be back Mon, May 4, 9:00 AM (Berlin).")


async def test_a_restart_in_a_closed_period_tells_nobody_again(desk: Story) -> None:
    alice = desk.customer("Alice")
    await alice.writes("help")

    await desk.restart()
    await alice.writes("please")

    assert len(alice.sees(AWAY)) == 1


async def test_other_hours_meanwhile_are_told_anew(desk: Story) -> None:
    alice = desk.customer("Alice")
    await alice.writes("help")

    await desk.prefers(hours="mon-fri 09:00-18:00; sat 10:00-14:00 Europe/Berlin")
    await alice.writes("please")

    first, second = alice.sees(AWAY)
    assert BACK_ON_MONDAY in first.text
    assert "Sat, Jun 6, 10:00 AM (Berlin)" in second.text


async def test_it_is_said_in_the_customers_language(desk: Story) -> None:
    ivan, klaus = desk.customer("Ivan", language_code="ru"), desk.customer("Klaus", language_code="de")

    await ivan.writes("помогите")
    await klaus.writes("hilfe")

    assert ivan.sees("вернёмся: пн, 8 июн., 09:00 (Берлин)")
    assert klaus.sees(BACK_ON_MONDAY)  # there is no German yet, so neither is the day


async def test_admins_may_say_it_in_their_own_words(desk: Story) -> None:
    await desk.prefers(texts={"closed-now": {"de": "Wir sind {opens} wieder da."}})
    klaus, alice = desk.customer("Klaus", language_code="de"), desk.customer("Alice")

    await klaus.writes("hilfe")
    await alice.writes("help")

    assert klaus.sees("Wir sind Mo., 8. Juni, 09:00 (Berlin) wieder da.")
    assert alice.sees(BACK_ON_MONDAY)


async def test_admins_may_keep_silent(desk: Story) -> None:
    await desk.prefers(tell_closed=False)
    alice = desk.customer("Alice")

    await alice.writes("help")

    assert not alice.sees(AWAY)


async def test_whoever_is_banned_is_told_nothing(desk: Story) -> None:
    alice, bob = desk.customer("Alice"), desk.operator("Bob")
    await alice.writes("spam")
    await bob.answers(in_topic_of=alice, text="/ban")
    await desk.time_passes(days=3)

    await alice.writes("spam")

    assert len(alice.sees(AWAY)) == 1


async def test_who_answers_out_of_hours_is_there(desk: Story) -> None:
    """A ticket that an operator begins is not answered by the desk's being away."""
    await desk.time_comes(MONDAY_MORNING)
    alice, bob = desk.customer("Alice"), desk.operator("Bob")
    await alice.starts()
    await desk.time_comes(datetime(2026, 6, 8, 18, tzinfo=UTC))
    await bob.writes_in_general(f"/open {alice.id}")
    await bob.answers(in_topic_of=alice, text="your parcel has come back")

    await alice.writes("oh")

    assert bob.sees("oh", in_topic_of=alice)
    assert not alice.sees(AWAY)


async def test_albums_are_told_once(desk: Story) -> None:
    alice = desk.customer("Alice")

    await alice.sends_album(["photo", "photo", "photo"])

    assert len(alice.sees(AWAY)) == 1


async def test_being_told_is_no_answer(desk: Story) -> None:
    alice = desk.customer("Alice")

    await alice.writes("help")

    assert "🔴 open" in desk.card_of(alice).text
    assert desk.icon_of(alice) == "❗️"


# How soon


async def lately(desk: Story, minutes: list[int]) -> None:
    """Customers were answered after so many minutes."""
    bob = desk.operator("Bob")
    for number, some in enumerate(minutes):
        customer = desk.customer(f"Earlier{number}")
        await customer.writes("help")
        await desk.time_passes(minutes=some)
        await bob.answers(in_topic_of=customer, text="here you are")


async def test_in_hours_new_customers_learn_how_long_answers_take(opens: OpensStory) -> None:
    desk = await opens(starts_at=MONDAY_MORNING)
    await desk.prefers(hours=OFFICE_HOURS, tell_expected_time=True)
    await lately(desk, [1, 3, 12, 20, 13])
    alice = desk.customer("Alice")

    await alice.writes("help")
    await alice.writes("please")

    (told,) = alice.sees(USUALLY)
    assert told.text.endswith("We usually answer within 15 minutes.")


async def test_what_does_not_fit_before_closing_is_said_as_a_time(opens: OpensStory) -> None:
    desk = await opens(starts_at=MONDAY_MORNING)
    await desk.prefers(hours=OFFICE_HOURS, tell_expected_time=True)
    await lately(desk, [30, 30, 30, 30, 30])
    await desk.time_comes(datetime(2026, 6, 8, 15, 50, tzinfo=UTC))  # 17:50
    ivan = desk.customer("Ivan", language_code="ru")

    await ivan.writes("помогите")

    assert ivan.sees("вт, 9 июн., 09:20 (Берлин)")


async def test_too_few_answers_say_nothing(opens: OpensStory) -> None:
    desk = await opens(starts_at=MONDAY_MORNING)
    await desk.prefers(tell_expected_time=True)
    await lately(desk, [1, 2, 3, 4])
    alice = desk.customer("Alice")

    await alice.writes("help")

    assert not alice.sees(USUALLY)


async def test_answers_of_long_ago_say_nothing(opens: OpensStory) -> None:
    desk = await opens(starts_at=MONDAY_MORNING)
    await desk.prefers(tell_expected_time=True)
    await lately(desk, [1, 1, 1, 1, 1])
    await desk.time_passes(days=8)
    alice = desk.customer("Alice")

    await alice.writes("help")

    assert not alice.sees(USUALLY)


async def test_nights_do_not_count_as_waiting(opens: OpensStory) -> None:
    desk = await opens(starts_at=FRIDAY_EVENING)
    await desk.prefers(hours=OFFICE_HOURS, tell_expected_time=True, tell_closed=False)
    customers = [desk.customer(f"Earlier{number}") for number in range(5)]
    for customer in customers:
        await customer.writes("help")
    await desk.time_comes(datetime(2026, 6, 8, 7, 9, tzinfo=UTC))
    bob, alice = desk.operator("Bob"), desk.customer("Alice")
    for customer in customers:
        await bob.answers(in_topic_of=customer, text="here you are")

    await alice.writes("help")

    assert alice.sees("within 10 minutes.")


async def test_out_of_hours_only_the_opening_is_told(desk: Story) -> None:
    await desk.prefers(tell_expected_time=True)
    alice = desk.customer("Alice")

    await alice.writes("help")

    assert alice.sees(AWAY)
    assert not alice.sees(USUALLY)
