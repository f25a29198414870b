import { action } from '../../../kernel/index.ts';
import { describeFunction } from '../describe.ts';
import { bareName } from '../names.ts';
import { onFunction } from '../permissions.ts';
import { publish } from '../versions.ts';
import type { Publication } from '../versions.ts';

/** PublishVersion: where nothing has changed since the last one, that one. */
export const publishVersion = action(
  'PublishVersion',
  onFunction('PublishVersion'),
  (input: Publication & { readonly FunctionName: string }, { cloud }) =>
    describeFunction(publish(bareName(input.FunctionName), input, cloud), cloud),
);
