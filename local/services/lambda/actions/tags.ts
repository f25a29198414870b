import { HTTP_STATUS, action } from '../../../kernel/index.ts';
import type { ActionContext, Cloud, Tags } from '../../../kernel/index.ts';
import { invalidParameter, notFound } from '../errors.ts';
import { findMapping, putMapping, settingsOf } from '../event-sources/mappings.ts';
import { headOf } from '../functions.ts';
import { parseName } from '../names.ts';
import { functionPermission } from '../permissions.ts';
import { mappingId } from '../tags.ts';

type Tagged = { readonly Resource: string };

const onResource =
  (name: string) =>
  ({ Resource }: Tagged, { cloud }: ActionContext) =>
    mappingId(Resource) === undefined
      ? [functionPermission(name, { FunctionName: parseName(Resource).name }, cloud)]
      : [{ action: `lambda:${name}`, resource: Resource }];

/** TagResource: of a function or a mapping. */
export const tagResource = action(
  'TagResource',
  onResource('TagResource'),
  (input: Tagged & { readonly Tags: Tags }, { cloud }) => {
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

function mappingOf(id: string, cloud: Cloud) {
  const row = findMapping(id, cloud);
  if (row) return row;
  throw notFound('The resource you requested does not exist.');
}

function tagsOf({ Resource }: Tagged, cloud: Cloud): Tags {
  const id = mappingId(Resource);
  if (id !== undefined) return settingsOf(mappingOf(id, cloud)).Tags ?? {};
  if (parseName(Resource).qualifier !== undefined) {
    throw invalidParameter(
      'Tags on function aliases and versions are not supported. Please specify a function ARN.',
    );
  }
  return JSON.parse(headOf(Resource, cloud).tags) as Tags;
}

function store({ Resource }: Tagged, tags: Tags, cloud: Cloud) {
  const id = mappingId(Resource);
  if (id !== undefined) {
    const row = mappingOf(id, cloud);
    putMapping({ ...row, settings: JSON.stringify({ ...settingsOf(row), Tags: tags }) }, cloud);
  } else {
    cloud.db.run(
      'UPDATE lambda_heads SET tags = ? WHERE name = ?',
      JSON.stringify(tags),
      parseName(Resource).name,
    );
  }
  return { [HTTP_STATUS]: 204 };
}
