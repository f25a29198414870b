import * as sagemaker from '@aws-sdk/client-sagemaker';

/**
 * A structure: kind, namespace, name, traits, member names, member schemas, how many are required.
 */
type StructureSchema = readonly [
  3,
  string,
  string,
  unknown,
  readonly string[],
  readonly unknown[],
  number?,
];

/** An expression of JSONata: its value is known at run time only. */
const EXPRESSION = /^\{%[\s\S]*%\}$/;

/** What is wrong with an input of a SageMaker action: unknown and missing members, by path. */
export function problemsOf(request: string, input: unknown): readonly string[] {
  const schema = (sagemaker as unknown as Readonly<Record<string, unknown>>)[`${request}$`];
  return schema === undefined ? [`there is no ${request}`] : problems(schema, input, request);
}

function problems(schema: unknown, value: unknown, path: string): readonly string[] {
  const plain = typeof schema === 'function' ? (schema as () => unknown)() : schema;
  if (typeof value === 'string' && EXPRESSION.test(value)) return [];
  if (!Array.isArray(plain))
    return typeof value === 'object' ? [`${path}: a plain value is wanted`] : [];
  if (plain[0] === 3) return structureProblems(plain as unknown as StructureSchema, value, path);
  if (plain[0] === 1) return listProblems(plain, value, path);
  return [];
}

function structureProblems(
  [, , , , names, members, required = 0]: StructureSchema,
  value: unknown,
  path: string,
): readonly string[] {
  if (typeof value !== 'object' || value === null) return [`${path}: an object is wanted`];
  const given = Object.entries(value);
  return [
    ...names
      .slice(0, required)
      .filter((name) => !(name in value))
      .map((name) => `${path}.${name} is missing`),
    ...given.flatMap(([name, member]) => {
      const index = names.indexOf(name);
      return index < 0
        ? [`${path}.${name} is unknown`]
        : problems(members[index], member, `${path}.${name}`);
    }),
  ];
}

function listProblems(schema: readonly unknown[], value: unknown, path: string): readonly string[] {
  if (!Array.isArray(value)) return [`${path}: a list is wanted`];
  return value.flatMap((item, index) => problems(schema[4], item, `${path}[${index}]`));
}
