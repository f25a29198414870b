import type { GrantedPermission, UsedPermission } from '../aws/used-permissions.ts';
import { cloudCommand } from '../aws/cloud-command.ts';
import { table } from '../terminal/table.ts';
import { count } from '../terminal/words.ts';

/** `perennial permissions`: which permissions were used, and which were given for nothing. */
export const permissions = cloudCommand({
  name: 'permissions',
  arguments: '',
  summary: 'local cloud only: permissions that roles used, and those that they have and never used',
  options: { unused: { type: 'boolean', help: 'only those that were never used' } },
  examples: ['perennial permissions', 'perennial permissions --unused --json'],
  run: async (context) => {
    const { neverUsed, readGranted, readUsed } = await import('../aws/used-permissions.ts');
    const used = await readUsed(context.connection);
    const unused = neverUsed(await readGranted(context.connection), used);
    const result = context.flag('unused') ? { unused } : { used, unused };
    context.show(result, context.flag('unused') ? '' : usedText(used), unusedText(unused),
      `${count(used.length)} used, ${count(unused.length)} given and never used since this cloud was made`);
    return 0;
  },
});

function usedText(used: readonly UsedPermission[]): string {
  if (used.length === 0) return 'no role has done anything yet';
  const columns = [{ title: 'role' }, { title: 'action' }, { title: 'times', align: 'right' as const }, { title: 'resource' }];
  return table(columns, used.map(({ principal, action, resource, count: times }) => [nameOf(principal), action, count(times), resource]));
}

function unusedText(unused: readonly GrantedPermission[]): string {
  if (unused.length === 0) return 'every permission that is given was used';
  const columns = [{ title: 'role' }, { title: 'never used' }, { title: 'resource' }];
  return table(columns, unused.map(({ role, action, resource }) => [nameOf(role), action, resource]));
}

function nameOf(role: string): string {
  return role.slice(role.lastIndexOf('/') + 1);
}
