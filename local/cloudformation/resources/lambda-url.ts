import { bareName, functionArn } from '../../services/lambda/functions.ts';
import { parseName } from '../../services/lambda/names.ts';
import { putUrl, urlAddress } from '../../services/lambda/urls/urls.ts';
import type { HandlerContext, Made, Properties, ResourceHandler } from '../handler.ts';
import { optional, text } from './values.ts';

/** AWS::Lambda::Url. */
export const lambdaUrl: ResourceHandler = {
  type: 'AWS::Lambda::Url',
  properties: ['TargetFunctionArn', 'Qualifier', 'AuthType', 'Cors', 'InvokeMode'],
  create: async (properties, context) =>
    write(context.cloud.world.uuid().replace(/-/g, '').slice(0, 32), properties, context),
  update: async (made, properties, _before, context) =>
    write(String(made.attributes.UrlId), properties, context),
  async remove(made, _properties, { cloud }) {
    cloud.db.run('DELETE FROM lambda_urls WHERE id = ?', String(made.attributes.UrlId));
  },
};

function write(id: string, properties: Properties, { cloud }: HandlerContext): Made {
  const target = text(properties, 'TargetFunctionArn');
  const name = bareName(target);
  const qualifier = optional<string>(properties, 'Qualifier') ?? parseName(target).qualifier ?? '';
  const cors = optional<object>(properties, 'Cors');
  const now = cloud.world.now();
  putUrl(
    {
      id,
      function: name,
      qualifier,
      auth: text(properties, 'AuthType'),
      cors: cors ? JSON.stringify(cors) : null,
      invoke_mode: optional<string>(properties, 'InvokeMode') ?? 'BUFFERED',
      created: now,
      modified: now,
    },
    cloud,
  );
  const arn = functionArn(name, cloud, qualifier || undefined);
  return {
    ref: arn,
    attributes: { FunctionArn: arn, FunctionUrl: urlAddress(id, cloud), UrlId: id },
  };
}
