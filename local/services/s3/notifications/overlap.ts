import { invalidArgument } from '../errors.ts';
import type { Subscriber } from './configuration.ts';

/**
 * Throws InvalidArgument where two subscribers would be told of the same event of the same key. Sources: S3
 * user guide, notification-how-to-filtering, and minio/minio issue 2472 for the text that AWS answers without
 * filters.
 */
export function checkOverlaps(subscribers: readonly Subscriber[]): void {
  subscribers.forEach((one, index) => {
    for (const other of subscribers.slice(index + 1)) checkPair(one, other);
  });
}

function checkPair(one: Subscriber, other: Subscriber): void {
  if (one.id === other.id)
    throw invalidArgument('Same ID used for multiple configurations. ID must be unique', 'Id');
  const shared = one.events.filter((event) => other.events.some((each) => meet(event, each)));
  if (shared.length === 0) return;
  const [a, b] = [affixesOf(one), affixesOf(other)];
  const nested = begins(a.prefix, b.prefix) && begins(reversed(a.suffix), reversed(b.suffix));
  if (!nested) return;
  if (one.filter || other.filter) {
    throw invalidArgument(
      'Configuration is ambiguously defined. Cannot have overlapping suffixes in two rules if the prefixes are overlapping for the same event type.',
      'Event',
    );
  }
  throw invalidArgument(
    'Configurations overlap. Configurations on the same bucket cannot share a common event type.',
    'Event',
    [...one.events, ...other.events].join(', '),
  );
}

/** Whether two names of events have an event in common; a star stands at an end only. */
function meet(one: string, other: string): boolean {
  const [a, b] = [one.replace(/\*$/, ''), other.replace(/\*$/, '')];
  if (one.endsWith('*') && b.startsWith(a)) return true;
  return one === other || (other.endsWith('*') && a.startsWith(b));
}

function begins(one: string, other: string): boolean {
  return one.startsWith(other) || other.startsWith(one);
}

function reversed(text: string): string {
  return [...text].reverse().join('');
}

function affixesOf({ filter }: Subscriber) {
  const rules = filter?.Key?.FilterRules ?? [];
  const valueOf = (name: string) =>
    rules.find(({ Name }) => Name?.toLowerCase() === name)?.Value ?? '';
  return { prefix: valueOf('prefix'), suffix: valueOf('suffix') };
}
