import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { LocalCloudError } from '../errors.ts';
import type { Stack } from '../cloudformation/stack.ts';
import type { Template } from '../cloudformation/template.ts';

interface Artifact {
  readonly type: string;
  readonly dependencies?: readonly string[];
  readonly displayName?: string;
  readonly properties?: {
    readonly templateFile?: string;
    readonly stackName?: string;
    readonly file?: string;
  };
}

interface AssetManifest {
  readonly files?: Readonly<
    Record<
      string,
      {
        readonly source: { readonly path: string; readonly packaging: string };
        readonly destinations: Readonly<Record<string, { readonly objectKey: string }>>;
      }
    >
  >;
}

/**
 * Reads a synthesized CDK app: its stacks, those that others depend on first. Throws `NoAssembly`
 * where there is none.
 */
export function readAssembly(folder: string): readonly Stack[] {
  const file = join(folder, 'manifest.json');
  if (!existsSync(file))
    throw new LocalCloudError(
      'NoAssembly',
      `synthesize the app first: npx cdk synth; there is no '${file}'`,
    );
  const manifest = JSON.parse(readFileSync(file, 'utf8')) as {
    readonly artifacts?: Readonly<Record<string, Artifact>>;
  };
  const artifacts = manifest.artifacts ?? {};
  return inOrder(artifacts).map((id) => {
    const { properties = {}, dependencies = [] } = artifacts[id]!;
    const template = JSON.parse(
      readFileSync(join(folder, properties.templateFile!), 'utf8'),
    ) as Template;
    const assets = new Map(
      dependencies.flatMap((dependency) => [...assetsOf(artifacts[dependency], folder)]),
    );
    return { name: properties.stackName ?? id, template, assets };
  });
}

function assetsOf(artifact: Artifact | undefined, folder: string): ReadonlyMap<string, string> {
  if (artifact?.type !== 'cdk:asset-manifest') return new Map();
  const manifest = JSON.parse(
    readFileSync(join(folder, artifact.properties!.file!), 'utf8'),
  ) as AssetManifest;
  return new Map(
    Object.values(manifest.files ?? {}).flatMap(({ source, destinations }) =>
      Object.values(destinations).map(
        ({ objectKey }) => [objectKey, join(folder, source.path)] as const,
      ),
    ),
  );
}

function inOrder(artifacts: Readonly<Record<string, Artifact>>): readonly string[] {
  const done = new Set<string>();
  const visit = (id: string): void => {
    const artifact = artifacts[id];
    if (!artifact || artifact.type !== 'aws:cloudformation:stack' || done.has(id)) return;
    for (const dependency of artifact.dependencies ?? []) visit(dependency);
    done.add(id);
  };
  for (const id of Object.keys(artifacts)) visit(id);
  return [...done];
}
