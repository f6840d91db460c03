"""A forum topic, and the rules about its name and icon."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from bot.sandbox.errors import bad_request

if TYPE_CHECKING:
    from bot.sandbox.bots import BotAccount
    from bot.sandbox.messages import SandboxMessage
    from bot.sandbox.people import Person

GENERAL_ID = 1
MAX_NAME_LENGTH = 128
# Bot API: the only colours that createForumTopic takes.
ICON_COLORS = (7322096, 16766590, 13338331, 9367192, 16749490, 16478047)
# The free icons that getForumTopicIconStickers returns; any other identifier is DOCUMENT_INVALID.
ICON_EMOJI = {
    "5434144690511290129": "📰",
    "5312536423851630001": "💡",
    "5312016608254762256": "⚡️",
    "5377544228505134960": "🎙",
    "5418085807791545980": "🔝",
    "5370870893004203704": "🗣",
    "5420216386448270341": "🆒",
    "5379748062124056162": "❗️",
    "5373251851074415873": "📝",
    "5433614043006903194": "📆",
    "5357315181649076022": "📁",
    "5309965701241379366": "🔎",
    "5309984423003823246": "📣",
    "5312241539987020022": "🔥",
    "5312138559556164615": "❤️",
    "5377316857231450742": "❓",
    "5350305691942788490": "📈",
    "5350713563512052787": "📉",
    "5309958691854754293": "💎",
    "5350452584119279096": "💰",
    "5309929258443874898": "💸",
    "5377690785674175481": "🪙",
    "5310107765874632305": "💱",
    "5377438129928020693": "⁉️",
    "5309950797704865693": "🎮",
    "5350554349074391003": "💻",
    "5409357944619802453": "📱",
    "5312322066328853156": "🚗",
    "5312486108309757006": "🏠",
    "5310029292527164639": "💘",
    "5310228579009699834": "🎉",
    "5377498341074542641": "‼️",
    "5312315739842026755": "🏆",
    "5408906741125490282": "🏁",
    "5368653135101310687": "🎬",
    "5310045076531978942": "🎵",
    "5420331611830886484": "🔞",
    "5350481781306958339": "📚",
    "5357107601584693888": "👑",
    "5375159220280762629": "⚽️",
    "5384327463629233871": "🏀",
    "5350513667144163474": "📺",
    "5357121491508928442": "👀",
    "5357185426392096577": "🫦",
    "5310157398516703416": "🍓",
    "5310262535021142850": "💄",
    "5368741306484925109": "👠",
    "5348436127038579546": "✈️",
    "5357120306097956843": "🧳",
    "5310303848311562896": "🏖",
    "5350424168615649565": "⛅️",
    "5413625003218313783": "🦄",
    "5350699789551935589": "🛍",
    "5377478880577724584": "👜",
    "5431492767249342908": "🛒",
    "5350497316203668441": "🚂",
    "5350422527938141909": "🛥",
    "5418196338774907917": "🏔",
    "5350648297189023928": "🏕",
    "5309832892262654231": "🤖",
    "5350751634102166060": "🪩",
    "5377624166436445368": "🎟",
    "5386395194029515402": "🏴‍☠️",
    "5350387571199319521": "🗳",
    "5357419403325481346": "🎓",
    "5368585403467048206": "🔭",
    "5377580546748588396": "🔬",
    "5377317729109811382": "🎶",
    "5382003830487523366": "🎤",
    "5357298525765902091": "🕺",
    "5357370526597653193": "💃",
    "5357188789351490453": "🪖",
    "5348227245599105972": "💼",
    "5411138633765757782": "🧪",
    "5386435923204382258": "👨‍👩‍👧‍👦",
    "5377675010259297233": "👶",
    "5386609083400856174": "🤰",
    "5368808634392257474": "💅",
    "5350548830041415279": "🏛",
    "5355127101970194557": "🧮",
    "5386379624773066504": "🖨",
    "5377494501373780436": "👮‍♂️",
    "5350307998340226571": "🩺",
    "5310094636159607472": "💊",
    "5310139157790596888": "💉",
    "5377468357907849200": "🧼",
    "5418115271267197333": "🪪",
    "5372819184658949787": "🛃",
    "5350344462612570293": "🍽",
    "5384574037701696503": "🐟",
    "5310039132297242441": "🎨",
    "5350658016700013471": "🎭",
    "5357504778685392027": "🎩",
    "5350367161514732241": "🔮",
    "5350520238444126134": "🍹",
    "5310132165583840589": "🎂",
    "5350392020785437399": "☕️",
    "5350406176997646350": "🍣",
    "5350403544182694064": "🍔",
    "5350444672789519765": "🍕",
    "5312424913615723286": "🦠",
    "5417915203100613993": "💬",
    "5312054580060625569": "🎄",
    "5309744892677727325": "🎃",
    "5238156910363950406": "✍️",
    "5235579393115438657": "⭐️",
    "5237699328843200968": "✅",
    "5238027455754680851": "🎖",
    "5238234236955148254": "🤡",
    "5237889595894414384": "🧠",
    "5237999392438371490": "🦮",
    "5235912661102773458": "🐈",
}


@dataclass(slots=True)
class Topic:
    """A topic; its id is the message_id of its creation message (1 for General).

    `is_archived` is the fate of old topics in very large groups: people see them, bots cannot reach them.
    """

    id: int
    name: str
    icon_color: int
    icon_custom_emoji_id: str = ""
    creator: Person | BotAccount | None = None
    is_closed: bool = False
    is_hidden: bool = False
    is_deleted: bool = False
    is_archived: bool = False
    messages_ever: list[SandboxMessage] = field(default_factory=list, repr=False)
    # Unix time at which the Bot API server last asked the core about this topic, for each bot.
    looked_up_at: dict[int, float] = field(default_factory=dict, repr=False)

    @property
    def messages(self) -> list[SandboxMessage]:
        """Messages that exist now, oldest first."""
        return [message for message in self.messages_ever if not message.is_deleted]

    @property
    def texts(self) -> list[str]:
        """Texts and captions of the messages that are not service messages."""
        return [message.text for message in self.messages if not message.is_service]

    def as_json(self) -> dict[str, Any]:
        """The ForumTopic object."""
        raw: dict[str, Any] = {
            "message_thread_id": self.id,
            "name": self.name,
            "icon_color": self.icon_color,
        }
        if self.icon_custom_emoji_id:
            raw["icon_custom_emoji_id"] = self.icon_custom_emoji_id
        return raw


def clean_name(name: str) -> str:
    """A topic name as Telegram stores it: control characters and extra spaces gone, cut to 128 characters."""
    # Bot API: a longer name is silently truncated, not refused.
    visible = "".join(
        " " if character < " " or character in "\u00a0\u2028\u2029" else character for character in name
    )
    return re.sub(r" {2,}", " ", visible).strip()[:MAX_NAME_LENGTH].strip()


def checked_name(name: str) -> str:
    """`clean_name`, refusing what is empty after cleaning."""
    cleaned = clean_name(name)
    if not cleaned:
        raise bad_request("name must be non-empty")
    return cleaned


def checked_icon(custom_emoji_id: str) -> str:
    """An icon identifier that bots may use."""
    if custom_emoji_id and custom_emoji_id not in ICON_EMOJI:
        raise bad_request("DOCUMENT_INVALID")
    return custom_emoji_id


def icon_stickers() -> list[dict[str, Any]]:
    """The result of getForumTopicIconStickers."""
    return [
        {
            "file_id": f"CAACAgIAAxUAAWicon{identifier}",
            "file_unique_id": f"AgADicon{identifier[-8:]}",
            "type": "custom_emoji",
            "width": 100,
            "height": 100,
            "is_animated": True,
            "is_video": False,
            "emoji": emoji,
            "set_name": "Topics",
            "custom_emoji_id": identifier,
            "needs_repainting": False,
            "file_size": 12_000,
        }
        for identifier, emoji in ICON_EMOJI.items()
    ]
