import type { ModelState } from '../aws/model-records.ts';
import { subjectOf } from '../../domain/erasure/subject.ts';
import { noTraces } from '../../domain/erasure/traces.ts';
import type { ErasedPlace } from '../../domain/registry/erasure.ts';
import type { Run } from '../../domain/registry/run.ts';
import type { Version } from '../../domain/registry/version.ts';
import { Manifest } from '../../domain/runs/plan.ts';
import { decodeUtf8 } from '../../domain/tabular/utf8.ts';
import type { Buckets } from './buckets.ts';
import { erasePlace } from './erase-place.ts';
import type { Mode } from './erase-place.ts';
import { eraseRuns } from './erase-runs.ts';
import type { ErasedRuns } from './erase-runs.ts';
import { PLACES } from './places.ts';
import type { Erasing, Place } from './places.ts';

/** What is known of a model whose data have a person's rows. */
export interface Known {
  readonly state: ModelState;
  readonly runs: readonly Run[];
  readonly versions: readonly Version[];
}

/** What was found of a person, or erased. */
export interface Erased {
  readonly places: readonly ErasedPlace[];
  /** Numbers of the versions that learned from them. */
  readonly versions: readonly number[];
}

/** Erases a person, or only looks what there is. Done twice, the second time finds nothing. */
export class Forgetting {
  private readonly erasing: Erasing;

  /** @throws DomainError `NoSubject` */
  constructor(
    private readonly known: Known,
    key: string,
    private readonly buckets: Buckets,
  ) {
    const { name, contract } = known.state.definition.definition;
    this.erasing = { model: name, contract, subject: subjectOf(contract, key), traces: noTraces() };
  }

  /** Looks everywhere: first where what others are found by lies. */
  public async look(): Promise<Erased> {
    const sources = await this.places(
      'look',
      PLACES.filter(({ isSource }) => isSource === true),
    );
    const runs = await this.runs('look');
    const others = await this.places(
      'look',
      PLACES.filter(({ isSource }) => isSource !== true),
    );
    const versions = await this.versionsOf(runs.trainedOn);
    return { places: [runs.place, ...others, ...sources], versions };
  }

  /** Erases what was looked at, in an order in which it can be begun again after each step. */
  public async erase(tell: (place: string) => void): Promise<readonly ErasedPlace[]> {
    tell('runs');
    const runs = await this.runs('erase');
    return [runs.place, ...(await this.places('erase', PLACES, tell))];
  }

  private async runs(mode: Mode): Promise<ErasedRuns> {
    const ids = this.known.runs.map(({ runId }) => runId);
    return await eraseRuns(ids, this.erasing, { buckets: this.buckets, mode });
  }

  private async places(
    mode: Mode,
    places: readonly Place[],
    tell?: (place: string) => void,
  ): Promise<readonly ErasedPlace[]> {
    const found: ErasedPlace[] = [];
    for (const place of places) {
      tell?.(place.name);
      found.push(await erasePlace(place, this.erasing, { buckets: this.buckets, mode }));
    }
    return found;
  }

  /** Versions whose run trained on the rows, or whose dataset has an object that they lie in. */
  private async versionsOf(trainedOn: readonly string[]): Promise<readonly number[]> {
    const numbers: number[] = [];
    for (const { version, lineage } of this.known.versions) {
      const isMadeOf =
        trainedOn.includes(lineage.runId) || (await this.isInDataset(lineage.dataset.key));
      if (isMadeOf) numbers.push(version);
    }
    return numbers.sort((a, b) => a - b);
  }

  private async isInDataset(key: string): Promise<boolean> {
    const { traces } = this.erasing;
    const stored = traces.objects.size === 0 ? null : await this.buckets.artifacts.read(key);
    if (stored === null) return false;
    const { objects } = Manifest.parse(JSON.parse(decodeUtf8(stored.bytes)));
    return objects.some((object) => traces.objects.has(object.key));
  }
}
