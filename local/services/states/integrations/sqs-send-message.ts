import { callForOutput } from './call.ts';
import type { Integration } from './integration.ts';
import { answered, objectParameters, withText } from './message-parameters.ts';

const ERRORS = { prefix: 'SQS', generic: 'AmazonSQSException', service: 'AmazonSQS' };

/**
 * arn:aws:states:::sqs:sendMessage, also with a task token. A MessageBody that is not text is sent as
 * JSON text.
 */
export const sqsSendMessage: Integration = {
  perform: async (request) => {
    const input = withText(objectParameters(request), 'MessageBody');
    return answered(
      request,
      await callForOutput(request, { service: 'sqs', action: 'SendMessage', input }, ERRORS),
    );
  },
};
