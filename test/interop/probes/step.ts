/** One call of a probe, told so that any client can make it. */
export interface Step {
  /** What boto3 and the AWS CLI call the service. */
  readonly service: string;
  /** The operation, as the API has it. */
  readonly call: string;
  /** Its input. `{name}` in a text is what an earlier step kept; `{ blob: 'text' }` are bytes. */
  readonly input: Readonly<Record<string, unknown>>;
  /** What later steps need of the answer: names and paths, such as `Topics.0.TopicArn`. */
  readonly keep?: Readonly<Record<string, string>>;
  /** What the answer says, by path: the text of a value, or `some` where it has to be there. */
  readonly expect?: Readonly<Record<string, string>>;
  /** The code of the error that has to come. @default - it succeeds */
  readonly refused?: string;
}

/**
 * What a client was answered: members as the API has them, bytes as text; or the error's code; or
 * that the client is too old to know what is asked.
 */
export type Answer =
  | { readonly value: unknown }
  | { readonly refused: string }
  | { readonly unknown: string };

/** What a client is: it makes one call. */
export type Client = (step: Step) => Promise<Answer>;

/** The bytes of a `{ blob }`, if it is one. */
export function blobOf(value: unknown): string | undefined {
  const isBlob = typeof value === 'object' && value !== null && 'blob' in value;
  return isBlob && typeof value.blob === 'string' ? value.blob : undefined;
}

/** The value at a path of names and indexes. */
export function valueAt(value: unknown, path: string): unknown {
  return path.split('.').reduce<unknown>((inner, name) => (inner as Record<string, unknown> | undefined)?.[name], value);
}

/** An input with the texts that were kept. */
export function filled<T>(input: T, kept: ReadonlyMap<string, string>): T {
  const text = JSON.stringify(input).replaceAll(/\{(\w+)\}/g, (whole, name: string) => {
    const value = kept.get(name);
    return value === undefined ? whole : JSON.stringify(value).slice(1, -1);
  });
  return JSON.parse(text) as T;
}
