import { DomainError } from '../errors.ts';
import { literal } from '../proposal/typescript-text.ts';
import { JsonSchema, fromJsonSchema } from './json-schema.ts';
import { MonitorConstraints, fromModelMonitor } from './model-monitor.ts';
import type { ImportedContract } from './imported.ts';

/**
 * Reads constraints of Model Monitor, or a JSON Schema of rows.
 *
 * @throws DomainError `NothingToPropose` for anything else
 */
export function importContract(data: unknown): ImportedContract {
  const constraints = MonitorConstraints.safeParse(data);
  if (constraints.success) return fromModelMonitor(constraints.data);
  const schema = JsonSchema.safeParse(data);
  if (schema.success && (schema.data.properties ?? schema.data.items) !== undefined)
    return fromJsonSchema(schema.data);
  throw new DomainError(
    'NothingToPropose',
    "give constraints of Model Monitor ('features'), or a JSON Schema of rows ('properties')",
  );
}

/** The contract as it stands in a definition; what it cannot say as comments. */
export function contractText({ columns, otherColumns, unsaid }: ImportedContract): string {
  return [
    'contract: {',
    '  columns: [',
    ...columns.map((column) => `    ${literal(column, 4)},`),
    '  ],',
    ...(otherColumns === undefined ? [] : [`  otherColumns: '${otherColumns}',`]),
    '},',
    ...unsaid.map(({ path, why }) => `// Not said: ${path} (${why})`),
    '',
  ].join('\n');
}
