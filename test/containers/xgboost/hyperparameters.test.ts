import { describe, expect, test } from 'vitest';
import { ContainerError } from '../../../containers/xgboost/errors.ts';
import { HYPERPARAMETERS } from '../../../containers/xgboost/hyperparameters/schema.ts';
import { validateHyperparameters } from '../../../containers/xgboost/hyperparameters/validate.ts';
import { recordedRows } from './recorded.ts';

interface Row {
  readonly id: string;
  readonly hyperparameters: Record<string, string>;
  readonly valid: boolean;
  readonly error?: string;
  readonly message?: string;
  readonly parsed?: Record<string, unknown>;
}

const rows = recordedRows<Row>('hyperparameters.jsonl');

const plain = (value: unknown): unknown => {
  if (typeof value === 'number' && !Number.isFinite(value)) {
    return { special: String(value) };
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return value;
  }
  const { kind, items, value: inner } = value as {
    kind: string; items?: unknown[]; value?: unknown,
  };
  return kind === 'list' || kind === 'tuple' ? items!.map(plain) : inner;
};

const outcome = ({ hyperparameters }: Row) => {
  try {
    return Object.fromEntries(
      [...validateHyperparameters(hyperparameters)].map(([name, value]) => [name, plain(value)])
    );
  } catch (error) {
    return error instanceof ContainerError ? { type: error.type, message: error.message } : error;
  }
};

describe('every recorded set of hyperparameters', () => {
  test('there are as many as were recorded', () => {
    expect(rows).toHaveLength(808);
    expect(HYPERPARAMETERS).toHaveLength(53);
  });

  test.each(rows.filter(({ valid }) => valid))('$id is accepted and parsed as recorded', (row) => {
    expect(outcome(row)).toEqual(row.parsed);
  });

  test.each(rows.filter(({ valid }) => !valid))('$id is refused in the recorded words', (row) => {
    expect(outcome(row)).toEqual({ type: row.error, message: row.message });
  });
});
