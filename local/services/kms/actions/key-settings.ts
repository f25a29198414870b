import { action } from '../../../kernel/index.ts';
import { kmsError } from '../errors.ts';
import { demandNotPending, demandUsable, keyNamed, onKey } from '../keys.ts';
import type { KeyInput } from '../keys.ts';
import { pageOf } from '../paging.ts';
import type { PageInput } from '../paging.ts';
import { readPolicy } from '../policies.ts';
import { readTags } from '../tags.ts';
import type { TagList } from '../tags.ts';

type PolicyInput = KeyInput & { readonly PolicyName?: string };

/** Days between two rotations. */
const ROTATION = 365;

/** PutKeyPolicy. */
export const putKeyPolicy = action(
  'PutKeyPolicy',
  onKey('PutKeyPolicy'),
  (input: PolicyInput & { readonly Policy: string }, context) => {
    const key = keyNamed(input.KeyId, context);
    demandDefault(input);
    demandNotPending(key);
    context.cloud.db.run(
      'UPDATE kms_keys SET policy = ? WHERE id = ?',
      readPolicy(input.Policy),
      key.id,
    );
    return {};
  },
);

/** GetKeyPolicy. */
export const getKeyPolicy = action(
  'GetKeyPolicy',
  onKey('GetKeyPolicy'),
  (input: PolicyInput, context) => {
    demandDefault(input);
    return { Policy: keyNamed(input.KeyId, context).policy, PolicyName: 'default' };
  },
);

/** ListKeyPolicies: every key has one. */
export const listKeyPolicies = action(
  'ListKeyPolicies',
  onKey('ListKeyPolicies'),
  (input: KeyInput, context) => {
    keyNamed(input.KeyId, context);
    return { PolicyNames: ['default'], Truncated: false };
  },
);

/** EnableKeyRotation. */
export const enableKeyRotation = action(
  'EnableKeyRotation',
  onKey('EnableKeyRotation'),
  ({ KeyId }: KeyInput, context) => {
    const key = keyNamed(KeyId, context);
    demandUsable(key);
    context.cloud.db.run('UPDATE kms_keys SET rotates = 1 WHERE id = ?', key.id);
    return {};
  },
);

/** DisableKeyRotation. */
export const disableKeyRotation = action(
  'DisableKeyRotation',
  onKey('DisableKeyRotation'),
  ({ KeyId }: KeyInput, context) => {
    const key = keyNamed(KeyId, context);
    demandUsable(key);
    context.cloud.db.run('UPDATE kms_keys SET rotates = 0 WHERE id = ?', key.id);
    return {};
  },
);

/** GetKeyRotationStatus. */
export const getKeyRotationStatus = action(
  'GetKeyRotationStatus',
  onKey('GetKeyRotationStatus'),
  ({ KeyId }: KeyInput, context) => {
    const key = keyNamed(KeyId, context);
    const { rotates, created } = key;
    return {
      KeyId: key.arn,
      KeyRotationEnabled: rotates === 1,
      RotationPeriodInDays: rotates ? ROTATION : undefined,
      NextRotationDate: rotates ? new Date(created + ROTATION * 86_400_000) : undefined,
    };
  },
);

/** TagResource. */
export const tagResource = action(
  'TagResource',
  onKey('TagResource'),
  (input: KeyInput & { readonly Tags: TagList }, context) => {
    const key = keyNamed(input.KeyId, context);
    demandNotPending(key);
    const tags = { ...(JSON.parse(key.tags) as object), ...readTags(input.Tags) };
    context.cloud.db.run('UPDATE kms_keys SET tags = ? WHERE id = ?', JSON.stringify(tags), key.id);
    return {};
  },
);

/** UntagResource. */
export const untagResource = action(
  'UntagResource',
  onKey('UntagResource'),
  (input: KeyInput & { readonly TagKeys: readonly string[] }, context) => {
    const key = keyNamed(input.KeyId, context);
    demandNotPending(key);
    const kept = Object.entries(JSON.parse(key.tags) as object).filter(
      ([name]) => !input.TagKeys.includes(name),
    );
    context.cloud.db.run(
      'UPDATE kms_keys SET tags = ? WHERE id = ?',
      JSON.stringify(Object.fromEntries(kept)),
      key.id,
    );
    return {};
  },
);

/** ListResourceTags. */
export const listResourceTags = action(
  'ListResourceTags',
  onKey('ListResourceTags'),
  (input: KeyInput & PageInput, context) => {
    const tags = JSON.parse(keyNamed(input.KeyId, context).tags) as Record<string, string>;
    const { page, told } = pageOf(Object.entries(tags), input);
    return { Tags: page.map(([TagKey, TagValue]) => ({ TagKey, TagValue })), ...told };
  },
);

function demandDefault({ PolicyName = 'default' }: PolicyInput): void {
  if (PolicyName !== 'default') throw kmsError('NotFoundException', 'No such policy exists');
}
