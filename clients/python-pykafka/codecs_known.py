"""gzip comes with Python; snappy and lz4 are packages that the client finds where they are installed."""

from importlib.metadata import version

from pykafka.common import CompressionType

from connect import REPOSITORY
from result import NotOffered

CODECS = {
    "none": CompressionType.NONE,
    "gzip": CompressionType.GZIP,
    "snappy": CompressionType.SNAPPY,
    "lz4": CompressionType.LZ4,
}
PACKAGES = {"snappy": "python-snappy", "lz4": "lz4"}


def codec_named(name: str) -> int:
    if name not in CODECS:
        raise NotOffered(f"{REPOSITORY}/blob/2.8.0/pykafka/common.py")
    return CODECS[name]


def extra_of(codec: str) -> list[str]:
    package = PACKAGES.get(codec)
    return [f"{package} {version(package)}"] if package else []
