import { NotEmulated } from '../../../errors.ts';
import { action } from '../../../kernel/index.ts';
import { invalidParameter } from '../errors.ts';
import { publishTo } from '../publishing.ts';
import type { PublishInput } from '../publishing.ts';
import { onTopic, topicAt } from '../topics.ts';

/** Input of Publish. */
export interface PublishCall extends PublishInput {
  readonly TopicArn?: string;
  readonly TargetArn?: string;
  readonly PhoneNumber?: string;
}

/** Publish, to a topic: phones and devices are not offered. */
export const publish = action('Publish', onTopic('Publish'), (input: PublishCall, context) => {
  if (input.PhoneNumber !== undefined) throw phoneRefusal(input.PhoneNumber);
  const arn = input.TopicArn ?? input.TargetArn;
  if (!arn) throw invalidParameter('TopicArn or TargetArn Reason: no value for required parameter');
  if (/:endpoint\//.test(arn))
    throw new NotEmulated('publishing to a device', 'there is no mobile push here');
  return publishTo(topicAt(arn, context.cloud), input, context);
});

function phoneRefusal(number: string): Error {
  if (/^\+[1-9]\d{1,14}$/.test(number))
    return new NotEmulated('publishing to a phone', 'there is no SMS here');
  return invalidParameter(`PhoneNumber Reason: ${number} is not valid to publish to`);
}
