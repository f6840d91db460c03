"""The emoji that bots may react with."""

from collections.abc import Sequence

from aiogram.types import ReactionTypeEmoji

# Bot API: the 73 emoji of ReactionTypeEmoji; there is no check mark, cross or hourglass among them.
ALLOWED = frozenset(
    (
        "👍 👎 ❤ 🔥 🥰 👏 😁 🤔 🤯 😱 🤬 😢 🎉 🤩 🤮 💩 🙏 👌 🕊 "
        "🤡 🥱 🥴 😍 🐳 ❤‍🔥 🌚 🌭 💯 🤣 ⚡ 🍌 🏆 💔 🤨 😐 🍓 🍾 💋 "
        "🖕 😈 😴 😭 🤓 👻 👨‍💻 👀 🎃 🙈 😇 😨 🤝 ✍ 🤗 🫡 🎅 🎄 ☃ "
        "💅 🤪 🗿 🆒 💘 🙉 🦄 😘 💊 🙊 😎 👾 🤷‍♂ 🤷 🤷‍♀ 😡 "
    ).split()
)

DELIVERED = "👌"
UNDELIVERED = "👎"


def mirrored_emoji(reactions: Sequence[object]) -> str | None:
    """The one a bot can show of somebody's reactions: the last standard emoji."""
    for reaction in reversed(reactions):
        if isinstance(reaction, ReactionTypeEmoji):
            emoji = reaction.emoji.replace("\ufe0f", "")
            if emoji in ALLOWED:
                return emoji
    return None
