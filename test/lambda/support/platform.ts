import { definitionHash } from '../../../domain/definition/define-model.ts';
import { sortKeys } from '../../../domain/registry/keys.ts';
import { runKeys } from '../../../domain/registry/object-keys.ts';
import { admit } from '../../../lambda/admit-upload/handler.ts';
import { pinBaseline } from '../../../lambda/build-baseline/handler.ts';
import { checkOne } from '../../../lambda/check-model/handler.ts';
import { collect } from '../../../lambda/collect-slot/handler.ts';
import { arbitrate } from '../../../lambda/decide-retraining/handler.ts';
import { deploy } from '../../../lambda/deploy-version/handler.ts';
import { end } from '../../../lambda/end-run/handler.ts';
import { measure } from '../../../lambda/evaluate-challenger/handler.ts';
import { join } from '../../../lambda/join-ground-truth/handler.ts';
import { judgeRun } from '../../../lambda/judge-challenger/handler.ts';
import { observe } from '../../../lambda/observe-deployment/handler.ts';
import { plan } from '../../../lambda/plan-run/handler.ts';
import { prepare } from '../../../lambda/prepare-features/handler.ts';
import { promote } from '../../../lambda/promote-version/handler.ts';
import { register } from '../../../lambda/register-version/handler.ts';
import { championSource } from '../../../lambda/serve-prediction/champion.ts';
import { predict } from '../../../lambda/serve-prediction/handler.ts';
import { writeBatch } from '../../../lambda/write-captures/handler.ts';
import { Containers } from './containers.ts';
import {
  FunctionInference, MemoryBus, MemoryEndpoints, MemoryExecutions, MemoryMeter, MemoryQueue, MemoryTopic,
  SetClock, silentLog,
} from './fakes.ts';
import { MemoryRegistry } from './memory-registry.ts';
import { MemoryStore } from './memory-store.ts';
import type * as z from 'zod';
import type { ModelDefinition } from '../../../domain/definition/model-definition.ts';
import type { PlatformEvent } from '../../../domain/events/platform-events.ts';
import type { DefinitionRecord } from '../../../domain/registry/records.ts';
import type { decideRetraining } from '../../../lambda/decide-retraining/contract.ts';
import type { RunRequest } from '../../../lambda/plan-run/contract.ts';
import type { PredictionAnswer } from '../../../lambda/serve-prediction/contract.ts';

/** Environment variables of all functions. */
const env = {
  ARTIFACT_BUCKET: 'artifacts', CODE_VERSION: 'test',
  LARGE_UPLOADS_ARN: 'arn:machine:large-uploads', LARGE_UPLOAD_BYTES: 1 << 30, PIECE_BYTES: 1 << 27,
};

/**
 * All functions over one world in memory, called in the order in which rules and state machine call
 * them.
 */
export class Platform {
  readonly registry = new MemoryRegistry();
  readonly landing = new MemoryStore();
  readonly lake = new MemoryStore();
  readonly artifacts = new MemoryStore();
  readonly bus = new MemoryBus();
  readonly queue = new MemoryQueue();
  readonly topic = new MemoryTopic();
  readonly meter = new MemoryMeter();
  readonly executions = new MemoryExecutions();
  readonly endpoints = new MemoryEndpoints();
  readonly containers = new Containers(this.artifacts);
  readonly inference = new FunctionInference((lines, endpoint) =>
    this.containers.answer(this.endpoints.plans.get(endpoint)!.modelName, lines));
  readonly log = silentLog;
  readonly env = env;
  readonly clock: SetClock;
  private delivered = 0;
  private run = 0;
  private calls = 0;

  constructor(at: string) {
    this.clock = new SetClock(at);
  }

  /** Puts a definition into the registry, as the model's stack does. */
  define(definition: ModelDefinition): void {
    const record: DefinitionRecord = {
      definition, hash: definitionHash(definition), stateMachineArn: `arn:machine:${definition.name}`,
      imageUri: 'xgboost:1.7-1', gatewayUrl: null, updatedAt: this.clock.now().toISOString(),
    };
    this.registry.records.set(`${definition.name} ${sortKeys.definition}`, record);
  }

  /** Uploads a file and lets everything happen that follows from it. */
  async upload(key: string, body: string | Uint8Array): Promise<Awaited<ReturnType<typeof admit>>> {
    this.landing.put(key, body);
    const answer = await admit(this.created(key), this);
    await this.settle();
    return answer;
  }

  /** Asks the gateway, and writes its captures. */
  async ask(model: string, rows: readonly object[]): Promise<{ status: number; body: PredictionAnswer }> {
    const request = {
      body: JSON.stringify({ rows }),
      requestContext: { requestId: `request-${this.calls += 1}`, http: { method: 'POST' } },
    };
    const champion = championSource(this.registry, this.artifacts);
    const answer = await predict(request, { ...this, champion, env: { MODEL_NAME: model } });
    const bodies = this.queue.bodies.splice(0);
    await writeBatch({ Records: bodies.map((body, index) => ({ messageId: `${this.calls}-${index}`, body })) }, this);
    return { status: answer.statusCode, body: JSON.parse(answer.body) as PredictionAnswer };
  }

  /** Checks a model and lets everything happen that follows. */
  async check(model: string): Promise<Awaited<ReturnType<typeof checkOne>>> {
    const answer = await checkOne({ model, id: 'schedule', time: this.clock.now().toISOString() }, this);
    await this.settle();
    return answer;
  }

  /** Delivers events and runs executions until nothing is left to do. */
  async settle(): Promise<void> {
    while (this.delivered < this.bus.events.length || this.run < this.executions.started.length) {
      const event = this.bus.events[this.delivered];
      if (event !== undefined) {
        this.delivered += 1;
        await this.deliver(event);
      } else {
        const { input } = this.executions.started[this.run]!;
        this.run += 1;
        await this.execute(input as z.output<typeof RunRequest>);
      }
    }
  }

  private created(key: string) {
    this.calls += 1;
    return {
      id: `event-${this.calls}`, time: this.clock.now().toISOString(), source: 'aws.s3',
      'detail-type': 'Object Created' as const,
      detail: { bucket: { name: 'landing' }, object: { key, 'version-id': `v${this.calls}` } },
    };
  }

  private async deliver({ type, detail }: PlatformEvent): Promise<void> {
    const event = {
      id: `bus-${this.delivered}`, time: this.clock.now().toISOString(), 'detail-type': type, detail,
    };
    if (type === 'Labels Admitted') {
      await join({ ...event, 'detail-type': type, detail }, this);
      const key = `uploads/${detail.model}/data/joined-${detail.uploadId}.csv`;
      if (this.landing.objects.has(key)) await admit(this.created(key), this);
    } else if (['Data Admitted', 'Model Unhealthy', 'Retraining Requested', 'Run Ended'].includes(type)) {
      await arbitrate(event as z.output<typeof decideRetraining.input>, this);
    }
  }

  /** What the state machine does. */
  async execute(request: z.output<typeof RunRequest>): Promise<void> {
    const { model, runId } = request;
    const settings = await plan(request, this);
    const prepared = settings.ready ? await prepare({ model, runId }, this) : settings;
    if (!prepared.ready) {
      await end({ model, runId, outcome: 'refused', reason: prepared.note }, this);
      return;
    }
    const keys = runKeys(model, runId);
    const modelName = settings.namePrefix;
    this.containers.train(modelName, keys.train, settings.training.hyperparameters);
    this.containers.transform(modelName, keys.holdoutOfChallenger, keys.predictionsOfChallenger);
    if (settings.hasChampion) {
      this.containers.transform(
        settings.transform.championModelName, keys.holdoutOfChampion, keys.predictionsOfChampion,
      );
    }
    await measure({ model, runId }, this);
    await judgeRun({ model, runId }, this);
    const registered = await register({
      model, runId, modelName, trainingJobName: modelName, trainingJobArn: `arn:job:${modelName}`,
      modelArtifact: `s3://artifacts/${keys.root}model.tar.gz`,
    }, this);
    const { version, status, reason } = registered;
    if (status !== 'approved') {
      await end({ model, runId, outcome: 'refused', reason, version }, this);
      return;
    }
    await pinBaseline({ model, runId, version }, this);
    const deployed = await deploy({ model, runId, version }, this);
    const observed = await observe(deployed, this);
    if (observed.status !== 'ready') {
      await end({ model, runId, outcome: 'not-deployed', reason: observed.reason, version }, this);
      return;
    }
    const { previous } = await promote({ ...deployed }, this);
    await end({ model, runId, outcome: 'promoted', reason, version }, this);
    if (previous !== null) await collect({ model, ...previous }, this);
  }
}
