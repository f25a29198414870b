import { cloudCommand } from '../aws/cloud-command.ts';
import { byGrant, isUnseen, neverUsed, readGranted, readUsed } from '../aws/used-permissions.ts';
import type { GrantedPermission, UsedPermission } from '../aws/used-permissions.ts';
import { table } from '../terminal/table.ts';
import { count } from '../terminal/words.ts';

/**
 * `perennial permissions`: which permissions were used, and which were given for nothing. Read by a
 * person, uses are told by the resource that is granted; as JSON, by every resource that was used.
 */
export const permissions = cloudCommand({
  name: 'permissions',
  arguments: '',
  summary: 'local cloud only: permissions that roles used, and those that they have and never used',
  options: { unused: { type: 'boolean', help: 'only those that were never used' } },
  examples: ['perennial permissions', 'perennial permissions --unused --json'],
  run: async (context) => {
    const used = await readUsed(context.connection);
    const granted = await readGranted(context.connection);
    const all = neverUsed(granted, used);
    const folded = byGrant(used, granted);
    const [unused, unseen] = [all.filter((one) => !isUnseen(one)), all.filter(isUnseen)];
    context.show(
      context.flag('unused') ? { unused } : { used, unused, unseen },
      context.flag('unused') ? '' : usedText(folded),
      unusedText(unused),
      `${count(folded.length)} used, ${count(unused.length)} given and never used since this cloud was made; of ` +
        `${count(unseen.length)} for traces and vended logs a local cloud cannot tell`,
    );
    return 0;
  },
});

function usedText(used: readonly UsedPermission[]): string {
  if (used.length === 0) return 'no role has done anything yet';
  const times = { title: 'times', align: 'right' as const };
  const columns = [{ title: 'role' }, { title: 'used' }, times, { title: 'resource' }];
  return table(
    columns,
    used.map(({ principal, action, resource, count: uses }) => [
      nameOf(principal),
      action,
      count(uses),
      resource,
    ]),
  );
}

/** One line for each role and resource. */
function unusedText(unused: readonly GrantedPermission[]): string {
  if (unused.length === 0) return 'every permission that is given was used';
  const lines = new Map<
    string,
    Pick<GrantedPermission, 'role' | 'resource'> & { readonly actions: string[] }
  >();
  for (const { role, action, resource } of unused) {
    const line = lines.get(`${role}\n${resource}`) ?? { role, resource, actions: [] };
    line.actions.push(action);
    lines.set(`${role}\n${resource}`, line);
  }
  return table(
    [{ title: 'role' }, { title: 'never used' }, { title: 'resource' }],
    [...lines.values()].map(({ role, actions, resource }) => [
      nameOf(role),
      actions.join(' '),
      resource,
    ]),
  );
}

/** The name of a role without the digits that make it unique. */
function nameOf(role: string): string {
  return role.slice(role.lastIndexOf('/') + 1).replace(/-[0-9a-f]{12}$|(?<=[0-9A-F]{8})-\w+$/, '');
}
