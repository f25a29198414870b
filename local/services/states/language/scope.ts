import type { World } from '../../../kernel/index.ts';
import type { Json, JsonObject } from './json.ts';

/** Variables by name. */
export type Variables = Readonly<Record<string, Json>>;

/** What an expression may look at. */
export interface Scope {
  /** The state's input: `$` of JSONPath, `$states.input` of JSONata. */
  readonly input: Json;
  /** The context object: `$$`, `$states.context`. */
  readonly context: JsonObject;
  readonly variables: Variables;
  readonly world: World;
  /** `$states.result`. @default - not defined at this place */
  readonly result?: Json;
  /** `$states.errorOutput`. @default - not defined at this place */
  readonly errorOutput?: Json;
}

/** The same scope with another input. */
export function withInput(scope: Scope, input: Json): Scope {
  return { ...scope, input };
}
