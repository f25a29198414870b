import { describe, expect, test } from 'vitest';
import { difference } from './compare.ts';
import { recordingWith } from './recording.ts';

function compared(expected: unknown, actual: unknown, words: string[] = [], inner: string[] = []) {
  return difference(expected, actual, recordingWith(words, inner));
}

describe('values', () => {
  test.each([
    ['numbers by value', 1.0, 1],
    ['text that is a number with the number', '1', 1],
    ['JSON text as JSON', { a: [1] }, '{"a": [1]}'],
    ['JSON texts as JSON', '{"a":1,"b":2}', '{"b": 2, "a": 1}'],
    ['any value with the word for a moment', 'datetime', 12],
    ['any value with the name of its member', { HostId: 'host-id' }, { HostId: 'xyz' }],
    ['bytes in the notation of Python', "b'\\xff\\n'", "b'\\xff\\n'"],
    ['bytes that are text with the text', "b'it\\'s'", "it's"],
    ['a moment within a text', 'at datetime.', 'at 2024-05-06T07:08:09Z.'],
    ['members that only one side has with nothing', { a: 1, b: 2 }, { a: 1, c: 3 }],
    ['elements in another order', [{ a: 1 }, { a: 2 }], [{ a: 2 }, { a: 1 }]],
  ])('%s', (_, expected, actual) => {
    expect(compared(expected, actual)).toBeUndefined();
  });

  test.each([
    ['true with 1', 1, true, '$: want 1 got true'],
    ['a word for any value with nothing', 'uuid', null, '$: want uuid got null'],
    ['a text with an object', 'text', { a: 1 }, '$: want text got {"a":1}'],
    ['another value deep inside', { a: [{ b: 1 }] }, { a: [{ b: 2 }] }, '$.a[0].b: want 1 got 2'],
    ['lists of other lengths', [1, 2], [1], '$: want 2 elements got 1'],
    ['other elements', [1, 2], [2, 3], '$[0]: want 1 got 2'],
    ['no member in common', { a: 1 }, { b: 1 }, '$: none of the recorded members a'],
    ['an object with a list', { a: 1 }, [1], '$: want an object got [1]'],
    ['bytes with others', "b'\\xff'", "b'\\xfe'", "$: want b'\\xff' got b'\\xfe'"],
  ])('not %s', (_, expected, actual, problem) => {
    expect(compared(expected, actual)).toBe(problem);
  });

  test('of the metadata only the status counts', () => {
    const answer = (HTTPStatusCode: number, HTTPHeaders: object) => ({
      ResponseMetadata: { HTTPStatusCode, HTTPHeaders },
    });
    expect(compared(answer(200, { a: 1 }), answer(200, { b: 2 }))).toBeUndefined();
    expect(compared(answer(200, {}), answer(400, {}))).toBe(
      '$.ResponseMetadata: want status 200 got 400',
    );
  });
});

describe('tokens', () => {
  test('a numbered one has one value throughout', () => {
    const recording = recordingWith();
    expect(difference('arn:<name:1>', 'arn:one', recording)).toBeUndefined();
    expect(difference(['<name:1>', '<name:2>'], ['one', 'two'], recording)).toBeUndefined();
    expect(difference('<name:1>', 'two', recording)).toBe('$: want <name:1> got two');
    expect(compared('<a:1>/<a:1>', 'x/x')).toBeUndefined();
    expect(compared('<a:1>/<a:1>', 'x/y')).toBe('$: want <a:1>/<a:1> got x/y');
  });

  test('one without a number is any text', () => {
    expect(compared(['<uuid>', '<uuid>'], ['one', 'two'])).toBeUndefined();
  });

  test('one stands for part of the name of a member', () => {
    expect(compared({ '<key:1>': 1, b: '<key:1>' }, { x: 1, b: 'x' })).toBeUndefined();
  });

  test('what did not fit binds nothing', () => {
    const recording = recordingWith();
    const expected = [
      { n: '<n:1>', v: 1 },
      { n: '<n:2>', v: 2 },
    ];
    expect(
      difference(
        expected,
        [
          { n: 'b', v: 2 },
          { n: 'a', v: 1 },
        ],
        recording,
      ),
    ).toBeUndefined();
    expect(Object.fromEntries(recording.bound)).toEqual({ '<n:1>': 'a', '<n:2>': 'b' });
  });

  test('the words of a recording stand for a whole, or for a part', () => {
    expect(compared('my-word', 'anything', ['my-word'])).toBeUndefined();
    expect(compared('is my-word here', 'is x here', ['my-word'])).toBeDefined();
    expect(compared('is my-word here', 'is x here', [], ['my-word'])).toBeUndefined();
  });
});
