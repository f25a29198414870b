import { predict, train } from '../../../domain/boosting/index.ts';
import type { BoostingParams, Model } from '../../../domain/boosting/index.ts';
import type { MemoryStore } from './memory-store.ts';

/**
 * Training and transform jobs, and the models behind endpoints: our own boosting, in this process.
 */
export class Containers {
  private readonly models = new Map<string, Model>();

  constructor(private readonly artifacts: MemoryStore) {}

  /** A training job. */
  train(modelName: string, key: string, hyperparameters: Readonly<Record<string, string>>): void {
    const rows = parsed(this.artifacts.text(key));
    const columns = rows[0]!.length - 1;
    const values = new Float32Array(rows.length * columns);
    for (const [index, row] of rows.entries()) values.set(row.slice(1), index * columns);
    const labels = Float32Array.from(rows, (row) => row[0]!);
    const params: Partial<BoostingParams> = {
      objective: hyperparameters.objective, rounds: Number(hyperparameters.num_round),
      ...(hyperparameters.max_depth && { maxDepth: Number(hyperparameters.max_depth) }),
      ...(hyperparameters.eta && { learningRate: Number(hyperparameters.eta) }),
      ...(hyperparameters.num_class && { classes: Number(hyperparameters.num_class) }),
      baseScore: Number(hyperparameters.base_score ?? '0.5'),
    };
    this.models.set(modelName, train({ rows: rows.length, columns, values, labels }, params));
  }

  /** A transform job. */
  transform(modelName: string, key: string, output: string): void {
    const lines = this.artifacts.text(key).split('\n').filter((line) => line !== '');
    this.artifacts.put(output, this.answer(modelName, lines));
  }

  /** What the model of an endpoint answers. */
  answer(modelName: string, lines: readonly string[]): string {
    const rows = parsed(lines.join('\n'));
    const columns = rows[0]!.length;
    const values = Float32Array.from(rows.flat());
    const model = this.models.get(modelName)!;
    const numbers = [...predict(model, { rows: rows.length, columns, values })];
    const width = numbers.length / rows.length;
    return rows.map((_, row) => numbers.slice(row * width, (row + 1) * width).join(',')).join('\n');
  }
}

function parsed(text: string): number[][] {
  return text.split('\n').filter((line) => line !== '')
    .map((line) => line.split(',').map((field) => (field === '' ? NaN : Number(field))));
}
