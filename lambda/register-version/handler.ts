import { Evaluation, Judgement } from '../../domain/evaluation/evaluation.ts';
import { sortKeys } from '../../domain/registry/keys.ts';
import { runKeys } from '../../domain/registry/object-keys.ts';
import { Counters } from '../../domain/registry/records.ts';
import { RunPlan } from '../../domain/runs/plan.ts';
import { Truth } from '../../domain/runs/truth.ts';
import { uncontended } from '../shared/contention.ts';
import { readModel } from '../shared/definitions.ts';
import { dynamoRegistry } from '../shared/dynamo-registry.ts';
import { readRun, readVersion } from '../shared/runs.ts';
import { readJson, s3Store } from '../shared/s3-store.ts';
import { serve } from '../shared/serve.ts';
import { registerVersion } from './contract.ts';
import { versionOf } from './version-of.ts';
import type * as z from 'zod';
import type { Clock, ObjectStore, Registry, RegistryWrite } from '../../domain/ports.ts';
import type { Run } from '../../domain/registry/run.ts';
import type { Version } from '../../domain/registry/version.ts';

/** What registration needs of the world. */
export interface RegistrationPorts {
  readonly registry: Registry;
  readonly artifacts: ObjectStore;
  readonly clock: Clock;
  readonly env: { readonly CODE_VERSION: string };
}

type Request = z.output<typeof registerVersion.input>;
type Answer = z.output<typeof registerVersion.output>;

/** Registers the version of a run, once: asked again, it answers the version that the run has. */
export async function register(request: Request, ports: RegistrationPorts): Promise<Answer> {
  const { model, runId } = request;
  const keys = runKeys(model, runId);
  const files = [keys.plan, keys.truth, keys.evaluation, keys.judgement];
  const read = await Promise.all(files.map((key) => readJson(ports.artifacts, key)));
  const [plan, truth, evaluation, judgement] = read;
  const made = {
    plan: RunPlan.parse(plan), truth: Truth.parse(truth), evaluation: Evaluation.parse(evaluation),
    judgement: Judgement.parse(judgement),
  };
  return await uncontended(async () => {
    const [{ definition }, storedRun, counters] = await readModel(
      ports.registry, model, sortKeys.run(runId), sortKeys.counters,
    );
    const run = readRun(storedRun, runId);
    if (run.version !== null) return await known(ports.registry, run, run.version, model);
    const number = Counters.parse(counters ?? {}).versions + 1;
    const now = ports.clock.now().toISOString();
    const version = versionOf({
      ...made, request, definition, number, now, codeVersion: ports.env.CODE_VERSION,
    });
    await ports.registry.write(model, writesOf(version, run));
    return answer(version);
  });
}

function writesOf(version: Version, run: Run): readonly RegistryWrite[] {
  const numbered: Run = { ...run, version: version.version, revision: run.revision + 1 };
  const challenger = { version: version.version, runId: run.runId, since: version.createdAt };
  return [
    { put: version, sk: sortKeys.version(version.version), when: 'absent' },
    { add: { versions: 1 }, sk: sortKeys.counters },
    { put: numbered, sk: sortKeys.run(run.runId), when: { revision: run.revision } },
    { put: challenger, sk: sortKeys.challenger, when: 'always' },
  ];
}

async function known(registry: Registry, { runId }: Run, number: number, model: string): Promise<Answer> {
  const [stored] = await registry.read(model, [sortKeys.version(number)]);
  return { ...answer(readVersion(stored, number)), runId };
}

function answer({ model, version, status, reason, lineage }: Version): Answer {
  const standing = status === 'pending' || status === 'refused' ? status : 'approved';
  return { model, runId: lineage.runId, version, status: standing, reason };
}

export const handler = serve(registerVersion, (env) => ({
  registry: dynamoRegistry(env.REGISTRY_TABLE),
  artifacts: s3Store(env.ARTIFACT_BUCKET),
}), register);
