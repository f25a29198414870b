import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { Connection } from '../aws/connection.ts';
import type { PlatformAddress } from '../aws/platform.ts';
import { PACKAGE_ROOT } from '../local-cloud.ts';
import type { MeanErrors } from './mean-errors.ts';

/** What the thread is told when it starts. */
export interface ComparerData {
  /** Folder of the diary. */
  readonly folder: string;
  readonly platform: PlatformAddress;
  readonly connection: Connection;
}

/** What the thread answers for a month it was sent. */
export interface Compared {
  readonly month: string;
  readonly errors: MeanErrors;
}

/** Megabytes of objects that the thread may hold: a day and a model. */
const THREAD_MEMORY = { maxYoungGenerationSizeMb: 8, maxOldGenerationSizeMb: 128 };

/** The thread, and what becomes of it. */
interface Comparer {
  readonly worker: Worker;
  /** Rejects when the thread fails, and answers nothing more. */
  readonly failure: Promise<never>;
}

/** Compares months with the first champion, on a thread of its own while the story goes on. */
export class MonthErrors {
  private comparer: Comparer | undefined;
  private readonly asked = new Map<string, Promise<MeanErrors>>();
  private readonly waiting = new Map<string, (errors: MeanErrors) => void>();

  constructor(private readonly data: ComparerData) {}

  /** The errors of a month that was told to its end. Rejects where the first champion is missing. */
  public of(month: string): Promise<MeanErrors> {
    let errors = this.asked.get(month);
    if (!errors) {
      errors = this.ask(month);
      // Who wants them later is told; until then a failure is nobody's.
      errors.catch(() => {});
      this.asked.set(month, errors);
    }
    return errors;
  }

  /** Ends the thread. */
  public async stop(): Promise<void> {
    await this.comparer?.worker.terminate();
  }

  private ask(month: string): Promise<MeanErrors> {
    const { worker, failure } = (this.comparer ??= this.start());
    const answer = new Promise<MeanErrors>((resolve) => this.waiting.set(month, resolve));
    worker.postMessage(month);
    return Promise.race([answer, failure]);
  }

  private start(): Comparer {
    const worker = new Worker(join(PACKAGE_ROOT, 'dist', 'story-comparer.mjs'), {
      workerData: this.data,
      resourceLimits: THREAD_MEMORY,
    });
    worker.on('message', ({ month, errors }: Compared) => this.waiting.get(month)?.(errors));
    const failure = new Promise<never>((_resolve, reject) => worker.once('error', reject));
    return { worker, failure };
  }
}
