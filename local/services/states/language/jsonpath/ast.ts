import type { Json } from '../json.ts';

/** One step of a JSONPath. */
export type PathStep =
  | { readonly kind: 'names'; readonly names: readonly string[] }
  | { readonly kind: 'wildcard' }
  | { readonly kind: 'indexes'; readonly indexes: readonly number[] }
  | { readonly kind: 'slice'; readonly from?: number; readonly to?: number; readonly by?: number }
  | { readonly kind: 'filter'; readonly test: FilterNode }
  | { readonly kind: 'descend'; readonly step: PathStep }
  | { readonly kind: 'function'; readonly name: string };

/** A JSONPath, taken apart. */
export interface JsonPath {
  readonly steps: readonly PathStep[];
  /** True when it leads to at most one value: no wildcards, slices, filters, descents or lists. */
  readonly definite: boolean;
}

/** A filter expression. */
export type FilterNode =
  | { readonly kind: 'or' | 'and'; readonly left: FilterNode; readonly right: FilterNode }
  | { readonly kind: 'not'; readonly of: FilterNode }
  | {
      readonly kind: 'compare';
      readonly operator: string;
      readonly left: FilterOperand;
      readonly right: FilterOperand;
    }
  | { readonly kind: 'exists'; readonly operand: FilterOperand };

/** A side of a comparison in a filter. */
export type FilterOperand =
  | { readonly kind: 'literal'; readonly value: Json }
  | { readonly kind: 'pattern'; readonly value: RegExp }
  | { readonly kind: 'current' | 'root'; readonly path: JsonPath };
