import type { LargeUpload } from '../../../domain/contract/pieces/upload-plan.ts';
import { compare } from '../../../lambda/compare-pieces/handler.ts';
import { judge } from '../../../lambda/judge-piece/handler.ts';
import { merge } from '../../../lambda/merge-pieces/handler.ts';
import { planStep } from '../../../lambda/plan-pieces/handler.ts';
import { survey } from '../../../lambda/survey-piece/handler.ts';
import type { Platform } from './platform.ts';

/** Calls each step so many times, as the state machine of large uploads calls it once. */
export async function judgeInPieces(platform: Platform, upload: LargeUpload, times = 1) {
  const { model, uploadId } = upload;
  const name = { model, uploadId };
  const many = async <T>(work: () => Promise<T>): Promise<T> => {
    for (let time = 1; time < times; time += 1) await work();
    return await work();
  };
  const map = async <T>(
    count: number,
    work: (index: number) => Promise<T>,
  ): Promise<readonly T[]> => {
    // The last first: no piece may need another.
    const done: T[] = [];
    for (let index = count - 1; index >= 0; index -= 1) done.push(await many(() => work(index)));
    return done;
  };
  let planned = await many(() => planStep({ step: 'open', upload }, platform));
  if (planned.pieces > 0) {
    await map(planned.pieces, (piece) => survey({ ...name, piece }, platform));
    planned = await many(() => planStep({ step: 'locate', ...name }, platform));
  }
  if (planned.pieces > 0) {
    await map(planned.pieces, (piece) => judge({ ...name, piece, again: false }, platform));
    planned = await many(() => planStep({ step: 'count', ...name }, platform));
    const { valueShares, rowShares } = planned;
    const found = await map(valueShares, (share) =>
      compare({ ...name, what: 'values', share, of: valueShares }, platform),
    );
    if (planned.again || found.some(({ met }) => met)) {
      await map(planned.pieces, (piece) => judge({ ...name, piece, again: true }, platform));
    }
    await map(rowShares, (share) =>
      compare({ ...name, what: 'rows', share, of: rowShares }, platform),
    );
  }
  return await many(() => merge(name, platform));
}
