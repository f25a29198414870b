/** How a task waits: not at all, for the end of a job, or for a call with its token. */
export type IntegrationPattern = 'request' | 'sync' | 'sync:2' | 'waitForTaskToken';

/** What the Resource of a task names. */
export type TaskResource =
  | { readonly kind: 'function'; readonly arn: string }
  | { readonly kind: 'activity'; readonly arn: string }
  | {
      readonly kind: 'integration';
      /** `lambda`, or `aws-sdk:s3`. */
      readonly service: string;
      readonly api: string;
      readonly pattern: IntegrationPattern;
      /** The API with its pattern, as the history shows it: `invoke.waitForTaskToken`. */
      readonly resource: string;
    };

const INTEGRATION =
  /^arn:[^:]*:states:[^:]*:[^:]*:((?:aws-sdk:)?[^:]+):([^.:]+)(?:\.(sync:2|sync|waitForTaskToken))?$/;

/** Takes the ARN of a Resource apart; undefined for one that names nothing that is known. */
export function parseResource(arn: string): TaskResource | undefined {
  if (/^arn:[^:]*:lambda:/.test(arn)) return { kind: 'function', arn };
  if (/^arn:[^:]*:states:[^:]+:\d+:activity:/.test(arn)) return { kind: 'activity', arn };
  const [, service, api, pattern = 'request'] = INTEGRATION.exec(arn) ?? [];
  if (service === undefined || api === undefined) return undefined;
  const resource = pattern === 'request' ? api : `${api}.${pattern}`;
  return { kind: 'integration', service, api, pattern: pattern as IntegrationPattern, resource };
}
