"""gzip comes with Python; the other codecs are in one package of their own, which the client's extras name."""

from importlib.metadata import version


def extra_of(codec: str) -> list[str]:
    return (
        [f"aiokafka[{codec}]: cramjam {version('cramjam')}"]
        if codec in ("snappy", "lz4", "zstd")
        else []
    )
