import { integrationFor } from '../../integrations/table.ts';
import { parseResource } from '../../integrations/resource.ts';
import { isObject } from '../json.ts';
import { SCHEMA } from './diagnostic.ts';
import type { StateCheck } from './state.ts';

const FUNCTION = /^arn:[\w-]+:lambda:[\w-]+:\d+:function:[\w-]+(:(\$LATEST|[\w-]+))?$/;

/** Checks a Task state. */
export function checkTask(check: StateCheck): void {
  checkResource(check);
  checkSeconds(check, 'TimeoutSeconds');
  checkSeconds(check, 'HeartbeatSeconds');
  checkCredentials(check);
}

function checkResource({ state, at, context }: StateCheck): void {
  const { findings } = context;
  const location = `${at}/Resource`;
  const { Resource } = state;
  if (Resource === undefined) return;
  if (typeof Resource !== 'string' || !isArnLike(Resource)) {
    return findings.add(SCHEMA, 'Value is not a valid resource ARN', location);
  }
  const resource = parseResource(Resource);
  if (resource?.kind === 'integration' && !context.mocked && !integrationFor(Resource)) {
    return findings.add(
      SCHEMA,
      `The local cloud does not offer the resource ${Resource}`,
      location,
    );
  }
  if (!context.express) return;
  if (resource?.kind === 'activity')
    findings.add(SCHEMA, 'Express state machine does not support Activity ARN', location);
  if (resource?.kind !== 'integration') return;
  if (resource.pattern === 'waitForTaskToken') {
    findings.add(
      SCHEMA,
      "Express state machine does not support '.waitForTaskToken' service integration ",
      location,
    );
  } else if (resource.pattern !== 'request') {
    findings.add(
      SCHEMA,
      `Express state machine does not support '.${resource.pattern}' service integration`,
      location,
    );
  }
}

function isArnLike(resource: string): boolean {
  if (/^arn:[\w-]+:lambda:[^:]*:\d+:function:/.test(resource)) return FUNCTION.test(resource);
  return /^[\w-]+:.+/.test(resource);
}

function checkSeconds({ state, at, context: { findings } }: StateCheck, field: string): void {
  const value = state[field];
  if (typeof value === 'number' && (!Number.isInteger(value) || value < 1 || value > 99_999_999)) {
    findings.add(
      SCHEMA,
      'Expected value to be an integer between 1 and 99999999',
      `${at}/${field}`,
    );
  }
}

function checkCredentials({ state, at, context: { findings } }: StateCheck): void {
  const { Credentials } = state;
  if (Credentials === undefined) return;
  const location = `${at}/Credentials`;
  if (!isObject(Credentials))
    return findings.add(SCHEMA, 'Expected value of type Object', location);
  if (Credentials.RoleArn === undefined && Credentials['RoleArn.$'] === undefined) {
    findings.add(SCHEMA, "The field 'RoleArn' is required but was missing", location);
  }
}
