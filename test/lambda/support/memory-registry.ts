import { DomainError } from '../../../domain/errors.ts';
import type { Registry, RegistryWrite, StoredRecord, WriteCondition } from '../../../domain/ports.ts';

/** A registry in memory with the same conditions as the real one. */
export class MemoryRegistry implements Registry {
  readonly records = new Map<string, StoredRecord>();
  /** How many calls were made, to hold functions to few of them. */
  calls = 0;
  /** Called before each transaction, to change something in between. */
  beforeWrite: (() => void) | undefined;

  async read(model: string, sortKeys: readonly string[]): Promise<readonly (StoredRecord | null)[]> {
    this.calls += 1;
    return sortKeys.map((sk) => this.records.get(keyOf(model, sk)) ?? null);
  }

  async list(
    model: string, prefix: string,
    { newestFirst, limit, from }: { newestFirst?: boolean; limit?: number; from?: string } = {},
  ): Promise<readonly StoredRecord[]> {
    this.calls += 1;
    const found = [...this.records].filter(([key]) =>
      key.startsWith(keyOf(model, prefix)) && (from === undefined || key >= keyOf(model, from)));
    found.sort(([a], [b]) => (a < b ? -1 : 1) * (newestFirst === true ? -1 : 1));
    return found.slice(0, limit).map(([, record]) => record);
  }

  async write(model: string, writes: readonly RegistryWrite[]): Promise<void> {
    this.calls += 1;
    const interfere = this.beforeWrite;
    this.beforeWrite = undefined;
    interfere?.();
    const failed = writes.filter((write) =>
      'when' in write && !holds(write.when, this.records.get(keyOf(model, write.sk))));
    if (failed.length > 0) {
      throw new DomainError('ConditionFailed', `changed: ${failed.map(({ sk }) => sk).join(', ')}`);
    }
    for (const write of writes) this.apply(keyOf(model, write.sk), write);
  }

  private apply(key: string, write: RegistryWrite): void {
    if ('remove' in write) this.records.delete(key);
    else if ('put' in write) this.records.set(key, JSON.parse(JSON.stringify(write.put)) as StoredRecord);
    else {
      const before = this.records.get(key) ?? {};
      const sums = Object.entries(write.add).map(
        ([name, value]) => [name, Number(before[name] ?? 0) + value],
      );
      this.records.set(key, { ...before, ...Object.fromEntries(sums), ...write.set });
    }
  }
}

function keyOf(model: string, sk: string): string {
  return `${model} ${sk}`;
}

function holds(when: WriteCondition, record: StoredRecord | undefined): boolean {
  if (when === 'always') return true;
  if (when === 'absent') return record === undefined;
  return record !== undefined && Object.entries(when).every(([name, value]) => record[name] === value);
}
