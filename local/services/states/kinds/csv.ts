import type { Json, JsonObject } from '../language/json.ts';
import { readerFailed } from './reader-failure.ts';

const DELIMITERS: Readonly<Record<string, string>> = {
  COMMA: ',',
  PIPE: '|',
  SEMICOLON: ';',
  SPACE: ' ',
  TAB: '\t',
};

/**
 * The rows of a CSV file as objects of strings; missing fields are empty, fields without a header
 * are left out. A backslash stands for the backslash, quotation mark or delimiter after it, and for
 * nothing before anything else. Source: Step Functions developer guide, ItemReader, CSV file.
 */
export function parseCsv(text: string, config: JsonObject): Json[] {
  const records = parseRecords(text, DELIMITERS[String(config.CSVDelimiter)] ?? ',');
  const given = config.CSVHeaderLocation === 'GIVEN';
  const headers = given ? (config.CSVHeaders as string[]) : (records.shift() ?? []);
  if (new Set(headers).size !== headers.length)
    throw readerFailed('CSV headers cannot contain duplicates.');
  return records.map((fields) =>
    Object.fromEntries(headers.map((header, at) => [header, fields[at] ?? ''])),
  );
}

function parseRecords(text: string, delimiter: string): string[][] {
  const records: string[][] = [];
  let fields: string[] = [];
  let field = '';
  let quoted = false;
  const endRecord = () => {
    if (fields.length > 0 || field !== '') records.push([...fields, field]);
    fields = [];
    field = '';
  };
  for (let at = 0; at < text.length; at++) {
    const character = text[at]!;
    const escaped = text[at + 1] ?? '';
    if (character === '\\') {
      if (escaped === '\\' || escaped === '"' || escaped === delimiter) field += text[++at];
    } else if (quoted) {
      if (character !== '"') field += character;
      else if (text[at + 1] === '"') field += text[++at];
      else quoted = false;
    } else if (character === '"' && field === '') quoted = true;
    else if (character === delimiter) {
      fields.push(field);
      field = '';
    } else if (character === '\n') endRecord();
    else if (character !== '\r') field += character;
  }
  endRecord();
  return records;
}
