import aslValidator from 'asl-validator';
import { beforeAll, describe, expect, test } from 'vitest';
import { problemsOf } from './support/sdk-shape.ts';
import { resourcesOf, synthesize } from './support/synthesize.ts';
import type { SynthesisOptions, Template } from './support/synthesize.ts';
import { resolved } from './support/values.ts';

interface Machine {
  readonly StartAt: string;
  readonly States: Readonly<Record<string, State>>;
}

interface State {
  readonly Type: string;
  readonly Resource?: string;
  readonly Arguments?: unknown;
  readonly Branches?: readonly Machine[];
  readonly ItemProcessor?: Machine;
}

const variants: readonly (readonly [string, SynthesisOptions])[] = [
  ['keys that AWS manages', {}],
  ["a customer's key", { encryption: 'kms' }],
];

describe.each(variants)('the state machines with %s', (_name, options) => {
  let machines: readonly Machine[];
  beforeAll(async () => {
    const { platform, models } = await synthesize(options);
    machines = [platform, ...models.values()].flatMap(machinesOf);
  });

  test('there is one for each model, and one for large uploads', () => {
    expect(machines.length).toBe(3);
  });

  test('are correct Amazon States Language', () => {
    for (const machine of machines) {
      const { errors } = aslValidator(machine, { checkArn: true });
      expect(errors).toEqual([]);
    }
  });

  test('ask SageMaker for nothing that its API does not know, and for all that it demands', () => {
    const asked = machines.flatMap(callsOf);
    expect(new Set(asked.map(({ request }) => request))).toEqual(
      new Set([
        'CreateTrainingJobRequest',
        'CreateModelInput',
        'CreateTransformJobRequest',
        'DeleteModelInput',
      ]),
    );
    expect(asked.flatMap(({ request, input }) => problemsOf(request, input))).toEqual([]);
  });

  test('give up in the end: the machine and every task have a time limit', () => {
    for (const machine of machines) {
      expect(machine).toHaveProperty('TimeoutSeconds');
      for (const [name, state] of statesOf(machine)) {
        if (state.Type === 'Task')
          expect([name, Object.keys(state)]).toEqual([
            name,
            expect.arrayContaining(['TimeoutSeconds']),
          ]);
      }
    }
  });

  test('stay below the 1 MB of a definition', () => {
    for (const machine of machines)
      expect(JSON.stringify(machine).length).toBeLessThan(1_048_576 / 10);
  });
});

describe('the check of what SageMaker is asked for', () => {
  const input = {
    TrainingJobName: '{% $name %}',
    RoleArn: 'arn',
    OutputDataConfig: { S3OutputPath: '{% $uri %}' },
    InputDataConfig: [
      {
        ChannelName: 'train',
        DataSource: { S3DataSource: { S3DataType: 'S3Prefix', S3Uri: 's3://x' } },
      },
    ],
  };

  test('finds nothing in an input that is right', () => {
    expect(problemsOf('CreateTrainingJobRequest', input)).toEqual([]);
  });

  test('finds a member that is misspelt, however deep', () => {
    const [channel] = input.InputDataConfig;
    const misspelt = {
      ...input,
      InputDataConfig: [
        { ...channel, DataSource: { S3DataSource: { S3DataType: 'S3Prefix', S3URI: 's3://x' } } },
      ],
    };
    expect(problemsOf('CreateTrainingJobRequest', misspelt)).toEqual([
      'CreateTrainingJobRequest.InputDataConfig[0].DataSource.S3DataSource.S3Uri is missing',
      'CreateTrainingJobRequest.InputDataConfig[0].DataSource.S3DataSource.S3URI is unknown',
    ]);
  });

  test('finds a member that is missing', () => {
    const { RoleArn: _left, ...without } = input;
    expect(problemsOf('CreateTrainingJobRequest', without)).toEqual([
      'CreateTrainingJobRequest.RoleArn is missing',
    ]);
  });

  test('finds an object where a list is wanted', () => {
    expect(problemsOf('CreateTrainingJobRequest', { ...input, InputDataConfig: {} })).toEqual([
      'CreateTrainingJobRequest.InputDataConfig: a list is wanted',
    ]);
  });
});

function machinesOf(template: Template): readonly Machine[] {
  return resourcesOf(template, 'AWS::StepFunctions::StateMachine').map(
    ([, { Properties }]) =>
      JSON.parse(String(resolved(Properties!.DefinitionString, template))) as Machine,
  );
}

/** All states by name, those of branches too. */
function statesOf({ States }: Machine): readonly (readonly [string, State])[] {
  return Object.entries(States).flatMap(([name, state]) => [
    [name, state] as const,
    ...[...(state.Branches ?? []), ...(state.ItemProcessor ? [state.ItemProcessor] : [])].flatMap(
      statesOf,
    ),
  ]);
}

/** The calls of SageMaker's API, by the name of the request's shape. */
function callsOf(
  machine: Machine,
): readonly { readonly request: string; readonly input: unknown }[] {
  return statesOf(machine).flatMap(([, { Resource, Arguments }]) => {
    const action = /:(?:aws-sdk:)?sagemaker:(\w+?)(?:\.sync)?$/.exec(Resource ?? '')?.[1];
    if (action === undefined) return [];
    const name = action[0]!.toUpperCase() + action.slice(1);
    return [{ request: /Model$/.test(name) ? `${name}Input` : `${name}Request`, input: Arguments }];
  });
}
