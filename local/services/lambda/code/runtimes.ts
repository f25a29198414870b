import { programOf } from '../environments/programs.ts';
import { invalidParameter } from '../errors.ts';

/** Runtimes that functions can be made with. Source: Lambda developer guide, lambda-runtimes. */
const TAKEN = [
  ...['dotnet8', 'dotnet10', 'java8.al2', 'java11', 'java17', 'java21', 'java25'],
  ...['nodejs16.x', 'nodejs18.x', 'nodejs20.x', 'nodejs22.x', 'nodejs24.x'],
  ...['provided.al2', 'provided.al2023'],
  ...[
    'python3.8',
    'python3.9',
    'python3.10',
    'python3.11',
    'python3.12',
    'python3.13',
    'python3.14',
  ],
  ...['ruby3.2', 'ruby3.3', 'ruby3.4', 'ruby4.0'],
];

/** Those whose time is over. Source: the same, and refusals that users of AWS quote. */
const ENDED = new Set([
  ...['dotnetcore1.0', 'dotnetcore2.0', 'dotnetcore2.1'],
  ...[
    'nodejs',
    'nodejs4.3',
    'nodejs4.3-edge',
    'nodejs6.10',
    'nodejs8.10',
    'nodejs10.x',
    'nodejs12.x',
  ],
  ...['python2.7', 'python3.6', 'ruby2.5'],
]);

/** What names of runtimes look like, also of those to come. */
const RUNTIME =
  /^(?:dotnet(?:core)?[\d.]+|go1\.x|java\d+(?:\.al2)?|nodejs[\d.]+x|provided(?:\.al\d+)?|python[\d.]+|ruby[\d.]+)$/;

/** Throws AWS's errors for what is no runtime or has been one, and ours for what is not run here. */
export function checkRuntime(runtime: string): void {
  if (ENDED.has(runtime)) {
    throw invalidParameter(
      `The runtime parameter of ${runtime} is no longer supported for creating or updating AWS Lambda functions. We recommend you use a supported runtime while creating or updating functions.`,
    );
  }
  if (!RUNTIME.test(runtime)) {
    throw invalidParameter(
      `Value ${runtime} at 'runtime' failed to satisfy constraint: Member must satisfy enum value set: [${TAKEN.join(', ')}] or be a valid ARN`,
    );
  }
  programOf(runtime);
}
