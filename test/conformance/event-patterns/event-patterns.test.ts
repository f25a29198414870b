import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { AwsError } from '../../../local/errors.ts';
import { testEventPattern } from '../../../local/services/events/actions/test-event-pattern.ts';
import { compilePattern } from '../../../local/services/events/pattern/compile.ts';
import { eventOf } from '../../../local/services/events/pattern/event-text.ts';
import { parseJsonText } from '../../../local/services/events/pattern/json-text.ts';

interface Row {
  readonly id: string;
  readonly pattern?: object;
  readonly patternRaw?: string;
  readonly event?: object;
  readonly eventRaw?: string;
  readonly match?: boolean | 'error';
  readonly valid?: boolean;
  readonly errorCode?: string;
  readonly errorMessage?: string | null;
}

function readRows(name: string): readonly Row[] {
  const path = `test/conformance/event-patterns/${name}.jsonl.gz`;
  return gunzipSync(readFileSync(path))
    .toString('utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Row);
}

/** Result, `valid` or the code of the refusal, and its text. */
function answerOf(work: () => boolean | 'valid'): readonly [unknown, string?] {
  try {
    return [work()];
  } catch (error) {
    if (error instanceof AwsError) return [error.code, error.message];
    throw error;
  }
}

function wantedOf({ match, valid, errorCode = 'InvalidEventPatternException' }: Row): unknown {
  if (valid !== undefined) return valid ? 'valid' : errorCode;
  return match === 'error' ? errorCode : match;
}

test.each(['engine-tests', 'engine-generated'])('patterns match as in the engine: %s', (name) => {
  const problems = readRows(name).flatMap((row) => {
    const pattern = row.patternRaw ?? JSON.stringify(row.pattern);
    const event = row.eventRaw ?? JSON.stringify(row.event);
    const [got] = answerOf(() => {
      const matches = compilePattern(pattern);
      return row.valid === undefined ? matches(eventOf(parseJsonText(event)) as never) : 'valid';
    });
    return got === wantedOf(row) ? [] : [{ id: row.id, got, pattern, event }];
  });
  expect(problems).toEqual([]);
});

test('TestEventPattern answers and refuses as recorded from AWS, texts included', () => {
  const problems = readRows('recorded').flatMap((row) => {
    const input = {
      EventPattern: row.patternRaw ?? JSON.stringify(row.pattern),
      Event: row.eventRaw ?? JSON.stringify(row.event),
    };
    const [got, text] = answerOf(() => {
      const output = testEventPattern.run(input, undefined as never) as { Result: boolean };
      return output.Result;
    });
    const sameText = !row.errorMessage || row.errorMessage === text;
    return got === wantedOf(row) && sameText ? [] : [{ id: row.id, got, text, ...input }];
  });
  expect(problems).toEqual([]);
});
