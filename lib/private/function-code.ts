import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { buildSync } from 'esbuild';
import { ConfigurationError } from '../errors.ts';
import { packageRoot } from './package-root.ts';

/**
 * Ways to credentials that no function has: it is given them in its environment, which comes first. The
 * SDK asks for these modules only when it finds none there.
 */
const UNUSED_PROVIDERS = ['ini', 'login', 'process', 'sso', 'web-identity'].map(
  (name) => `@aws-sdk/credential-provider-${name}`,
);

/** Folder of the bundles, below the package's root. */
const BUNDLES = join('dist', 'functions');

let bundled: ReadonlySet<string> | undefined;

/**
 * The bundled code of a function below `lambda/`. All functions are bundled in one run of esbuild,
 * once per process.
 */
export function functionCode(name: string): lambda.Code {
  bundled ??= bundleAll();
  if (!bundled.has(name)) {
    throw new ConfigurationError(
      'UnknownFunction',
      `write 'lambda/${name}/handler.ts', there are: ${[...bundled].join(', ')}`,
    );
  }
  return lambda.Code.fromAsset(join(packageRoot(), BUNDLES, name));
}

function bundleAll(): ReadonlySet<string> {
  const root = packageRoot();
  const names = readdirSync(join(root, 'lambda')).filter((name) =>
    existsSync(join(root, 'lambda', name, 'handler.ts')),
  );
  buildSync({
    entryPoints: names.map((name) => ({
      in: join(root, 'lambda', name, 'handler.ts'),
      out: `${name}/index`,
    })),
    outdir: join(root, BUNDLES),
    outExtension: { '.js': '.mjs' },
    bundle: true,
    minify: true,
    keepNames: true,
    platform: 'node',
    target: 'node20',
    format: 'esm',
    mainFields: ['module', 'main'],
    external: UNUSED_PROVIDERS,
    // The SDK is bundled too: what is used of it loads faster than the runtime's, and its version is pinned.
    banner: {
      js: "import{createRequire}from'node:module';const require=createRequire(import.meta.url);",
    },
    logLevel: 'warning',
  });
  return new Set(names);
}
