import { prefixes, sortKeys } from '../../domain/registry/keys.ts';
import {
  AliasRecord,
  ApprovalRecord,
  ChallengerRecord,
  Counters,
  DefinedRecord,
  DefinitionRecord,
  HealthRecord,
  LeaseRecord,
  readIfThere,
} from '../../domain/registry/records.ts';
import { Run } from '../../domain/registry/run.ts';
import { Slot } from '../../domain/registry/slot.ts';
import { Version } from '../../domain/registry/version.ts';
import { Decision } from '../../domain/retraining/arbiter-state.ts';
import type { ModelDefinition } from '../../domain/definition/model-definition.ts';
import type { StoredRecord } from '../../domain/ports.ts';
import { CliError } from '../errors.ts';
import type { Connection } from './connection.ts';
import { findPlatform } from './platform.ts';
import type { PlatformAddress } from './platform.ts';
import { RegistryReader } from './registry.ts';

/** What stands in the registry about a model now. */
export interface ModelState {
  readonly definition: DefinitionRecord;
  readonly counters: Counters;
  readonly champion: AliasRecord | null;
  readonly challenger: ChallengerRecord | null;
  readonly lease: LeaseRecord | null;
  readonly health: HealthRecord | null;
  readonly slots: readonly Slot[];
}

/** Reads models out of the registry of a platform. */
export class ModelRecords {
  private constructor(
    public readonly platform: PlatformAddress,
    private readonly registry: RegistryReader,
  ) {}

  /** @throws CliError `NoPlatform` */
  public static async open(connection: Connection): Promise<ModelRecords> {
    const platform = await findPlatform(connection);
    return new ModelRecords(platform, new RegistryReader(platform.registryTable, connection));
  }

  /** Names of all models that are deployed. */
  public get names(): readonly string[] {
    return [...this.platform.gateways.keys()].sort();
  }

  /** @throws CliError `NotFound` naming the models there are */
  public async state(model: string): Promise<ModelState> {
    const keys = ['definition', 'counters', 'champion', 'challenger', 'lease', 'health'] as const;
    const wanted = [...keys.map((key) => sortKeys[key]), sortKeys.slot('a'), sortKeys.slot('b')];
    const found = await this.registry.read(model, wanted);
    const definition = readIfThere(
      DefinitionRecord,
      found.get(sortKeys.definition),
      'the definition',
    );
    if (definition === null) throw noModel(model, this.names);
    return {
      definition,
      counters: Counters.parse(found.get(sortKeys.counters) ?? {}),
      champion: readIfThere(AliasRecord, found.get(sortKeys.champion), 'the champion'),
      challenger: readIfThere(ChallengerRecord, found.get(sortKeys.challenger), 'the challenger'),
      lease: readIfThere(LeaseRecord, found.get(sortKeys.lease), 'the lease'),
      health: readIfThere(HealthRecord, found.get(sortKeys.health), 'the health'),
      slots: ['a', 'b'].flatMap(
        (slot) => readIfThere(Slot, found.get(sortKeys.slot(slot)), `slot ${slot}`) ?? [],
      ),
    };
  }

  /** The definition of a hash that counted once. @throws CliError `NotFound` */
  public async defined(model: string, hash: string): Promise<ModelDefinition> {
    const found = await this.registry.read(model, [sortKeys.defined(hash)]);
    const record = readIfThere(DefinedRecord, found.get(sortKeys.defined(hash)), `definition ${hash}`);
    if (record !== null) return record.definition;
    const next = `perennial contract diff ${model} pipelines/${model}/pipeline.ts`;
    throw new CliError('NotFound', `no definition of '${model}' has the hash '${hash}'`, next);
  }

  /** Runs, newest first. */
  public async runs(model: string): Promise<readonly Run[]> {
    const runs = await this.list(model, prefixes.runs, (record) => Run.parse(record));
    return [...runs].sort((a, b) => b.startedAt.localeCompare(a.startedAt));
  }

  /** Versions, newest first. */
  public async versions(model: string): Promise<readonly Version[]> {
    return [
      ...(await this.list(model, prefixes.versions, (record) => Version.parse(record))),
    ].reverse();
  }

  /** Decisions of the arbiter, newest first. */
  public async decisions(model: string): Promise<readonly Decision[]> {
    return [
      ...(await this.list(model, prefixes.decisions, (record) => Decision.parse(record))),
    ].reverse();
  }

  /** The approval that a run waits for, if it does. */
  public async approval(model: string, runId: string): Promise<ApprovalRecord | null> {
    const found = await this.registry.read(model, [sortKeys.approval(runId)]);
    return readIfThere(ApprovalRecord, found.get(sortKeys.approval(runId)), 'the approval');
  }

  private async list<T>(
    model: string,
    prefix: string,
    read: (record: StoredRecord) => T,
  ): Promise<readonly T[]> {
    return (await this.registry.list(model, prefix)).map(read);
  }
}

function noModel(model: string, names: readonly string[]): CliError {
  const there = names.length === 0 ? 'there is none yet' : `there are: ${names.join(', ')}`;
  return new CliError('NotFound', `there is no model '${model}', ${there}`, 'perennial models');
}
