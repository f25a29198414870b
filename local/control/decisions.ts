import { roleSession } from '../auth/credentials.ts';
import { LocalCloudError } from '../errors.ts';
import type { Control } from './controls.ts';

/** What was denied of late, the newest first, with what kept each statement from counting. */
export const listDenials: Control = ({ current }) => ({
  denials: current().authorizer.denials.list(),
});

/** Decides whether a `role` may do an `action` on a `resource`, and says why. */
export const explainDecision: Control = ({ current }, body) => {
  const { cloud, authorizer } = current();
  const [role, action, resource] = ['role', 'action', 'resource'].map((name) => textIn(body, name));
  const name = role!.replace(/^arn:.*:role\//, '');
  const session = roleSession(cloud.accountId, name, 'question');
  return authorizer.explain(session, { action: action!, resource: resource! });
};

function textIn(body: Readonly<Record<string, unknown>>, name: string): string {
  const value = body[name];
  if (typeof value === 'string' && value !== '') return value;
  throw new LocalCloudError('Question', `give '${name}' as text: who asks for what on what`);
}
