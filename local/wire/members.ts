import type { NormalizedSchema } from '@smithy/core/schema';

/** A member of a structure: its name and its schema. */
export type Member = readonly [name: string, schema: NormalizedSchema];

const known = new WeakMap<NormalizedSchema, readonly Member[]>();

/** The members of a structure. Schemas make them anew whenever they are asked. */
export function membersOf(structure: NormalizedSchema): readonly Member[] {
  let members = known.get(structure);
  if (!members) {
    members = structure.isStructSchema() ? [...structure.structIterator()] : [];
    known.set(structure, members);
  }
  return members;
}
