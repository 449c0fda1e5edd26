// kafkajs ships gzip alone; the others are registered by whoever needs them.
import { promisify } from 'node:util';
import { zstdCompress, zstdDecompress } from 'node:zlib';
import kafkajs from 'kafkajs';
import SnappyCodec from 'kafkajs-snappy';
import { compressFrame, decompressFrame } from 'lz4-napi';

const { CompressionCodecs, CompressionTypes } = kafkajs;
interface Encoder {
  buffer: Buffer;
}

const compressZstd = promisify(zstdCompress);
const decompressZstd = promisify(zstdDecompress);

const extras: Record<string, { type: number; codec: () => unknown; extra: string[] }> = {
  snappy: { type: CompressionTypes.Snappy, codec: SnappyCodec, extra: ['kafkajs-snappy 1.1.0'] },
  // kafkajs-lz4 brings an addon (lz4 0.6.5) that has to be compiled; lz4js makes frames of blocks that depend on each other,
  // which the broker refuses. What lz4-napi makes is the frame that Kafka reads: its blocks are independent.
  lz4: {
    type: CompressionTypes.LZ4,
    codec: () => ({
      compress: ({ buffer }: Encoder) => compressFrame(buffer),
      decompress: (buffer: Buffer) => decompressFrame(buffer),
    }),
    extra: ['lz4-napi 2.10.0 and a codec of ten lines'],
  },
  zstd: {
    type: CompressionTypes.ZSTD,
    codec: () => ({
      compress: ({ buffer }: Encoder) => compressZstd(buffer),
      decompress: (buffer: Buffer) => decompressZstd(buffer),
    }),
    extra: ['node:zlib (Node 22.15 or newer) and a codec of ten lines'],
  },
};

/** Makes every codec readable and writable. */
export function registerCodecs(): void {
  for (const { type, codec } of Object.values(extras)) CompressionCodecs[type as 2] = codec as never;
}

/** The codec's number for `send`, and what it took beyond kafkajs. */
export function codecNamed(name: string): { compression: number; extra: string[] } {
  const compression = { none: CompressionTypes.None, gzip: CompressionTypes.GZIP }[name];
  if (compression !== undefined) return { compression, extra: [] };
  const found = extras[name];
  if (!found) throw new Error(`no codec ${name}`);
  return { compression: found.type, extra: found.extra };
}
