import { Repeated } from './value.ts';

/** Which element of which arrays a value lies in: array, index, array, index. */
export type Membership = readonly number[];

/** A scalar of an event, and where in arrays it lies. */
export interface FieldValue {
  readonly value: unknown;
  readonly membership: Membership;
}

/** Finds the values of a pattern's paths in an event. */
export type FieldFinder = (event: unknown) => readonly (readonly FieldValue[])[];

const NOWHERE: Membership = [];

/** What may come next after some steps of a path. */
interface Step {
  readonly name: string;
  /** The path that ends here. */
  readonly field: number | undefined;
  readonly next: readonly Step[];
}

/**
 * Finds values by paths. A step's name may itself have dots: `a.b` is a member `a.b`, and a member
 * `b` of `a`.
 */
export function fieldFinder(paths: readonly string[]): FieldFinder {
  const steps = stepsAfter('', paths, new Map());
  return (event) => {
    const found: FieldValue[][] = paths.map(() => []);
    new Walk(found).object(event, steps, NOWHERE);
    return found;
  };
}

function stepsAfter(
  taken: string,
  paths: readonly string[],
  known: Map<string, readonly Step[]>,
): readonly Step[] {
  const before = known.get(taken);
  if (before) return before;
  const steps = new Map<string, { field: number | undefined; goesOn: boolean }>();
  const at = (name: string) => {
    const step = steps.get(name) ?? { field: undefined, goesOn: false };
    steps.set(name, step);
    return step;
  };
  paths.forEach((path, field) => {
    if (!path.startsWith(taken)) return;
    const rest = path.slice(taken.length);
    at(rest).field = field;
    for (let dot = rest.indexOf('.'); dot >= 0; dot = rest.indexOf('.', dot + 1))
      at(rest.slice(0, dot)).goesOn = true;
  });
  const made: Step[] = [];
  known.set(taken, made);
  for (const [name, { field, goesOn }] of steps)
    made.push({ name, field, next: goesOn ? stepsAfter(`${taken}${name}.`, paths, known) : [] });
  return made;
}

class Walk {
  private arrays = 0;

  constructor(private readonly found: FieldValue[][]) {}

  public object(value: unknown, steps: readonly Step[], membership: Membership): void {
    const members = value as Readonly<Record<string, unknown>>;
    for (const step of steps) {
      if (!Object.hasOwn(members, step.name)) continue;
      const member = members[step.name];
      if (member instanceof Repeated)
        for (const each of member.values) this.member(each, step, membership);
      else this.member(member, step, membership);
    }
  }

  private member(value: unknown, step: Step, membership: Membership): void {
    if (Array.isArray(value)) this.array(value, step, membership);
    else if (isObject(value)) this.object(value, step.next, membership);
    else if (value !== undefined && step.field !== undefined)
      this.found[step.field]!.push({ value, membership });
  }

  private array(value: readonly unknown[], step: Step, membership: Membership): void {
    const array = this.arrays++;
    value.forEach((element, index) => {
      const nested = Array.isArray(element) || isObject(element);
      this.member(element, step, nested ? [...membership, array, index] : membership);
    });
  }
}

function isObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === PLAIN;
}

const PLAIN = Object.getPrototypeOf({}) as object;

/**
 * The elements of both, or undefined where they name different elements of one array: fields of one
 * array must be matched by the same element.
 */
export function joined(one: Membership, other: Membership): Membership | undefined {
  if (one.length === 0 || other.length === 0) return one.length === 0 ? other : one;
  const all = [...one];
  for (let i = 0; i < other.length; i += 2) {
    const known = indexIn(one, other[i]!);
    if (known === undefined) all.push(other[i]!, other[i + 1]!);
    else if (known !== other[i + 1]) return undefined;
  }
  return all;
}

function indexIn(membership: Membership, array: number): number | undefined {
  for (let i = 0; i < membership.length; i += 2)
    if (membership[i] === array) return membership[i + 1];
  return undefined;
}

/** The arrays that values lie in. */
export function arraysOf(values: readonly FieldValue[]): ReadonlySet<number> {
  const arrays = new Set<number>();
  for (const { membership } of values)
    for (let i = 0; i < membership.length; i += 2) arrays.add(membership[i]!);
  return arrays;
}

/** The elements of some arrays only. */
export function within(membership: Membership, arrays: ReadonlySet<number>): Membership {
  return membership.filter((_, index) => arrays.has(membership[index - (index % 2)]!));
}
