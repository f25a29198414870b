import type { Cloud, Principal } from '../../kernel/index.ts';

/** Names of services in target ARNs, where they are called otherwise here. */
const LOCAL_NAMES: Readonly<Record<string, string>> = {
  sfn: 'states',
  eventbridge: 'events',
  cloudwatchlogs: 'logs',
  sagemakerruntime: 'sagemaker-runtime',
};

/** Services whose members begin in lower case; inputs of universal targets never do. */
const LOWER_CASE = new Set(['states', 'logs']);

/** The service and action of `arn:aws:scheduler:::aws-sdk:<service>:<action>`. */
export function universalCall(
  arn: string,
): { readonly service: string; readonly action: string } | undefined {
  const [, service, action] = /^arn:[^:]+:scheduler:::aws-sdk:([\w-]+):(\w+)$/.exec(arn) ?? [];
  if (service === undefined || action === undefined) return undefined;
  return {
    service: LOCAL_NAMES[service] ?? service,
    action: action.charAt(0).toUpperCase() + action.slice(1),
  };
}

/** Calls any action of any service with the input as its parameters. */
export async function callUniversal(
  { service, action }: { readonly service: string; readonly action: string },
  input: string,
  principal: Principal,
  cloud: Cloud,
): Promise<void> {
  const given = JSON.parse(input) as unknown;
  const parameters = LOWER_CASE.has(service) ? uncapitalized(given) : given;
  await cloud.call(service, action, parameters, principal);
}

function uncapitalized(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(uncapitalized);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [
      name.charAt(0).toLowerCase() + name.slice(1),
      uncapitalized(member),
    ]),
  );
}
