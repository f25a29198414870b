import type { HandlerContext, Properties, ResourceHandler } from '../handler.ts';
import { number, optional } from './values.ts';

/** What an alarm of any kind is to CloudFormation. */
interface AlarmKind {
  readonly type: string;
  /** The action that makes it or changes it. */
  readonly put: string;
  readonly properties: readonly string[];
  /** Those of its properties that are numbers. */
  readonly numbers: readonly string[];
}

/** Properties of alarms of every kind. */
const COMMON = [
  'AlarmName',
  'AlarmDescription',
  'ActionsEnabled',
  'AlarmActions',
  'OKActions',
  'InsufficientDataActions',
  'Tags',
];

/** Handles alarms of a kind: they are put, and put again when they change. */
export function alarmHandler({ type, put, properties, numbers }: AlarmKind): ResourceHandler {
  const write = async (name: string, given: Properties, { call, cloud }: HandlerContext) => {
    const counted = numbers.map((property) => [property, number(given, property)] as const);
    await call('cloudwatch', put, { ...given, ...Object.fromEntries(counted), AlarmName: name });
    return {
      ref: name,
      attributes: { Arn: `arn:aws:cloudwatch:${cloud.region}:${cloud.accountId}:alarm:${name}` },
    };
  };
  return {
    type,
    properties: [...COMMON, ...properties],
    create: async (given, context) =>
      write(optional<string>(given, 'AlarmName') ?? context.physicalName(255), given, context),
    update: async (made, given, _before, context) => write(made.ref, given, context),
    async remove(made, _given, { call }) {
      await call('cloudwatch', 'DeleteAlarms', { AlarmNames: [made.ref] });
    },
  };
}
