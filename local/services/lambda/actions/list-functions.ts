import { action } from '../../../kernel/index.ts';
import { functionNamed } from '../functions.ts';
import { describeFunction } from './get-function.ts';

/** ListFunctions: by name, fifty a page. */
export const listFunctions = action(
  'ListFunctions',
  () => [{ action: 'lambda:ListFunctions', resource: '*' }],
  (input: { readonly Marker?: string; readonly MaxItems?: number }, { cloud }) => {
    const limit = Math.min(input.MaxItems ?? 50, 50);
    const rows = cloud.db.all<{ name: string }>(
      'SELECT name FROM lambda_functions WHERE name > ? ORDER BY name LIMIT ?',
      input.Marker ?? '',
      limit + 1,
    );
    const page = rows.slice(0, limit);
    return {
      Functions: page.map(({ name }) => describeFunction(functionNamed(name, cloud))),
      NextMarker: rows.length > limit ? page.at(-1)!.name : undefined,
    };
  },
);
