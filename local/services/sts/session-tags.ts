import { AwsError } from '../../errors.ts';
import type { Principal, Tags } from '../../kernel/index.ts';

/** Tags of a session, as they are sent. */
export interface TagInput {
  readonly Tags?: readonly { readonly Key: string; readonly Value: string }[];
  readonly TransitiveTagKeys?: readonly string[];
}

/** The tags a session is asked for with. Throws STS's errors. Source: IAM user guide, id_session-tags. */
export function sessionTags(input: TagInput, by: Principal): Tags {
  const tags = input.Tags ?? [];
  const keys = new Set(tags.map(({ Key }) => Key.toLowerCase()));
  if (keys.size < tags.length)
    throw wrong('Duplicate tag keys found. Please note that Tag keys are case insensitive.');
  if (tags.some(({ Key }) => /^aws:/i.test(Key))) {
    throw new AwsError('ValidationError', 'System tags can neither be added nor removed.', {
      status: 400,
    });
  }
  const unset = (input.TransitiveTagKeys ?? []).find((key) => !keys.has(key.toLowerCase()));
  if (unset !== undefined)
    throw wrong('The specified transitive tag key must be included in the requested tags.');
  const handedOn = by.kind === 'role' ? (by.transitiveTagKeys ?? []) : [];
  if (handedOn.some((key) => keys.has(key.toLowerCase()))) {
    throw wrong(
      "One of the specified transitive tag keys can't be set because it conflicts with a transitive tag key from the calling session.",
    );
  }
  return Object.fromEntries(tags.map(({ Key, Value }) => [Key, Value]));
}

function wrong(message: string): AwsError {
  return new AwsError('InvalidParameterValue', message, { status: 400 });
}
