import { LocalCloudError } from '../../errors.ts';
import type { HandlerContext, Properties, ResourceHandler } from '../handler.ts';
import { optional, tagObject, text } from './values.ts';

/** AWS::StepFunctions::StateMachine. */
export const stepfunctionsStateMachine: ResourceHandler = {
  type: 'AWS::StepFunctions::StateMachine',
  properties: [
    'StateMachineName',
    'StateMachineType',
    'DefinitionString',
    'Definition',
    'DefinitionSubstitutions',
    'RoleArn',
    'LoggingConfiguration',
    'Tags',
  ],
  withoutEffect: {
    TracingConfiguration: 'there is no X-Ray here',
    EncryptionConfiguration: 'nothing is encrypted on a laptop',
  },
  async create(properties, context) {
    const name = optional<string>(properties, 'StateMachineName') ?? context.physicalName(80);
    const { stateMachineArn } = await context.call<{ stateMachineArn: string }>(
      'states',
      'CreateStateMachine',
      {
        name,
        type: properties.StateMachineType,
        definition: definition(properties),
        roleArn: text(properties, 'RoleArn'),
        loggingConfiguration: logging(properties),
        tags: tags(properties),
      },
    );
    return { ref: stateMachineArn, attributes: { Arn: stateMachineArn, Name: name } };
  },
  async update(made, properties, before, { call }: HandlerContext) {
    await call('states', 'UpdateStateMachine', {
      stateMachineArn: made.ref,
      definition: definition(properties),
      roleArn: text(properties, 'RoleArn'),
      loggingConfiguration: logging(properties),
    });
    const resourceArn = made.ref;
    const gone = tags(before).map(({ key }) => key);
    if (gone.length > 0) await call('states', 'UntagResource', { resourceArn, tagKeys: gone });
    await call('states', 'TagResource', { resourceArn, tags: tags(properties) });
    return made;
  },
  async remove(made, _properties, { call }) {
    await call('states', 'DeleteStateMachine', { stateMachineArn: made.ref });
  },
};

function tags(properties: Properties): readonly { readonly key: string; readonly value: string }[] {
  return Object.entries(tagObject(properties)).map(([key, value]) => ({ key, value }));
}

function definition(properties: Properties): string {
  const source =
    optional<string>(properties, 'DefinitionString') ??
    (properties.Definition ? JSON.stringify(properties.Definition) : undefined);
  if (source === undefined)
    throw new LocalCloudError('MissingDefinition', "write 'DefinitionString' or 'Definition'");
  const values =
    optional<Readonly<Record<string, unknown>>>(properties, 'DefinitionSubstitutions') ?? {};
  return source.replace(/\$\{(\w+)\}/g, (whole, name: string) =>
    name in values ? String(values[name]) : whole,
  );
}

function logging(properties: Properties): object | undefined {
  const configuration = optional<{
    readonly Level?: string;
    readonly IncludeExecutionData?: boolean;
    readonly Destinations?: readonly {
      readonly CloudWatchLogsLogGroup?: { readonly LogGroupArn: string };
    }[];
  }>(properties, 'LoggingConfiguration');
  return (
    configuration && {
      level: configuration.Level,
      includeExecutionData: configuration.IncludeExecutionData,
      destinations: configuration.Destinations?.map(({ CloudWatchLogsLogGroup: group }) => ({
        cloudWatchLogsLogGroup: { logGroupArn: group?.LogGroupArn },
      })),
    }
  );
}
