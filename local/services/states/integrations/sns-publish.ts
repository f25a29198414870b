import { callForOutput } from './call.ts';
import type { Integration } from './integration.ts';
import { answered, objectParameters, withText } from './message-parameters.ts';

const ERRORS = {
  prefix: 'SNS',
  generic: 'AmazonSNSException',
  service: 'AmazonSNS',
  contentType: 'text/xml',
};

/**
 * arn:aws:states:::sns:publish, also with a task token. A Message that is not text is sent as JSON
 * text.
 */
export const snsPublish: Integration = {
  perform: async (request) => {
    const input = withText(objectParameters(request), 'Message');
    return answered(
      request,
      await callForOutput(request, { service: 'sns', action: 'Publish', input }, ERRORS),
    );
  },
};
