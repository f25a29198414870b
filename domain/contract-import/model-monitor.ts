import * as z from 'zod';
import type { ColumnInput, ImportedContract, Unsaid } from './imported.ts';

/**
 * `constraints.json` of SageMaker Model Monitor (developer guide, "Schema for Constraints"). Members that are
 * not known are kept, to be told.
 */
export const MonitorConstraints = z.looseObject({
  features: z.array(
    z.looseObject({
      name: z.string(),
      inferred_type: z.string(),
      completeness: z.number().optional(),
      num_constraints: z.looseObject({ is_non_negative: z.boolean().optional() }).optional(),
      string_constraints: z.looseObject({ domains: z.array(z.string()).optional() }).optional(),
    }),
  ),
});
export type MonitorConstraints = z.output<typeof MonitorConstraints>;

type Feature = MonitorConstraints['features'][number];

const TYPES: Readonly<Record<string, ColumnInput['type']>> = {
  Integral: 'integer',
  Fractional: 'number',
  String: 'string',
};

/** What constraints of Model Monitor say of columns. */
export function fromModelMonitor({ features, ...others }: MonitorConstraints): ImportedContract {
  const unsaid: Unsaid[] = Object.keys(others)
    .filter((name) => name !== 'version')
    .map((path) => ({ path, why: 'it is about monitoring: write monitors in the definition' }));
  const columns = features.map((feature, index) => columnOf(feature, `features.${index}`, unsaid));
  return { columns, unsaid };
}

function columnOf(feature: Feature, path: string, unsaid: Unsaid[]): ColumnInput {
  const {
    name,
    inferred_type,
    completeness = 1,
    num_constraints,
    string_constraints,
    ...others
  } = feature;
  const type = TYPES[inferred_type];
  if (type === undefined) {
    unsaid.push({
      path: `${path}.inferred_type`,
      why: `'${inferred_type}' says no type: text of any kind is taken`,
    });
  }
  for (const other of Object.keys(others))
    unsaid.push({ path: `${path}.${other}`, why: 'no contract has such a member' });
  const { is_non_negative, ...numeric } = num_constraints ?? {};
  const { domains, ...textual } = string_constraints ?? {};
  for (const other of Object.keys(numeric))
    unsaid.push({ path: `${path}.num_constraints.${other}`, why: 'it is about monitoring' });
  for (const other of Object.keys(textual))
    unsaid.push({ path: `${path}.string_constraints.${other}`, why: 'it is about monitoring' });
  const hasDomain = domains !== undefined && domains.length > 0;
  return {
    name,
    type: hasDomain ? 'category' : (type ?? 'string'),
    ...(completeness < 1 && {
      nullable: true,
      maxMissingShare: Number((1 - completeness).toFixed(6)),
    }),
    ...(is_non_negative === true && { range: { min: 0 } }),
    ...(hasDomain && { set: [...domains] }),
  };
}
