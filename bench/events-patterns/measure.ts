import { compilePattern } from '../../local/services/events/pattern/compile.ts';

const PATTERNS: Readonly<Record<string, object>> = {
  simple: {
    source: ['shop'],
    'detail-type': ['Sold'],
    detail: { price: [{ numeric: ['>', 10] }] },
  },
  texts: {
    detail: {
      item: [{ prefix: 'c' }, { wildcard: 'p*t' }, { 'anything-but': ['cup', 'pan'] }],
      ip: [{ cidr: '10.0.0.0/8' }],
    },
  },
  lists: { detail: { parts: { name: ['handle'], weight: [{ numeric: ['<', 3] }] } } },
  either: { $or: [{ source: ['bank'] }, { detail: { item: ['pan'] } }, { account: ['1'] }] },
};

const EVENT = {
  version: '0',
  id: '8a3b1d6e-0000-4000-8000-000000000000',
  'detail-type': 'Sold',
  source: 'shop',
  account: '000000000000',
  time: '2026-01-01T00:00:00Z',
  region: 'us-east-1',
  resources: [],
  detail: {
    item: 'pot',
    price: 50,
    ip: '10.1.2.3',
    parts: [
      { name: 'lid', weight: 1 },
      { name: 'handle', weight: 2 },
    ],
  },
};

const SECONDS = 1;

/** Says for each pattern how often a second it is matched against an event. */
export function measure(): readonly string[] {
  return Object.entries(PATTERNS).map(([name, pattern]) => {
    const matches = compilePattern(JSON.stringify(pattern));
    run(matches, 0.2);
    return `${name}: ${Math.round(run(matches, SECONDS)).toLocaleString('en')} matches/s`;
  });
}

function run(matches: (event: typeof EVENT) => boolean, seconds: number): number {
  const end = performance.now() + seconds * 1000;
  let count = 0;
  for (; performance.now() < end; count += 1000) for (let i = 0; i < 1000; i++) matches(EVENT);
  return count / seconds;
}
