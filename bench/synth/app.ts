import { readFileSync } from 'node:fs';
import { App } from 'aws-cdk-lib';
import { defineModel } from '../../domain/definition/index.ts';
import { ModelStack, PlatformStack } from '../../lib/index.ts';
import { churn } from '../../pipelines/churn/pipeline.ts';
import { taxiFare } from '../../pipelines/taxi-fare/pipeline.ts';

/** Synthesizes a platform with so many models into a folder. */
export function synthesizeModels(count: number, outdir: string): void {
  const { context } = JSON.parse(readFileSync('cdk.json', 'utf8')) as { context: Record<string, unknown> };
  process.env.CDK_VALIDATION = 'false';
  const app = new App({ outdir, context, analyticsReporting: false });
  new PlatformStack(app, 'perennial-platform', {});
  for (let index = 0; index < count; index++) {
    const name = `model-${index}`;
    const definition = defineModel({ ...(index % 2 === 0 ? taxiFare : churn), name });
    new ModelStack(app, `perennial-${name}`, { definition });
  }
  app.synth();
}
