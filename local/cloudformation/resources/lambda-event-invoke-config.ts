import { dropInvokeConfig, putInvokeConfig } from '../../services/lambda/invoke-config.ts';
import { bareName } from '../../services/lambda/names.ts';
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
    dropInvokeConfig(
      bareName(text(properties, 'FunctionName')),
      optional(properties, 'Qualifier'),
      cloud,
    );
  },
};

function write(properties: Properties, { cloud, logicalId }: HandlerContext): Made {
  putInvokeConfig(
    bareName(text(properties, 'FunctionName')),
    optional(properties, 'Qualifier'),
    {
      MaximumRetryAttempts: number(properties, 'MaximumRetryAttempts'),
      MaximumEventAgeInSeconds: number(properties, 'MaximumEventAgeInSeconds'),
      DestinationConfig: optional(properties, 'DestinationConfig'),
    },
    cloud,
  );
  return { ref: logicalId, attributes: {} };
}
