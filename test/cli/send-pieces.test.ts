import { expect, test } from 'vitest';
import { sendPieces } from '../../cli/erasure/send-pieces.ts';

type Client = Parameters<typeof sendPieces>[0];

interface Input {
  readonly PartNumber?: number;
  readonly Body?: Uint8Array;
}

/** An S3 that keeps what it was sent, and may fail at a part. */
function bucket(failsAt?: number) {
  const sent: string[] = [];
  const bodies: Uint8Array[] = [];
  const send = ({ constructor, input }: { constructor: { name: string }; input: Input }) => {
    sent.push(constructor.name.replace('Command', ''));
    if (input.PartNumber !== undefined && input.PartNumber === failsAt) {
      return Promise.reject(new TypeError('the connection was reset'));
    }
    if (input.Body !== undefined) bodies.push(Uint8Array.from(input.Body));
    return Promise.resolve({ UploadId: 'u', ETag: `e${input.PartNumber}` });
  };
  return { client: { send } as unknown as Client, sent, bodies };
}

/** So many pieces of 5 MiB, each of its own number. */
async function* pieces(count: number): AsyncIterable<Uint8Array> {
  await Promise.resolve();
  for (let at = 0; at < count; at += 1) yield new Uint8Array(5 * 2 ** 20).fill(at);
}

const name = { Bucket: 'landing', Key: 'k' };

test.each([0, 1, 3])(
  '%i pieces that are smaller than a part are written at once',
  async (count) => {
    const { client, sent, bodies } = bucket();
    await sendPieces(client, name, pieces(count));
    expect(sent).toEqual(['PutObject']);
    expect(bodies[0]!.length).toBe(count * 5 * 2 ** 20);
  },
);

test('more go in parts that are the pieces in their order', async () => {
  const { client, sent, bodies } = bucket();
  await sendPieces(client, name, pieces(7));
  expect(sent).toEqual([
    'CreateMultipartUpload',
    ...['UploadPart', 'UploadPart', 'UploadPart'],
    'CompleteMultipartUpload',
  ]);
  expect(bodies.map(({ length }) => length / 2 ** 20)).toEqual([16, 16, 3]);
  expect(Buffer.concat(bodies).filter((_byte, at) => at % (5 * 2 ** 20) === 0)).toEqual(
    Buffer.from([0, 1, 2, 3, 4, 5, 6]),
  );
});

test('what does not come to its end leaves no parts behind', async () => {
  const { client, sent } = bucket(2);
  await expect(sendPieces(client, name, pieces(7))).rejects.toThrow('reset');
  expect(sent.at(-1)).toBe('AbortMultipartUpload');
});
