import { HTTP_STATUS, action } from '../../../kernel/index.ts';
import type { ActionContext, Cloud } from '../../../kernel/index.ts';
import { invalidParameter } from '../errors.ts';
import { headOf } from '../functions.ts';
import { bareName } from '../names.ts';
import { functionPermission } from '../permissions.ts';

type Tagged = { readonly Resource: string };

const onResource =
  (name: string) =>
  ({ Resource }: Tagged, { cloud }: ActionContext) => [
    functionPermission(name, { FunctionName: bareName(Resource) }, cloud),
  ];

/** TagResource. */
export const tagResource = action(
  'TagResource',
  onResource('TagResource'),
  (input: Tagged & { readonly Tags: Readonly<Record<string, string>> }, { cloud }) => {
    const tags = { ...tagsOf(input, cloud), ...input.Tags };
    if (Object.keys(input.Tags).length === 0)
      throw invalidParameter('An error occurred and the request cannot be processed.');
    if (Object.keys(tags).length > 50)
      throw invalidParameter('Number of tags exceeds resource tag limit.');
    return store(input, tags, cloud);
  },
);

/** UntagResource. */
export const untagResource = action(
  'UntagResource',
  onResource('UntagResource'),
  (input: Tagged & { readonly TagKeys: readonly string[] }, { cloud }) => {
    const kept = Object.entries(tagsOf(input, cloud)).filter(
      ([key]) => !input.TagKeys.includes(key),
    );
    return store(input, Object.fromEntries(kept), cloud);
  },
);

/** ListTags. */
export const listTags = action('ListTags', onResource('ListTags'), (input: Tagged, { cloud }) => ({
  Tags: tagsOf(input, cloud),
}));

function tagsOf({ Resource }: Tagged, cloud: Cloud): Readonly<Record<string, string>> {
  return JSON.parse(headOf(Resource, cloud).tags) as Record<string, string>;
}

function store({ Resource }: Tagged, tags: Readonly<Record<string, string>>, cloud: Cloud) {
  cloud.db.run(
    'UPDATE lambda_heads SET tags = ? WHERE name = ?',
    JSON.stringify(tags),
    bareName(Resource),
  );
  return { [HTTP_STATUS]: 204 };
}
