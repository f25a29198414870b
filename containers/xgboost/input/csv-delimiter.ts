/* The delimiter of a line of CSV as `csv.Sniffer` of Python's standard library guesses it. */

const PREFERRED = [',', '\t', ';', ' ', ':'];
const LAST_ASCII = 127;

const QUOTED_PATTERNS = [
  /(?<delim>[^\w\n"'])(?<space> ?)(?<quote>["']).*?\k<quote>\k<delim>/gms,
  /(?:^|\n)(?<quote>["']).*?\k<quote>(?<delim>[^\w\n"'])(?<space> ?)/gms,
  /(?<delim>[^\w\n"'])(?<space> ?)(?<quote>["']).*?\k<quote>(?:$|\n)/gms,
];

/** The delimiter of a line; nothing when the line is empty. */
export function guessDelimiter(line: string): string | undefined {
  return besideQuotes(line) ?? mostLikely(line.replace(/\n+$/, ''));
}

function besideQuotes(line: string): string | undefined {
  for (const pattern of QUOTED_PATTERNS) {
    const found = [...line.matchAll(pattern)].flatMap((match) => match.groups?.['delim'] ?? []);
    if (found.length > 0) {
      return mostFrequent(countOf(found));
    }
  }
  return undefined;
}

function mostLikely(line: string): string | undefined {
  const counts = countOf([...line].filter((character) => character.charCodeAt(0) < LAST_ASCII));
  if (counts.size === 1) {
    return [...counts.keys()][0];
  }
  return PREFERRED.find((delimiter) => counts.has(delimiter)) ?? mostFrequent(counts);
}

function countOf(characters: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  characters.forEach((character) => counts.set(character, (counts.get(character) ?? 0) + 1));
  return counts;
}

/** The most frequent character; of several, the one latest in the alphabet. */
function mostFrequent(counts: ReadonlyMap<string, number>): string | undefined {
  return [...counts].sort(([a, m], [b, n]) => n - m || (a < b ? 1 : -1))[0]?.[0];
}
