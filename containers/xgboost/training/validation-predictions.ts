const DECIMALS = 6;

/** Collects what the folds foretell of the rows they did not see. */
export class ValidationPredictions {
  private readonly scores: number[][];
  private readonly classes: number[][];

  constructor(
    private readonly labels: Float32Array, private readonly repeats: number,
    private readonly classified: boolean,
  ) {
    this.scores = Array.from(labels, () => []);
    this.classes = Array.from(labels, () => []);
  }

  /** Takes the predictions of a fold for its rows. */
  record(rows: Int32Array, predictions: Float32Array): void {
    const groups = predictions.length / rows.length;
    rows.forEach((row, i) => {
      const own = predictions.subarray(i * groups, (i + 1) * groups);
      const best = groups > 1 ? own.indexOf(Math.max(...own)) : +(own[0]! > 0.5);
      this.scores[row]!.push(groups > 1 ? own[best]! : own[0]!);
      this.classes[row]!.push(best);
    });
  }

  /** A line per row: the label, the mean score, and for classes the one most often foretold. */
  csv(): string {
    return Array.from(this.labels, (label, row) => {
      const mean = this.scores[row]!.reduce((sum, score) => sum + score, 0) / this.repeats;
      const columns = this.classified
        ? [label, mean, mostFrequent(this.classes[row]!)]
        : [label, mean];
      return `${columns.map((value) => value.toFixed(DECIMALS)).join(',')}\n`;
    }).join('');
  }
}

function mostFrequent(values: readonly number[]): number {
  const count = (value: number) => values.filter((other) => other === value).length;
  return [...values].sort((a, b) => count(b) - count(a) || a - b)[0]!;
}
