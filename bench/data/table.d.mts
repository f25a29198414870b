import type { z } from 'zod';
import type { Column, RowRule } from '../../domain/definition/data-contract.ts';

/** Columns of the table, with their types in DuckDB. */
export declare const COLUMNS: readonly (z.input<typeof Column> & { readonly sql: string })[];
/** Rules over two of them. */
export declare const RULES: z.input<typeof RowRule>[];
/** Writes so many rows as CSV; answers the bytes. */
export declare function writeTable(path: string, rows: number): number;
/** The same rows as JSON Lines. */
export declare function writeJsonLines(path: string, rows: number): number;
