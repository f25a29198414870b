import type { HandlerContext, Properties, ResourceHandler } from '../handler.ts';
import { optional, tagObject, text } from './values.ts';

/** AWS::SSM::Parameter. */
export const ssmParameter: ResourceHandler = {
  type: 'AWS::SSM::Parameter',
  properties: [
    'Name',
    'Type',
    'Value',
    'Description',
    'Tier',
    'AllowedPattern',
    'DataType',
    'Tags',
  ],
  create: async (properties, context) =>
    write(optional<string>(properties, 'Name') ?? context.physicalName(), properties, context),
  update: async (made, properties, _before, context) => write(made.ref, properties, context),
  async remove(made, _properties, { call }) {
    await call('ssm', 'DeleteParameter', { Name: made.ref });
  },
};

async function write(Name: string, properties: Properties, { call }: HandlerContext) {
  const { Type, Description, Tier, AllowedPattern, DataType } = properties;
  await call('ssm', 'PutParameter', {
    Name,
    Type,
    Description,
    Tier,
    AllowedPattern,
    DataType,
    Value: text(properties, 'Value'),
    Overwrite: true,
  });
  const Tags = Object.entries(tagObject(properties)).map(([Key, Value]) => ({ Key, Value }));
  await call('ssm', 'AddTagsToResource', { ResourceType: 'Parameter', ResourceId: Name, Tags });
  return { ref: Name, attributes: { Type, Value: properties.Value } };
}
