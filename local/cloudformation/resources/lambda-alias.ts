import { bareName } from '../../services/lambda/functions.ts';
import type { Properties, ResourceHandler } from '../handler.ts';
import { optional, text } from './values.ts';

/** AWS::Lambda::Alias. */
export const lambdaAlias: ResourceHandler = {
  type: 'AWS::Lambda::Alias',
  properties: ['FunctionName', 'Name', 'FunctionVersion', 'Description', 'RoutingConfig'],
  async create(properties, { call }) {
    const { AliasArn } = await call<{ AliasArn: string }>(
      'lambda',
      'CreateAlias',
      settings(properties),
    );
    return { ref: AliasArn, attributes: { AliasArn } };
  },
  async update(made, properties, _before, { call }) {
    await call('lambda', 'UpdateAlias', settings(properties));
    return made;
  },
  async remove(made, properties, { call, cloud }) {
    const FunctionName = bareName(made.ref);
    const there = cloud.db.get('SELECT name FROM lambda_heads WHERE name = ?', FunctionName);
    if (there)
      await call('lambda', 'DeleteAlias', { FunctionName, Name: text(properties, 'Name') });
  },
};

/** A template names weights in a list. */
function settings(properties: Properties): object {
  const routing = optional<{
    readonly AdditionalVersionWeights?: readonly {
      readonly FunctionVersion: string;
      readonly FunctionWeight: number;
    }[];
  }>(properties, 'RoutingConfig');
  const weights = routing?.AdditionalVersionWeights ?? [];
  return {
    FunctionName: bareName(text(properties, 'FunctionName')),
    Name: text(properties, 'Name'),
    FunctionVersion: text(properties, 'FunctionVersion'),
    Description: optional(properties, 'Description'),
    RoutingConfig: {
      AdditionalVersionWeights: Object.fromEntries(
        weights.map(({ FunctionVersion, FunctionWeight }) => [FunctionVersion, FunctionWeight]),
      ),
    },
  };
}
