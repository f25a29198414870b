import * as z from 'zod';
import { hasCode } from '../errors.ts';

/** What makes a file none that can be read, as opposed to one with bad rows. */
export const FileFault = z.object({ code: z.string(), reason: z.string() });
export type FileFault = z.output<typeof FileFault>;

const FAULTS = [
  'NotUtf8',
  'OtherFormat',
  'TooLarge',
  'NotDivisible',
  'QuoteNotClosed',
  'TextAfterQuote',
  'FieldTooLong',
  'TooManyColumns',
  'BrokenParquet',
  'GroupTooLarge',
  'NestedValue',
] as const;

/** Reads a file, or a piece of one; answers what is wrong with it as a whole. */
export async function faultOf(read: () => Promise<void>): Promise<FileFault | undefined> {
  try {
    await read();
    return undefined;
  } catch (error) {
    if (hasCode(error, ...FAULTS)) return { code: error.code, reason: error.message };
    if (!isGzipError(error)) throw error;
    return { code: 'BrokenGzip', reason: 'pack the file again: its gzip data is damaged' };
  }
}

/** Whether whoever unpacks the chunks met damaged data: errors of zlib have such codes. */
function isGzipError(error: unknown): boolean {
  return error instanceof Error && 'code' in error && String(error.code).startsWith('Z_');
}
