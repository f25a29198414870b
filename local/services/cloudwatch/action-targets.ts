import { NotEmulated } from '../../errors.ts';
import { validationError } from './errors.ts';

/** Throws for an action of an alarm that is no topic and no function. */
export function requireKnownAction(target: string): void {
  if (!target.startsWith('arn:')) throw validationError(`Invalid arn syntax: ${target}`);
  const service = target.split(':')[2];
  if (service !== 'sns' && service !== 'lambda')
    throw new NotEmulated(`the alarm action ${target}`, 'there are topics of SNS and functions');
}
