"""gzip comes with Python; the other codecs, and quick checksums, are packages that the client's extras name."""

from importlib.metadata import version

PACKAGES = {"crc32c": "crc32c", "snappy": "python-snappy", "lz4": "lz4", "zstd": "zstandard"}


def extra_of(codec: str) -> list[str]:
    package = PACKAGES.get(codec)
    return [f"kafka-python[{codec}]: {package} {version(package)}"] if package else []
