"""Languages: which ones the desk speaks, and in which one a customer wants to be spoken to."""

from html import escape

from aiogram.types import User

from bot.domain.answers import Button, Keyboard
from bot.domain.errors import WrongInput
from bot.domain.language_texts import AUTO, read_language
from bot.domain.presses import Press, data_of
from bot.i18n.texts import languages, spoken
from bot.services import customers
from bot.services.answers import bare
from bot.services.desk import Desk
from bot.views.spoken import language_name, language_name_in_english
from db.models import Customer

SUBJECT = "l"
IN_ROW = 2


def read(typed: str) -> str:
    """The tag of a language that the desk speaks, or `AUTO`.

    Raises:
        WrongInput: `language-unknown`, with `known` and an `example`.
    """
    known = languages()
    every_name = {
        name: tag for tag in known for name in (tag, language_name(tag), language_name_in_english(tag))
    }
    try:
        return read_language(typed, every_name)
    except WrongInput as wrong:
        listed = ", ".join(f"{tag} ({language_name(tag)})" for tag in known)
        raise WrongInput(wrong.text_key, typed, known=listed, example=known[-1]) from None


async def asked(desk: Desk, user: User, typed: str) -> None:
    """Answer a customer's /language: alone with buttons, with a language by speaking it from now on."""
    customer = await customers.meet(desk, user)
    if customer.banned_at is not None:
        return customers.tell_ban(desk, customer)
    if not typed.strip():
        which = desk.words_for(customer.language, "language-which")
        return desk.outbox.say_to_customer(customer.id, which, keyboard=_buttons(desk, customer))
    try:
        wanted = read(typed)
    except WrongInput as wrong:
        said = {name: escape(str(value)) for name, value in wrong.variables.items()}
        unknown = desk.words_for(customer.language, "language-unknown", **said)
        return desk.outbox.say_to_customer(customer.id, unknown, keyboard=_buttons(desk, customer))
    await _choose(desk, customer, wanted, user.language_code)
    return desk.outbox.say_to_customer(customer.id, _confirmation(desk, customer))


async def pressed(desk: Desk, press: Press) -> None:
    """Speak the language of the button; data of no button of this message has no effect."""
    customer = await desk.people.customer(press.user_id)
    wanted = press.words[-1]
    if customer is None or not press.is_offered or wanted not in (*languages(), AUTO):
        language = customer.language if customer else press.language
        return desk.toast(press.id, bare(desk.words_for(language, "language-stale")))
    if customer.banned_at is not None:
        return desk.toast(press.id, bare(desk.words_for(customer.language, "banned")))
    await _choose(desk, customer, wanted, press.language)
    said = _confirmation(desk, customer)
    desk.outbox.rewrite(press.chat_id, press.message_id, said, _buttons(desk, customer))
    return desk.toast(press.id, "")


async def _choose(desk: Desk, customer: Customer, wanted: str, in_telegram: str | None) -> None:
    customer.language_is_chosen = wanted != AUTO
    customer.language = wanted if customer.language_is_chosen else in_telegram
    await customers.refresh_card(desk, customer)


def _confirmation(desk: Desk, customer: Customer) -> str:
    """In the new language; an admin is told too what does not follow it."""
    language = customer.language
    name = language_name(spoken(language))
    if customer.language_is_chosen:
        said = desk.words_for(language, "language-chosen", name=name)
    else:
        said = desk.words_for(language, "language-followed", name=name)
    if customer.id not in desk.rules.admin_ids:
        return said
    desks_own = language_name(spoken(desk.wording.language))
    exception = desk.wording.texts.get("language-of-desk", language, name=desks_own)
    return f"{said}\n{exception}"


def _buttons(desk: Desk, customer: Customer) -> Keyboard:
    """One for each language, and one for that of Telegram; a mark shows which holds."""
    chosen = spoken(customer.language) if customer.language_is_chosen else AUTO
    as_in_telegram = desk.words_for(customer.language, "language-as-in-telegram")
    names = {**{tag: language_name(tag) for tag in languages()}, AUTO: bare(as_in_telegram)}
    *each, last = (
        Button(f"● {name}" if tag == chosen else name, data_of(SUBJECT, tag)) for tag, name in names.items()
    )
    return (*(each[at : at + IN_ROW] for at in range(0, len(each), IN_ROW)), [last])
