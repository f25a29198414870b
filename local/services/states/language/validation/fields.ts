import type { QueryLanguage, State } from '../types.ts';

type StateType = State['Type'];

/** Fields by state type; the suffix tells the language in which the field exists. */
const COMMON = ['Type', 'Comment', 'QueryLanguage'];
const FLOW = [
  'Next',
  'End',
  'InputPath:JSONPath',
  'OutputPath:JSONPath',
  'Output:JSONata',
  'Assign',
];
const RESULT = [
  'ResultPath:JSONPath',
  'ResultSelector:JSONPath',
  'Parameters:JSONPath',
  'Arguments:JSONata',
  'Retry',
  'Catch',
];

const FIELDS: Readonly<Record<StateType, readonly string[]>> = {
  Pass: [...FLOW, 'Result:JSONPath', 'ResultPath:JSONPath', 'Parameters:JSONPath'],
  Task: [
    ...FLOW,
    ...RESULT,
    'Resource',
    'TimeoutSeconds',
    'TimeoutSecondsPath:JSONPath',
    'HeartbeatSeconds',
    'HeartbeatSecondsPath:JSONPath',
    'Credentials',
  ],
  Wait: [...FLOW, 'Seconds', 'SecondsPath:JSONPath', 'Timestamp', 'TimestampPath:JSONPath'],
  Choice: [
    'Choices',
    'Default',
    'InputPath:JSONPath',
    'OutputPath:JSONPath',
    'Output:JSONata',
    'Assign',
  ],
  Succeed: ['InputPath:JSONPath', 'OutputPath:JSONPath', 'Output:JSONata'],
  Fail: ['Error', 'ErrorPath:JSONPath', 'Cause', 'CausePath:JSONPath'],
  Parallel: [...FLOW, ...RESULT, 'Branches'],
  Map: [
    ...FLOW,
    ...RESULT,
    'Items:JSONata',
    'ItemsPath:JSONPath',
    'ItemSelector',
    'ItemProcessor',
    'Iterator',
    'ItemReader',
    'ItemBatcher',
    'ResultWriter',
    'MaxConcurrency',
    'MaxConcurrencyPath:JSONPath',
    'ToleratedFailureCount',
    'ToleratedFailureCountPath:JSONPath',
    'ToleratedFailurePercentage',
    'ToleratedFailurePercentagePath:JSONPath',
    'Label',
  ],
};

/** Fields of which a state may have one only. */
export const EXCLUSIVE: readonly (readonly [string, string])[] = [
  ['Error', 'ErrorPath'],
  ['Cause', 'CausePath'],
  ['TimeoutSeconds', 'TimeoutSecondsPath'],
  ['HeartbeatSeconds', 'HeartbeatSecondsPath'],
  ['Parameters', 'ItemSelector'],
  ['MaxConcurrency', 'MaxConcurrencyPath'],
  ['ToleratedFailureCount', 'ToleratedFailureCountPath'],
  ['ToleratedFailurePercentage', 'ToleratedFailurePercentagePath'],
  ['ItemProcessor', 'Iterator'],
  ['Next', 'End'],
];

/** Fields that a state of the type must have. */
export const REQUIRED: Readonly<Partial<Record<StateType, readonly string[]>>> = {
  Task: ['Resource'],
  Choice: ['Choices'],
  Parallel: ['Branches'],
};

const TABLE = new Map(
  Object.entries(FIELDS).map(([type, fields]) => [
    type,
    new Map(
      [...COMMON, ...fields].map(
        (field) => field.split(':') as [string, QueryLanguage | undefined],
      ),
    ),
  ]),
);

/** Whether a field exists on a type of state, and in which language if not in both. */
export function fieldOf(
  type: string,
  field: string,
): { readonly language?: QueryLanguage } | undefined {
  const fields = TABLE.get(type);
  return fields?.has(field) ? { language: fields.get(field) } : undefined;
}

/** The types of states there are, in the order in which AWS names them. */
export const STATE_TYPES = ['Task', 'Wait', 'Pass', 'Succeed', 'Fail', 'Choice', 'Parallel', 'Map'];
