import type { StackRow } from '../../cloudformation/stack-store.ts';
import type { Cloud } from '../../kernel/index.ts';
import type { Deployment } from './body.ts';
import { give } from './given.ts';
import { tellStatus } from './lifecycle.ts';
import { stackNamed } from './stacks.ts';

/** A stack of which there is only a change set: nothing of it is made yet. */
export function announceStack(name: string, { given }: Deployment, cloud: Cloud): StackRow {
  const { db, world, region, accountId } = cloud;
  const id = `arn:aws:cloudformation:${region}:${accountId}:stack/${name}/${world.uuid()}`;
  return db.transaction(() => {
    db.run(
      'INSERT INTO cloudformation_stacks VALUES (?, ?, ?, NULL, ?, ?, ?, ?)',
      name,
      id,
      'REVIEW_IN_PROGRESS',
      '{"Resources":{}}',
      '{}',
      world.now(),
      world.now(),
    );
    give(id, { ...given, parameters: {} }, cloud);
    tellStatus({ id, name }, 'REVIEW_IN_PROGRESS', cloud, 'User Initiated');
    return stackNamed(id, cloud);
  });
}
