import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { seededChance } from '../../domain/chance/seeded.ts';
import { wideBaseline, wideColumns, wideRows } from './table.ts';

const HOURS = 168;
const ROWS_PER_REQUEST = 50;

/** Writes the baseline and a week of captures, an object per hour as the gateway leaves them; their bytes. */
export function writeWeek(folder: string, rows: number): number {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'baseline.json'), JSON.stringify(wideBaseline()));
  const columns = wideColumns();
  const [next, chance] = [wideRows('captures'), seededChance('answers')];
  let bytes = 0;
  for (let hour = 0, left = rows; hour < HOURS; hour += 1) {
    const at = new Date(Date.UTC(2024, 0, 1, hour + 1)).toISOString();
    const name = at.slice(0, 13);
    let text = '';
    for (let request = 0, here = Math.ceil(left / (HOURS - hour)); here > 0; request += 1) {
      const size = Math.min(here, ROWS_PER_REQUEST);
      const answered = Array.from({ length: size }, (_, index) => ({
        index,
        values: next(),
        prediction: [chance() * 50],
      }));
      const inferenceId = `${name.replaceAll(/[-T]/g, '')}-${request}`;
      text += `${JSON.stringify({ model: 'wide', inferenceId, at, version: 1, columns, rows: answered })}\n`;
      here -= size;
      left -= size;
    }
    bytes += text.length;
    writeFileSync(join(folder, `${name}.jsonl`), text);
  }
  return bytes;
}
