import { bareName } from '../../services/lambda/functions.ts';
import type { AsyncConfiguration } from '../../services/lambda/functions.ts';
import type { HandlerContext, Made, Properties, ResourceHandler } from '../handler.ts';
import { number, optional, text } from './values.ts';

/** AWS::Lambda::EventInvokeConfig. */
export const lambdaEventInvokeConfig: ResourceHandler = {
  type: 'AWS::Lambda::EventInvokeConfig',
  properties: [
    'FunctionName',
    'Qualifier',
    'MaximumRetryAttempts',
    'MaximumEventAgeInSeconds',
    'DestinationConfig',
  ],
  create: async (properties, context) => write(properties, context),
  update: async (_made, properties, _before, context) => write(properties, context),
  async remove(_made, properties, { cloud }) {
    cloud.db.run(
      "UPDATE lambda_functions SET asynchronous = '{}' WHERE name = ?",
      bareName(text(properties, 'FunctionName')),
    );
  },
};

function write(properties: Properties, { cloud, logicalId }: HandlerContext): Made {
  const destinations = optional<{
    readonly OnFailure?: { readonly Destination: string };
    readonly OnSuccess?: { readonly Destination: string };
  }>(properties, 'DestinationConfig');
  const configuration: AsyncConfiguration = {
    MaximumRetryAttempts: number(properties, 'MaximumRetryAttempts'),
    MaximumEventAgeInSeconds: number(properties, 'MaximumEventAgeInSeconds'),
    OnFailure: destinations?.OnFailure?.Destination,
    OnSuccess: destinations?.OnSuccess?.Destination,
  };
  cloud.db.run(
    'UPDATE lambda_functions SET asynchronous = ? WHERE name = ?',
    JSON.stringify(configuration),
    bareName(text(properties, 'FunctionName')),
  );
  return { ref: logicalId, attributes: {} };
}
