import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import { defineModel } from '../../../domain/definition/index.ts';
import type { ModelDefinition } from '../../../domain/definition/index.ts';
import { ModelStack, PlatformStack } from '../../../lib/index.ts';
import type { Stage } from '../../../lib/index.ts';
import { churn } from '../../../pipelines/churn/pipeline.ts';
import { taxiFare } from '../../../pipelines/taxi-fare/pipeline.ts';
import { exclusively } from '../../support/assembly.ts';

/** A template as JSON. */
export interface Template {
  readonly Resources: Readonly<Record<string, TemplateResource>>;
  readonly Parameters?: Readonly<
    Record<string, { readonly Type: string; readonly Default?: string }>
  >;
  readonly Outputs?: Readonly<Record<string, { readonly Export?: unknown }>>;
}

/** A resource of a template. */
export interface TemplateResource {
  readonly Type: string;
  readonly Properties?: Readonly<Record<string, unknown>>;
}

/** One finding of a validation plugin that nobody has given a reason for. */
export interface Violation {
  readonly ruleName: string;
  readonly severity?: string;
  readonly description: string;
}

/** What to synthesize. */
export interface SynthesisOptions {
  /** @default - the two models that are shipped */
  readonly definitions?: readonly ModelDefinition[];
  readonly encryption?: 'kms' | 'aws-managed';
  readonly stage?: Stage;
  readonly oncall?: readonly string[];
  /** Run cdk-nag and CloudFormation's own rules. @default - templates only */
  readonly validate?: boolean;
}

/** A synthesized app. */
export interface Synthesis {
  readonly platform: Template;
  /** Templates by model. */
  readonly models: ReadonlyMap<string, Template>;
  /** Sizes of the templates' files by stack, bytes. */
  readonly bytes: ReadonlyMap<string, number>;
  /** Findings without a reason. Empty where it was not validated. */
  readonly violations: readonly Violation[];
}

/** So many models, named by their number. */
export function manyModels(count: number): readonly ModelDefinition[] {
  return Array.from({ length: count }, (_, index) =>
    defineModel({ ...(index % 2 === 0 ? taxiFare : churn), name: `model-${index}` }),
  );
}

/** Synthesizes the platform and models in this process. */
export async function synthesize(options: SynthesisOptions = {}): Promise<Synthesis> {
  const { definitions = [taxiFare, churn], encryption, stage, oncall, validate = false } = options;
  const outdir = mkdtempSync(join(tmpdir(), 'synth-'));
  process.env.CDK_VALIDATION = String(validate);
  return await exclusively(() => {
    const app = new App({ outdir, context: contextOfApp(), analyticsReporting: false });
    if (validate) Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
    new PlatformStack(app, 'perennial-platform', { encryption, stage, oncall });
    for (const definition of definitions) {
      new ModelStack(app, `perennial-${definition.name}`, { definition, encryption, stage });
    }
    app.synth();
    const texts = new Map(
      ['platform', ...definitions.map(({ name }) => name)].map((name) => [
        name,
        readFileSync(join(outdir, `perennial-${name}.template.json`), 'utf8'),
      ]),
    );
    const templates = [...texts].map(
      ([name, text]) => [name, JSON.parse(text) as Template] as const,
    );
    return {
      platform: templates[0]![1],
      models: new Map(templates.slice(1)),
      bytes: new Map([...texts].map(([name, text]) => [name, Buffer.byteLength(text)])),
      violations: validate ? violationsOf(outdir) : [],
    };
  });
}

/** Resources of a type, with their logical ids. */
export function resourcesOf(
  { Resources }: Template,
  type: string,
): readonly (readonly [string, TemplateResource])[] {
  return Object.entries(Resources).filter(([, resource]) => resource.Type === type);
}

function violationsOf(outdir: string): readonly Violation[] {
  const report = JSON.parse(readFileSync(join(outdir, 'validation-report.json'), 'utf8')) as {
    readonly pluginReports: readonly { readonly violations: readonly Violation[] }[];
  };
  return report.pluginReports.flatMap(({ violations }) => violations);
}

function contextOfApp(): Record<string, unknown> {
  return (JSON.parse(readFileSync('cdk.json', 'utf8')) as { context: Record<string, unknown> })
    .context;
}
