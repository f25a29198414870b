import { callForOutput } from './call.ts';
import type { Integration } from './integration.ts';
import { objectParameters } from './message-parameters.ts';

const ERRORS = {
  prefix: 'DynamoDB',
  generic: 'AmazonDynamoDBException',
  service: 'AmazonDynamoDBv2',
};

/** arn:aws:states:::dynamodb:{get,put,update,delete}Item. */
export function dynamodbItem(action: string): Integration {
  return {
    perform: async (request) => {
      const call = { service: 'dynamodb', action, input: objectParameters(request) };
      return { kind: 'done', output: await callForOutput(request, call, ERRORS) };
    },
  };
}
