"""Files in memory: what a bot or a person sent."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from typing import Literal

from sandbox.errors import ApiError, Json, refuse
from sandbox.pictures import image_size

PHOTO_LIMIT = 10 * 1024 * 1024
DOCUMENT_LIMIT = 50 * 1024 * 1024
DOWNLOAD_LIMIT = 20 * 1024 * 1024
KEEP = 500  # files remembered


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as it came in a request."""

    name: str
    data: bytes
    mime: str = "application/octet-stream"


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A file with its id; `path` is what getFile answers and what the download address ends with."""

    file_id: str
    unique_id: str
    kind: Literal["photo", "document"]
    path: str
    name: str
    mime: str
    data: bytes
    size: tuple[int, int] | None = None

    def as_json(self) -> Json:
        return {"file_id": self.file_id, "file_unique_id": self.unique_id, "file_size": len(self.data)}

    def content(self) -> Json:
        """The part of a message that shows this file."""
        if self.kind == "document":
            return {"document": {"file_name": self.name, "mime_type": self.mime, **self.as_json()}}
        width, height = self.size or (1, 1)
        return {"photo": [{"width": width, "height": height, **self.as_json()}]}


class Files:
    """The store; the oldest files are forgotten."""

    def __init__(self) -> None:
        self._by_id: dict[str, StoredFile] = {}
        self._by_path: dict[str, StoredFile] = {}
        self._count = 0

    def photo(self, upload: Upload) -> StoredFile:
        """Store a picture; refuses what Telegram cannot show as a photo."""
        if not upload.data:
            raise refuse("file must be non-empty")
        if len(upload.data) > PHOTO_LIMIT:
            raise refuse("file is too big for a photo")
        size = image_size(upload.data)
        if size is None:
            raise refuse("IMAGE_PROCESS_FAILED")
        width, height = size
        if not width or not height or width + height > 10_000 or max(size) > 20 * min(size):
            raise refuse("PHOTO_INVALID_DIMENSIONS")
        return self._store("photo", upload, "photos", size)

    def document(self, upload: Upload) -> StoredFile:
        if not upload.data:
            raise refuse("file must be non-empty")
        if len(upload.data) > DOCUMENT_LIMIT:
            raise ApiError(413, "Request Entity Too Large")
        return self._store("document", upload, "documents", None)

    def get(self, file_id: str) -> StoredFile | None:
        return self._by_id.get(file_id)

    def at(self, path: str) -> StoredFile | None:
        return self._by_path.get(path)

    def _store(
        self, kind: Literal["photo", "document"], upload: Upload, folder: str, size: tuple[int, int] | None
    ) -> StoredFile:
        ending = upload.name.rpartition(".")[2].lower() if "." in upload.name else ""
        ending = ending if ending.isalnum() else "bin"
        path = f"{folder}/file_{self._count}.{'jpg' if kind == 'photo' and ending == 'bin' else ending}"
        self._count += 1
        unique = hashlib.sha256(upload.data).hexdigest()[:16]
        file_id = ("AgAC" if kind == "photo" else "BQAC") + secrets.token_urlsafe(36)
        stored = StoredFile(file_id, unique, kind, path, upload.name, upload.mime, upload.data, size)
        self._by_id[file_id] = stored
        self._by_path[path] = stored
        if len(self._by_id) > KEEP:
            oldest = next(iter(self._by_id))
            del self._by_path[self._by_id.pop(oldest).path]
        return stored
