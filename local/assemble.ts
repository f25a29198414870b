import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { createHash, randomBytes } from 'node:crypto';
import { Authorizer, ROLE_TABLES } from './auth/authorizer.ts';
import { AccessKeys, USER_TABLES } from './auth/users.ts';
import { CallerIdentifier } from './auth/caller.ts';
import { CredentialMaker } from './auth/credentials.ts';
import { defineManagedPolicies } from './auth/managed-policies.ts';
import { USAGE_TABLES, UsageRecorder } from './auth/usage.ts';
import { LocalCloudError } from './errors.ts';
import { Faults } from './faults/faults.ts';
import type { Cloud, Permission, Principal, Service } from './kernel/index.ts';
import type { LocalCloudOptions } from './options.ts';
import { RunningActivity } from './outbox/activity.ts';
import { Dispatcher } from './outbox/dispatcher.ts';
import { OUTBOX_TABLES, StoredOutbox } from './outbox/outbox.ts';
import { registerHandlers } from './outbox/registry.ts';
import { StoredTimers, TIMER_TABLES } from './outbox/timers.ts';
import { DATABASE_FILE, SqliteDatabase } from './store/database.ts';
import { SETTINGS_TABLES, Settings } from './store/settings.ts';
import { StoredTelemetry } from './telemetry.ts';
import { ActionTable } from './wire/action-table.ts';
import { makeWorld } from './world/world.ts';
import type { SettableWorld } from './world/world.ts';

/**
 * How long credentials of functions and jobs hold: twelve hours. On a virtual clock, which jumps
 * over weeks while a process is warm, they hold for a century.
 */
const SESSION_MILLIS = { real: 12 * 3600 * 1000, virtual: 100 * 365 * 86_400_000 } as const;

/** A cloud but for its port: what a reset or a restored snapshot puts another in the place of. */
export interface AssembledCloud {
  readonly cloud: Cloud;
  readonly db: SqliteDatabase;
  readonly settings: Settings;
  readonly world: SettableWorld;
  readonly activity: RunningActivity;
  readonly dispatcher: Dispatcher;
  readonly authorizer: Authorizer;
  readonly usage: UsageRecorder;
  readonly callers: CallerIdentifier;
  readonly actions: ActionTable;
  readonly telemetry: StoredTelemetry;
  /** What is to go wrong. */
  readonly faults: Faults;
  /** Lets services make again what a crash ended, then begins to deliver. */
  start(): Promise<void>;
  /** Stops deliveries and processes, and closes the store. */
  stop(): Promise<void>;
}

/** How a cloud is assembled: its options, and the address that it will have. */
export interface AssembleOptions extends LocalCloudOptions {
  readonly report: (line: string) => void;
  readonly endpoint: () => string;
}

/** Puts a cloud together from its services, on what lies in its folder. */
export function assemble(options: AssembleOptions, services: readonly Service[]): AssembledCloud {
  const db = openStore(options.dataDir, services);
  const settings = new Settings(db);
  const { rolesOnTrust } = options;
  const accountId = settings.once('account', options.accountId ?? '000000000000');
  const region = settings.once('region', options.region ?? 'us-east-1');
  const secret = settings.once('secret', randomBytes(32).toString('hex'));
  const world = restoredWorld(options, settings);
  const usage = new UsageRecorder(db);
  const authorizer = new Authorizer(db, world, { accountId, region, rolesOnTrust }, usage);
  const credentials = new CredentialMaker(secret, accountId);
  const faults = new Faults();
  const authorize = (principal: Principal, permission: Permission) =>
    authorizer.authorize(principal, permission);
  const work = defineWork(options, services, { db, world, faults });
  const { telemetry } = work;
  const before = (service: string) => telemetry.flushFor(service);
  const actions = new ActionTable(services, db, authorize, faults, before);
  const cloud = defineCloud(options, { accountId, region, authorizer, credentials, actions }, work);
  telemetry.attach(cloud, () => work.dispatcher.poke());
  const tagging = new Map(services.map(({ name, tagsOf }) => [name, tagsOf]));
  authorizer.attach((arn) => tagging.get(arn.split(':')[2] ?? '')?.(arn, cloud));
  return {
    ...{ cloud, db, settings, world, usage, authorizer, actions, faults },
    ...{ activity: work.activity, dispatcher: work.dispatcher, telemetry },
    callers: new CallerIdentifier(credentials, world, new AccessKeys(db, accountId)),
    start: async () => {
      for (const service of services) await service.start?.(cloud);
      work.dispatcher.start(cloud);
    },
    stop: async () => {
      work.dispatcher.stop();
      for (const service of [...services].reverse()) await service.stop?.(cloud);
      telemetry.flush();
      usage.flush();
      db.close();
    },
  };
}

/** The parts that carry work from one transaction to the next. */
interface Work {
  readonly faults: Faults;
  readonly db: SqliteDatabase;
  readonly world: SettableWorld;
  readonly timers: StoredTimers;
  readonly activity: RunningActivity;
  readonly outbox: StoredOutbox;
  readonly telemetry: StoredTelemetry;
  readonly dispatcher: Dispatcher;
}

function defineWork(
  { report }: AssembleOptions,
  services: readonly Service[],
  { db, world, faults }: Pick<Work, 'db' | 'world' | 'faults'>,
): Work {
  const handlers = registerHandlers(services);
  const timers = new StoredTimers(db);
  const activity = new RunningActivity();
  const outbox = new StoredOutbox(db, world, handlers.subscribers);
  const { deliveries, timers: timerHandlers } = handlers;
  const telemetry = new StoredTelemetry(services, db);
  const dispatcher = new Dispatcher({
    ...{ db, world, faults, timers, outbox, activity, telemetry },
    ...{ deliveries, timerHandlers, report },
  });
  db.onCommit(() => dispatcher.poke());
  return { db, world, faults, timers, activity, outbox, telemetry, dispatcher };
}

/** What decides who may do what. */
interface Rights {
  readonly accountId: string;
  readonly region: string;
  readonly authorizer: Authorizer;
  readonly credentials: CredentialMaker;
  readonly actions: ActionTable;
}

function defineCloud(options: AssembleOptions, rights: Rights, work: Work): Cloud {
  const { accountId, region, authorizer, credentials, actions } = rights;
  const { db, world, timers, activity, outbox, telemetry } = work;
  const cloud: Cloud = {
    ...{ accountId, region, partition: 'aws', dataDir: options.dataDir },
    ...{ images: options.images ?? [], world, db, outbox, timers, activity, telemetry },
    get endpoint() {
      return options.endpoint();
    },
    // The caller names the output's type, as with the SDK's own commands.
    call: async <Output>(service: string, name: string, input: unknown, principal: Principal) =>
      (await actions.call(service, name, input, contextOf(principal))) as Output,
    callSync: <Output>(service: string, name: string, input: unknown, principal: Principal) =>
      actions.callSync(service, name, input, contextOf(principal)) as Output,
    assumeRole: (roleArn, sessionName, by) => authorizer.assumeRole({ roleArn, sessionName, by }),
    openSession: (request) => authorizer.assumeRole(request),
    takesOnTrust: (roleArn) => authorizer.takesOnTrust(roleArn),
    authorize: (principal, permission) => authorizer.authorize(principal, permission),
    allows: (principal, permission) =>
      authorizer.decide(principal, permission).outcome === 'allowed',
    forgetPolicies: () => authorizer.forget(),
    credentialsFor: (principal, seconds) => {
      const millis = seconds === undefined ? SESSION_MILLIS[world.mode] : seconds * 1000;
      const made = credentials.make(principal, world.now() + millis);
      return {
        AWS_ACCESS_KEY_ID: made.accessKeyId,
        AWS_SECRET_ACCESS_KEY: made.secretAccessKey,
        AWS_SESSION_TOKEN: made.sessionToken,
        AWS_REGION: region,
        AWS_DEFAULT_REGION: region,
        AWS_ENDPOINT_URL: options.endpoint(),
      };
    },
  };
  const contextOf = (principal: Principal) => ({ cloud, principal, requestId: world.uuid() });
  return cloud;
}

/** Opens the store. Its format is what defines its tables: another definition is another format. */
function openStore(dataDir: string, services: readonly Service[]): SqliteDatabase {
  mkdirSync(dataDir, { recursive: true });
  const db = new SqliteDatabase(join(dataDir, DATABASE_FILE));
  db.define(SETTINGS_TABLES);
  const ours = [OUTBOX_TABLES, TIMER_TABLES, ROLE_TABLES, USER_TABLES, USAGE_TABLES];
  const tables = [...ours.flat(), ...services.flatMap((service) => service.tables)];
  const format = createHash('sha256').update(tables.join('\n')).digest('hex');
  if (new Settings(db).once('format', format) !== format) {
    db.close();
    throw new LocalCloudError(
      'OtherFormat',
      `'${dataDir}' was written by another version of the local cloud, which kept its state otherwise`,
    );
  }
  db.transaction(() => {
    db.define(tables);
    defineManagedPolicies(db);
  });
  return db;
}

function restoredWorld(options: LocalCloudOptions, settings: Settings): SettableWorld {
  const mode = settings.once('clock', options.clock ?? 'real') === 'virtual' ? 'virtual' : 'real';
  const first = makeWorld({ mode: 'real', start: 0 }).now();
  const begin = options.startTime ? Date.parse(options.startTime) : first;
  const start = Number(settings.once('now', String(begin)));
  const ahead = Number(settings.once('ahead', String(begin - first)));
  const world = makeWorld({ mode, start, ahead, seed: options.seed });
  return {
    ...world,
    setNow: (now) => {
      world.setNow(now);
      settings.set('now', String(world.now()));
    },
  };
}
