import * as z from 'zod';

/** Names that may be columns: what CSV headers and JSON members can be without surprises. */
export const ColumnName = z.string().min(1).max(128).regex(/^[^\s,"][^,"\n\r]*$/, 'no commas, quotes or line breaks');

/**
 * Type of a column. Timestamps are `yyyy-mm-dd hh:mm:ss` or ISO 8601, read as UTC; dates are `yyyy-mm-dd`.
 */
export const ColumnType = z.enum(['integer', 'number', 'boolean', 'category', 'string', 'timestamp', 'date']);
export type ColumnType = z.output<typeof ColumnType>;

/**
 * What breaking a rule does: refuse the row, refuse the whole file, or only be told in the receipt. A
 * request for a prediction has no file: there, both refuse the row.
 */
export const Severity = z.enum(['refuse-row', 'refuse-file', 'warn']);
export type Severity = z.output<typeof Severity>;

/** One column of the contract. */
export const Column = z.strictObject({
  name: ColumnName,
  type: ColumnType,
  /** May a value be empty? @default - no: rows with an empty value are refused */
  nullable: z.boolean().default(false),
  /** Share of empty values above which the whole file is refused. @default - none */
  maxMissingShare: z.number().gt(0).max(1).optional(),
  /** May the whole column be absent, for example because it is not known when predicting? @default - no */
  optional: z.boolean().default(false),
  /**
   * Smallest and largest value, both inclusive; text in the column's own form for timestamps. @default -
   * none
   */
  range: z.strictObject({
    min: z.union([z.number(), z.string()]).optional(),
    max: z.union([z.number(), z.string()]).optional(),
  }).optional(),
  /** The only values allowed. @default - any */
  set: z.array(z.string()).min(1).optional(),
  /** Regular expression that the whole value has to match. @default - any */
  pattern: z.string().min(1).optional(),
  /** Texts that mean that a value is missing, such as `?` or `NA`. @default - only the empty text */
  missing: z.array(z.string().min(1)).min(1).optional(),
  /** Other spellings of values, each with what it stands for. @default - none */
  aliases: z.record(z.string().min(1), z.string().min(1)).optional(),
  /** Must a value not come twice in a file? Missing values may. @default - no */
  unique: z.boolean().optional(),
  /**
   * What breaking `range`, `set`, `pattern` or `unique` does; a value of another type always refuses its
   * row. @default - refuse-row
   */
  severity: Severity.optional(),
  /** Personal data: masked in receipts and quarantine, never captured in examples. @default - no */
  personal: z.boolean().default(false),
});
export type Column = z.output<typeof Column>;

/** A rule over two columns of a row; holds when one of them is empty. */
export const RowRule = z.strictObject({
  left: ColumnName,
  is: z.enum(['<', '<=', '>', '>=', '=', '!=']),
  right: ColumnName,
  /** What breaking the rule does. @default - refuse-row */
  severity: Severity.optional(),
});
export type RowRule = z.output<typeof RowRule>;

/** What breaking a rule over a whole file does. */
const FileSeverity = z.enum(['refuse-file', 'warn']);

/** A rule over the accepted rows of a file. */
export const FileRule = z.discriminatedUnion('kind', [
  /** How many rows there are, both inclusive. */
  z.strictObject({
    kind: z.literal('rows'),
    min: z.int().min(0).optional(),
    max: z.int().min(0).optional(),
    severity: FileSeverity.optional(),
  }),
  /** Share of rows that repeat an earlier row in every column of the contract. */
  z.strictObject({
    kind: z.literal('duplicates'),
    maxShare: z.number().min(0).max(1),
    severity: FileSeverity.optional(),
  }),
  /** A statistic of a column's numbers, both inclusive. The deviation is that of a sample (n - 1). */
  z.strictObject({
    kind: z.enum(['mean', 'sum', 'standard-deviation', 'minimum', 'maximum']),
    column: ColumnName,
    min: z.number().optional(),
    max: z.number().optional(),
    severity: FileSeverity.optional(),
  }),
  /** How old the newest row may be when the file is judged, by the time column. */
  z.strictObject({
    kind: z.literal('freshness'),
    maxAgeHours: z.number().gt(0),
    severity: FileSeverity.optional(),
  }),
]);
export type FileRule = z.output<typeof FileRule>;

/** What a file of rows has to look like. */
export const DataContract = z.strictObject({
  columns: z.array(Column).min(2).max(1000),
  /**
   * Names of the fields of files without a header, in their order. A first row of just these names is
   * still a header. @default - the first row of a file is its header
   */
  header: z.array(ColumnName).min(2).max(16_384).optional(),
  /**
   * How text is written: `latin-1` (read as Windows-1252) and `utf-16` are converted. A byte order mark
   * goes first. @default - utf-8; anything else is refused
   */
  encoding: z.enum(['utf-8', 'latin-1', 'utf-16']).optional(),
  /** Columns of a file that the contract does not know. @default - dropped */
  otherColumns: z.enum(['drop', 'refuse']).default('drop'),
  /**
   * The column that says when a row happened. @default - rows have no time; uploads are ordered by
   * admission
   */
  timeColumn: ColumnName.optional(),
  /** The column that says whose row it is: what `perennial forget` erases by. @default - rows are nobody's */
  subject: ColumnName.optional(),
  rules: z.array(RowRule).default([]),
  /** Rules over all rows of a file together; breaking one refuses the file. @default - none */
  fileRules: z.array(FileRule).optional(),
  limits: z.strictObject({
    /** Share of bad rows above which the file is refused. */
    badRowShare: z.number().min(0).max(1).default(0.05),
    rows: z.int().min(1).max(10_000_000_000).default(1_000_000),
    bytes: z.int().min(1).max(250_000_000_000).default(100_000_000),
  }).prefault({}),
});
export type DataContract = z.output<typeof DataContract>;
