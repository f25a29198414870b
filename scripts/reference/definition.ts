import * as z from 'zod';
import { ModelDefinition } from '../../domain/definition/index.ts';
import { membersOf } from './members.ts';
import { code, page, table } from './table.ts';

/** `docs/reference/definition.md` */
export function definitionPage(): string {
  const schema = z.toJSONSchema(ModelDefinition, { io: 'input', unrepresentable: 'any' });
  const rows = membersOf(schema).map(({ path, type, isRequired, default: value }) => [
    code(path),
    type,
    isRequired ? 'required' : value === undefined ? '' : code(JSON.stringify(value)),
  ]);
  return page(
    'Definition of a model',
    'What `pipelines/<model>/pipeline.ts` gives to `defineModel`. A member that is not here stops the synthesis. `[]` stands for an element of a list.',
    table(['member', 'type', 'default'], rows),
  );
}
