import { action } from '../../../kernel/index.ts';
import { publishToEndpoint, publishToPhone } from '../direct.ts';
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

/** Publish, to a topic, to a phone or to an app on a device. */
export const publish = action('Publish', onTopic('Publish'), (input: PublishCall, context) => {
  if (input.PhoneNumber !== undefined) return publishToPhone(input.PhoneNumber, input, context);
  const arn = input.TopicArn ?? input.TargetArn;
  if (!arn) throw invalidParameter('TopicArn or TargetArn Reason: no value for required parameter');
  if (arn.includes(':endpoint/')) return publishToEndpoint(arn, input, context);
  return publishTo(topicAt(arn, context.cloud), input, context);
});
