"""Files as Telegram knows them: one content, one identifier for each bot."""

import base64
import binascii
import itertools
from dataclasses import dataclass, field
from typing import Any

# First letters of real file identifiers, so that a mixed-up identifier is seen at a glance.
PREFIXES = {
    "photo": "AgAC",
    "video": "BAAC",
    "animation": "CgAC",
    "audio": "CQAC",
    "voice": "AwAC",
    "video_note": "DQAC",
    "document": "BQAC",
    "sticker": "CAAC",
    "thumbnail": "AAMC",
    "live_photo": "LwAC",
}
# Names that TDLib prints in "can't use file of type X as Y".
TYPE_NAMES = {
    "photo": "Photo",
    "video": "Video",
    "animation": "Animation",
    "audio": "Audio",
    "voice": "VoiceNote",
    "video_note": "VideoNote",
    "document": "Document",
    "sticker": "Sticker",
    "thumbnail": "Thumbnail",
    "live_photo": "LivePhoto",
}
FOLDERS = {
    "photo": ("photos", "jpg"),
    "video": ("videos", "mp4"),
    "animation": ("animations", "mp4"),
    "audio": ("music", "mp3"),
    "voice": ("voice", "oga"),
    "video_note": ("video_notes", "mp4"),
    "document": ("documents", "bin"),
    "sticker": ("stickers", "webp"),
    "thumbnail": ("thumbnails", "jpg"),
    "live_photo": ("videos", "mp4"),
}

LINK_LIFETIME = 3600


@dataclass(slots=True)
class StoredFile:
    """One file of the world; `fields` are its Bot API fields without the two identifiers."""

    unique_id: str
    number: int
    kind: str
    size: int
    fields: dict[str, Any]
    content: bytes | None = None
    # All sizes of the photo that this file is one size of.
    sizes: list[dict[str, Any]] | None = None
    # Unix time until which each bot may download the file.
    offered_until: dict[int, int] = field(default_factory=dict)

    @property
    def path(self) -> str:
        """`file_path` as getFile gives it."""
        folder, extension = FOLDERS[self.kind]
        name = self.fields.get("file_name", "")
        if self.kind == "document" and "." in name:
            extension = name.rsplit(".", 1)[1]
        return f"{folder}/file_{self.number}.{extension}"

    def offer(self, bot_id: int, now: int) -> None:
        """Make the download link of this bot valid."""
        # Bot API: the link is guaranteed to be valid for at least one hour.
        self.offered_until[bot_id] = now + LINK_LIFETIME

    def is_offered(self, bot_id: int, now: int) -> bool:
        """Whether this bot's download link is valid."""
        return now <= self.offered_until.get(bot_id, 0)

    def body(self) -> bytes:
        """What a download returns; a file without given content is zeros of its declared size."""
        return self.content if self.content is not None else bytes(self.size)


class FileStore:
    """All files of a world by unique identifier."""

    def __init__(self) -> None:
        self._files: dict[str, StoredFile] = {}
        self._paths: dict[str, StoredFile] = {}
        self._numbers = itertools.count(1)

    def add(self, kind: str, fields: dict[str, Any], content: bytes | None = None) -> StoredFile:
        """Store a file; `fields` may hold `file_size` in bytes."""
        number = next(self._numbers)
        size = len(content) if content is not None else int(fields.get("file_size", 1000 + number))
        unique = f"AgAD{number:08d}"
        stored = StoredFile(unique, number, kind, size, {**fields, "file_size": size}, content)
        self._files[unique] = stored
        self._paths[stored.path] = stored
        return stored

    def by_unique_id(self, unique_id: str) -> StoredFile:
        return self._files[unique_id]

    def by_path(self, path: str) -> StoredFile | None:
        return self._paths.get(path)

    def by_file_id(self, file_id: str, bot_id: int) -> StoredFile | None:
        """The file behind an identifier; None if it is malformed or was given to another bot."""
        # Bot API: file_id is bound to the bot; file_unique_id cannot be used to send or download.
        try:
            owner, _, unique = base64.urlsafe_b64decode(file_id[4:] + "==").decode().partition(":")
        except (ValueError, binascii.Error):
            return None
        stored = self._files.get(unique)
        if stored is None or owner != str(bot_id) or file_id[:4] != PREFIXES[stored.kind]:
            return None
        return stored

    def file_id(self, unique_id: str, bot_id: int) -> str:
        """The identifier under which this bot knows the file."""
        token = base64.urlsafe_b64encode(f"{bot_id}:{unique_id}".encode()).decode().rstrip("=")
        return PREFIXES[self._files[unique_id].kind] + token

    def for_bot(self, value: Any, bot_id: int) -> Any:
        """A deep copy of content in which every file_id is this bot's."""
        if isinstance(value, dict):
            if "file_unique_id" in value:
                out = {key: self.for_bot(item, bot_id) for key, item in value.items() if key != "file_id"}
                return {"file_id": self.file_id(value["file_unique_id"], bot_id), **out}
            return {key: self.for_bot(item, bot_id) for key, item in value.items()}
        if isinstance(value, list):
            return [self.for_bot(item, bot_id) for item in value]
        return value
