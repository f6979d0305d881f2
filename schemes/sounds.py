"""Recordings of somebody speaking, told by their content: what a phone or a browser records, and never a film."""

import struct

MP3, M4A, WAV, OGG, WEBM = "audio/mpeg", "audio/mp4", "audio/wav", "audio/ogg", "audio/webm"
SOUNDS = (MP3, M4A, WAV, OGG, WEBM)

# Kilobits a second and samples a second of MP3, by the numbers a frame begins with (ISO/IEC 11172-3, 13818-3).
_V1 = (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320)
_V2 = (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160)
_RATES = {3: (44100, 48000, 32000), 2: (22050, 24000, 16000), 0: (11025, 12000, 8000)}
_HOLDERS = {b"moov", b"trak", b"mdia"}  # boxes of MP4 that hold boxes


def sound_type(content: bytes) -> str:
    """The media type of a recording; empty for anything else, a film among them."""
    if content[:4] == b"RIFF" and content[8:12] == b"WAVE":
        return WAV if b"fmt " in content[12:4096] else ""
    if content[:4] == b"OggS":
        head = content[:4096]
        speaks = any(mark in head for mark in (b"OpusHead", b"\x01vorbis", b"Speex   "))
        return OGG if speaks and b"theora" not in head else ""
    if content[:4] == b"\x1a\x45\xdf\xa3":
        head = content[:65536]
        speaks = b"webm" in head[:64] and any(mark in head for mark in (b"A_OPUS", b"A_VORBIS"))
        return WEBM if speaks and b"V_" not in head else ""
    if content[4:8] == b"ftyp":
        tracks = list(_tracks(content, 0, len(content)))
        return M4A if b"soun" in tracks and b"vide" not in tracks else ""
    return MP3 if _is_mp3(content) else ""


def _tracks(content: bytes, start: int, end: int, depth: int = 0):
    """What the tracks of an MP4 are of: sound, pictures, text."""
    looked = 0
    while start + 8 <= end and looked < 1000 and depth < 5:
        looked += 1
        size, kind = struct.unpack(">I4s", content[start : start + 8])
        body = start + 8
        if size == 1 and start + 16 <= end:
            size, body = struct.unpack(">Q", content[body : body + 8])[0], body + 8
        size = size or end - start
        if size < body - start:
            return
        if kind == b"hdlr":
            yield content[body + 8 : body + 12]
        elif kind in _HOLDERS:
            yield from _tracks(content, body, min(start + size, end), depth + 1)
        start += size


def _is_mp3(content: bytes) -> bool:
    """Whether two frames follow each other, after the words about the recording if there are any."""
    start = 0
    if content[:3] == b"ID3" and len(content) > 10:
        a, b, c, d = content[6:10]
        start = 10 + ((a & 127) << 21 | (b & 127) << 14 | (c & 127) << 7 | (d & 127))
        while content[start : start + 1] == b"\0" and start < len(content):  # padding
            start += 1
    length = _frame(content[start : start + 4])
    return bool(length and _frame(content[start + length : start + length + 4]))


def _frame(head: bytes) -> int:
    """How many bytes the frame that begins like this is long; none where no frame begins so."""
    if len(head) < 4 or head[0] != 255 or head[1] & 0xE6 != 0xE2:  # layer III alone
        return 0
    version, bits, rate = head[1] >> 3 & 3, head[2] >> 4, head[2] >> 2 & 3
    if version == 1 or bits in (0, 15) or rate == 3:
        return 0
    kilobits = (_V1 if version == 3 else _V2)[bits]
    return (144 if version == 3 else 72) * kilobits * 1000 // _RATES[version][rate] + (head[2] >> 1 & 1)
