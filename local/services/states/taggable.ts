import type { Cloud } from '../../kernel/index.ts';
import { resourceNotFound } from './errors.ts';

/** Throws unless the ARN is that of a state machine or an activity. */
export function checkTaggable(cloud: Cloud, arn: string): void {
  const found = cloud.db.get(
    'SELECT arn FROM states_machines WHERE arn = ?1 UNION SELECT arn FROM states_activities WHERE arn = ?1',
    arn,
  );
  if (!found) throw resourceNotFound(arn);
}
