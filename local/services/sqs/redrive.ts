import type { Cloud } from '../../kernel/index.ts';
import { invalidValue } from './errors.ts';
import { arnOf, attributesOf, findByArn, isFifo } from './queues.ts';
import type { QueueRow } from './queues.ts';

interface Source {
  readonly name: string;
  readonly fifo: boolean;
}

/** Who may use a queue for dead letters. */
interface RedriveAllowPolicy {
  readonly redrivePermission?: string;
  readonly sourceQueueArns?: readonly string[];
}

/** Throws AWS's refusal of a redrive policy. */
export function checkRedrive(text: string, source: Source, cloud: Cloud): boolean {
  const refuse = (reason: string) => invalidValue(text, 'RedrivePolicy', reason);
  const policy = parsed(text);
  if (!policy) throw refuse('Redrive policy is not a valid JSON map.');
  for (const name of ['deadLetterTargetArn', 'maxReceiveCount']) {
    if (policy[name] === undefined || policy[name] === '')
      throw refuse(`Redrive policy does not contain mandatory attribute: ${name}.`);
  }
  const count = Number(policy.maxReceiveCount);
  if (!Number.isInteger(count) || count < 1 || count > 1000) {
    throw refuse(
      `Invalid value for maxReceiveCount: ${String(policy.maxReceiveCount)}, valid values are from 1 to 1000 both inclusive.`,
    );
  }
  const target = findByArn(String(policy.deadLetterTargetArn), cloud);
  if (!target) throw refuse('Dead letter target does not exist.');
  if (isFifo(target) !== source.fifo)
    throw refuse('Dead-letter queue must be same type of queue as the source.');
  if (!allows(target, arnOf(source.name, cloud)))
    throw refuse('Queue does not have permission to redrive to the dead-letter target.');
  return true;
}

/** Throws AWS's refusal of a redrive allow policy. */
export function checkRedriveAllow(text: string): boolean {
  const refuse = (reason: string) => invalidValue(text, 'RedriveAllowPolicy', reason);
  const policy = parsed(text) as RedriveAllowPolicy | undefined;
  if (!policy) throw refuse('Redrive allow policy is not a valid JSON map.');
  const { redrivePermission, sourceQueueArns } = policy;
  if (!['allowAll', 'denyAll', 'byQueue'].includes(redrivePermission ?? ''))
    throw refuse('Redrive allow policy must contain a valid redrivePermission.');
  if (redrivePermission !== 'byQueue' && sourceQueueArns !== undefined)
    throw refuse('sourceQueueArns can only be specified with redrivePermission byQueue.');
  const count = sourceQueueArns?.length ?? 0;
  if (redrivePermission === 'byQueue' && (count === 0 || count > 10))
    throw refuse('sourceQueueArns must contain 1 to 10 queue ARNs.');
  return true;
}

function allows(target: QueueRow, sourceArn: string): boolean {
  const policy = parsed(attributesOf(target).RedriveAllowPolicy ?? '') as
    RedriveAllowPolicy | undefined;
  if (policy?.redrivePermission === 'denyAll') return false;
  return policy?.redrivePermission !== 'byQueue' || !!policy.sourceQueueArns?.includes(sourceArn);
}

function parsed(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    const isMap = typeof value === 'object' && value !== null && !Array.isArray(value);
    return isMap ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}
