import { cloudCommand } from '../aws/cloud-command.ts';
import { askWhy, readDenials } from '../aws/decisions.ts';
import type { Explanation, WeighedStatement } from '../aws/decisions.ts';
import { table } from '../terminal/table.ts';

/** `perennial why-denied`: what was denied, and which statement or key would have to change. */
export const whyDenied = cloudCommand({
  name: 'why-denied',
  arguments: '',
  summary: 'local cloud only: what was denied of late, and why; or whether a role may do something',
  options: {
    role: { type: 'string', help: 'name or ARN of a role to ask about', value: 'role' },
    action: { type: 'string', help: 'what it wants to do, such as s3:GetObject', value: 'action' },
    resource: { type: 'string', help: 'ARN that it wants to do it on (*)', value: 'arn' },
    last: { type: 'string', help: 'how many denials to list (10)', value: 'n' },
  },
  examples: [
    'perennial why-denied',
    'perennial why-denied --role my-role --action s3:GetObject --resource arn:aws:s3:::bucket/key',
  ],
  run: async (context) => {
    if (context.text('role') !== undefined) {
      const question = {
        role: context.required('role'),
        action: context.required('action'),
        resource: context.text('resource') ?? '*',
      };
      const answer = await askWhy(context.connection, question);
      context.show(answer, explanationText(answer));
      return answer.outcome === 'allowed' ? 0 : 1;
    }
    const denials = await readDenials(context.connection);
    const shown = denials.slice(0, Number(context.text('last') ?? 10));
    const [newest] = shown;
    context.show(
      shown,
      newest ? denialsText(shown) : 'nothing was denied since this cloud started',
      newest && explanationText(newest),
    );
    return 0;
  },
});

function denialsText(denials: readonly Explanation[]): string {
  return table(
    [{ title: 'when' }, { title: 'who' }, { title: 'what' }, { title: 'on' }],
    denials.map(({ at = '', principal, action, resource }) => [at, principal, action, resource]),
  );
}

function explanationText({ principal, action, resource, outcome, by, statements }: Explanation) {
  const counted = statements.filter(({ misses }) => misses.length === 0);
  const near = statements.filter(({ misses }) => misses.length > 0);
  const why = {
    allowed: `allowed by a statement of its ${by} policies`,
    'explicitly-denied': `denied by a statement of its ${by} policies`,
    'implicitly-denied': `denied: no statement of its ${by} policies allows it`,
  }[outcome];
  return [
    `${principal}\n  asks for ${action} on ${resource}\n  ${why}`,
    ...counted.map((one) => `  counts: ${statementText(one)}`),
    ...(near.length > 0 && outcome !== 'allowed' ? ['  come nearest:'] : []),
    ...(outcome === 'allowed'
      ? []
      : near
          .slice(0, 3)
          .map((one) => `    ${statementText(one)}\n      but ${one.misses.join('; ')}`)),
  ].join('\n');
}

function statementText({ policy, statement }: WeighedStatement): string {
  return `${policy}: ${JSON.stringify(statement)}`;
}
