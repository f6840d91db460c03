"""Contact: Telegram is lost when calls keep failing, or when nothing is heard at all."""

from bot.contact import LOST_AFTER, SILENT_AFTER, Contact


def test_before_the_first_answer_there_is_no_contact() -> None:
    assert Contact().fault(0.0) == "it has not answered yet"


def test_a_single_broken_connection_is_nothing_to_say() -> None:
    contact = Contact()
    contact.heard(100.0)
    contact.lost(101.0)

    assert contact.fault(101.0 + LOST_AFTER / 2) is None

    contact.heard(101.0 + LOST_AFTER / 2)
    assert contact.fault(101.0 + LOST_AFTER) is None


def test_calls_that_keep_failing_are_told_with_how_long() -> None:
    contact = Contact()
    contact.heard(100.0)
    contact.lost(101.0)
    contact.lost(110.0)

    assert contact.fault(101.0 + LOST_AFTER) == f"calls have been failing for {LOST_AFTER:.0f} s"


def test_silence_is_told_even_if_no_call_has_failed() -> None:
    contact = Contact()
    contact.heard(100.0)

    assert not contact.is_old(100.0 + SILENT_AFTER - 1)
    assert contact.fault(100.0 + SILENT_AFTER - 1) is None
    assert contact.is_old(100.0 + SILENT_AFTER)
    assert contact.fault(100.0 + SILENT_AFTER) == f"it has not been heard for {SILENT_AFTER:.0f} s"
