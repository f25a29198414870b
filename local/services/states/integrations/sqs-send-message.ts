import { StateFailure } from '../language/failure.ts';
import type { Json } from '../language/json.ts';
import { callForOutput } from './call.ts';
import type { Integration } from './integration.ts';
import { answered, objectParameters, withText } from './message-parameters.ts';

const ERRORS = { prefix: 'SQS', generic: 'AmazonSQSException', service: 'AmazonSQS' };

/**
 * arn:aws:states:::sqs:sendMessage, also with a task token. A MessageBody that is not text is sent
 * as JSON text.
 */
export const sqsSendMessage: Integration = {
  perform: async (request) => {
    checkAddress(objectParameters(request).QueueUrl);
    const input = withText(objectParameters(request), 'MessageBody');
    return answered(
      request,
      await callForOutput(request, { service: 'sqs', action: 'SendMessage', input }, ERRORS),
    );
  },
};

/**
 * The SDK calls the queue at its URL: a host that is neither AWS nor the local cloud is not known.
 */
function checkAddress(url: Json | undefined): void {
  if (typeof url !== 'string') return;
  const host = /^https?:\/\/([^/:]+)/.exec(url)?.[1] ?? url;
  if (/(^|\.)amazonaws\.com$|^localhost$|^127\.|^\[?::1\]?$/.test(host)) return;
  const cause = `Unable to execute HTTP request: ${host}: Name or service not known`;
  throw new StateFailure({ error: 'SQS.SdkClientException', cause });
}
