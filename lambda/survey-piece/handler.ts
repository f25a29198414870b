import { createHash } from 'node:crypto';
import { rangeOfPiece } from '../../domain/contract/pieces/locate-pieces.ts';
import { RowSurvey } from '../../domain/tabular/row-survey.ts';
import { Work } from '../shared/pieces/work.ts';
import { s3Store } from '../shared/s3-store.ts';
import { serve } from '../shared/serve.ts';
import { surveyPiece } from './contract.ts';
import type * as z from 'zod';
import type { UploadPlan } from '../../domain/contract/pieces/upload-plan.ts';
import type { ObjectStore } from '../../domain/ports.ts';

/** What surveying needs of the world. */
export interface SurveyPorts {
  readonly landing: ObjectStore;
  readonly lake: ObjectStore;
}

/** Surveys a range of bytes. Done again, it finds the same. */
export async function survey(
  { piece, ...name }: z.output<typeof surveyPiece.input>,
  { landing, lake }: SurveyPorts,
): Promise<z.output<typeof surveyPiece.output>> {
  const work = new Work(lake, name);
  const plan = await work.plan();
  const { key, versionId } = plan.upload;
  const [from, to] = rangeOfPiece(piece, plan.upload);
  const hash = createHash('sha256');
  const { begin, rows } = surveyOf(plan, piece, from);
  let skipped = from;
  for await (const chunk of landing.range(key, { versionId, from, to })) {
    hash.update(chunk);
    rows?.push(chunk.subarray(Math.max(begin - skipped, 0)));
    skipped += chunk.length;
  }
  await work.write(work.keys.survey(piece), {
    sha256: hash.digest('hex'),
    rows: rows?.result() ?? [],
  });
  return { piece };
}

/** Who finds the rows from where on: behind a byte order mark. Of Parquet, the footer tells. */
function surveyOf({ layout }: UploadPlan, piece: number, from: number) {
  if (layout === null || layout.format === 'parquet') return { begin: from, rows: undefined };
  const begin = Math.max(from, layout.begin);
  return { begin, rows: new RowSurvey(layout, begin, piece === 0) };
}

export const handler = serve(
  surveyPiece,
  (env) => ({
    landing: s3Store(env.LANDING_BUCKET),
    lake: s3Store(env.LAKE_BUCKET),
  }),
  survey,
);
