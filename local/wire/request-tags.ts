import type { Permission } from '../kernel/index.ts';

/** A tag, in any of the ways in which APIs write one. */
type Tag = Readonly<
  Partial<Record<'Key' | 'key' | 'TagKey' | 'Value' | 'value' | 'TagValue', string>>
>;

/** Members of inputs, as far as they are about tags. */
interface TaggedInput {
  readonly Tags?: readonly (Tag | null)[] | Readonly<Record<string, string>>;
  readonly tags?: readonly (Tag | null)[] | Readonly<Record<string, string>>;
  readonly TagKeys?: readonly string[];
  readonly tagKeys?: readonly string[];
}

/**
 * `aws:RequestTag` and `aws:TagKeys` of a call: the tags that it would set, or the keys that it would
 * take away. Nothing where it has none. Source: IAM user guide, access_tags.
 */
export function requestTags(input: unknown): Permission['context'] {
  const { Tags, tags = Tags, TagKeys, tagKeys = TagKeys } = (input ?? {}) as TaggedInput;
  const pairs = pairsOf(tags);
  const keys = tagKeys ?? pairs.map(([key]) => key);
  if (keys.length === 0) return undefined;
  return {
    ...Object.fromEntries(pairs.map(([key, value]) => [`aws:RequestTag/${key}`, value])),
    'aws:TagKeys': keys,
  };
}

function pairsOf(tags: TaggedInput['Tags']): readonly (readonly [string, string])[] {
  if (!tags) return [];
  if (!isList(tags)) return Object.entries(tags);
  return tags.map((tag) => pairOf(tag ?? {}));
}

function pairOf(tag: Tag): readonly [string, string] {
  const { Key, key = Key, TagKey = key, Value, value = Value, TagValue = value } = tag;
  return [TagKey ?? '', TagValue ?? ''];
}

function isList(tags: NonNullable<TaggedInput['Tags']>): tags is readonly (Tag | null)[] {
  return Array.isArray(tags);
}
