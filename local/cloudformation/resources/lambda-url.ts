import { bareName, functionArn } from '../../services/lambda/functions.ts';
import { urlAddress } from '../../services/lambda/url-route.ts';
import type { HandlerContext, Made, Properties, ResourceHandler } from '../handler.ts';
import { text } from './values.ts';

/** AWS::Lambda::Url. */
export const lambdaUrl: ResourceHandler = {
  type: 'AWS::Lambda::Url',
  properties: ['TargetFunctionArn', 'AuthType'],
  withoutEffect: {
    InvokeMode: 'answers come in one piece',
    Cors: 'browsers of other origins are not served',
  },
  create: async (properties, context) =>
    write(context.cloud.world.uuid().replace(/-/g, '').slice(0, 32), properties, context),
  update: async (made, properties, _before, context) =>
    write(String(made.attributes.UrlId), properties, context),
  async remove(made, _properties, { cloud }) {
    cloud.db.run('DELETE FROM lambda_urls WHERE id = ?', String(made.attributes.UrlId));
  },
};

function write(id: string, properties: Properties, { cloud }: HandlerContext): Made {
  const name = bareName(text(properties, 'TargetFunctionArn'));
  cloud.db.run(
    'INSERT OR REPLACE INTO lambda_urls VALUES (?, ?, ?)',
    id,
    name,
    text(properties, 'AuthType'),
  );
  const arn = functionArn(name, cloud);
  return {
    ref: arn,
    attributes: { FunctionArn: arn, FunctionUrl: urlAddress(id, cloud), UrlId: id },
  };
}
