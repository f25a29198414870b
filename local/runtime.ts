import { resolve } from 'node:path';
import { assemble } from './assemble.ts';
import type { AssembledCloud } from './assemble.ts';
import type { Authorizer } from './auth/authorizer.ts';
import type { UsageRecorder } from './auth/usage.ts';
import { controlRoute } from './control/route.ts';
import type { Cloud, Service } from './kernel/index.ts';
import type { LocalCloudOptions } from './options.ts';
import type { Dispatcher } from './outbox/dispatcher.ts';
import type { StoredTelemetry } from './telemetry.ts';
import { StateFolder } from './store/state-folder.ts';
import { FrontDoor } from './wire/front-door.ts';
import { Router } from './wire/router.ts';
import { modelsOf } from './wire/service-model.ts';

/** A cloud that runs. */
export interface RunningCloud {
  readonly cloud: Cloud;
  readonly port: number;
  readonly dispatcher: Dispatcher;
  readonly authorizer: Authorizer;
  readonly usage: UsageRecorder;
  readonly telemetry: StoredTelemetry;
  /** Stops processes, flushes, closes the port and the store. */
  stop(): Promise<void>;
}

/**
 * Starts a cloud of these services: opens its folder, then its port.
 *
 * @throws LocalCloudError `FolderTaken` where another cloud has the folder, `OtherFormat` where
 * another version of the local cloud wrote it
 */
export async function run(
  given: LocalCloudOptions,
  services: readonly Service[],
): Promise<RunningCloud> {
  const writtenOnce = services.filter((service) => service.writesOnce).map(({ name }) => name);
  const folder = StateFolder.open(resolve(given.dataDir), writtenOnce);
  try {
    const runtime = new Runtime(given, services, folder);
    await runtime.start(given.port ?? 0);
    return runtime;
  } catch (error) {
    folder.release();
    throw error;
  }
}

/** A port, a folder, and the cloud between them: a reset puts another in its place. */
class Runtime implements RunningCloud {
  public port = 0;
  private readonly report: (line: string) => void;
  private readonly door: FrontDoor;
  private current: AssembledCloud;
  /** The cloud that answers; pending while another takes its place. */
  private life: Promise<AssembledCloud>;

  constructor(
    private readonly options: LocalCloudOptions,
    private readonly services: readonly Service[],
    private readonly folder: StateFolder,
  ) {
    this.report = options.report ?? ((line) => process.stderr.write(`${line}\n`));
    this.current = this.assemble();
    this.life = Promise.resolve(this.current);
    const replace = (change: () => void) => this.replace(change);
    const control = controlRoute({ current: () => this.current, folder, replace });
    this.door = new FrontDoor({
      router: new Router(services.flatMap(modelsOf)),
      routes: [control, ...services.flatMap(({ routes }) => routes ?? [])],
      life: () => this.life,
      report: this.report,
    });
  }

  public get cloud(): Cloud {
    return this.current.cloud;
  }

  public get dispatcher(): Dispatcher {
    return this.current.dispatcher;
  }

  public get authorizer(): Authorizer {
    return this.current.authorizer;
  }

  public get usage(): UsageRecorder {
    return this.current.usage;
  }

  public get telemetry(): StoredTelemetry {
    return this.current.telemetry;
  }

  /** Opens the port, then goes on with what lies in the folder. */
  public async start(port: number): Promise<void> {
    try {
      this.port = await this.door.listen(port);
    } catch (error) {
      await this.current.stop();
      throw error;
    }
    await this.current.start();
  }

  public async stop(): Promise<void> {
    await this.life;
    await this.door.close();
    await this.current.stop();
    this.folder.release();
  }

  /** Puts another cloud behind the same port; requests wait meanwhile. */
  private async replace(change: () => void): Promise<void> {
    this.life = this.life.then(async (old) => {
      await old.stop();
      change();
      this.current = this.assemble();
      await this.current.start();
      return this.current;
    });
    await this.life;
  }

  private assemble(): AssembledCloud {
    const { options, services, report } = this;
    const endpoint = () => `http://127.0.0.1:${this.port}`;
    const dataDir = resolve(options.dataDir);
    return assemble({ ...options, dataDir, report, endpoint }, services);
  }
}
