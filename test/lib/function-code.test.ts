import { expect, test } from 'vitest';
import { functionCode } from '../../lib/private/function-code.ts';
import { exclusively } from '../support/assembly.ts';

test('a function without a handler names the functions that there are', async () => {
  await exclusively(() => {
    expect(() => functionCode('make-coffee')).toThrow(
      expect.objectContaining({
        code: 'UnknownFunction',
        message: expect.stringContaining("write 'lambda/make-coffee/handler.ts', there are: admit-upload, "),
      }),
    );
  });
});
