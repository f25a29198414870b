import { kmsError } from './errors.ts';

/** Tags as KMS writes them. */
export type TagList = readonly { readonly TagKey?: string; readonly TagValue?: string }[];

/** Reads and checks tags. Throws TagException. */
export function readTags(tags: TagList): Readonly<Record<string, string>> {
  const read = new Map<string, string>();
  for (const { TagKey = '', TagValue = '' } of tags) {
    if (read.has(TagKey)) throw kmsError('TagException', 'Duplicate tag keys');
    if (TagKey === '' || TagKey.length > 128 || TagValue.length > 256 || /^aws:/i.test(TagKey))
      throw kmsError('TagException', 'Tags cannot start with aws:');
    read.set(TagKey, TagValue);
  }
  if (read.size > 50) throw kmsError('TagException', 'Too many tags');
  return Object.fromEntries(read);
}
