import { NotEmulated } from '../../../errors.ts';
import { action } from '../../../kernel/index.ts';
import type { ActionContext } from '../../../kernel/index.ts';
import { ssmError } from '../errors.ts';
import { newestOf, parameterPermission } from '../parameters.ts';
import { putTags, tagsOf } from '../tags.ts';
import type { TagList } from '../tags.ts';

/** What is tagged: here parameters only. */
export interface ResourceInput {
  readonly ResourceType: string;
  readonly ResourceId: string;
}

const onResource = (name: string) => (input: ResourceInput, context: ActionContext) => [
  parameterPermission(name, input.ResourceId, context),
];

/** AddTagsToResource. */
export const addTagsToResource = action(
  'AddTagsToResource',
  onResource('AddTagsToResource'),
  (input: ResourceInput & { readonly Tags: TagList }, context) => {
    const name = existing(input, context);
    const added = Object.fromEntries(input.Tags.map(({ Key, Value }) => [Key, Value]));
    putTags(name, { ...tagsOf(name, context), ...added }, context);
    return {};
  },
);

/** RemoveTagsFromResource. */
export const removeTagsFromResource = action(
  'RemoveTagsFromResource',
  onResource('RemoveTagsFromResource'),
  (input: ResourceInput & { readonly TagKeys: readonly string[] }, context) => {
    const name = existing(input, context);
    const kept = Object.entries(tagsOf(name, context)).filter(
      ([key]) => !input.TagKeys.includes(key),
    );
    putTags(name, Object.fromEntries(kept), context);
    return {};
  },
);

/** ListTagsForResource. */
export const listTagsForResource = action(
  'ListTagsForResource',
  onResource('ListTagsForResource'),
  (input: ResourceInput, context) => ({
    TagList: Object.entries(tagsOf(existing(input, context), context)).map(([Key, Value]) => ({
      Key,
      Value,
    })),
  }),
);

function existing({ ResourceType, ResourceId }: ResourceInput, context: ActionContext): string {
  if (ResourceType !== 'Parameter')
    throw new NotEmulated(`tags of the resource type '${ResourceType}'`, 'tag parameters');
  if (newestOf(ResourceId, context)) return ResourceId;
  throw ssmError(
    'InvalidResourceId',
    'The resource ID is not valid. Verify that you entered the correct ID and try again.',
  );
}
