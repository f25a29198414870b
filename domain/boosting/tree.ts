/** A regression tree, as parallel columns; node 0 is the root, `left` is -1 in a leaf. */
export interface Tree {
  readonly left: Int32Array;
  readonly right: Int32Array;
  readonly parent: Int32Array;
  readonly feature: Int32Array;
  /** The split value of an inner node (smaller goes left), the score of a leaf. */
  readonly threshold: Float32Array;
  /** 1 where missing values go left. */
  readonly defaultLeft: Uint8Array;
  readonly gain: Float32Array;
  readonly hessian: Float32Array;
  /** What an inner node would score as a leaf before the learning rate; the score of a leaf. */
  readonly weight: Float32Array;
}

/** What the file formats put down as the parent of a root. */
export const NO_PARENT = 0x7fffffff;

/** How to split a node. */
export interface NodeSplit {
  readonly feature: number;
  readonly threshold: number;
  readonly defaultLeft: boolean;
  readonly gain: number;
  /** What the node would score as a leaf, before the learning rate. */
  readonly weight: number;
}

/** What a fresh node is worth. */
export interface NodeWorth {
  readonly hessian: number;
  /** The score as a leaf: the weight times the learning rate. */
  readonly score: number;
}

/** A tree that is being grown. */
export class TreeDraft {
  private readonly left: number[] = [];
  private readonly right: number[] = [];
  private readonly parent: number[] = [];
  private readonly feature: number[] = [];
  private readonly threshold: number[] = [];
  private readonly defaultLeft: number[] = [];
  private readonly gain: number[] = [];
  private readonly hessian: number[] = [];
  private readonly weight: number[] = [];

  constructor(root: NodeWorth) {
    this.add(NO_PARENT, root);
  }

  /** Makes a leaf an inner node; its children are the two newest nodes, left first. */
  split(node: number, split: NodeSplit, left: NodeWorth, right: NodeWorth): number {
    const first = this.add(node, left);
    this.left[node] = first;
    this.right[node] = this.add(node, right);
    this.feature[node] = split.feature;
    this.threshold[node] = split.threshold;
    this.defaultLeft[node] = split.defaultLeft ? 1 : 0;
    this.gain[node] = split.gain;
    this.weight[node] = split.weight;
    return first;
  }

  /** The score of a leaf. */
  score(leaf: number): number {
    return Math.fround(this.threshold[leaf]!);
  }

  /** Sets the score of a leaf. */
  setScore(leaf: number, score: number): void {
    this.threshold[leaf] = score;
  }

  /** The tree as it stands. */
  finish(): Tree {
    return {
      left: Int32Array.from(this.left),
      right: Int32Array.from(this.right),
      parent: Int32Array.from(this.parent),
      feature: Int32Array.from(this.feature),
      threshold: Float32Array.from(this.threshold),
      defaultLeft: Uint8Array.from(this.defaultLeft),
      gain: Float32Array.from(this.gain),
      hessian: Float32Array.from(this.hessian),
      weight: Float32Array.from(this.weight),
    };
  }

  private add(parent: number, { hessian, score }: NodeWorth): number {
    this.right.push(-1);
    this.parent.push(parent);
    this.feature.push(0);
    this.threshold.push(score);
    this.defaultLeft.push(0);
    this.gain.push(0);
    this.hessian.push(hessian);
    this.weight.push(score);
    return this.left.push(-1) - 1;
  }
}
