import { AwsError } from '../../errors.ts';
import type { ActionContext } from '../../kernel/index.ts';
import { invalidParameter } from './errors.ts';
import { keepMail } from './mail.ts';
import { checkMessageAttributes } from './message-attributes.ts';
import { isPhoneNumber } from './phone-numbers.ts';
import { checkContent, protocolsOf } from './publishing.ts';
import type { Published, PublishInput } from './publishing.ts';
import { findEndpoint, isEnabled, platformOf } from './push/endpoints.ts';

/** Publishes to a phone, without a topic. */
export function publishToPhone(
  number: string,
  input: PublishInput,
  context: ActionContext,
): Published {
  if (!isPhoneNumber(number))
    throw invalidParameter(`PhoneNumber Reason: ${number} is not valid to publish to`);
  return post(number, 'sms', input, context);
}

/** Publishes to an app on a device, without a topic. */
export function publishToEndpoint(
  arn: string,
  input: PublishInput,
  context: ActionContext,
): Published {
  const endpoint = findEndpoint(arn, context.cloud);
  if (!endpoint)
    throw invalidParameter('TargetArn Reason: No endpoint found for the target arn specified');
  if (!isEnabled(endpoint)) throw new AwsError('EndpointDisabled', 'Endpoint is disabled');
  return post(arn, platformOf(arn), input, context);
}

function post(
  address: string,
  protocol: string,
  input: PublishInput,
  { cloud }: ActionContext,
): Published {
  checkContent(input);
  checkMessageAttributes(input.MessageAttributes ?? {});
  const texts = protocolsOf(input);
  const id = cloud.world.uuid();
  const body = texts?.[protocol] ?? texts?.default ?? input.Message;
  keepMail({ id, address, subject: input.Subject, body, sent: cloud.world.now() }, cloud);
  return { MessageId: id };
}
