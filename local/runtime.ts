import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { randomBytes } from 'node:crypto';
import { Authorizer, ROLE_TABLES } from './auth/authorizer.ts';
import { CallerIdentifier } from './auth/caller.ts';
import { CredentialMaker } from './auth/credentials.ts';
import { USAGE_TABLES, UsageRecorder } from './auth/usage.ts';
import { controlRoute } from './control/route.ts';
import type { Cloud, Principal, Service } from './kernel/index.ts';
import type { LocalCloudOptions } from './options.ts';
import { RunningActivity } from './outbox/activity.ts';
import { Dispatcher } from './outbox/dispatcher.ts';
import { OUTBOX_TABLES, StoredOutbox } from './outbox/outbox.ts';
import { StoredTimers, TIMER_TABLES } from './outbox/timers.ts';
import { registerHandlers } from './outbox/registry.ts';
import { SqliteDatabase } from './store/database.ts';
import { SETTINGS_TABLES, Settings } from './store/settings.ts';
import { StoredTelemetry } from './telemetry.ts';
import { ActionTable } from './wire/action-table.ts';
import { FrontDoor } from './wire/front-door.ts';
import { Router } from './wire/router.ts';
import { serviceModel } from './wire/service-model.ts';
import { makeWorld } from './world/world.ts';
import type { SettableWorld } from './world/world.ts';

/**
 * How long credentials of functions and jobs hold: twelve hours. On a virtual clock, which jumps
 * over weeks while a process is warm, they hold for a century.
 */
const SESSION_MILLIS = { real: 12 * 3600 * 1000, virtual: 100 * 365 * 86_400_000 } as const;

/** A cloud that runs. */
export interface RunningCloud {
  readonly cloud: Cloud;
  readonly port: number;
  readonly dispatcher: Dispatcher;
  readonly authorizer: Authorizer;
  readonly usage: UsageRecorder;
  /** Stops processes, flushes, closes the port and the store. */
  stop(): Promise<void>;
}

/** Puts a cloud together from its services and starts it. */
export async function run(
  given: LocalCloudOptions,
  services: readonly Service[],
): Promise<RunningCloud> {
  const options = { ...given, dataDir: resolve(given.dataDir) };
  mkdirSync(options.dataDir, { recursive: true });
  const db = new SqliteDatabase(join(options.dataDir, 'state.db'));
  db.define([
    ...SETTINGS_TABLES,
    ...OUTBOX_TABLES,
    ...TIMER_TABLES,
    ...ROLE_TABLES,
    ...USAGE_TABLES,
  ]);
  db.define(services.flatMap(({ tables }) => tables));
  const report = options.report ?? ((line: string) => process.stderr.write(`${line}\n`));
  const settings = new Settings(db);
  const accountId = settings.once('account', options.accountId ?? '000000000000');
  const region = settings.once('region', options.region ?? 'us-east-1');
  const world = restoredWorld(options, settings);
  const handlers = registerHandlers(services);
  const timers = new StoredTimers(db);
  const activity = new RunningActivity();
  const outbox = new StoredOutbox(db, world, handlers.subscribers);
  const usage = new UsageRecorder();
  const authorizer = new Authorizer(db, world, accountId, region, usage);
  const credentials = new CredentialMaker(
    settings.once('secret', randomBytes(32).toString('hex')),
    accountId,
  );
  const callers = new CallerIdentifier(credentials, world, accountId);
  const dispatcher = new Dispatcher({
    db,
    world,
    timers,
    outbox,
    activity,
    deliveries: handlers.deliveries,
    timerHandlers: handlers.timers,
    report,
  });
  const actions = new ActionTable(services, db, (principal, permission) =>
    authorizer.authorize(principal, permission),
  );
  db.onCommit(() => dispatcher.poke());
  const telemetry = new StoredTelemetry(services);
  let port = options.port ?? 0;

  const cloud: Cloud = {
    accountId,
    region,
    partition: 'aws',
    dataDir: options.dataDir,
    images: options.images ?? [],
    world,
    db,
    outbox,
    timers,
    activity,
    telemetry,
    get endpoint() {
      return `http://127.0.0.1:${port}`;
    },
    // The caller names the output's type, as with the SDK's own commands.
    call: async <Output>(service: string, name: string, input: unknown, principal: Principal) =>
      (await actions.call(service, name, input, {
        cloud,
        principal,
        requestId: world.uuid(),
      })) as Output,
    callSync: <Output>(service: string, name: string, input: unknown, principal: Principal) =>
      actions.callSync(service, name, input, {
        cloud,
        principal,
        requestId: world.uuid(),
      }) as Output,
    assumeRole: (roleArn, session, by) => authorizer.assumeRole(roleArn, session, by),
    authorize: (principal, permission) => authorizer.authorize(principal, permission),
    forgetPolicies: () => authorizer.forget(),
    credentialsFor: (principal) => {
      const made = credentials.make(principal, world.now() + SESSION_MILLIS[world.mode]);
      return {
        AWS_ACCESS_KEY_ID: made.accessKeyId,
        AWS_SECRET_ACCESS_KEY: made.secretAccessKey,
        AWS_SESSION_TOKEN: made.sessionToken,
        AWS_REGION: region,
        AWS_DEFAULT_REGION: region,
        AWS_ENDPOINT_URL: `http://127.0.0.1:${port}`,
      };
    },
  };
  telemetry.attach(cloud);

  const router = new Router(
    services.filter(({ sdk }) => sdk).map(({ name, sdk }) => serviceModel(name, sdk!)),
  );
  const control = controlRoute({ dispatcher, world, settings, usage, db, activity });
  const door = new FrontDoor({
    router,
    actions,
    callers,
    routes: [control, ...services.flatMap(({ routes }) => routes ?? [])],
    cloud: () => cloud,
    report,
  });
  port = await door.listen(port);
  for (const service of services) await service.start?.(cloud);
  dispatcher.start(cloud);
  return {
    cloud,
    port,
    dispatcher,
    authorizer,
    usage,
    stop: async () => {
      dispatcher.stop();
      await door.close();
      for (const service of [...services].reverse()) await service.stop?.(cloud);
      usage.flush(db);
      db.close();
    },
  };
}

function restoredWorld(options: LocalCloudOptions, settings: Settings): SettableWorld {
  const mode = settings.once('clock', options.clock ?? 'real') === 'virtual' ? 'virtual' : 'real';
  const first = makeWorld({ mode: 'real', start: 0 }).now();
  const start = Number(
    settings.once('now', String(options.startTime ? Date.parse(options.startTime) : first)),
  );
  const world = makeWorld({ mode, start, seed: options.seed });
  return {
    ...world,
    setNow: (now) => {
      world.setNow(now);
      settings.set('now', String(world.now()));
    },
  };
}
